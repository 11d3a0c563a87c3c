"""Read OFD files (GB/T 33190): the text objects of each page, by their places."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot
from xml.etree.ElementTree import Element

from checker.archive import Archive
from checker.errors import ReadError
from checker.paragraphs import Glyph, Page, join_pages, unify
from checker.reading import Limits, Reading

_A4_HEIGHT = 297.0
_FEW = 20
"""Characters that a scanned page may have all the same: a stamp, a page number."""
_SLANT = 0.05
_ENCRYPTED = "这份 OFD 加了密,读不了;请先用阅读器打开,另存为不加密的文件后再检查"
_DAMAGED = "这份 OFD 已损坏或没有收全,读不了;请重新下载或重新导出"
_SCANNED = "这份 OFD 没有文字,是扫描件或图片;请找 Word 原稿,或先用文字识别(OCR)软件转成文字后再检查"
_SIGNED = "文件带有电子签名或签章;检查只读正文,不核验签章"


@dataclass(frozen=True, slots=True)
class _Matrix:
    """How a text object is turned, stretched and moved on its page (CTM), in millimetres."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    x: float = 0
    y: float = 0

    def place(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.x, self.b * x + self.d * y + self.y

    @property
    def slants(self) -> bool:
        return abs(self.b) > _SLANT * hypot(self.a, self.b) or self.a < 0


def read(data: bytes, limits: Limits) -> Reading:
    """Read the text of all pages; templates (running heads), annotations and seals are left out."""
    archive = Archive(data, limits.unpacked)
    if any(re.search(r"(?:^|/)(?:encrypt(?:ion)?s?\.xml|decryptseed\.dat)$", name) for name in archive.names):
        raise ReadError(_ENCRYPTED)
    root = _xml(archive, "OFD.xml", "")[0]
    pictures: list[int] = []
    text, offsets = join_pages(_shown(archive, root, limits, pictures))
    if pictures and len(pictures) == len(offsets):
        raise ReadError(_SCANNED)
    return Reading(text, _notices(root, pictures), offsets)


def _shown(archive: Archive, root: Element, limits: Limits, pictures: list[int]) -> Iterator[Page]:
    """Yield what the pages show; note the numbers of those that are pictures."""
    room = limits.characters
    for number, (page, height) in enumerate(_pages(archive, root, limits), 1):
        glyphs = tuple(_glyphs(page, room))
        room -= len(glyphs)
        if len(glyphs) < _FEW and next(_below(page, "ImageObject"), None) is not None:
            pictures.append(number)
        yield Page(height, glyphs)


def _notices(root: Element, pictures: Sequence[int]) -> tuple[str, ...]:
    notices = [_SIGNED] if next(_below(root, "Signatures"), None) is not None else []
    if pictures:
        notices.append(f"第 {'、'.join(map(str, pictures))} 页几乎没有文字,可能是扫描的图片,这几页没有检查")
    return tuple(notices)


def _below(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a local name below one, whatever the namespace."""
    return (found for found in element.iter() if found.tag.rpartition("}")[2] == name)


def _xml(archive: Archive, name: str, folder: str) -> tuple[Element, str]:
    """Parse the part that a reference means; give it with its folder."""
    path = archive.find(name.strip(), folder)
    if path is None:
        raise ReadError(_DAMAGED)
    return archive.xml(path), posixpath.dirname(path)


def _pages(archive: Archive, root: Element, limits: Limits) -> Iterator[tuple[Element, float]]:
    """Yield the content of each page and the height of the page in millimetres."""
    count = 0
    for reference in _below(root, "DocRoot"):
        document, folder = _xml(archive, reference.text or "", "")
        usual = _height(document, _A4_HEIGHT)
        for page in (page for pages in _below(document, "Pages") for page in _below(pages, "Page")):
            count += 1
            if count > limits.pages:
                raise ReadError(f"超过 {limits.pages} 页,不像一份报告,请确认选对了文件")
            content = _xml(archive, page.get("BaseLoc", ""), folder)[0]
            yield content, _height(content, usual)
    if not count:
        raise ReadError(_DAMAGED)


def _height(element: Element, usual: float) -> float:
    for box in _below(element, "PhysicalBox"):
        numbers = _numbers(box.text)
        if len(numbers) == 4 and numbers[3] > 0:
            return numbers[3]
    return usual


def _numbers(text: str | None) -> list[float]:
    """Read numbers apart by blanks; none where one of them is no number."""
    try:
        numbers = [float(number) for number in (text or "").split()]
    except ValueError:
        return []
    return numbers if all(abs(number) < 1e6 for number in numbers) else []


def _glyphs(page: Element, most: int) -> Iterator[Glyph]:
    count = 0
    for layer in _below(page, "Layer"):
        if layer.get("Type") == "Background":
            continue
        for text in _below(layer, "TextObject"):
            for glyph in _text_object(text):
                count += 1
                if count > most:
                    raise ReadError("文字太长,不像一份报告,请确认选对了文件")
                yield glyph


def _text_object(text: Element) -> Iterator[Glyph]:
    """Yield the characters of a text object; a slanting one is a watermark."""
    boundary = [*_numbers(text.get("Boundary")), 0.0, 0.0][:2]
    matrix = _matrix(_numbers(text.get("CTM")), boundary)
    if matrix.slants or text.get("Visible") == "false":
        return
    size = next(iter(_numbers(text.get("Size"))), 0.0)
    wide, tall = size * abs(matrix.a), size * hypot(matrix.c, matrix.d)
    x = y = 0.0
    for code in _below(text, "TextCode"):
        x, y = next(iter(_numbers(code.get("X"))), x), next(iter(_numbers(code.get("Y"))), y)
        for character, across, down in _advances(code, size):
            left, bottom = matrix.place(x, y)
            natural = wide / 2 if character.isascii() else wide
            width = across * abs(matrix.a) if 0 < across <= size and character.isascii() else natural
            yield Glyph(character, left, bottom - tall, left + width, bottom, max(tall, 0.1))
            x, y = x + across, y + down


def _matrix(numbers: list[float], boundary: list[float]) -> _Matrix:
    if len(numbers) != 6:
        return _Matrix(x=boundary[0], y=boundary[1])
    a, b, c, d, x, y = numbers
    return _Matrix(a, b, c, d, x + boundary[0], y + boundary[1])


def _advances(code: Element, size: float) -> Iterator[tuple[str, float, float]]:
    """Yield each character with the way to the next one; where none is told, its usual width."""
    text = re.sub(r"[\x00-\x1f]", "", unify(code.text or ""))
    across, down = (_deltas(code.get(name), len(text)) for name in ("DeltaX", "DeltaY"))
    for index, character in enumerate(text):
        usual = 0.0 if down else size / 2 if character.isascii() else size
        yield character, across[index] if index < len(across) else usual, down[index] if index < len(down) else 0.0


def _deltas(text: str | None, most: int) -> list[float]:
    """Read advances; `g 3 5.6` stands for 5.6 three times."""
    words = (text or "").split()
    deltas: list[float] = []
    while words and len(deltas) < most:
        if words[0] == "g" and len(words) > 2:
            count, value = _numbers(words[1]), _numbers(words[2])
            deltas += value * min(max(int(count[0]) if count else 0, 0), most)
            words = words[3:]
        else:
            deltas += _numbers(words[0])
            words = words[1:]
    return deltas
