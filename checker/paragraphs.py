"""Join what is printed at places of a page into the paragraphs that were set, for PDF and OFD."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from checker.text import fold

_EDGE_ZONE = 0.15
"""The part of a page's height at head and foot where running heads and page numbers stand."""
_CELL_GAP = 2.0
"""The gap between columns of a table, in characters."""
_PAGE_NUMBER = re.compile(
    r"[-—–―‐_·•.~ ]*(?:第? ?\d{1,4} ?页?(?: ?[,/]? ?(?:共|of)? ?\d{1,4} ?页?)?|page \d{1,4}(?: of \d{1,4})?)[-—–―‐_·•.~ ]*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]+(?:部分|章)|\d{1,2}[.、](?!\d))"
)
_CLOSES = "。!?;:…”’」』)》】"
_FIRST_WORD = re.compile(
    r"[“‘「『(《〈【〔]*(?:[0-9A-Za-z.,%+/:-]+|.)(?:[,。、;:!?”’」』)》〉】〕%]|[“‘「『(《〈【〔]+.)*"
)
_RADICALS = str.maketrans(
    "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⻙⻟⺟⻑⻒⻌⻍⺎⺏⻱⻲⻧⻫⻯⻪",
    "民虎西见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙龟韦飠母長镸辶辶兀尣龜亀鹵斉竜黾",
)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page: its box, y growing downwards, and the width of a Chinese character, all in one unit."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        """Give the height at which it stands."""
        return (self.top + self.bottom) / 2

    @property
    def is_han(self) -> bool:
        """Say whether it is a Chinese character."""
        return "\u4e00" <= self.text <= "\u9fff"


@dataclass(frozen=True, slots=True)
class Page:
    """The height of a page and the characters on it, in any order."""

    height: float
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """What is printed on one line of a page; `cells` counts the parts that wide gaps set off, as in a table."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    cells: int
    page: int


@dataclass(frozen=True, slots=True)
class _Column:
    """The edges between which the text is set, and the usual distance from row to row."""

    left: float
    right: float
    pitch: float


def join_pages(pages: Iterable[Page]) -> tuple[str, tuple[int, ...]]:
    """Give the text, a paragraph a line, and the offset at which each page begins.

    Page numbers and lines that are repeated at the head or foot of pages are left out.
    """
    rows: list[list[_Row]] = []
    edges: list[list[_Row]] = []
    for number, page in enumerate(pages):
        rows.append(_rows(page, number))
        edges.append([row for row in (*rows[-1][:2], *rows[-1][2:][-2:]) if _in_zone(row, page.height)])
    return _assemble(_without_furniture(rows, edges), len(rows))


def unify(text: str) -> str:
    """Make Chinese characters of the radicals and compatibility forms that PDF fonts give in their place."""
    if all(character < "\u2e80" or "\u3000" <= character < "\uf900" or character > "\ufaff" for character in text):
        return text
    return "".join(map(_unified, text.translate(_RADICALS)))


def _unified(character: str) -> str:
    if "\u2f00" <= character <= "\u2fd5" or "\uf900" <= character <= "\ufaff":
        return unicodedata.normalize("NFKC", character)
    return character


def _rows(page: Page, number: int) -> list[_Row]:
    """Group the characters of a page into rows, from top to bottom."""
    groups: list[list[Glyph]] = []
    for glyph in sorted(page.glyphs, key=lambda glyph: glyph.middle):
        first = groups[-1][0] if groups else None
        if first and glyph.middle - first.middle < 0.4 * max(glyph.size, first.size):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return [_row(printed, number) for group in groups if (printed := _printed(group))]


def _printed(group: Sequence[Glyph]) -> list[Glyph]:
    """Put the characters of a row in order; leave out blanks at the ends, and what is printed twice to look bold."""
    kept: list[Glyph] = []
    for glyph in sorted(group, key=lambda glyph: glyph.left):
        last = kept[-1] if kept else None
        if last is None and glyph.text.isspace():
            continue
        if last is None or glyph.text != last.text or glyph.left - last.left > 0.5 * (last.right - last.left):
            kept.append(glyph)
    while kept and kept[-1].text.isspace():
        kept.pop()
    return kept


def _row(glyphs: Sequence[Glyph], number: int) -> _Row:
    size = median(glyph.size for glyph in glyphs)
    pairs = list(pairwise(glyphs))
    spread = [_gap(before, after, size) for before, after in pairs if before.is_han and after.is_han]
    usual = median(spread) if spread else 0.0
    texts, cells = [glyphs[0].text], 1
    for before, after in pairs:
        gap = _gap(before, after, size)
        cells += gap > _CELL_GAP
        texts += [" " if gap > _blank_gap(before, after, usual) else "", after.text]
    top, bottom = median(glyph.top for glyph in glyphs), median(glyph.bottom for glyph in glyphs)
    right = max(glyph.right for glyph in glyphs)
    return _Row("".join(texts), glyphs[0].left, top, right, bottom, size, cells, number)


def _gap(before: Glyph, after: Glyph, size: float) -> float:
    """Measure the gap between two characters, in characters; Chinese ones from middle to middle, as boxes may be tight."""
    if before.is_han and after.is_han:
        return (after.left + after.right - before.left - before.right) / 2 / size - 1
    return (after.left - before.right) / size


def _blank_gap(before: Glyph, after: Glyph, usual: float) -> float:
    """Give the gap from which on it is a blank: Chinese and Latin characters are set apart without one."""
    if before.text.isspace() or after.text.isspace():
        return _CELL_GAP
    if before.text.isascii() and after.text.isascii():
        return 0.18
    return usual + (0.2 if before.is_han and after.is_han else 0.4)


def _without_furniture(rows: Sequence[Sequence[_Row]], edges: Sequence[Sequence[_Row]]) -> list[_Row]:
    """Leave out page numbers and running heads and feet from among the rows at the edges of pages."""
    seen = Counter(key for page in edges for key in {_furniture_key(row) for row in page})
    often = max(2, len(edges) / 3)
    furniture = {row for page in edges for row in page if _is_page_number(row) or seen[_furniture_key(row)] >= often}
    return [row for page in rows for row in page if row not in furniture]


def _in_zone(row: _Row, height: float) -> bool:
    return row.bottom < _EDGE_ZONE * height or row.top > (1 - _EDGE_ZONE) * height


def _furniture_key(row: _Row) -> tuple[str, int]:
    return re.sub(r"\d+", "#", fold(row.text)), round(row.top / row.size)


def _is_page_number(row: _Row) -> bool:
    return _PAGE_NUMBER.fullmatch(fold(row.text)) is not None


def _assemble(rows: Sequence[_Row], count: int) -> tuple[str, tuple[int, ...]]:
    column = _column(rows)
    pieces: list[str] = []
    begins: dict[int, int] = {}
    length = 0
    for above, row in zip((None, *rows), rows, strict=False):
        glue = "" if above is None else "\n" if _begins(row, above, column) else _glue(above.text, row.text)
        begins.setdefault(row.page, length + len(glue))
        pieces += [glue, row.text]
        length += len(glue) + len(row.text)
    return "".join(pieces), tuple(_page_offsets(begins, count, length))


def _glue(before: str, after: str) -> str:
    return " " if before[-1].isascii() and before[-1].isalpha() and after[0].isascii() and after[0].isalpha() else ""


def _page_offsets(begins: dict[int, int], count: int, length: int) -> Iterator[int]:
    """Give each page's offset; an empty page begins where the next one does."""
    following = length
    offsets = []
    for number in reversed(range(count)):
        following = begins.get(number, following)
        offsets.append(following)
    yield from reversed(offsets)


def _column(rows: Sequence[_Row]) -> _Column:
    plain = [row for row in rows if row.cells == 1] or rows
    if not plain:
        return _Column(0, 0, 0)
    size = median(row.size for row in plain)
    steps = [below.top - row.top for row, below in pairwise(plain) if row.page == below.page and below.top > row.top]
    left = _shared_edge([row.left for row in plain], size)
    right = -_shared_edge([-row.right for row in plain], size)
    return _Column(left, right, median(steps) if steps else size * 1.5)


def _shared_edge(edges: Iterable[float], size: float) -> float:
    """Give the outermost edge that at least a twentieth of the rows, and two of them, share within half a character."""
    ordered = sorted(edges)
    wanted = max(2, len(ordered) // 20)
    for index, edge in enumerate(ordered[: 1 - wanted or None]):
        if ordered[index + wanted - 1] - edge < size / 2:
            return edge
    return ordered[0]


def _begins(row: _Row, above: _Row, column: _Column) -> bool:
    """Say whether a row begins a paragraph rather than goes on with the one above."""
    if row.cells > 1 or above.cells > 1 or abs(row.size - above.size) > 0.15 * row.size:
        return True
    if row.page == above.page and row.top - above.top > 1.6 * max(column.pitch, row.size):
        return True
    if row.left - column.left > 1.2 * row.size:
        return True
    if _NUMBERED.match(fold(row.text)) and above.text.endswith(tuple(_CLOSES)):
        return True
    return column.right - above.right > (_first_width(row.text) + 0.6) * row.size


def _first_width(text: str) -> float:
    """Measure what may not be broken at the beginning of a row, in Chinese characters."""
    word = _FIRST_WORD.match(fold(text))
    return sum(0.5 if character.isascii() else 1 for character in text[: word.end() if word else 0])
