"""Read the text layer of a PDF file, with its pages."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING

from checker.errors import ReadError
from checker.paragraphs import Glyph, Page, join_pages, unify
from checker.reading import Limits, Reading

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_ENCRYPTED = "这份 PDF 设了打开密码,读不了;请先用密码打开,另存为不加密的文件后再检查"
_DAMAGED = "这份 PDF 已损坏或没有收全,读不了;请重新下载或重新导出"
_INSTEAD = "请找 Word 原稿,或先用文字识别(OCR)软件转成文字后再检查"
_SCANNED = f"这份 PDF 没有文字,是扫描件或图片;{_INSTEAD}"
_GARBLED = f"这份 PDF 的字体没有文字编码,取出来是乱码;{_INSTEAD}"
_PROGRAM = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from checker.readers.pdf import main; main()"
_MOST_MEMORY = 1 << 30
"""Bytes that a process reading a PDF may take; a hundred times the report takes 58 MiB."""
_FEW = 20
"""Characters that a scanned page may have all the same: a stamp, a page number."""


def read(data: bytes, limits: Limits) -> Reading:
    """Read the text of all pages; ReadError where the file is encrypted, damaged, scanned, too long or takes too long.

    It is read in a process of its own, with bounds on time and, but on Windows, memory: PDFium is not safe in threads,
    and a hostile file may bring it down or keep it busy for ever.
    """
    started = [json.dumps(sys.path), json.dumps(asdict(limits))]
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-X", "utf8", "-c", _PROGRAM, *started],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ReadError(f"这份 PDF {limits.seconds} 秒没有读完;{_INSTEAD}") from None
    if done.returncode:
        raise ReadError(_DAMAGED)
    result = json.loads(done.stdout)
    if "error" in result:
        raise ReadError(result["error"])
    return Reading(result["text"], tuple(result["notices"]), tuple(result["pages"]))


def main() -> None:
    """Read a PDF from standard input, and write what came of it to standard output, for `read`."""
    _bound_memory()
    try:
        reading = read_here(sys.stdin.buffer.read(), Limits(**json.loads(sys.argv[2])))
        result = {"text": reading.text, "notices": reading.notices, "pages": reading.pages}
    except ReadError as error:
        result = {"error": str(error)}
    json.dump(result, sys.stdout)


def _bound_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def read_here(data: bytes, limits: Limits) -> Reading:
    """Read a PDF in this process; see `read`."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        raise ReadError(_ENCRYPTED if "password" in str(error) else _DAMAGED) from None
    try:
        return _read(document, limits)
    except PdfiumError:
        raise ReadError(_DAMAGED) from None
    finally:
        document.close()


def _read(document: "PdfDocument", limits: Limits) -> Reading:
    pictures: list[int] = []
    text, offsets = join_pages(_pages(document, limits, pictures))
    if pictures and len(pictures) == len(offsets):
        raise ReadError(_SCANNED)
    if _is_garbled(text):
        raise ReadError(_GARBLED)
    return Reading(text, _notices(pictures), offsets)


def _pages(document: "PdfDocument", limits: Limits, pictures: list[int]) -> Iterator[Page]:
    """Yield the pages; note the numbers of those that are pictures."""
    room = limits.characters
    for number in range(_count(document, limits)):
        page = document[number]
        shown = _page(page, room)
        room -= len(shown.glyphs)
        if len(shown.glyphs) < _FEW and _has_picture(page):
            pictures.append(number + 1)
        page.close()
        yield shown


def _count(document: "PdfDocument", limits: Limits) -> int:
    count = len(document)
    if count > limits.pages:
        raise ReadError(f"有 {count} 页,超过 {limits.pages} 页,不像一份报告,请确认选对了文件")
    return count


def _notices(pictures: Sequence[int]) -> tuple[str, ...]:
    if not pictures:
        return ()
    return (f"第 {'、'.join(map(str, pictures))} 页几乎没有文字,可能是扫描的图片,这几页没有检查",)


def _is_garbled(text: str) -> bool:
    """Say whether a fifth of the characters are of no alphabet: private ones, or none at all."""
    odd = sum("\ue000" <= character <= "\uf8ff" or character == "\ufffd" for character in text)
    return odd * 5 > len(text)


def _has_picture(page: "PdfPage") -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    return any(True for _ in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))


def _page(page: "PdfPage", most: int) -> Page:
    textpage = page.get_textpage()
    if textpage.count_chars() > most:
        raise ReadError("文字太长,不像一份报告,请确认选对了文件")
    glyphs = tuple(_glyphs(page, textpage))
    textpage.close()
    return Page(page.get_height(), glyphs)


def _glyphs(page: "PdfPage", textpage: "PdfTextPage") -> Iterator[Glyph]:
    """Yield the characters that stand as most of the page does; a slanting watermark does not.

    Blanks and line breaks that PDFium guesses are left out: places tell more.
    """
    import pypdfium2.raw as pdfium

    raw, box, place = textpage.raw, pdfium.FS_RECTF(), _Placing(page)
    printed = [index for index in range(textpage.count_chars()) if not pdfium.FPDFText_IsGenerated(raw, index)]
    angles = [round(pdfium.FPDFText_GetCharAngle(raw, index), 1) for index in printed]
    upright = Counter(angles).most_common(1)[0][0] if angles else 0.0
    for index, angle in zip(printed, angles, strict=True):
        shown = _shown(pdfium.FPDFText_GetUnicode(raw, index)) if angle == upright else ""
        if shown and pdfium.FPDFText_GetLooseCharBox(raw, index, box):
            left, top, right, bottom = place(box.left, box.bottom, box.right, box.top)
            size = right - left if "\u4e00" <= shown <= "\u9fff" else bottom - top
            yield Glyph(shown, left, top, right, bottom, max(size, 0.1))


def _shown(code: int) -> str:
    """Give the character of a code; a hyphen may come as U+0002 or a soft one, what has no code as U+FFFD."""
    if code in (0x02, 0xAD):
        return "-"
    if code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code & 0xFFFE == 0xFFFE:
        return "\ufffd" if code > 0x20 else ""
    return unify(chr(code))


class _Placing:
    """Turn boxes of PDF space into boxes of the page as shown, which may be turned by quarters."""

    def __init__(self, page: "PdfPage") -> None:
        self.left, self.bottom, self.right, self.top = page.get_cropbox()
        self.turns = page.get_rotation() // 90

    def __call__(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Give left, top, right and bottom from the top left corner."""
        if self.turns == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turns == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        if self.turns == 3:
            return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom
