"""Render a run for a person to read: lines of styled pieces, plain or for a terminal."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from checker.report import Report
from checker.result import CheckResult, Finding, Run, Score, count_severities
from checker.rule import SEVERITIES, Rule, Severity
from checker.text import Span, columns, count_characters, pad

if TYPE_CHECKING:
    from rich.console import Console

SEVERITY_NAMES: Mapping[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}
_STYLES: Mapping[str, str] = {
    "error": "bold red",
    "warning": "yellow",
    "info": "cyan",
    "title": "bold",
    "mark": "bold underline",
    "quiet": "dim",
    "": "",
}
_WORDS = re.compile(r"[!-~]+[,.;:!?、。,;:!?)」』”》〗]* *|.[、。,;:!?)」』”》〗,.;:!?]* *", re.DOTALL)
_CONTEXT = 16
_ADVICE = 3
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its indent in half-width columns, and pieces of text each with a style.

    `hang` is how much further the rows below the first are indented where the line is wrapped.
    """

    indent: int
    pieces: tuple[tuple[str, str], ...]
    hang: int = 0

    @property
    def plain(self) -> str:
        """Give the line without styles, marked words in 〖〗."""
        return " " * self.indent + "".join(f"〖{text}〗" if style == "mark" else text for text, style in self.pieces)


def render(run: Run, show: Severity = "info") -> str:
    """Give plain text; findings below the level `show` are counted but not shown."""
    return "\n".join(line.plain.rstrip() for line in lines(run, show)) + "\n"


def print_styled(rendered: Iterable[Line], console: "Console") -> None:
    """Print lines to a terminal, long ones wrapped under their own indent."""
    from rich.text import Text

    for line in rendered:
        for row in wrap(line, console.width - 1):
            pieces = ((text, _STYLES[style]) for text, style in row.pieces)
            console.print(Text.assemble(" " * row.indent, *pieces), soft_wrap=True)


def wrap(line: Line, width: int) -> list[Line]:
    """Break a line into rows no wider than a terminal: between any two Chinese characters, never within a word."""
    rows: list[list[tuple[str, str]]] = [[]]
    used = start = line.indent
    for text, style in line.pieces:
        for word in _WORDS.findall(text):
            if used + columns(word.rstrip()) > width and used > start:
                rows.append([])
                used = start = line.indent + line.hang
            rows[-1].append((word if used > start else word.lstrip(), style))
            used += columns(word)
    return [Line(line.indent + (line.hang if index else 0), tuple(row)) for index, row in enumerate(rows)]


def lines(run: Run, show: Severity = "info") -> Iterator[Line]:
    """Yield the lines of all reports, and of the summary where there are several."""
    for result in run.results:
        yield from _result(result, run, show)
        yield _blank()
    if len(run.results) > 1:
        unreadable = sum(result.error is not None for result in run.results)
        words = f"{len(run.results)} 份报告:{_counted(run.results)}"
        yield _line(0, (words + (f";{unreadable} 份读不了" if unreadable else ""), "title"))


def outline_lines(report: Report) -> Iterator[Line]:
    """Yield a report's outline as a tree with roles and lengths."""
    yield from _head(report)
    yield _blank()
    if not report.chapters:
        yield _line(2, ("没有认出任何章标题(如“一、……”)", "warning"))
    for section in report.sections():
        role = f" [{_ROLES[section.role]}]" if section.role else ""
        length = count_characters(report.text[section.body.start : section.body.end])
        where = _place(report, section.mark.start)
        yield _line(
            2 * section.level,
            (
                report.quote(section.heading).strip(),
                "title" if section.level == 1 else "",
            ),
            (role, "info"),
            (f"  {length:,} 字,{where}", "quiet"),
        )
    if report.cut_off:
        yield _line(2, (f"注意:{report.cut_off}", "warning"))


_ROLES = {"duties": "职责", "measures": "举措", "problems": "问题", "plans": "计划", "other": "其他"}


def _result(result: CheckResult, run: Run, show: Severity) -> Iterator[Line]:
    if result.report is None:
        yield _line(0, (f"{result.path}: ", "title"), (result.error or "", "error"))
        return
    yield from _head(result.report)
    yield _line(0, (f"模板 {run.ruleset.profile},{run.ruleset.rules} 条规则;{_counted([result])}", ""))
    for notice in result.notices:
        yield _line(0, (f"注意:{notice}", "warning"))
    yield _blank()
    yield from _score(result, run)
    yield from _findings(result.report, result.findings, show)
    yield from _skipped(result)


def _head(report: Report) -> Iterator[Line]:
    yield _line(0, (report.title or "(没有标题)", "title"))
    about = [
        report.path,
        report.authority or "机关不明",
        f"{report.year} 年度" if report.year else "年度不明",
        f"正文 {report.characters:,} 字",
        f"{report.published} 发布" if report.published else "",
    ]
    yield _line(0, (" · ".join(part for part in about if part), "quiet"))


def _score(result: CheckResult, run: Run) -> Iterator[Line]:
    if result.score is None:
        yield _line(0, ("没有评分", "title"))
        yield _blank()
        return
    score = result.score
    yield _line(0, (f"得分 {score.total:g}", "title"), (f"({score.grade})", "title"))
    width = max(columns(item.title) for item in score.categories)
    yield _line(2, (f"{pad('类别', width)}    得分    权重    扣分的规则", "quiet"))
    categories = {finding.rule: finding.category for finding in result.findings}
    missing = {name for finding in result.findings for name in finding.forfeits}
    for item in score.categories:
        costs = [
            f"{cost.rule} -{cost.points:g}" for cost in score.deductions if categories.get(cost.rule) == item.category
        ]
        shown = "未评" if item.score is None else f"{item.score:.1f}"
        head = f"{pad(item.title, width)}  {pad(shown, 6, right=True)}  {item.weight:6g}    "
        tail = "没有这一部分" if item.category in missing else "、".join(costs) or "—"
        yield replace(_line(2, (head, ""), (tail, "quiet")), hang=columns(head))
    yield _blank()
    yield from _advice(score, run.titles)


def _advice(score: Score, titles: Mapping[str, str]) -> Iterator[Line]:
    if not score.deductions:
        return
    yield _line(0, ("先改这几处,得分提高最多", "title"))
    for index, cost in enumerate(score.deductions[:_ADVICE], 1):
        places = len(cost.fingerprints)
        yield _line(2, (f"{index}. {titles[cost.rule]}({cost.rule},{places} 处):可提高 {cost.points:g} 分", ""))
    yield _blank()


def _findings(report: Report, findings: Iterable[Finding], show: Severity) -> Iterator[Line]:
    shown = [finding for finding in findings if SEVERITIES.index(finding.severity) <= SEVERITIES.index(show)]
    for heading, group in groupby(shown, key=lambda finding: _chapter(report, finding)):
        yield _line(0, (heading, "title"))
        for finding in group:
            yield from _finding(report, finding)
        yield _blank()


def _chapter(report: Report, finding: Finding) -> str:
    path = report.path_to(finding.span.start)
    if path:
        return report.quote(path[0].heading)
    return "结尾" if finding.span.start >= report.body.end else "标题和导语"


def _finding(report: Report, finding: Finding) -> Iterator[Line]:
    column = report.lines.position(finding.span.start)[1]
    place = f"{_place(report, finding.span.start)}第 {column} 字" + (f",{finding.section}" if finding.section else "")
    name = SEVERITY_NAMES[finding.severity]
    yield _line(2, (name, finding.severity), (f"  {finding.message}", ""), (f"  {finding.rule}", "quiet"))
    before, words, after = _quoted(report, finding.span)
    yield _line(6, (f"{place}:", "quiet"), (before, ""), (words, "mark"), (after, ""))
    for span in finding.related:
        where = _place(report, span.start)
        yield _line(6, (f"另见{where}:“{_short(report.quote(span))}”", "quiet"))
    yield _line(6, (f"改法:{finding.suggestion}", ""))
    if finding.basis:
        yield _line(6, (f"依据:{finding.basis}", "quiet"))


def _place(report: Report, offset: int) -> str:
    """Say page, where the report has pages, and line."""
    page = report.page_of(offset)
    return (f"第 {page} 页" if page else "") + f"第 {report.lines.position(offset)[0]} 行"


def _quoted(report: Report, span: Span) -> tuple[str, str, str]:
    """Give the words before, the words found and the words after, all on their own line."""
    text = report.text
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _CONTEXT)
    line_end = text.find("\n", span.end)
    end = min(line_end if line_end >= 0 else len(text), span.end + _CONTEXT)
    return text[start : span.start].lstrip(), _short(report.quote(span)), text[span.end : end].rstrip()


def _skipped(result: CheckResult) -> Iterator[Line]:
    if not result.skipped:
        return
    yield _line(0, ("没有检查的规则", "title"))
    by_reason = sorted(result.skipped, key=lambda skip: skip.reason)
    for reason, group in groupby(by_reason, key=lambda skip: skip.reason):
        yield _line(2, (f"{'、'.join(skip.rule for skip in group)}:{reason}", "quiet"))


def _counted(results: Iterable[CheckResult]) -> str:
    counts = count_severities(results)
    return "、".join(f"{SEVERITY_NAMES[severity]} {counts[severity]}" for severity in SEVERITIES)


def _short(quote: str) -> str:
    return quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 2] + "……"


def _line(indent: int, *pieces: tuple[str, str]) -> Line:
    return Line(indent, tuple((_visible(text), style) for text, style in pieces if text))


def _visible(text: str) -> str:
    """Blank control characters, which could steer a terminal."""
    return "".join(" " if unicodedata.category(character) == "Cc" else character for character in text)


def _blank() -> Line:
    return Line(0, ())


def rule_list_lines(rules: Iterable[Rule]) -> Iterator[Line]:
    """Yield one line for each rule, under its category."""
    for category, group in groupby(rules, key=lambda rule: rule.category):
        yield _line(0, (category, "title"))
        for rule in group:
            yield _line(
                2,
                (SEVERITY_NAMES[rule.severity], rule.severity),
                (f"  {pad(rule.id, 20)}  {rule.title}", ""),
            )


def rule_lines(rule: Rule, categories: Mapping[str, str], finding: Finding | None) -> Iterator[Line]:
    """Yield what a rule finds, why, its basis and how it counts, a wrong example with its finding, and a right one."""
    yield _line(0, (f"{rule.id}  {rule.title}", "title"))
    yield _line(0, (f"{categories[rule.category]} · {SEVERITY_NAMES[rule.severity]} · 类型 {rule.kind_name}", "quiet"))
    yield _blank()
    yield _line(0, ("为什么查:", "title"), (rule.why, ""))
    yield _line(0, ("依据:", "title"), (rule.basis.text if rule.basis else "无(为使检查可行而设)", ""))
    since = f";自 {rule.since} 年度的报告起适用" if rule.since else ""
    cost = f"每处扣 {rule.points:g} 份,最多 {rule.most:g} 份(按类内份额折算)" if rule.most else "不扣分"
    yield _line(0, ("计分:", "title"), ("提示,不扣分" if rule.severity == "info" else cost, ""), (since, ""))
    for name, example in (("错例", rule.bad[0]), ("对例", rule.good[0])):
        yield _blank()
        yield _line(0, (name, "title"))
        for text in example.shown.splitlines():
            yield _line(2, (text, "quiet"))
        if finding and example is rule.bad[0]:
            yield _line(2, ("查到:", "title"), (f"{finding.message}(在“{finding.quote}”)", ""))
            yield _line(2, ("改法:", "title"), (finding.suggestion, ""))
