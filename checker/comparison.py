"""What stands between a report and last year's: the result of comparing them, place by place."""

from dataclasses import dataclass
from typing import Literal

from checker.indicators import Named
from checker.report import Report, Section
from checker.text import Span

SectionStatus = Literal["kept", "changed", "moved", "split", "merged", "new", "dropped"]
CommitmentStatus = Literal["answered", "partly", "open"]
ProblemStatus = Literal["addressed", "repeated", "gone"]


@dataclass(frozen=True, slots=True)
class SectionPair:
    """Chapters, sections or items of the two reports that are about the same.

    One on either side, but for `split` (several in the report) and `merged` (several in the baseline); none in the
    baseline for `new`, none in the report for `dropped`. `similarity` is from 0 to 1.
    """

    status: SectionStatus
    baseline: tuple[Section, ...]
    report: tuple[Section, ...]
    similarity: float


@dataclass(frozen=True, slots=True)
class Reused:
    """A passage that stands in both reports, years and numerals aside."""

    baseline: Span
    report: Span


@dataclass(frozen=True, slots=True)
class Change:
    """One indicator in both years (指标变化); None where a report does not give it.

    `change` is a ratio, 0.1 for up a tenth; None where it cannot be told. `denied` is the place in the report whose
    words (上升, 下降) the two figures contradict.
    """

    name: str
    unit: str
    baseline: Named | None
    report: Named | None
    change: float | None
    denied: Span | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """What the baseline planned for this year (上年承诺), and the sentences of the report that answer it."""

    baseline: Span
    status: CommitmentStatus
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FormerProblem:
    """A problem that the baseline named (上年问题); for `repeated` the evidence is the problem as told again."""

    baseline: Span
    status: ProblemStatus
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A report beside its baseline (上年报告). `reuse` is the share of its body, 0 to 1, that the baseline has too.

    `notices` say what makes the two hard to compare: another authority, a gap of years.
    """

    baseline: Report
    reuse: float
    reused: tuple[Reused, ...]
    sections: tuple[SectionPair, ...]
    indicators: tuple[Change, ...]
    commitments: tuple[Commitment, ...]
    problems: tuple[FormerProblem, ...]
    notices: tuple[str, ...] = ()
