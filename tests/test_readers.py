"""Plain text in all its encodings gives the same text; what is no text gives one line."""

from pathlib import Path

import pytest

from checker.errors import ReadError
from checker.readers import find_reports, read_bytes, read_file
from checker.reading import Reading

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
        (b"PK\x03\x04rest", "另存为"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "旧版 Word"),
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


def test_huge_files_are_refused() -> None:
    with pytest.raises(ReadError, match="超过 20 MB"):
        read_bytes(b"a" * 20_000_001)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="没有这个文件"):
        read_file(tmp_path / "无.txt")
    with pytest.raises(ReadError, match="不是普通文件"):
        read_file(tmp_path)


def test_a_folder_is_searched_for_known_kinds(tmp_path: Path) -> None:
    for name in ("乙.md", "甲.txt", "丙.docx", "~$甲.txt", ".藏.txt", "下级/丁.TXT"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    assert [path.relative_to(tmp_path).as_posix() for path in find_reports(tmp_path)] == [
        "下级/丁.TXT",
        "乙.md",
        "甲.txt",
    ]
