"""Render a run as Markdown for a merge request: what it comes to, the categories, each finding with its mend."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from checker.markdown import escape
from checker.report import Report
from checker.result import CheckResult, Finding, Run, Score, count_severities
from checker.rule import SEVERITIES
from checker.terminal import short
from checker.text import Span
from checker.wording import SEVERITY_NAMES

LONGEST = 60_000
"""Characters of findings after which the rest are only counted; a comment on GitHub may have 65,536."""
_PLACES = 3
_CONTEXT = 16


def render(run: Run) -> str:
    """Give one document; text from reports stands in it as text, whatever it looks like."""
    parts = [part for result in run.results for part in _result(result, run)]
    if len(run.results) > 1:
        parts.insert(0, f"# {len(run.results)} 份报告:{_counted(run.results)}")
    parts += [f"> 注意:{escape(notice)}" for notice in run.notices]
    return "\n\n".join(parts) + "\n"


def _result(result: CheckResult, run: Run) -> Iterator[str]:
    report = result.report
    if report is None:
        yield f"## {escape(result.path)}\n\n**读不了**:{escape(result.error or '')}"
        return
    yield f"## {escape(report.title or '(没有标题)')}"
    yield _summary(result, report)
    yield from (f"> 注意:{escape(notice)}" for notice in result.notices)
    if result.score:
        yield _table(result.score, result.findings)
    yield from _findings(result, report, run.titles)
    yield from _suppressed(result)
    yield from _skipped(result)


def _summary(result: CheckResult, report: Report) -> str:
    score = result.score
    parts = [f"**得分 {score.total:g}({escape(score.grade)})**" if score else "**没有评分**"]
    if score and score.baseline_total is not None:
        parts.append(f"上年报告按同样的规则 {score.baseline_total:g}")
    parts.append(_counted([result]))
    if result.suppressed:
        parts.append(f"已接受 {len(result.suppressed)} 处")
    parts.append("**不通过**" if result.failed else "通过")
    lines = [" · ".join(parts), escape(report.path) + (f" · {report.year} 年度" if report.year else "")]
    return "  \n".join([*lines, *([f"**{escape(result.shortfall)}**"] if result.shortfall else [])])


def _counted(results: Iterable[CheckResult]) -> str:
    counts = count_severities(results)
    return "、".join(f"{SEVERITY_NAMES[severity]} {counts[severity]}" for severity in SEVERITIES)


def _table(score: Score, findings: Iterable[Finding]) -> str:
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.category] = counts.get(finding.category, 0) + 1
    former = score.baseline_total is not None
    rows = [["类别", "得分", *(["上年"] if former else []), "权重", "处数"], ["---", *["---:"] * (4 if former else 3)]]
    for item in score.categories:
        scores = [_points(item.score), *([_points(item.baseline)] if former else [])]
        rows.append([escape(item.title), *scores, f"{item.weight:g}", str(counts.get(item.category, 0))])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _points(score: float | None) -> str:
    return "未评" if score is None else f"{score:.1f}"


def _findings(result: CheckResult, report: Report, titles: Mapping[str, str]) -> Iterator[str]:
    """Yield the findings, the gravest first, up to what a comment can hold."""
    length = told = 0
    ordered = sorted(result.findings, key=lambda finding: SEVERITIES.index(finding.severity))
    for severity, group in groupby(ordered, key=lambda finding: finding.severity):
        items = []
        for finding in group:
            item = _finding(finding, report, result.baseline, titles)
            length += len(item)
            if length > LONGEST:
                break
            items.append(item)
        told += len(items)
        if items:
            yield f"### {SEVERITY_NAMES[severity]}"
            yield "\n".join(items)
    if told < len(ordered):
        yield f"还有 {len(ordered) - told} 处没有列出,请看其他格式的输出。"


def _finding(finding: Finding, report: Report, baseline: Report | None, titles: Mapping[str, str]) -> str:
    title = escape(titles.get(finding.rule, finding.rule))
    lines = [f"- **{title}** · {_place(finding.span, report)} · `{finding.rule}`  ", f"  {escape(finding.message)}  "]
    before, words, after = report.around(finding.span, _CONTEXT)
    lines.append(f"  原文:{escape(before)}〖{escape(short(words))}〗{escape(after)}  ")
    places = [("另见", span, report) for span in finding.related[:_PLACES]]
    places += [("上年", span, baseline) for span in finding.former[:_PLACES] if baseline]
    lines += [f"  {name}{_place(span, where)}:{_quote(span, where)}  " for name, span, where in places]
    lines.append(f"  改法:{escape(finding.suggestion)}")
    if finding.basis:
        lines[-1] += "  "
        lines.append(f"  依据:{escape(finding.basis)}")
    return "\n".join(lines)


def _place(span: Span, report: Report) -> str:
    page = report.page_of(span.start)
    section = report.place_name(span.start)
    line = report.lines.position(span.start)[0]
    return (f"第 {page} 页" if page else "") + f"第 {line} 行" + (f",{escape(section)}" if section else "")


def _quote(span: Span, report: Report) -> str:
    return f"“{escape(short(report.quote(span)))}”"


def _suppressed(result: CheckResult) -> Iterator[str]:
    if not result.suppressed:
        return
    items = [
        f"- `{item.finding.rule}` {escape(item.finding.message)}:{escape(item.reason)}" for item in result.suppressed
    ]
    yield _folded(f"已接受的结果({len(items)})", items)


def _skipped(result: CheckResult) -> Iterator[str]:
    if not result.skipped:
        return
    by_reason = sorted(result.skipped, key=lambda skip: skip.reason)
    items = [
        f"- {'、'.join(f'`{skip.rule}`' for skip in group)}:{escape(reason)}"
        for reason, group in groupby(by_reason, key=lambda skip: skip.reason)
    ]
    yield _folded(f"没有检查的规则({len(result.skipped)})", items)


def _folded(title: str, items: Iterable[str]) -> str:
    return "\n".join(["<details>", f"<summary>{title}</summary>", "", *items, "", "</details>"])
