"""One report in every format: the same text, outline and findings, and the page where there are pages."""

from collections.abc import Callable

import pytest

from checker.engine import check
from checker.outline import parse
from checker.readers import html, ofd, pdf
from checker.reading import Limits, Reading
from checker.report import Report
from checker.result import CheckResult
from checker.ruleset import Ruleset
from tests import formats

TEXTS = formats.paragraphs()
READ: dict[str, Callable[[], Reading]] = {
    "trs.html": lambda: html.read(formats.html_trs(TEXTS), Limits()),
    "breaks.html": lambda: html.read(formats.html_breaks(TEXTS), Limits()),
    "table.html": lambda: html.read(formats.html_table(TEXTS), Limits()),
    "wechat.html": lambda: html.read(formats.html_wechat(TEXTS), Limits()),
    "pdf": lambda: pdf.read(formats.pdf(TEXTS), Limits()),
    "ofd": lambda: ofd.read(formats.ofd(TEXTS), Limits()),
}
PAGED = ("pdf", "ofd")


def outline(report: Report) -> list[tuple[int, str, str | None, str]]:
    return [(part.level, report.number_of(part), part.role, report.quote(part.title)) for part in report.sections()]


def findings(result: CheckResult) -> list[tuple[str, str, str | None]]:
    return [(finding.rule, finding.quote, finding.section) for finding in result.findings]


@pytest.fixture(scope="module")
def expected(ruleset: Ruleset) -> CheckResult:
    return check(parse("\n".join(TEXTS), "report", ruleset.cues), ruleset)


@pytest.mark.parametrize("name", READ)
def test_the_text_is_the_same(name: str) -> None:
    lines = READ[name]().text.split("\n")
    assert lines[0] == TEXTS[0]
    assert lines[-len(TEXTS) + 2 :] == TEXTS[2:]
    assert len(lines) <= len(TEXTS)


@pytest.mark.parametrize("name", READ)
def test_outline_and_findings_are_the_same(name: str, ruleset: Ruleset, expected: CheckResult) -> None:
    report = parse(READ[name](), name, ruleset.cues)
    result = check(report, ruleset)
    assert expected.report is not None
    assert outline(report) == outline(expected.report)
    assert findings(result) == findings(expected) != []
    assert (report.title, report.year, report.authority) == (
        expected.report.title,
        expected.report.year,
        expected.report.authority,
    )
    assert report.published == "2025-02-14"
    assert report.source in ("济阳区司法局", "济阳司法")


@pytest.mark.parametrize("name", PAGED)
def test_each_page_begins_where_it_was_set(name: str) -> None:
    reading = READ[name]()
    pages = formats.typeset(TEXTS)
    assert len(reading.pages) == len(pages) > 5
    for offset, rows in zip(reading.pages, pages, strict=True):
        assert reading.text.startswith(rows[0].text, offset)


@pytest.mark.parametrize("name", PAGED)
def test_running_heads_and_page_numbers_are_left_out(name: str) -> None:
    text = READ[name]().text
    assert formats.RUNNING_HEAD not in text
    assert "—  —" not in text
    assert "批注" not in text
