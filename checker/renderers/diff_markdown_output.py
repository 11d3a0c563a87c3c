"""Render what changed since last year's report as Markdown, for a merge request."""

from collections.abc import Iterator, Mapping, Sequence

from checker.comparison import Change, Commitment, Comparison, FormerProblem, SectionPair
from checker.markdown import escape
from checker.report import Report, Section
from checker.result import CheckResult, Run
from checker.terminal import short
from checker.wording import COMMITMENT_NAMES, PROBLEM_NAMES, SECTION_NAMES, tally


def render(run: Run) -> str:
    """Give one document; text from reports stands in it as text."""
    parts = [part for result in run.results for part in _result(result)]
    return "\n\n".join([*parts, *(f"> 注意:{escape(notice)}" for notice in run.notices)]) + "\n"


def _result(result: CheckResult) -> Iterator[str]:
    report, comparison = result.report, result.comparison
    if report is None:
        yield f"## {escape(result.path)}\n\n**读不了**:{escape(result.error or '')}"
        return
    yield f"## 与上年对照:{escape(report.title or result.path)}"
    yield from (f"> 注意:{escape(notice)}" for notice in result.notices)
    if comparison is None:
        yield f"**没有对照**:{escape(result.findings[0].message)}" if result.findings else "**没有对照**"
        return
    yield _summary(comparison)
    yield from _followed("上年的计划", comparison.commitments, COMMITMENT_NAMES, report, comparison.baseline)
    yield from _followed("上年的问题", comparison.problems, PROBLEM_NAMES, report, comparison.baseline)
    yield from _indicators(comparison, report)
    yield from _sections(comparison, report)
    yield from _reused(comparison, report)


def _summary(comparison: Comparison) -> str:
    rows = {
        "reuse": ("沿用上年", f"{comparison.reuse:.0%},{len(comparison.reused)} 处"),
        "sections": ("章节", tally([pair.status for pair in comparison.sections], SECTION_NAMES)),
        "commitments": ("上年的计划", tally([item.status for item in comparison.commitments], COMMITMENT_NAMES)),
        "problems": ("上年的问题", tally([item.status for item in comparison.problems], PROBLEM_NAMES)),
        "indicators": ("指标", f"{len(comparison.indicators)} 个"),
    }
    lines = (
        f"| {name} | {'没有对照' if comparison.why_not(topic) else words} |"  # type: ignore[arg-type]
        for topic, (name, words) in rows.items()
    )
    return "\n".join(["| | |", "| --- | --- |", *lines])


def _followed(
    title: str,
    items: Sequence[Commitment | FormerProblem],
    names: Mapping[str, str],
    report: Report,
    baseline: Report,
) -> Iterator[str]:
    if not items:
        return
    yield f"### {title}"
    order = list(names)
    lines = []
    for item in sorted(items, key=lambda item: order.index(item.status)):
        told = "".join(
            f"\n  - 本年{_place(report, span.start)}:{escape(short(report.quote(span)))}" for span in item.evidence
        )
        words = escape(short(baseline.quote(item.baseline).strip()))
        lines.append(f"- **{names[item.status]}** {words}(上年{_place(baseline, item.baseline.start)}){told}")
    yield "\n".join(lines)


def _place(report: Report, offset: int) -> str:
    page = report.page_of(offset)
    return (f"第 {page} 页" if page else "") + f"第 {report.lines.position(offset)[0]} 行"


def _indicators(comparison: Comparison, report: Report) -> Iterator[str]:
    if comparison.indicators:
        rows = "\n".join(_row(change, report, comparison.baseline) for change in comparison.indicators)
        yield f"### 指标\n\n| 指标 | 上年 | 本年 | 变化 |\n| --- | ---: | ---: | --- |\n{rows}"


def _row(change: Change, report: Report, baseline: Report) -> str:
    before = escape(baseline.quote(change.baseline.figure.span)) if change.baseline else "—"
    now = escape(report.quote(change.report.figure.span)) if change.report else "—"
    words = "新写" if change.baseline is None else "不再写" if change.report is None else ""
    if change.change is not None:
        words = "不变" if change.change == 0 else f"{change.change:+.1%}"
    if change.denied:
        words += f",但写的是“{escape(report.quote(change.denied))}”"
    return f"| {escape(change.name)} | {before} | {now} | {words} |"


def _sections(comparison: Comparison, report: Report) -> Iterator[str]:
    shown = [pair for pair in comparison.sections if pair.status not in ("kept", "changed")]
    if shown:
        yield "### 章节的变化\n\n" + "\n".join(_pair(pair, report, comparison.baseline) for pair in shown)


def _pair(pair: SectionPair, report: Report, baseline: Report) -> str:
    sides = (_names(pair.baseline, baseline), _names(pair.report, report))
    return f"- **{SECTION_NAMES[pair.status]}** " + " → ".join(side for side in sides if side)


def _names(sections: Sequence[Section], report: Report) -> str:
    named = (f"{report.place_name(section.mark.start)} {report.title_of(section)}" for section in sections)
    return " + ".join(escape(short(name)) for name in named)


def _reused(comparison: Comparison, report: Report) -> Iterator[str]:
    if comparison.reused:
        lines = (
            f"- 本年{_place(report, item.report.start)} = 上年{_place(comparison.baseline, item.baseline.start)}"
            f"({len(item.report)} 字):{escape(short(report.quote(item.report)))}"
            for item in comparison.reused
        )
        yield "### 沿用上年的文字\n\n" + "\n".join(lines)
