"""What a rule is, what its kind finds, and what the kind may look at."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Protocol

from checker.answers import Judge, read_phrases
from checker.calendar import Calendar, read_calendar
from checker.comparison import Comparison, Hindrance, Topic
from checker.edition import Edition
from checker.figures import Figure, find_figures
from checker.indicators import Indicators, Named, read_indicators
from checker.laws import Laws, read_laws
from checker.matters import MatterIndex, Taxonomy, read_taxonomy
from checker.numerals import mask_titles
from checker.patterns import Pattern
from checker.profile import Profile, fits
from checker.report import ROLES, Report, Role, Section
from checker.roles import Roles
from checker.text import Span, trim
from checker.vocabulary import Vocabulary, read_vocabulary
from checker.words import Words, read_words

if TYPE_CHECKING:
    from checker.compare import Comparer

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
NO_YEAR = "看不出报告年度,可用 --year 指明"
NO_BASELINE = "没有给出上年报告,可用 --baseline 指明"


class NotApplicableError(Exception):
    """A rule cannot run on this report; the message says why."""


@dataclass(frozen=True, slots=True)
class Fix:
    """What to put in place of the words found; `safe` where nothing of the meaning can change."""

    replacement: str
    safe: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a kind found.

    `values` fill the rule's message and hint; `count` is how many faults the hit stands for; `related` are
    further places; `forfeits` names categories that can earn nothing, because what they judge is missing; `severity`
    is set where a hit is less or more serious than its rule; the words of a `secret` hit are masked in every output.
    """

    span: Span
    values: Mapping[str, str | int] = field(default_factory=dict)
    related: tuple[Span, ...] = ()
    former: tuple[Span, ...] = ()
    count: int = 1
    forfeits: tuple[str, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Basis:
    """The source and clause that a rule rests on, as shown, and whether that was checked."""

    text: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the words that the rule must mark in it, in order; none for a good example.

    `shown` is the part of it that the rule is about; `baseline` is last year's report, where the rule needs one, and
    `baseline_shown` the part of that.
    """

    text: str
    shown: str
    flags: tuple[str, ...]
    profile: str | None
    baseline: str | None = None
    baseline_shown: str = ""


class Kind(Protocol):
    """A way of finding; it knows nothing of severity, wording, points or output."""

    def find(self, context: "Context") -> Iterator[Hit]:
        """Yield what is found; raise NotApplicableError where the report does not allow the question."""
        ...


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a ruleset (规则). `most` is the most points that all its findings together can cost."""

    id: str
    title: str
    category: str
    kind_name: str
    kind: Kind
    severity: Severity
    points: float
    most: float
    message: str
    hint: str
    why: str
    basis: Basis | None
    since: int | None
    needs: tuple[str, ...]
    gate: bool
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    where: str


class Facts:
    """What a ruleset knows beside its rules; a file of facts is read when a rule first asks for it."""

    def __init__(
        self,
        *,
        load: Callable[[str], Any],
        lexicon: str,
        roles: Roles,
        overlap: float,
        evidence: Mapping[str, Pattern],
        profiles: tuple[Profile, ...],
    ) -> None:
        self._load = load
        self._lexicon = lexicon
        self._overlap = overlap
        self.roles = roles
        self.evidence = evidence
        self.profiles = profiles
        self._vocabularies: dict[str, Vocabulary] = {}

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """The matters."""
        return read_taxonomy(self._load("matters"))

    @cached_property
    def judge(self) -> Judge:
        """What judges whether a plan answers a problem."""
        return Judge(self.taxonomy, self.words, read_phrases(self._load("phrases")), self._overlap)

    @cached_property
    def words(self) -> Words:
        """What cuts text into words."""
        return read_words(self._lexicon, self._load("phrases"))

    @cached_property
    def comparer(self) -> "Comparer":
        """What compares a report with last year's; its modules are loaded for it alone."""
        from checker.changes import read_change_cues
        from checker.commitments import read_follow_up_cues
        from checker.compare import Comparer
        from checker.similarity import SetPhrases

        phrases = self._load("phrases")
        return Comparer(
            taxonomy=self.taxonomy,
            words=self.words,
            phrases=SetPhrases(phrases["set_phrases"], phrases["common"]),
            changes=read_change_cues(self._load("indicators")),
            follow_up=read_follow_up_cues(phrases),
            evidence=tuple(self.evidence[name] for name in ("figure", "document", "meeting", "example")),
        )

    @cached_property
    def indicators(self) -> Indicators:
        """The indicators and how they relate."""
        return read_indicators(self._load("indicators"))

    @cached_property
    def calendar(self) -> Calendar:
        """Congresses, plenums and plans by date."""
        return read_calendar(self._load("calendar"))

    @cached_property
    def laws(self) -> Laws:
        """Names of laws and documents, since when and until when."""
        return read_laws(self._load("laws"))

    def vocabulary(self, name: str) -> Vocabulary:
        """Give a list of wrong words with the right ones: `terms` or `typos`."""
        if name not in self._vocabularies:
            self._vocabularies[name] = read_vocabulary(self._load(name))
        return self._vocabularies[name]


@dataclass(frozen=True, slots=True)
class Former:
    """Last year's report, and what is known beforehand to hinder comparing with it."""

    edition: Edition
    hindrances: tuple[Hindrance, ...] = ()


class Context:
    """A report and the facts, with what several rules need worked out once."""

    def __init__(self, report: Report, facts: Facts, profile: Profile, former: Former | None = None) -> None:
        self.report = report
        self.facts = facts
        self.profile = profile
        self._former = former

    @cached_property
    def matters(self) -> MatterIndex:
        """The matters that the report tells of."""
        return MatterIndex(self.facts.taxonomy.find(self.report.folded))

    @cached_property
    def edition(self) -> Edition:
        """The report as it is compared with another year's."""
        return Edition(self.report, self.masked, self.matters, self.figures, self.named)

    @cached_property
    def compared(self) -> Comparison | None:
        """The report beside last year's; None where none was given."""
        if self._former is None:
            return None
        return self.facts.comparer.compare(self.edition, self._former.edition, self._former.hindrances)

    def comparison(self, topic: Topic) -> Comparison:
        """Give the comparison with last year's report; NotApplicableError where a topic could not be compared."""
        found = self.compared
        reason = NO_BASELINE if found is None else found.why_not(topic)
        if found is None or reason is not None:
            raise NotApplicableError(reason)
        return found

    @property
    def judge(self) -> Judge:
        """What judges whether a plan answers a problem."""
        return self.facts.judge

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the body, names of documents left out."""
        return tuple(find_figures(self.masked, self.report.body))

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """The figures that give a known indicator."""
        found = self.facts.indicators.find(self.masked, self.report.body, self.figures)
        return tuple(sorted(found, key=lambda named: named.span))

    def figures_in(self, span: Span) -> tuple[Figure, ...]:
        """Give the figures within a span."""
        first = bisect_left(self.figures, span.start, key=lambda figure: figure.span.start)
        last = bisect_left(self.figures, span.end, key=lambda figure: figure.span.start)
        return tuple(figure for figure in self.figures[first:last] if figure.span.end <= span.end)

    def named_in(self, span: Span) -> tuple[Named, ...]:
        """Give the figures with an indicator whose words lie, figure and all, within a span."""
        first = bisect_left(self.named, span.start, key=lambda named: named.span.start)
        last = bisect_left(self.named, span.end, key=lambda named: named.span.start)
        return tuple(named for named in self.named[first:last] if named.span.end <= span.end)

    def paragraph_at(self, offset: int) -> Span:
        """Give the paragraph that an offset of the body lies in."""
        return self.paragraphs[max(0, bisect_right(self.paragraphs, offset, key=lambda span: span.start) - 1)]

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs of the body."""
        body = self.report.body
        found = re.finditer(r"[^\n]+", self.report.folded[body.start : body.end])
        spans = (Span(body.start + place.start(), body.start + place.end()) for place in found)
        return tuple(span for span in (trim(self.report.folded, span) for span in spans) if len(span))

    @cached_property
    def masked(self) -> str:
        """The folded text, names of documents in 《》 blanked."""
        return mask_titles(self.report.folded)

    @cached_property
    def profile_fits(self) -> bool:
        """Whether the chosen profile is for such a report."""
        return fits(self.profile, self.report)

    @property
    def year(self) -> int:
        """Give the year reported on; NotApplicableError when the report does not tell it."""
        if self.report.year is None:
            raise NotApplicableError(NO_YEAR)
        return self.report.year

    def role_title(self, role: Role) -> str:
        """Give the role's usual heading."""
        return self.facts.roles.cues[role].title

    def chapters(self, role: Role) -> tuple[Section, ...]:
        """Give the parts of a role; NotApplicableError when the report has none."""
        parts = self.report.of_role(role)
        if not parts:
            raise NotApplicableError(f"没有“{self.role_title(role)}”部分")
        return parts

    def spans(self, scope: str) -> Sequence[Span]:
        """Give the spans of a scope: `all`, `body`, `title`, or a role."""
        if scope == "all":
            return (Span(0, len(self.report.text)),)
        if scope == "body":
            return (self.report.body,)
        if scope == "title":
            return self.report.titles
        role = next(role for role in ROLES if role == scope)
        return tuple(part.span for part in self.chapters(role))

    def top(self) -> Span:
        """Give the place for what the whole report lacks: its title, else the first line of its text."""
        report = self.report
        if report.titles:
            return Span(report.titles[0].start, report.titles[-1].end)
        whole = report.body if len(report.body) else trim(report.folded, Span(0, len(report.folded)))
        end = report.folded.find("\n", whole.start, whole.end)
        return Span(whole.start, end if end >= 0 else whole.end)
