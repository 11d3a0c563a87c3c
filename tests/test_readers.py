"""Plain text in all its encodings gives the same text; what is no text gives one line."""

import io
import zipfile
from pathlib import Path

import pytest

from checker.errors import ReadError
from checker.readers import find_reports, kind_of, read_bytes, read_file
from checker.reading import Limits, Reading


def zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


TEXT = "示例区2024年度法治政府建设报告\n\n一、主要举措和成效\n\n评查案卷120份。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    assert read_bytes(TEXT.encode(encoding)) == Reading(TEXT)


def test_the_real_report_in_every_encoding(real_text: str) -> None:
    for encoding in ("utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"):
        assert read_bytes(real_text.encode(encoding)).text == real_text


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\u2028", "\x0b"])
def test_line_breaks(line_break: str) -> None:
    assert read_bytes(TEXT.replace("\n", line_break).encode()).text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_last_character_cut_through_is_dropped(encoding: str) -> None:
    assert read_bytes(TEXT.encode(encoding)[:-1]).text == TEXT[:-1]


def test_a_few_bad_bytes_are_told() -> None:
    reading = read_bytes(TEXT.encode()[:9] + b"\xff" + TEXT.encode()[9:])
    assert "\ufffd" in reading.text
    assert "1 处文字损坏" in reading.notices[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (b" \r\n\t ", "空的"),
        (b"\xef\xbb\xbf", "空的"),
        (b"PK\x03\x04rest", "已损坏或没有收全"),
        (b"Rar!\x1a\x07", "压缩文件"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n", "网页归档"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>', "另存为 .docx"),
        (zipped({"xl/workbook.xml": "", "[Content_Types].xml": ""}), "Excel"),
        (zipped({"ppt/presentation.xml": ""}), "PowerPoint"),
        (zipped({"报告.txt": TEXT}), "请解开"),
        (bytes(range(256)) * 40, "不是文本文件"),
        (b"\x00" * 4000, "不是文本文件"),
        (b"\xff\xfe\xfd" * 999, "编码"),
        (bytes(range(1, 9)) * 99, "不是文本文件"),
    ],
)
def test_what_is_no_text_gives_one_clear_line(data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words) as caught:
        read_bytes(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (zipped({"word/document.xml": ""}), "docx"),
        (zipped({"[Content_Types].xml": ""}), "docx"),
        (zipped({"OFD.xml": ""}), "ofd"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), "office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "office"),
        (b"{\\rtf1\\ansi", "office"),
        (b"\xef\xbb\xbf%PDF-1.7", "pdf"),
        (b"\xef\xbb\xbf \r\n<!-- saved from url --><!DOCTYPE HTML>", "html"),
        ("<html><body>一</body></html>".encode("utf-16"), "html"),
        (b"<?xml version='1.0'?><html>", "html"),
        (b"<!---->" * 600 + b"<x", "plain"),
        (TEXT.encode(), "plain"),
        (b"", "plain"),
    ],
)
def test_the_kind_is_told_by_content(data: bytes, kind: str) -> None:
    assert kind_of(data, Limits()) == kind


def test_huge_files_are_refused() -> None:
    with pytest.raises(ReadError, match="超过 20 MB"):
        read_bytes(b"a" * 20_000_001)
    with pytest.raises(ReadError, match=r"超过 0\.5 MB"):
        read_bytes(b"a" * 500_001, Limits(file=500_000))
    with pytest.raises(ReadError, match="超过 10 字"):
        read_bytes(TEXT.encode(), Limits(characters=10))


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="没有这个文件"):
        read_file(tmp_path / "无.txt")
    with pytest.raises(ReadError, match="不是普通文件"):
        read_file(tmp_path)


def test_a_folder_is_searched_for_known_kinds(tmp_path: Path) -> None:
    for name in ("乙.md", "甲.txt", "丙.docx", "丁.xlsx", "~$甲.txt", "~$丙.docx", ".藏.txt", "下级/丁.TXT"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    assert [path.relative_to(tmp_path).as_posix() for path in find_reports(tmp_path)] == [
        "下级/丁.TXT",
        "丙.docx",
        "乙.md",
        "甲.txt",
    ]
