"""Run rules over a report and make findings of what their kinds find."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from checker.comparison import TOPICS, Hindrance
from checker.patterns import PatternTimeoutError
from checker.report import Report
from checker.result import CheckResult, Finding, RulesetInfo, Skipped, with_fingerprints
from checker.rule import NO_YEAR, Context, Former, Hit, NotApplicableError, Rule
from checker.ruleset import Ruleset
from checker.score import beside, score

YEAR_ON_YEAR = "year-on-year"
"""The category of the rules that need last year's report."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Last year's report (上年报告), checked by the same rules but for those that need a baseline themselves."""

    former: Former
    result: CheckResult


def read_baseline(report: Report, ruleset: Ruleset, rules: Sequence[Rule] | None = None) -> Baseline:
    """Make a baseline of last year's report."""
    chosen = [rule for rule in _chosen(ruleset, rules) if rule.category != YEAR_ON_YEAR]
    context = Context(report, ruleset.facts, ruleset.profile)
    result = _check(context, ruleset, chosen)
    gates = {rule.id for rule in chosen if rule.gate}
    found = next((item for item in result.findings if item.rule in gates), None)
    words = f"上年报告不是要对照的报告({found.message}),没有对照" if found else ""
    hindrances = (Hindrance(words, frozenset(TOPICS)),) if found else ()
    return Baseline(Former(context.edition, hindrances), result)


def check(
    report: Report,
    ruleset: Ruleset,
    rules: Sequence[Rule] | None = None,
    baseline: Baseline | None = None,
    *,
    edits: bool = False,
) -> CheckResult:
    """Check a report by the rules given, else by all of the ruleset, beside a baseline where there is one.

    `edits` asks for the word-by-word changes of the parts that both have.
    """
    context = Context(report, ruleset.facts, ruleset.profile, baseline.former if baseline else None)
    result = _check(context, ruleset, _chosen(ruleset, rules))
    return result if baseline is None else _beside(result, context, baseline, edits=edits)


def _chosen(ruleset: Ruleset, rules: Sequence[Rule] | None) -> tuple[Rule, ...]:
    return ruleset.rules if rules is None else tuple(rules)


def _check(context: Context, ruleset: Ruleset, chosen: Sequence[Rule]) -> CheckResult:
    gates = [rule for rule in chosen if rule.gate]
    others = [rule for rule in chosen if not rule.gate]
    hits, skipped = _run(gates, context)
    if hits:
        skipped += [Skipped(rule.id, f"本文不是要检查的报告(见 {hits[0][0].id})") for rule in others]
    else:
        hits, not_run = _run(others, context)
        skipped += not_run
    shown = context.report.masked([hit.span for _, hit in hits if hit.secret])
    findings = with_fingerprints(shown, sorted((_finding(rule, hit, shown) for rule, hit in hits), key=_place))
    is_report = not any(rule.gate for rule, _ in hits)
    return CheckResult(
        path=shown.path,
        report=shown,
        score=score(chosen, findings, skipped, ruleset.scoring) if is_report else None,
        findings=findings,
        skipped=tuple(skipped),
        ruleset=RulesetInfo(ruleset.name, ruleset.version, ruleset.profile.name, len(chosen)),
        rules=tuple(chosen),
    )


def _beside(result: CheckResult, context: Context, baseline: Baseline, *, edits: bool) -> CheckResult:
    """Put the baseline's report and score, and the comparison with it, into a result."""
    comparison = context.compared if result.score else None
    if comparison and edits:
        comparison = context.facts.comparer.with_edits(comparison, context.report)
    former = baseline.result
    return replace(
        result,
        baseline=former.report,
        score=beside(result.score, former.score) if result.score else None,
        comparison=replace(comparison, baseline=former.report) if comparison and former.report else None,
        notices=(*result.notices, *(comparison.notices if comparison else ())),
    )


def _place(finding: Finding) -> tuple[int, int, str, str]:
    return finding.span.start, finding.span.end, finding.rule, finding.message


def _run(rules: Iterable[Rule], context: Context) -> tuple[list[tuple[Rule, Hit]], list[Skipped]]:
    hits: list[tuple[Rule, Hit]] = []
    skipped: list[Skipped] = []
    for rule in rules:
        reason = _not_applicable(rule, context)
        if reason is None:
            try:
                hits += [(rule, hit) for hit in rule.kind.find(context)]
            except (NotApplicableError, PatternTimeoutError) as error:
                reason = str(error)
        if reason is not None:
            skipped.append(Skipped(rule.id, reason))
    return hits, skipped


def _not_applicable(rule: Rule, context: Context) -> str | None:
    year = context.report.year
    if rule.since is not None and year is not None and year < rule.since:
        return f"依据自 {rule.since} 年度起适用,本报告是 {year} 年度"
    if "year" in rule.needs and year is None:
        return NO_YEAR
    if "profile-fit" in rule.needs and not context.profile_fits:
        return f"模板“{context.profile.title}”不合本文(见 profile-fit)"
    return None


def _finding(rule: Rule, hit: Hit, report: Report) -> Finding:
    quote = report.quote(hit.span)
    values = {**hit.values, "found": quote}
    return Finding(
        rule=rule.id,
        category=rule.category,
        severity=hit.severity or rule.severity,
        message=rule.message.format_map(values),
        suggestion=rule.hint.format_map(values),
        basis=rule.basis.text if rule.basis else None,
        span=hit.span,
        quote=quote,
        section=report.place_name(hit.span.start),
        related=hit.related,
        former=hit.former,
        count=hit.count,
        forfeits=hit.forfeits,
        fix=hit.fix,
        why=rule.why,
    )
