"""What stands between a report and last year's: the result of comparing them, place by place."""

from dataclasses import dataclass
from typing import Literal, get_args

from checker.indicators import Named
from checker.report import Report, Section
from checker.text import Span

SectionStatus = Literal["kept", "changed", "moved", "split", "merged", "new", "dropped"]
CommitmentStatus = Literal["answered", "partly", "open"]
ProblemStatus = Literal["addressed", "repeated", "gone"]
Topic = Literal["reuse", "sections", "indicators", "commitments", "problems"]
TOPICS: tuple[Topic, ...] = get_args(Topic)


@dataclass(frozen=True, slots=True)
class Edit:
    """One step from the baseline's words to the report's; the span of the other side is empty but for `same`."""

    kind: Literal["same", "deleted", "inserted"]
    baseline: Span
    report: Span


@dataclass(frozen=True, slots=True)
class SectionPair:
    """Chapters, sections or items of the two reports that are about the same.

    One on either side, but for `split` (several in the report) and `merged` (several in the baseline); none in the
    baseline for `new`, none in the report for `dropped`. `similarity` is from 0 to 1. `edits` tell how one text became
    the other, word by word; empty where that was not asked for, or where little of the text is left.
    """

    status: SectionStatus
    baseline: tuple[Section, ...]
    report: tuple[Section, ...]
    similarity: float
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Reused:
    """A passage that stands in both reports, years and numerals aside.

    `unchanged` counts the characters of its sentences that give no figure, or the same ones as a year ago.
    """

    baseline: Span
    report: Span
    unchanged: int


@dataclass(frozen=True, slots=True)
class Change:
    """One indicator in both years (指标变化); None where a report does not give it.

    `change` is a ratio, 0.1 for up a tenth; None where it cannot be told. `denied` is the place in the report whose words
    (同比上升) the two figures contradict, `vague` one that gives no amount of the change.
    """

    name: str
    unit: str
    baseline: Named | None
    report: Named | None
    change: float | None
    denied: Span | None = None
    vague: Span | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """What the baseline planned for this year (上年承诺), and the sentences of the report that answer it.

    `untold` are the places in the baseline of the things promised that the report says nothing of.
    """

    baseline: Span
    status: CommitmentStatus
    evidence: tuple[Span, ...]
    untold: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class FormerProblem:
    """A problem that the baseline named (上年问题); for `repeated` the evidence is the problem as told again."""

    baseline: Span
    status: ProblemStatus
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What makes two reports hard to compare, such as another authority, and the topics that it rules out."""

    reason: str
    topics: frozenset[Topic]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A report beside its baseline (上年报告). `reuse` is the share of its body, 0 to 1, that the baseline has too."""

    baseline: Report
    reuse: float
    reused: tuple[Reused, ...]
    sections: tuple[SectionPair, ...]
    indicators: tuple[Change, ...]
    commitments: tuple[Commitment, ...]
    problems: tuple[FormerProblem, ...]
    hindrances: tuple[Hindrance, ...] = ()

    @property
    def notices(self) -> tuple[str, ...]:
        """Give what makes the two reports hard to compare, in words."""
        return tuple(hindrance.reason for hindrance in self.hindrances)

    def why_not(self, topic: Topic) -> str | None:
        """Say why a topic was not compared; None where it was."""
        return next((hindrance.reason for hindrance in self.hindrances if topic in hindrance.topics), None)
