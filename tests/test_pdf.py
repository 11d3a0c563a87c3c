"""PDF files: rows joined to paragraphs, page numbers left out, and one clear line for what cannot be read."""

import pytest

from checker.errors import ReadError
from checker.readers.pdf import read, read_here
from checker.reading import Limits
from tests import formats

TEXTS = formats.paragraphs()


def show(*rows: tuple[float, float, str]) -> bytes:
    """Print rows at (left, top) in 16 points."""
    return "\n".join(formats._show(left, top, 16.0, text) for left, top, text in rows).encode()


def text_of(*pages: bytes) -> str:
    return read_here(formats.pdf_of(pages), Limits()).text


@pytest.mark.parametrize("numbers", ["— {} —", "- {} -", "第{}页 共8页", "第 {} 页", "{}/8", "{}", "Page {} of 8"])
def test_page_numbers_are_left_out(numbers: str) -> None:
    reading = read(formats.pdf(TEXTS, numbers=numbers), Limits())
    assert reading.text.split("\n") == TEXTS


def test_a_number_in_the_text_is_no_page_number() -> None:
    full = "全年评查行政执法案卷一百二十份办理行政复议案件五十六件"
    rows = [(79.0, 300.0 + 29 * number, full) for number in range(4)]
    assert text_of(show(*rows, (111, 416, "2024"))) == full * 4 + "\n2024"


def test_a_paragraph_runs_over_a_page_break() -> None:
    full = "全年评查行政执法案卷一百二十份办理行政复议案件五十六件"
    reading = read(
        formats.pdf_of([show((111, 740, full[:26]), (79, 769, full + "法")), show((79, 105, "治。"))]), Limits()
    )
    assert reading.text == full[:26] + full + "法治。"
    assert reading.pages == (0, len(reading.text) - 2)


def test_reading_order_is_by_place_not_by_the_file() -> None:
    assert text_of(show((79, 200, "二、其次。"), (79, 100, "一、首先。"))) == "一、首先。\n二、其次。"


def test_a_row_of_a_table_is_a_line() -> None:
    page = show((79, 200, "行政检查"), (300, 200, "120次"), (79, 229, "行政复议"), (300, 229, "56件"))
    assert text_of(page) == "行政检查 120次\n行政复议 56件"


def test_a_slanting_watermark_is_left_out() -> None:
    watermark = (
        b"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 300 Tm <" + "内部资料".encode("utf-16-be").hex().encode() + b"> Tj ET\n"
    )
    assert text_of(watermark + show((79, 400, "全年评查行政执法案卷120份。"))) == "全年评查行政执法案卷120份。"


def test_bold_type_printed_twice_is_read_once() -> None:
    assert text_of(show((79, 400, "主要成效"), (79.4, 400, "主要成效"))) == "主要成效"


def test_radicals_that_fonts_give_are_made_characters() -> None:
    assert text_of(show((79, 400, "⼀、⼈⺠政府"))) == "一、人民政府"


def test_an_empty_page_between() -> None:
    reading = read(formats.pdf_of([show((79, 400, "一、首先。")), b"", show((79, 400, "二、其次。"))]), Limits())
    assert reading.pages == (0, 6, 6)
    assert reading.notices == ()


LOCKED = b"/Root 1 0 R /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (
    b"01" * 32,
    b"02" * 32,
)
PICTURE = b"q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"


def test_a_page_that_is_a_picture_is_told() -> None:
    text = "全年评查行政执法案卷120份,办理行政复议案件56件。"
    assert "第 2 页几乎没有文字" in read(formats.pdf_of([show((79, 400, text)), PICTURE]), Limits()).notices[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (formats.pdf_of([PICTURE, PICTURE]), "扫描件"),
        (formats.pdf_of([PICTURE + b"\n" + show((280, 790, "1"))]), "扫描件"),
        (formats.pdf_of([show((79, 400, "\ue001\ue002\ue003" * 9))]), "乱码"),
        (formats.pdf(TEXTS).replace(b"/Root 1 0 R", LOCKED), "打开密码"),
        (b"%PDF-1.7", "损坏"),
        (formats.pdf(TEXTS)[:3000], "损坏"),
        (b"%PDF-1.4\n" + b"\x00" * 5000, "损坏"),
    ],
)
def test_what_cannot_be_read_gives_one_clear_line(data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words) as caught:
        read(data, Limits())
    assert "\n" not in str(caught.value)


def test_limits() -> None:
    with pytest.raises(ReadError, match="超过 3 页"):
        read(formats.pdf(TEXTS), Limits(pages=3))
    with pytest.raises(ReadError, match="太长"):
        read(formats.pdf(TEXTS), Limits(characters=1000))


def nested(levels: int) -> bytes:
    """Write a PDF whose forms each print the next one twice."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/X Do\nendstream",
    ]
    for level in range(levels):
        form = (
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >> /Length 11 >>"
        )
        objects.append(form % (6 + level) + b"\nstream\n/X Do /X Do\nendstream")
    return formats._pdf_file(objects)


def test_a_file_that_would_take_for_ever_is_given_up() -> None:
    with pytest.raises(ReadError, match="1 秒没有读完"):
        read(nested(40), Limits(seconds=1))
