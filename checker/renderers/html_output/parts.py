"""What the page of a check and that of a comparison have in common."""

from checker import __version__
from checker.renderers.html_output.comparisons import Beside
from checker.renderers.html_output.markup import Html, join, tag
from checker.renderers.html_output.passage import Passage
from checker.renderers.html_output.typeset import typeset
from checker.report import Report
from checker.result import CheckResult, Run


def subject(run: Run) -> str:
    """Name what the page is about."""
    return title_of(run.results[0]) if len(run.results) == 1 else f"{len(run.results)} 份报告"


def title_of(result: CheckResult) -> str:
    """Give a report's title, or its file where it has none."""
    return (result.report.title if result.report else None) or result.path


def unreadable(result: CheckResult, name: str, level: int) -> Html:
    """Say why a report could not be read."""
    words = tag("p", f"读不了：{typeset(result.error or '')}", class_="notice")
    return tag("article", tag("header", tag(f"h{level}", result.path), words, class_="masthead"), id=name)


def topics(beside: Beside, level: int) -> Html:
    """Give the parts of a comparison under their titles."""
    return join((tag(f"h{level}", title), content) for title, content in beside.parts())


def folded(passage: Passage) -> Html:
    """Give a text that is opened when wanted."""
    text = (tag("div", map(passage.line, block.lines), class_="words") for block in passage.blocks())
    return tag("details", tag("summary", passage.report.title or passage.report.path), text)


def about(report: Report) -> str:
    """Say in one line whose report it is, of which year, how long and where."""
    known = [
        report.authority or "机关不明",
        f"{report.year} 年度" if report.year else "年度不明",
        f"正文 {report.characters:,} 字",
        f"{report.published} 发布" if report.published else "",
        report.path,
    ]
    return " · ".join(part for part in known if part)


def footer(run: Run) -> Html:
    """Say by what the page was made."""
    used = f"{run.ruleset.name} {run.ruleset.version}"
    return tag("footer", f"checker {__version__} · 规则 {used} · 本页不联网，报告的文字没有改动。")
