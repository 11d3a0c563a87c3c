"""The outline: chapters and sections with their roles and how long they are."""

from collections.abc import Iterator

from checker.renderers.html_output.markup import Html, tag
from checker.renderers.html_output.passage import Passage
from checker.renderers.html_output.scores import bar
from checker.report import Section
from checker.text import count_characters
from checker.wording import ROLE_NAMES

_LEVELS = 2


def outline(passage: Passage) -> Html:
    """Give the chapters and the sections below them as a table; what lies deeper is counted."""
    report = passage.report
    if not report.chapters:
        return tag("p", "没有认出任何章标题（如“一、……”）", class_="notice")
    longest = max(1, *(_length(passage, chapter) for chapter in report.chapters))
    head = tag("tr", (tag("th", name, scope="col") for name in ("章节", "部分", "字数", "篇幅")))
    rows = (_row(passage, section, longest) for section in report.sections() if section.level <= _LEVELS)
    return tag("table", tag("thead", head), tag("tbody", rows), class_="outline")


def _row(passage: Passage, section: Section, longest: int) -> Html:
    length = _length(passage, section)
    return tag("tr", _cells(passage, section, length, 100 * length / longest), class_=f"level{section.level}")


def _cells(passage: Passage, section: Section, length: int, share: float) -> Iterator[Html]:
    heading = passage.link(section.mark, passage.report.quote(section.heading).strip() or "（无标题）")
    deeper = section.level == _LEVELS and section.sections
    items = tag("span", f" {len(section.sections)} 项", class_="quiet") if deeper else None
    yield tag("th", heading, items, scope="row")
    yield tag("td", ROLE_NAMES[section.role] if section.role else "", class_="role")
    yield tag("td", f"{length:,}", class_="figure")
    yield tag("td", bar(share), class_="drawn")


def _length(passage: Passage, section: Section) -> int:
    return count_characters(passage.report.text[section.body.start : section.body.end])
