"""One report in every format: the same text, outline and findings, and the page where there are pages."""

import shutil
from collections.abc import Callable, Mapping
from functools import cache

import pytest

from checker.engine import check
from checker.outline import parse
from checker.readers import read_bytes
from checker.reading import Reading
from checker.report import Report
from checker.result import CheckResult
from checker.ruleset import Ruleset
from tests import formats

TEXTS = formats.paragraphs()
BY_LIBREOFFICE = ("libreoffice.pdf", "doc", "odt", "rtf")
PAGED = ("pdf", "ofd")
ReadingOf = Callable[[str], Reading]


@cache
def converted() -> Mapping[str, bytes]:
    """Give what LibreOffice makes of the Word file, once a run."""
    return formats.by_libreoffice(formats.docx(TEXTS), ("pdf", "doc", "odt", "rtf"))


@pytest.fixture(scope="module")
def reading_of() -> ReadingOf:
    @cache
    def read(name: str) -> Reading:
        if name in BY_LIBREOFFICE and shutil.which("soffice") is None:
            pytest.skip("没有安装 LibreOffice")
        return read_bytes(formats.WRITERS[name](TEXTS) if name in formats.WRITERS else converted()[name.split(".")[-1]])

    return read


def outline(report: Report) -> list[tuple[int, str, str | None, str]]:
    return [(part.level, report.number_of(part), part.role, report.quote(part.title)) for part in report.sections()]


def findings(result: CheckResult) -> list[tuple[str, str, str | None]]:
    return [(finding.rule, finding.quote, finding.section) for finding in result.findings]


@pytest.fixture(scope="module")
def expected(ruleset: Ruleset) -> CheckResult:
    return check(parse("\n".join(TEXTS), "report", ruleset.cues), ruleset)


@pytest.mark.parametrize("name", [*formats.WRITERS, *BY_LIBREOFFICE])
def test_the_text_is_the_same(name: str, reading_of: ReadingOf) -> None:
    lines = [line.strip() for line in reading_of(name).text.split("\n") if line.strip()]
    assert lines[0] == TEXTS[0]
    assert lines[-len(TEXTS) + 2 :] == TEXTS[2:]
    assert len(lines) <= len(TEXTS)


@pytest.mark.parametrize("name", [*formats.WRITERS, *BY_LIBREOFFICE])
def test_outline_and_findings_are_the_same(
    name: str, reading_of: ReadingOf, ruleset: Ruleset, expected: CheckResult
) -> None:
    report = parse(reading_of(name), name, ruleset.cues)
    assert expected.report is not None
    assert outline(report) == outline(expected.report)
    assert findings(check(report, ruleset)) == findings(expected) != []
    same = ("title", "year", "authority", "level")
    assert [getattr(report, field) for field in same] == [getattr(expected.report, field) for field in same]
    assert report.published == "2025-02-14"
    assert report.source in ("济阳区司法局", "济阳司法")


@pytest.mark.parametrize("name", PAGED)
def test_each_page_begins_where_it_was_set(name: str, reading_of: ReadingOf) -> None:
    reading = reading_of(name)
    pages = formats.typeset(TEXTS)
    assert len(reading.pages) == len(pages) > 5
    for offset, rows in zip(reading.pages, pages, strict=True):
        assert reading.text.startswith(rows[0].text, offset)


@pytest.mark.parametrize("name", PAGED)
def test_running_heads_and_page_numbers_are_left_out(name: str, reading_of: ReadingOf) -> None:
    text = reading_of(name).text
    assert formats.RUNNING_HEAD not in text
    assert "—  —" not in text
    assert "批注" not in text
