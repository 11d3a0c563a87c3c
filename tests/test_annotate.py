"""Findings as comments in a Word file: on exactly their words, and not a letter of the text changed."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from checker.annotate import annotate
from checker.cli import main
from checker.engine import check
from checker.outline import parse
from checker.readers.docx import open_document
from checker.reading import Limits, Revisions
from checker.result import CheckResult
from checker.ruleset import Ruleset, load
from checker.text import Span
from checker.word_edit import replaced
from tests import word_files
from tests.conftest import SAMPLES
from tests.word_files import W, paragraph, run

RULESET: Ruleset = load()
LIMITS = Limits()
TITLES = {rule.id: rule.title for rule in RULESET.rules}
DRAFT = [line for line in (SAMPLES / "济阳区2025(虚构草稿).txt").read_text(encoding="utf-8").split("\n") if line]
HEAD = [
    "示例市示例区2025年度法治政府建设报告",
    "一、主要举措和成效",
]
RULES_OF_TABLES = re.compile(r"^\| | \| ?|\t")
BOLD, RED = "<w:b/>", '<w:color w:val="FF0000"/>'
Wrap = Callable[[str], str]
WRAPS: dict[str, Wrap] = {
    "plain": lambda inner: inner,
    "insertion": lambda inner: f'<w:ins w:id="900" w:author="甲">{inner}</w:ins>',
    "hyperlink": lambda inner: f'<w:hyperlink w:anchor="x">{inner}</w:hyperlink>',
    "content control": lambda inner: f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>",
    "smart tag": lambda inner: f'<w:smartTag w:uri="u" w:element="e">{inner}</w:smartTag>',
}


def docx(*body: str, numbering: str = "") -> bytes:
    return word_files.word("".join(body), {"numbering": numbering} if numbering else None)


def result_of(data: bytes, revisions: Revisions = "accepted") -> CheckResult:
    reading = open_document(data, LIMITS, revisions).reading
    return check(parse(reading, "a.docx", RULESET.cues), RULESET)


def document_xml(data: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def comments(data: bytes) -> dict[str, str]:
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/comments.xml"))
    return {comment.get(f"{{{W}}}id", ""): "\n".join("".join(p.itertext()) for p in comment) for comment in root}


def anchored(data: bytes) -> dict[str, str]:
    """Give the words between the marks of each comment, tabs and deleted text aside."""
    open_now: set[str] = set()
    found: dict[str, str] = {}
    for element in document_xml(data).iter():
        name = etree.QName(element).localname
        identifier = element.get(f"{{{W}}}id", "")
        if name == "commentRangeStart":
            open_now.add(identifier)
            found[identifier] = ""
        elif name == "commentRangeEnd":
            open_now.remove(identifier)
        elif name == "t":
            for each in open_now:
                found[each] += element.text or ""
    assert not open_now
    return found


def text_of(data: bytes, revisions: Revisions = "accepted") -> str:
    return open_document(data, LIMITS, revisions).reading.text


def check_annotated(data: bytes) -> None:
    result = result_of(data)
    made = annotate(data, result, TITLES, LIMITS)
    assert result.report is not None
    for revisions in ("accepted", "original"):
        assert text_of(made, revisions) == text_of(data, revisions)
    said, words = comments(made), anchored(made)
    assert len(said) == len(words) == len(result.findings) + (result.score is not None)
    references = [element.get(f"{{{W}}}id") for element in document_xml(made).iter(f"{{{W}}}commentReference")]
    assert sorted(references, key=str) == sorted(said)
    numbered = iter(sorted(said, key=int)[1 if result.score else 0 :])
    for finding in sorted(result.findings, key=lambda item: (item.span.start, -item.span.end)):
        identifier = next(numbered)
        assert finding.message in said[identifier]
        assert finding.suggestion in said[identifier]
        if "*" not in finding.quote:
            assert words[identifier] == RULES_OF_TABLES.sub("", finding.quote)


def cut(text: str, places: list[int]) -> str:
    """Write a text as runs cut at places, every other one formatted."""
    ends = sorted({place % (len(text) + 1) for place in places} | {0, len(text)})
    return "".join(
        run(text[start:end], (BOLD, RED, "")[number % 3])
        for number, (start, end) in enumerate(pairwise(ends))
        if end > start
    )


def test_the_draft(tmp_path: Path) -> None:
    data = docx(*(paragraph(run(line)) for line in DRAFT))
    check_annotated(data)
    source, target = tmp_path / "草稿.docx", tmp_path / "批注稿.docx"
    source.write_bytes(data)
    done = CliRunner().invoke(main, ["check", str(source), "--annotate", str(target)])
    assert done.exit_code == 1
    assert source.read_bytes() == data
    assert "【总评】得分" in comments(target.read_bytes())["0"]
    assert "先改:任务领域没有讲到" in comments(target.read_bytes())["0"]
    assert any("【错误】" in said for said in comments(target.read_bytes()).values())
    assert CliRunner().invoke(main, ["check", str(source), "--annotate", str(source)]).exit_code == 2
    assert source.read_bytes() == data


@given(
    st.lists(st.sampled_from(["评查案卷2128余件。", "布署工作,推进推进落实。", "𠮷林法制政府建设。。", "《办法", "在2024年开展。"]), min_size=1, max_size=5),
    st.lists(st.integers(0, 60), max_size=6),
    st.sampled_from(sorted(WRAPS)),
    st.booleans(),
)  # fmt: skip
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_runs_and_wrappers(lines: list[str], places: list[int], wrap: str, in_table: bool) -> None:
    body = [paragraph(WRAPS[wrap](cut(line, places))) for line in lines]
    if in_table:
        cells = "".join(f"<w:tc>{line}</w:tc>" for line in body)
        body = [f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", paragraph("")]
    check_annotated(docx(*(paragraph(run(line)) for line in HEAD), *body))


def test_words_within_tracked_changes() -> None:
    mixed = run("全年办理案件") + '<w:ins w:id="1" w:author="甲">' + run("1623余") + "</w:ins>"
    mixed += '<w:del w:id="2" w:author="甲"><w:r><w:delText>1523</w:delText></w:r></w:del>' + run("件。")
    data = docx(*(paragraph(run(line)) for line in HEAD), paragraph(mixed))
    check_annotated(data)
    made = annotate(data, result_of(data), TITLES, LIMITS)
    assert "1623余件" in anchored(made).values()


def test_comments_already_there_stay() -> None:
    data = docx(*(paragraph(run(line)) for line in DRAFT[:8]))
    once = annotate(data, result_of(data), TITLES, LIMITS)
    twice = annotate(once, result_of(once), TITLES, LIMITS)
    assert len(comments(twice)) == 2 * len(comments(once))
    assert text_of(twice) == text_of(data)
    names = zipfile.ZipFile(io.BytesIO(twice)).namelist()
    assert len(names) == len(set(names))


def test_automatic_numbers_have_their_paragraph_marked() -> None:
    numbering = word_files.numbering(word_files.CHAPTERS)
    body = [paragraph(run(HEAD[0])), word_files.numbered("主要举措和成效", 1), word_files.numbered("空的一节", 1, 1)]
    data = docx(*body, numbering=numbering)
    result = result_of(data)
    made = annotate(data, result, TITLES, LIMITS)
    assert text_of(made) == text_of(data)
    quotes = {finding.quote for finding in result.findings}
    assert "一、主要举措和成效" in quotes
    assert "主要举措和成效" in anchored(made).values()


class TestFixes:
    def test_tracked_and_reversible(self) -> None:
        data = docx(*(paragraph(cut(line, [3, 7, 20])) for line in [*HEAD, "多次研究布署工作,截止12月底。"]))
        before = text_of(data)
        changes = [
            (Span(start, start + len(old)), new)
            for old, new in (("布署", "部署"), ("截止", "截至"))
            if (start := before.index(old))
        ]
        made, done = replaced(data, changes, LIMITS, "checker")
        assert len(done) == 2
        assert text_of(made, "accepted") == before.replace("布署", "部署").replace("截止", "截至")
        assert text_of(made, "original") == before

    def test_what_no_plain_run_holds_is_left_alone(self) -> None:
        numbering = word_files.numbering(word_files.CHAPTERS)
        data = docx(word_files.numbered("主要举措和成效", 1), numbering=numbering)
        made, done = replaced(data, [(Span(0, 1), "二")], LIMITS, "checker")
        assert done == ()
        assert text_of(made) == text_of(data)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="没有安装 LibreOffice")
def test_libreoffice_loses_nothing(tmp_path: Path) -> None:
    data = docx(*(paragraph(run(line)) for line in DRAFT))
    result = result_of(data)
    (tmp_path / "a.docx").write_bytes(annotate(data, result, TITLES, LIMITS))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "odt",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    content = etree.fromstring(zipfile.ZipFile(tmp_path / "a.odt").read("content.xml"))
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    notes = list(content.iter(f"{office}annotation"))
    assert len(notes) == len(result.findings) + 1
    etree.strip_elements(content, f"{office}annotation", with_tail=False)
    shown = "".join("".join(part.itertext()) for part in content.iter("{*}h", "{*}p"))
    assert "".join(shown.split()) == "".join(text_of(data).split())
