"""Run rules over a report and make findings of what their kinds find."""

from collections.abc import Iterable, Sequence

from checker.patterns import PatternTimeoutError
from checker.report import Report
from checker.result import CheckResult, Finding, Skipped, with_fingerprints
from checker.rule import NO_YEAR, Context, Hit, NotApplicableError, Rule
from checker.ruleset import Ruleset
from checker.score import score


def check(report: Report, ruleset: Ruleset, rules: Sequence[Rule] | None = None) -> CheckResult:
    """Check a report by the rules given, else by all of the ruleset."""
    chosen = ruleset.rules if rules is None else tuple(rules)
    context = Context(report, ruleset.facts, ruleset.profile)
    gates = [rule for rule in chosen if rule.gate]
    others = [rule for rule in chosen if not rule.gate]
    hits, skipped = _run(gates, context)
    if hits:
        skipped += [Skipped(rule.id, f"本文不是要检查的报告(见 {hits[0][0].id})") for rule in others]
    else:
        hits, not_run = _run(others, context)
        skipped += not_run
    shown = report.masked([hit.span for _, hit in hits if hit.secret])
    findings = with_fingerprints(shown, sorted((_finding(rule, hit, shown) for rule, hit in hits), key=_place))
    is_report = not any(rule.gate for rule, _ in hits)
    return CheckResult(
        path=report.path,
        report=shown,
        score=score(chosen, findings, skipped, ruleset.scoring) if is_report else None,
        findings=findings,
        skipped=tuple(skipped),
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
        count=hit.count,
        forfeits=hit.forfeits,
        fix=hit.fix,
    )
