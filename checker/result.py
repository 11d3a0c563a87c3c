"""What a check gives: findings, what was skipped, and the score. Every renderer works from this alone."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from checker.comparison import Comparison
from checker.report import Report
from checker.rule import SEVERITIES, Fix, Rule, Severity
from checker.text import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place, in words (检查结果).

    `section` is the place in the outline, such as 二/(三). `related` are places in the report, `former` in the baseline; `why` says why it matters.
    """

    rule: str
    category: str
    severity: Severity
    message: str
    suggestion: str
    basis: str | None
    span: Span
    quote: str
    section: str | None
    related: tuple[Span, ...]
    count: int
    forfeits: tuple[str, ...]
    former: tuple[Span, ...] = ()
    fix: Fix | None = None
    why: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A rule that could not run on the report, and why."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class CategoryScore:
    """A category's score from 0 to 100, None where none of its rules could run, and the baseline's beside it."""

    category: str
    title: str
    score: float | None
    weight: float
    baseline: float | None = None


@dataclass(frozen=True, slots=True)
class Deduction:
    """The points of the total that a rule's findings cost."""

    rule: str
    points: float
    fingerprints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """The total from 0 to 100, its grade, and how it came about; the baseline's total by the same rules beside it."""

    total: float
    grade: str
    categories: tuple[CategoryScore, ...]
    deductions: tuple[Deduction, ...]
    baseline_total: float | None = None


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that was accepted earlier (已接受): why, by whom, until when (YYYY-MM-DD)."""

    finding: Finding
    reason: str
    who: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class RulesetInfo:
    """The ruleset that was used, and how many of its rules were switched on."""

    name: str
    version: str
    profile: str
    rules: int


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result for one report; `error` says why it could not be read, and then all else is empty.

    `rules` are those switched on. `failed` says whether a finding is at `fail_on` or worse (None: never), or the score
    falls short of what was asked, which `shortfall` puts into words. `suppressed` count neither there nor in the score.
    """

    path: str
    error: str | None = None
    report: Report | None = None
    score: Score | None = None
    findings: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notices: tuple[str, ...] = ()
    failed: bool = False
    baseline: Report | None = None
    comparison: Comparison | None = None
    ruleset: RulesetInfo | None = None
    rules: tuple[Rule, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    fail_on: Severity | None = "error"
    shortfall: str | None = None

    def fails(self, finding: Finding) -> bool:
        """Say whether a finding is at the level that makes the report count as failed, or worse."""
        return self.fail_on is not None and SEVERITIES.index(finding.severity) <= SEVERITIES.index(self.fail_on)


@dataclass(frozen=True, slots=True)
class Run:
    """The results of one run over one or more reports; `notices` are those that concern no one report."""

    ruleset: RulesetInfo
    titles: dict[str, str]
    results: tuple[CheckResult, ...]
    notices: tuple[str, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Give the rules switched on for any report, each once."""
        return tuple({rule.id: rule for result in self.results for rule in result.rules}.values())


def with_fingerprints(report: Report, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give each finding a fingerprint of rule, words and headings above it, which edits elsewhere leave alone."""
    seen: Counter[str] = Counter()
    marked = []
    for finding in findings:
        headings = [report.folded[part.title.start : part.title.end] for part in report.path_to(finding.span.start)]
        words = report.folded[finding.span.start : finding.span.end]
        key = "|".join([finding.rule, "".join(words.split()), *headings])
        seen[key] += 1
        digest = hashlib.sha256(f"{key}|{seen[key]}".encode()).hexdigest()
        marked.append(replace(finding, fingerprint=digest[:16]))
    return tuple(marked)


def count_severities(results: Iterable[CheckResult]) -> dict[Severity, int]:
    """Count the findings of a run by severity."""
    counts = Counter(finding.severity for result in results for finding in result.findings)
    return {severity: counts[severity] for severity in SEVERITIES}
