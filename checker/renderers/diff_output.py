"""Render what changed since last year's report, for a person to read: a summary first, then each topic."""

from collections.abc import Iterator, Mapping, Sequence

from checker.comparison import Change, Commitment, Comparison, FormerProblem, SectionPair
from checker.report import Report, Section
from checker.result import CheckResult, Run
from checker.terminal import Line, blank, short, styled
from checker.text import Span, columns, pad
from checker.wording import COMMITMENT_NAMES, PROBLEM_NAMES, SECTION_NAMES, tally

_STYLES = {"open": "warning", "partly": "info", "repeated": "warning", "gone": "info"}


def render(run: Run) -> str:
    """Give plain text."""
    return "\n".join(line.plain.rstrip() for line in lines(run)) + "\n"


def lines(run: Run) -> Iterator[Line]:
    """Yield the lines of all comparisons."""
    for result in run.results:
        if result.report is None:
            yield styled(0, (f"{result.path}: ", "title"), (result.error or "", "error"))
        else:
            yield from _result(result, result.report)


def _result(result: CheckResult, report: Report) -> Iterator[Line]:
    if result.baseline:
        yield from _head("上年", result.baseline)
    yield from _head("本年", report)
    for notice in result.notices:
        yield styled(0, (f"注意:{notice}", "warning"))
    yield blank()
    comparison = result.comparison
    if comparison is None:
        yield styled(0, (result.findings[0].message if result.findings else "没有对照", "error"))
        return
    yield from _summary(comparison)
    yield from _follow_up("上年的计划", comparison.commitments, COMMITMENT_NAMES, report, comparison.baseline)
    yield from _follow_up("上年的问题", comparison.problems, PROBLEM_NAMES, report, comparison.baseline)
    yield from _indicators(comparison, report)
    yield from _sections(comparison, report)
    yield from _reused(comparison, report)
    yield from _edits(comparison, report)


def _head(name: str, report: Report) -> Iterator[Line]:
    year = f"{report.year} 年度" if report.year else "年度不明"
    yield styled(0, (f"{name}  ", "quiet"), (report.title or "(没有标题)", "title"))
    yield styled(6, (f"{report.path} · {year} · 正文 {report.characters:,} 字", "quiet"))


def _summary(comparison: Comparison) -> Iterator[Line]:
    yield styled(0, ("概要", "title"))
    rows = {
        "reuse": ("沿用上年", f"正文的 {comparison.reuse:.0%},{len(comparison.reused)} 处(年份、数字和套话不计)"),
        "sections": ("章节", tally((pair.status for pair in comparison.sections), SECTION_NAMES)),
        "commitments": ("上年的计划", tally((item.status for item in comparison.commitments), COMMITMENT_NAMES)),
        "problems": ("上年的问题", tally((item.status for item in comparison.problems), PROBLEM_NAMES)),
        "indicators": ("指标", _changes(comparison.indicators)),
    }
    for topic, (name, words) in rows.items():
        yield styled(2, (f"{pad(name, 10)}  ", "quiet"), ("没有对照" if comparison.why_not(topic) else words, ""))  # type: ignore[arg-type]
    yield blank()


def _changes(changes: Sequence[Change]) -> str:
    both = [change for change in changes if change.baseline and change.report]
    same = sum(change.change == 0 for change in both)
    new = sum(change.baseline is None for change in changes)
    return f"两年都有 {len(both)} 个(其中 {same} 个不变)、新写 {new} 个、不再写 {len(changes) - len(both) - new} 个"


def _follow_up(
    title: str,
    items: Sequence[Commitment | FormerProblem],
    names: Mapping[str, str],
    report: Report,
    baseline: Report,
) -> Iterator[Line]:
    if not items:
        return
    yield styled(0, (title, "title"))
    order = list(names)
    for item in sorted(items, key=lambda item: order.index(item.status)):
        where = baseline.lines.position(item.baseline.start)[0]
        words = f"  {short(baseline.quote(item.baseline).strip())}"
        yield styled(
            2, (names[item.status], _STYLES.get(item.status, "")), (words, ""), (f"  上年第 {where} 行", "quiet")
        )
        for span in item.evidence:
            yield styled(6, (f"本年第 {report.lines.position(span.start)[0]} 行:{short(report.quote(span))}", "quiet"))
        if isinstance(item, Commitment) and item.evidence and item.untold:
            untold = "、".join(f"“{short(baseline.quote(span))}”" for span in item.untold)
            yield styled(6, (f"没有说到:{untold}", "quiet"))
    yield blank()


def _indicators(comparison: Comparison, report: Report) -> Iterator[Line]:
    if not comparison.indicators:
        return
    yield styled(0, ("指标", "title"))
    rows = [_row(change, report, comparison.baseline) for change in comparison.indicators]
    widths = [max(columns(row[index]) for row in [*rows, ("", "上年", "本年", "")]) for index in range(3)]
    yield styled(
        2,
        (f"{pad('', widths[0])}  {pad('上年', widths[1], right=True)}  {pad('本年', widths[2], right=True)}", "quiet"),
    )
    for row, change in zip(rows, comparison.indicators, strict=True):
        told = f"{pad(row[0], widths[0])}  {pad(row[1], widths[1], right=True)}  {pad(row[2], widths[2], right=True)}  "
        yield styled(2, (told, ""), (row[3], "warning" if change.denied else "quiet"))
    yield blank()


def _row(change: Change, report: Report, baseline: Report) -> tuple[str, str, str, str]:
    before = baseline.quote(change.baseline.figure.span) if change.baseline else "—"
    now = report.quote(change.report.figure.span) if change.report else "—"
    return change.name, before, now, _told(change, report)


def _told(change: Change, report: Report) -> str:
    if change.baseline is None:
        return "新写"
    if change.report is None:
        return "不再写"
    if change.change is None:
        return ""
    ratio = "不变" if change.change == 0 else f"{change.change:+.1%}"
    return f"{ratio},但写的是“{report.quote(change.denied)}”" if change.denied else ratio


def _sections(comparison: Comparison, report: Report) -> Iterator[Line]:
    shown = [pair for pair in comparison.sections if pair.status not in ("kept", "changed") and not _followed_up(pair)]
    if not shown:
        return
    yield styled(0, ("章节的变化", "title"))
    order = list(SECTION_NAMES)
    for pair in sorted(shown, key=lambda pair: order.index(pair.status)):
        words = " → ".join(
            part for part in (_names(pair.baseline, comparison.baseline), _names(pair.report, report)) if part
        )
        yield styled(2, (f"{pad(SECTION_NAMES[pair.status], 6)}  ", "info"), (words, ""))
    yield blank()


def _followed_up(pair: SectionPair) -> bool:
    """Say whether a pair belongs to the problems or plans, which every year has others of."""
    sections = pair.report or pair.baseline
    return sections[0].level > 1 and sections[0].role in ("problems", "plans")


def _names(sections: Sequence[Section], report: Report) -> str:
    return " + ".join(_name(section, report) for section in sections)


def _name(section: Section, report: Report) -> str:
    return f"{report.place_name(section.mark.start)} {short(report.title_of(section))}"


def _reused(comparison: Comparison, report: Report) -> Iterator[Line]:
    if not comparison.reused:
        return
    yield styled(0, ("沿用上年的文字", "title"))
    for passage in comparison.reused:
        here = report.lines.position(passage.report.start)[0]
        there = comparison.baseline.lines.position(passage.baseline.start)[0]
        place = f"本年第 {here} 行 = 上年第 {there} 行({len(passage.report)} 字):"
        yield styled(2, (place, "quiet"), (short(report.quote(passage.report)), ""))
    yield blank()


def _edits(comparison: Comparison, report: Report) -> Iterator[Line]:
    pairs = [pair for pair in comparison.sections if any(edit.kind != "same" for edit in pair.edits)]
    if not pairs:
        return
    yield styled(0, ("逐处改动", "title"), ("  [-删去-] {+新加+}", "quiet"))
    for pair in pairs:
        yield styled(2, (_name(pair.report[0], report), "title"))
        yield styled(4, *_marked(pair, report, comparison.baseline))
    yield blank()


def _marked(pair: SectionPair, report: Report, baseline: Report) -> Iterator[tuple[str, str]]:
    for edit in pair.edits:
        if edit.kind == "same":
            yield _middle(report, edit.report), "quiet"
        elif edit.kind == "deleted":
            yield f"[-{baseline.quote(edit.baseline)}-]", "error"
        else:
            yield f"{{+{report.quote(edit.report)}+}}", "added"


def _middle(report: Report, span: Span) -> str:
    """Give what is the same, only its ends where it is long."""
    words = report.quote(span)
    return words if len(words) <= 40 else f"{words[:16]}……{words[-16:]}"
