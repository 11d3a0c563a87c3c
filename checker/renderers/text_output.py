"""Render a run for a person to read: lines of styled pieces, plain or for a terminal."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from checker.comparison import Comparison
from checker.report import Report
from checker.result import CheckResult, Finding, Run, Score, count_severities
from checker.rule import SEVERITIES, Rule, Severity
from checker.terminal import Line, blank, short, styled
from checker.text import columns, count_characters, pad
from checker.wording import COMMITMENT_NAMES, PROBLEM_NAMES, ROLE_NAMES, SEVERITY_NAMES, tally

_CONTEXT = 16
_ADVICE = 3
_PLACES = 8
"""Further places of a finding that are shown, in either report."""


def render(run: Run, show: Severity = "info") -> str:
    """Give plain text; findings below the level `show` are counted but not shown."""
    return "\n".join(line.plain.rstrip() for line in lines(run, show)) + "\n"


def lines(run: Run, show: Severity = "info") -> Iterator[Line]:
    """Yield the lines of all reports, and of the summary where there are several."""
    for result in run.results:
        yield from _result(result, run, show)
        yield blank()
    if len(run.results) > 1:
        unreadable = sum(result.error is not None for result in run.results)
        words = f"{len(run.results)} 份报告:{_counted(run.results)}"
        yield styled(0, (words + (f";{unreadable} 份读不了" if unreadable else ""), "title"))
    for notice in run.notices:
        yield styled(0, (f"注意:{notice}", "warning"))


def outline_lines(report: Report) -> Iterator[Line]:
    """Yield a report's outline as a tree with roles and lengths."""
    yield from _head(report)
    yield blank()
    if not report.chapters:
        yield styled(2, ("没有认出任何章标题(如“一、……”)", "warning"))
    for section in report.sections():
        role = f" [{ROLE_NAMES[section.role]}]" if section.role else ""
        length = count_characters(report.text[section.body.start : section.body.end])
        where = _place(report, section.mark.start)
        yield styled(
            2 * section.level,
            (
                report.quote(section.heading).strip(),
                "title" if section.level == 1 else "",
            ),
            (role, "info"),
            (f"  {length:,} 字,{where}", "quiet"),
        )
    if report.cut_off:
        yield styled(2, (f"注意:{report.cut_off}", "warning"))


def _result(result: CheckResult, run: Run, show: Severity) -> Iterator[Line]:
    if result.report is None:
        yield styled(0, (f"{result.path}: ", "title"), (result.error or "", "error"))
        return
    yield from _head(result.report)
    yield styled(0, (_about(result), ""))
    if result.shortfall:
        yield styled(0, (result.shortfall, "error"))
    for notice in result.notices:
        yield styled(0, (f"注意:{notice}", "warning"))
    yield blank()
    yield from _score(result, run)
    if result.comparison:
        yield from _beside(result.comparison)
    yield from _findings(result.report, result.findings, show, result.baseline)
    yield from _skipped(result)


def _about(result: CheckResult) -> str:
    """Say by which rules a report was checked, and how many findings of each severity there are."""
    info = result.ruleset
    rules = f"模板 {info.profile},{info.rules} 条规则;" if info else ""
    accepted = f",已接受 {len(result.suppressed)} 处" if result.suppressed else ""
    return f"{rules}{_counted([result])}{accepted}"


def _beside(comparison: Comparison) -> Iterator[Line]:
    """Say in a line how the report stands beside last year's; `checker diff` tells more."""
    told = {
        "reuse": f"沿用上年文字 {comparison.reuse:.0%}",
        "commitments": f"上年的计划:{tally((item.status for item in comparison.commitments), COMMITMENT_NAMES)}",
        "problems": f"上年的问题:{tally((item.status for item in comparison.problems), PROBLEM_NAMES)}",
    }
    shown = [words for topic, words in told.items() if comparison.why_not(topic) is None]  # type: ignore[arg-type]
    if shown:
        yield styled(0, ("与上年对照", "title"), (f"  {';'.join(shown)}(逐项见 checker diff)", ""))
        yield blank()


def _head(report: Report) -> Iterator[Line]:
    yield styled(0, (report.title or "(没有标题)", "title"))
    about = [
        report.path,
        report.authority or "机关不明",
        f"{report.year} 年度" if report.year else "年度不明",
        f"正文 {report.characters:,} 字",
        f"{report.published} 发布" if report.published else "",
    ]
    yield styled(0, (" · ".join(part for part in about if part), "quiet"))


def _score(result: CheckResult, run: Run) -> Iterator[Line]:
    if result.score is None:
        yield styled(0, ("没有评分", "title"))
        yield blank()
        return
    score = result.score
    former = score.baseline_total
    beside = f",上年报告按同样的规则 {former:g}" if former is not None else ""
    yield styled(0, (f"得分 {score.total:g}", "title"), (f"({score.grade}){beside}", "title"))
    width = max(columns(item.title) for item in score.categories)
    yield styled(
        2, (f"{pad('类别', width)}    得分{'' if former is None else '    上年'}    权重    扣分的规则", "quiet")
    )
    categories = {finding.rule: finding.category for finding in result.findings}
    missing = {name for finding in result.findings for name in finding.forfeits}
    for item in score.categories:
        costs = [
            f"{cost.rule} -{cost.points:g}" for cost in score.deductions if categories.get(cost.rule) == item.category
        ]
        before = "" if former is None else f"  {pad(_points(item.baseline), 6, right=True)}"
        head = f"{pad(item.title, width)}  {pad(_points(item.score), 6, right=True)}{before}  {item.weight:6g}    "
        tail = "没有这一部分" if item.category in missing else "、".join(costs) or "—"
        yield replace(styled(2, (head, ""), (tail, "quiet")), hang=columns(head))
    yield blank()
    yield from _advice(score, run.titles)


def _points(score: float | None) -> str:
    return "未评" if score is None else f"{score:.1f}"


def _advice(score: Score, titles: Mapping[str, str]) -> Iterator[Line]:
    if not score.deductions:
        return
    yield styled(0, ("先改这几处,得分提高最多", "title"))
    for index, cost in enumerate(score.deductions[:_ADVICE], 1):
        places = len(cost.fingerprints)
        yield styled(2, (f"{index}. {titles[cost.rule]}({cost.rule},{places} 处):可提高 {cost.points:g} 分", ""))
    yield blank()


def _findings(report: Report, findings: Iterable[Finding], show: Severity, baseline: Report | None) -> Iterator[Line]:
    shown = [finding for finding in findings if SEVERITIES.index(finding.severity) <= SEVERITIES.index(show)]
    for heading, group in groupby(shown, key=lambda finding: _chapter(report, finding)):
        yield styled(0, (heading, "title"))
        for finding in group:
            yield from _finding(report, finding, baseline)
        yield blank()


def _chapter(report: Report, finding: Finding) -> str:
    path = report.path_to(finding.span.start)
    if path:
        return report.quote(path[0].heading)
    return "结尾" if finding.span.start >= report.body.end else "标题和导语"


def _finding(report: Report, finding: Finding, baseline: Report | None) -> Iterator[Line]:
    column = report.lines.position(finding.span.start)[1]
    place = f"{_place(report, finding.span.start)}第 {column} 字" + (f",{finding.section}" if finding.section else "")
    name = SEVERITY_NAMES[finding.severity]
    yield styled(2, (name, finding.severity), (f"  {finding.message}", ""), (f"  {finding.rule}", "quiet"))
    before, words, after = report.around(finding.span, _CONTEXT)
    yield styled(6, (f"{place}:", "quiet"), (before, ""), (short(words), "mark"), (after, ""))
    for span in finding.related[:_PLACES]:
        yield styled(6, (f"另见{_place(report, span.start)}:“{short(report.quote(span))}”", "quiet"))
    if baseline is not None:
        for span in finding.former[:_PLACES]:
            yield styled(6, (f"上年{_place(baseline, span.start)}:“{short(baseline.quote(span))}”", "quiet"))
    yield styled(6, (f"改法:{finding.suggestion}", ""))
    if finding.basis:
        yield styled(6, (f"依据:{finding.basis}", "quiet"))


def _place(report: Report, offset: int) -> str:
    """Say page, where the report has pages, and line."""
    page = report.page_of(offset)
    return (f"第 {page} 页" if page else "") + f"第 {report.lines.position(offset)[0]} 行"


def _skipped(result: CheckResult) -> Iterator[Line]:
    if not result.skipped:
        return
    yield styled(0, ("没有检查的规则", "title"))
    by_reason = sorted(result.skipped, key=lambda skip: skip.reason)
    for reason, group in groupby(by_reason, key=lambda skip: skip.reason):
        yield styled(2, (f"{'、'.join(skip.rule for skip in group)}:{reason}", "quiet"))


def _counted(results: Iterable[CheckResult]) -> str:
    counts = count_severities(results)
    return "、".join(f"{SEVERITY_NAMES[severity]} {counts[severity]}" for severity in SEVERITIES)


def rule_list_lines(rules: Iterable[Rule]) -> Iterator[Line]:
    """Yield one line for each rule, under its category."""
    for category, group in groupby(rules, key=lambda rule: rule.category):
        yield styled(0, (category, "title"))
        for rule in group:
            yield styled(
                2,
                (SEVERITY_NAMES[rule.severity], rule.severity),
                (f"  {pad(rule.id, 20)}  {rule.title}", ""),
            )


def rule_lines(rule: Rule, categories: Mapping[str, str], finding: Finding | None) -> Iterator[Line]:
    """Yield what a rule finds, why, its basis and how it counts, a wrong example with its finding, and a right one."""
    yield styled(0, (f"{rule.id}  {rule.title}", "title"))
    yield styled(0, (f"{categories[rule.category]} · {SEVERITY_NAMES[rule.severity]} · 类型 {rule.kind_name}", "quiet"))
    yield blank()
    yield styled(0, ("为什么查:", "title"), (rule.why, ""))
    yield styled(0, ("依据:", "title"), (rule.basis.text if rule.basis else "无(为使检查可行而设)", ""))
    since = f";自 {rule.since} 年度的报告起适用" if rule.since else ""
    cost = f"每处扣 {rule.points:g} 份,最多 {rule.most:g} 份(按类内份额折算)" if rule.most else "不扣分"
    yield styled(0, ("计分:", "title"), ("提示,不扣分" if rule.severity == "info" else cost, ""), (since, ""))
    for name, example in (("错例", rule.bad[0]), ("对例", rule.good[0])):
        yield blank()
        yield styled(0, (name, "title"))
        for text in example.shown.splitlines():
            yield styled(2, (text, "quiet"))
        if example.baseline_shown:
            yield styled(2, ("上年报告写的是:", "title"))
            for text in example.baseline_shown.splitlines():
                yield styled(2, (text, "quiet"))
        if finding and example is rule.bad[0]:
            yield styled(2, ("查到:", "title"), (f"{finding.message}(在“{finding.quote}”)", ""))
            yield styled(2, ("改法:", "title"), (finding.suggestion, ""))
