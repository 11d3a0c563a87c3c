"""Check many reports in one run: read each, check it, and say how it all ended."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from checker.engine import check
from checker.errors import ReadError, RuleError
from checker.outline import parse
from checker.readers import find_reports, read_bytes, read_file
from checker.reading import Limits, Reading, Revisions
from checker.result import CheckResult, RulesetInfo, Run
from checker.rule import SEVERITIES, Rule, Severity
from checker.ruleset import Ruleset

CLEAN, FINDINGS, UNUSABLE, NO_REPORT = 0, 1, 2, 3
"""Exit codes: nothing at the fail level; something; a usage error or unreadable report; no report found."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """When a report counts as failed: a finding at `fail_on` or worse (None: never), a score under `min_score`."""

    fail_on: Severity | None = "error"
    min_score: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A report to read: a file, or the bytes of standard input under a name; how much to take on; which revisions."""

    path: str
    data: bytes | None = None
    limits: Limits = field(default_factory=Limits)
    revisions: Revisions = "accepted"

    def read(self) -> Reading:
        """Read the file; see `checker.readers`."""
        if self.data is None:
            return read_file(Path(self.path), self.limits, self.revisions)
        return read_bytes(self.data, self.limits, self.revisions)


def expand(paths: Iterable[str]) -> Iterator[str]:
    """Yield the paths of the reports that paths name, folders searched, each once."""
    seen: set[str] = set()
    for path in paths:
        for found in find_reports(Path(path)):
            if str(found) not in seen:
                seen.add(str(found))
                yield str(found)


def select(rules: Sequence[Rule], wanted: Sequence[str], ignored: Sequence[str]) -> tuple[Rule, ...]:
    """Keep the rules named by id or category; RuleError for a name that is neither."""
    known = {rule.id for rule in rules} | {rule.category for rule in rules}
    for name in (*wanted, *ignored):
        if name not in known:
            raise RuleError(f"没有“{name}”这条规则或这个类别;可用 checker rules list 查看")
    return tuple(
        rule
        for rule in rules
        if (not wanted or {rule.id, rule.category} & {*wanted}) and not {rule.id, rule.category} & {*ignored}
    )


def check_all(
    sources: Iterable[Source], ruleset: Ruleset, rules: Sequence[Rule], threshold: Threshold, year: int | None
) -> Run:
    """Check every report that can be read; one that cannot is a result too."""
    results = tuple(_check_one(source, ruleset, rules, threshold, year) for source in sources)
    info = RulesetInfo(ruleset.name, ruleset.version, ruleset.profile.name, len(rules))
    return Run(info, {rule.id: rule.title for rule in rules}, results)


def _check_one(
    source: Source, ruleset: Ruleset, rules: Sequence[Rule], threshold: Threshold, year: int | None
) -> CheckResult:
    try:
        reading = source.read()
    except ReadError as error:
        return CheckResult(source.path, error=str(error))
    result = check(parse(reading, source.path, ruleset.cues, year=year), ruleset, rules)
    return replace(result, notices=reading.notices, failed=_failed(result, threshold))


def _failed(result: CheckResult, threshold: Threshold) -> bool:
    worst = threshold.fail_on
    if worst and any(SEVERITIES.index(item.severity) <= SEVERITIES.index(worst) for item in result.findings):
        return True
    if threshold.min_score is None:
        return False
    return result.score is None or result.score.total < threshold.min_score


def exit_code(run: Run) -> int:
    """Give the exit code of a run: the worst of its reports."""
    if not run.results:
        return NO_REPORT
    if any(result.error is not None for result in run.results):
        return UNUSABLE
    return FINDINGS if any(result.failed for result in run.results) else CLEAN
