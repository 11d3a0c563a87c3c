"""What a rule is, what its kind finds, and what the kind may look at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, Protocol

from checker.answers import Judge
from checker.matters import MatterIndex, Taxonomy
from checker.numerals import mask_titles
from checker.patterns import Pattern
from checker.profile import Profile, fits
from checker.report import ROLES, Report, Role, Section
from checker.roles import Roles
from checker.text import Span, trim

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class NotApplicableError(Exception):
    """A rule cannot run on this report; the message says why."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a kind found.

    `values` fill the rule's message and hint; `count` is how many faults the hit stands for; `related` are
    further places; `forfeits` names categories that can earn nothing, because what they judge is missing.
    """

    span: Span
    values: Mapping[str, str | int] = field(default_factory=dict)
    related: tuple[Span, ...] = ()
    count: int = 1
    forfeits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """The source and clause that a rule rests on, as shown, and whether that was checked."""

    text: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the words that the rule must mark in it, in order; none for a good example.

    `shown` is the part of it that the rule is about.
    """

    text: str
    shown: str
    flags: tuple[str, ...]
    profile: str | None


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


@dataclass(frozen=True, slots=True)
class Facts:
    """What a ruleset knows beside its rules."""

    roles: Roles
    taxonomy: Taxonomy
    judge: Judge
    evidence: Mapping[str, Pattern]
    profiles: tuple[Profile, ...]


class Context:
    """A report and the facts, with what several rules need worked out once."""

    def __init__(self, report: Report, facts: Facts, profile: Profile) -> None:
        self.report = report
        self.facts = facts
        self.profile = profile

    @cached_property
    def matters(self) -> MatterIndex:
        """The matters that the report tells of."""
        return MatterIndex(self.facts.taxonomy.find(self.report.folded))

    @property
    def judge(self) -> Judge:
        """What judges whether a plan answers a problem."""
        return self.facts.judge

    @cached_property
    def masked(self) -> str:
        """The folded text, names of documents in 《》 blanked."""
        return mask_titles(self.report.folded)

    @cached_property
    def profile_fits(self) -> bool:
        """Whether the chosen profile is for such a report."""
        return fits(self.profile, self.report)

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
