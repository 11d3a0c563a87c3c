"""Check many reports in one run: read each, check it, and say how it all ended."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from checker.engine import Baseline, check, read_baseline
from checker.errors import ReadError, RuleError
from checker.known import Known
from checker.outline import parse
from checker.readers import find_reports, kind_of, read_bytes, read_file
from checker.reading import Limits, Reading, Revisions
from checker.result import CheckResult, RulesetInfo, Run
from checker.rule import Rule, Severity
from checker.ruleset import Ruleset
from checker.score import beside, score

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
    known: Known | None = None,
) -> Run:
    """Check every report that can be read; one that cannot is a result too. ReadError where the baseline cannot.

    `edits` asks for the word-by-word changes since the baseline; `known` are findings accepted earlier.
    """
    former = _read_former(baseline, ruleset, rules) if baseline else None

    def finish(result: CheckResult) -> CheckResult:
        accepted = _accept(result, known, ruleset, former) if known else result
        return _judged(accepted, threshold)

    results = tuple(_check_one(source, ruleset, rules, year, former, finish, edits=edits) for source in sources)
    info = RulesetInfo(ruleset.name, ruleset.version, ruleset.profile.name, len(rules))
    notices = known.notices(results) if known else ()
    return Run(info, {rule.id: rule.title for rule in rules}, results, notices)


def merge(runs: Sequence[Run], paths: Sequence[str]) -> Run:
    """Make one run of several with rules of their own; results stand in the order of `paths`.

    What the whole run is said to have used names all that differs; each result tells its own.
    """
    if len(runs) == 1:
        return runs[0]
    order = {path: index for index, path in enumerate(paths)}
    results = sorted((result for run in runs for result in run.results), key=lambda result: order[result.path])
    titles = {rule: title for run in runs for rule, title in run.titles.items()}
    names, versions, profiles = (
        "、".join(dict.fromkeys(values))
        for values in zip(*((run.ruleset.name, run.ruleset.version, run.ruleset.profile) for run in runs), strict=True)
    )
    notices = dict.fromkeys(notice for run in runs for notice in run.notices)
    return Run(RulesetInfo(names, versions, profiles, len(titles)), titles, tuple(results), tuple(notices))


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
    year: int | None,
    baseline: Baseline | None,
    finish: Callable[[CheckResult], CheckResult],
    *,
    edits: bool,
) -> CheckResult:
    try:
        reading = source.read()
    except ReadError as error:
        return CheckResult(source.path, error=str(error))
    result = check(parse(reading, source.path, ruleset.cues, year=year), ruleset, rules, baseline, edits=edits)
    return finish(replace(result, notices=(*reading.notices, *result.notices)))


def _accept(result: CheckResult, known: Known, ruleset: Ruleset, baseline: Baseline | None) -> CheckResult:
    """Set accepted findings aside, and score the report without them."""
    kept, suppressed = known.sort_out(result.findings)
    if not suppressed:
        return result
    own = score(result.rules, kept, result.skipped, ruleset.scoring) if result.score else None
    former = baseline.result.score if baseline else None
    return replace(result, findings=kept, suppressed=suppressed, score=beside(own, former) if own else None)


def _judged(result: CheckResult, threshold: Threshold) -> CheckResult:
    shortfall = _shortfall(result, threshold)
    held = replace(result, fail_on=threshold.fail_on, shortfall=shortfall)
    return replace(held, failed=shortfall is not None or any(map(held.fails, held.findings)))


def _shortfall(result: CheckResult, threshold: Threshold) -> str | None:
    """Say how the score falls short of what was asked."""
    least = threshold.min_score
    if result.score is None:
        return f"没有评分,要求得分不低于 {least:g}" if least is not None else None
    total, former = result.score.total, result.score.baseline_total
    if least is not None and total < least:
        return f"得分 {total:g},低于要求的 {least:g}"
    if threshold.above_baseline and former is not None and total < former:
        return f"得分 {total:g},低于上年报告的 {former:g}"
    return None


def annotated(sources: Sequence[Source], run: Run) -> bytes:
    """Give the one Word file of a run with its findings as comments; ReadError where it is none, or there are more."""
    if len(sources) != 1:
        raise ReadError("--annotate 只能用于一份 .docx 文件")
    source, result = sources[0], run.results[0]
    if result.error is not None:
        raise ReadError(f"{source.path}: {result.error}")
    data = source.data if source.data is not None else Path(source.path).read_bytes()
    if kind_of(data, source.limits) != "docx":
        raise ReadError(f"{source.path}: 只能在 .docx 文件里写批注;请在 Word 或 WPS 中另存为 .docx 后再检查")
    from checker.annotate import annotate

    return annotate(data, result, run.titles, source.limits, source.revisions)


def fixed(source: Source, ruleset: Ruleset, known: Known | None = None, *, unsafe: bool) -> "Fixed":
    """Give a report with what can be put right changed, but for what is known; ReadError where it cannot be read."""
    from checker.fix import fix

    reading = source.read()
    result = check(parse(reading, source.path, ruleset.cues), ruleset)
    if known:
        result = replace(result, findings=known.sort_out(result.findings)[0])
    data = source.data if source.data is not None else Path(source.path).read_bytes()
    return fix(data, result, source.limits, unsafe=unsafe)


def exit_code(run: Run) -> int:
    """Give the exit code of a run: the worst of its reports."""
    if not run.results:
        return NO_REPORT
    if any(result.error is not None for result in run.results):
        return UNUSABLE
    return FINDINGS if any(result.failed for result in run.results) else CLEAN
