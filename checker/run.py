"""Check many reports in one run: read each, check it, and say how it all ended."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker.engine import Baseline, check, read_baseline
from checker.errors import ReadError, RuleError
from checker.outline import parse
from checker.readers import find_reports, kind_of, read_bytes, read_file
from checker.reading import Limits, Reading, Revisions
from checker.result import CheckResult, RulesetInfo, Run
from checker.rule import SEVERITIES, Rule, Severity
from checker.ruleset import Ruleset

if TYPE_CHECKING:
    from checker.fix import Fixed

CLEAN, FINDINGS, UNUSABLE, NO_REPORT = 0, 1, 2, 3
"""Exit codes: nothing at the fail level; something; a usage error or unreadable report; no report found."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """When a report counts as failed: a finding at `fail_on` or worse (None: never), a score under `min_score`.

    `above_baseline` asks that the score be no lower than the baseline's.
    """

    fail_on: Severity | None = "error"
    min_score: float | None = None
    above_baseline: bool = False


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
    sources: Iterable[Source],
    ruleset: Ruleset,
    rules: Sequence[Rule],
    threshold: Threshold,
    year: int | None,
    baseline: Source | None = None,
    *,
    edits: bool = False,
) -> Run:
    """Check every report that can be read; one that cannot is a result too. ReadError where the baseline cannot.

    `edits` asks for the word-by-word changes since the baseline.
    """
    former = _read_former(baseline, ruleset, rules) if baseline else None
    results = tuple(_check_one(source, ruleset, rules, threshold, year, former, edits=edits) for source in sources)
    info = RulesetInfo(ruleset.name, ruleset.version, ruleset.profile.name, len(rules))
    return Run(info, {rule.id: rule.title for rule in rules}, results)


def _read_former(source: Source, ruleset: Ruleset, rules: Sequence[Rule]) -> Baseline:
    try:
        reading = source.read()
    except ReadError as error:
        raise ReadError(f"上年报告 {source.path}: {error}") from None
    return read_baseline(parse(reading, source.path, ruleset.cues), ruleset, rules)


def _check_one(
    source: Source,
    ruleset: Ruleset,
    rules: Sequence[Rule],
    threshold: Threshold,
    year: int | None,
    baseline: Baseline | None,
    *,
    edits: bool,
) -> CheckResult:
    try:
        reading = source.read()
    except ReadError as error:
        return CheckResult(source.path, error=str(error))
    result = check(parse(reading, source.path, ruleset.cues, year=year), ruleset, rules, baseline, edits=edits)
    return replace(result, notices=(*reading.notices, *result.notices), failed=_failed(result, threshold))


def _failed(result: CheckResult, threshold: Threshold) -> bool:
    worst = threshold.fail_on
    if worst and any(SEVERITIES.index(item.severity) <= SEVERITIES.index(worst) for item in result.findings):
        return True
    score = result.score
    if threshold.min_score is not None and (score is None or score.total < threshold.min_score):
        return True
    former = score.baseline_total if score else None
    return threshold.above_baseline and score is not None and former is not None and score.total < former


def annotated(sources: Sequence[Source], run: Run) -> bytes:
    """Give the one Word file of a run with its findings as comments; ReadError where there is another or no such file."""
    if len(sources) != 1 or run.results[0].error is not None:
        raise ReadError("--annotate 只能用于一份读得了的报告")
    source, result = sources[0], run.results[0]
    data = source.data if source.data is not None else Path(source.path).read_bytes()
    if kind_of(data, source.limits) != "docx":
        raise ReadError(f"{source.path}: 只能在 .docx 文件里写批注;请在 Word 或 WPS 中另存为 .docx 后再检查")
    from checker.annotate import annotate

    return annotate(data, result, source.limits, source.revisions)


def fixed(source: Source, ruleset: Ruleset, *, unsafe: bool) -> "Fixed":
    """Give a report with what can be put right changed; ReadError where it cannot be read or written."""
    from checker.fix import fix

    reading = source.read()
    result = check(parse(reading, source.path, ruleset.cues), ruleset)
    return fix(Path(source.path).read_bytes(), result, source.limits, unsafe=unsafe)


def exit_code(run: Run) -> int:
    """Give the exit code of a run: the worst of its reports."""
    if not run.results:
        return NO_REPORT
    if any(result.error is not None for result in run.results):
        return UNUSABLE
    return FINDINGS if any(result.failed for result in run.results) else CLEAN
