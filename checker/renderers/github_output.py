"""Render findings as GitHub annotations: one workflow command a line, the gravest first.

GitHub shows ten of each level for one step and counts the rest, hence the order and the last line.
"""

import unicodedata
from collections.abc import Iterator
from itertools import chain

from checker.report import Report
from checker.result import CheckResult, Finding, Run
from checker.rule import SEVERITIES
from checker.text import Span

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
SHOWN = 10
"""Annotations of one level that GitHub shows for one step."""


def render(run: Run) -> str:
    """Give one command a line, then a line for the log; nothing but commands in it can start with `::`."""
    found = [(result, finding) for result in run.results for finding in result.findings]
    found.sort(key=lambda pair: SEVERITIES.index(pair[1].severity))
    lines = chain(
        (_command("error", result.error, file=result.path, title="读不了") for result in run.results if result.error),
        _shortfalls(run),
        (_finding(result.report, finding, run) for result, finding in found if result.report),
        (_command("notice", notice) for notice in _notices(run)),
        [f"共 {len(found)} 处;GitHub 每步每级只显示前 {SHOWN} 条,全部结果见其他格式的输出。"],
    )
    return "\n".join(lines) + "\n"


def _shortfalls(run: Run) -> Iterator[str]:
    for result in run.results:
        if result.shortfall:
            yield _command("error", result.shortfall, file=result.path, title="得分")


def _notices(run: Run) -> Iterator[str]:
    for result in run.results:
        yield from (f"{result.path}: {notice}" for notice in result.notices)
        if result.suppressed:
            yield f"{result.path}: {_accepted(result)}"
    yield from run.notices


def _accepted(result: CheckResult) -> str:
    return f"另有 {len(result.suppressed)} 处是已接受的,没有列出"


def _finding(report: Report, finding: Finding, run: Run) -> str:
    parts = [finding.message, f"改法:{finding.suggestion}"]
    if finding.basis:
        parts.append(f"依据:{finding.basis}")
    title = f"{run.titles.get(finding.rule, finding.rule)}({finding.rule})"
    place = _place(finding.span, report)
    return _command(_COMMANDS[finding.severity], "\n".join(parts), file=report.path, **place, title=title)


def _place(span: Span, report: Report) -> dict[str, str]:
    """Give lines, and columns where the words stand on one line: GitHub takes them only there."""
    line, column = report.lines.position(span.start)
    end_line, end_column = report.lines.position(span.end)
    if line != end_line:
        return {"line": str(line), "endLine": str(end_line)}
    return {"line": str(line), "endLine": str(end_line), "col": str(column), "endColumn": str(end_column)}


def _command(name: str, message: str, **properties: str) -> str:
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name}{' ' if written else ''}{written}::{_data(message)}"


def _data(text: str) -> str:
    """Escape the percent sign and line breaks; other control characters could steer the log's terminal."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return "".join(" " if unicodedata.category(character) == "Cc" else character for character in escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
