"""Layouts of real reports, each as a case of `cases/outline.yaml`; titles and headings of real reports."""

import csv
import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from checker.report import Report, Section
from tests.conftest import CASES, ROOT

OUTLINES = yaml.safe_load((CASES / "outline.yaml").read_text(encoding="utf-8"))
NUMBERED = re.compile(r"第?[一二三四五六七八九十]+[、.．]")
LEVELS = {
    "省": "government",
    "市": "government",
    "县区": "government",
    "部门": "department",
    "乡镇街道": "township",
}
Parse = Callable[[str], Report]


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def seen(report: Report, section: Section, wanted: dict[str, Any]) -> dict[str, Any]:
    shown = {
        "number": section.number,
        "title": report.title_of(section),
        "role": section.role,
        "sections": [report.title_of(part) for part in section.sections],
        "section_count": len(section.sections),
    }
    return {name: shown[name] for name in wanted}


@pytest.mark.parametrize("case", OUTLINES, ids=[case["name"] for case in OUTLINES])
def test_layout(case: dict[str, Any], parsed: Parse) -> None:
    report = parsed(case["text"])
    wanted = case["expect"]
    for name in ("title", "authority", "year", "published", "source"):
        if name in wanted:
            assert getattr(report, name) == wanted[name], name
    if "addressee" in wanted:
        assert (report.quote(report.addressee) if report.addressee else None) == wanted["addressee"]
    if "chapters" in wanted:
        shown = [seen(report, *pair) for pair in zip(report.chapters, wanted["chapters"], strict=True)]
        assert shown == wanted["chapters"]


@pytest.mark.parametrize(
    "row", rows("headings.tsv") + rows("headings-made-up.tsv"), ids=lambda row: row["heading"][:24]
)
def test_role_of_heading(row: dict[str, str], parsed: Parse) -> None:
    numbered = row["heading"] if NUMBERED.match(row["heading"]) else f"一、{row['heading']}"
    report = parsed(f"示例区{row['year']}年法治政府建设报告\n\n{numbered}\n\n正文如下。\n")
    assert [chapter.role for chapter in report.chapters] == [row["role"]]


@pytest.mark.parametrize("row", rows("titles.tsv") + rows("titles-made-up.tsv"), ids=lambda row: row["title"][:24])
def test_title(row: dict[str, str], parsed: Parse) -> None:
    title = row["title"].replace(" / ", "\n")
    report = parsed(f"{title}\n\n一、主要举措和成效\n\n开展培训。\n")
    assert report.year == (int(row["year"]) if row["year"] else None)
    if row.get("authority"):
        assert report.authority == row["authority"].replace(" / ", "")
        assert report.level in (LEVELS[row["level"]], "government")


def test_the_2024_report(parsed: Parse, real_text: str) -> None:
    report = parsed(real_text)
    assert (report.year, report.published, report.source) == (2024, "2025-02-14", "济阳区司法局")
    assert [chapter.role for chapter in report.chapters] == ["duties", "measures", "problems", "plans"]
    assert [len(chapter.sections) for chapter in report.chapters] == [4, 7, 3, 3]
    assert [len(part.sections) for part in report.chapters[1].sections] == [4, 4, 3, 3, 4, 2, 4]
    assert report.cut_off is None


def test_the_other_real_report(parsed: Parse) -> None:
    path = ROOT.parent / "shared" / "data" / "longhua-2019.txt"
    if not path.exists():
        pytest.skip("另一份真实报告不随项目分发,本机没有")
    report = parsed(path.read_text(encoding="utf-8"))
    assert [chapter.role for chapter in report.chapters] == ["measures"] * 7 + ["plans"]
    assert (report.title, report.year, report.authority) == (None, 2019, "深圳市龙华区人民政府")
    assert not report.of_role("duties")
    assert not report.of_role("problems")


def test_a_text_cut_off_is_said(parsed: Parse) -> None:
    cut = "一、主要举措和成效\n\n(一)规范执法。评查案卷120份。\n\n(二)化解争议。" + "受理复议案件并依法" * 5
    assert parsed(cut).cut_off is not None
    assert parsed(cut + "办结。").cut_off is None
    assert parsed("一、主要举措和成效\n\n评查案卷。\n\n未完待续").cut_off is not None
