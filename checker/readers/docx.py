"""Read Word files as Word shows them, and keep for every character the XML element that it comes from."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from checker.errors import ReadError
from checker.reading import Limits, Reading, Revisions
from checker.word_styles import Lists, Style, Styles
from checker.wordml import Package, attribute, child, children, integer, is_on, local, symbol

_WRAPPERS = frozenset((
    "sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo", "ruby", "rubyBase",
    "ins", "del", "moveFrom", "moveTo", "AlternateContent", "Choice", "Fallback",
))  # fmt: skip
_HIDDEN: Mapping[Revisions, frozenset[str]] = {
    "accepted": frozenset(("del", "moveFrom", "cellDel")),
    "original": frozenset(("ins", "moveTo", "cellIns")),
}
_BREAKS = str.maketrans(dict.fromkeys("\n\r\t\x0b\x0c\x85\u2028\u2029", " "))
_SIGNS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_CIRCLED_FIELD = re.compile(r"\s*EQ\s+\\o\\ac\s*\(\s*[○〇◯]\s*,\s*(\d{1,2})\s*\)\s*", re.IGNORECASE)
_CONTENTS_FIELD = re.compile(r"\s*(?:TOC|INDEX)\b", re.IGNORECASE)
_SECRECY = re.compile(r"绝密|机密|秘密|内部(?:资料|文件|材料)|不予公开|不得(?:公开|外传)|注意保存|依申请公开")
_TITLE = re.compile(r"(?:法治|依法行政).{0,24}(?:报告|总结|情况)\s*$")
_LONGEST_TITLE, _TITLE_LINES = 90, 20
_ONLY_PICTURES = "这份 Word 文件里只有图片,没有文字;请找原稿,或先用文字识别(OCR)软件转成文字后再检查"
_EMBEDDED = "文件里嵌着另一份文件,其中的文字没有读到,请把它的内容粘贴进来再检查"
_VIEWS: Mapping[Revisions, str] = {
    "accepted": "按全部接受修订后的文字检查;要检查修订前的文字,请加 --revisions original",
    "original": "按修订前的文字检查;要检查接受修订后的文字,请去掉 --revisions original",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of the text, and the element they come from: w:t, w:tab …; w:p or w:tr where no run holds them."""

    start: int
    end: int
    element: Element


@dataclass(frozen=True, slots=True)
class Document:
    """A Word file as read, with what is needed to write into it: pieces in the order of the text, roots by part name.

    A w:t gives its text character for character. Only the line breaks between paragraphs belong to no piece.
    """

    reading: Reading
    pieces: tuple[Piece, ...]
    roots: Mapping[str, Element]

    def piece_at(self, offset: int) -> Piece | None:
        """Give the piece that holds an offset."""
        index = bisect_right(self.pieces, offset, key=lambda piece: piece.start) - 1
        return self.pieces[index] if index >= 0 and offset < self.pieces[index].end else None


def read(data: bytes, limits: Limits) -> Reading:
    """Read a Word file with all tracked changes accepted."""
    return open_document(data, limits, "accepted").reading


def open_document(data: bytes, limits: Limits, revisions: Revisions) -> Document:
    """Read a Word file with tracked changes accepted or left out; ReadError where it cannot be read."""
    package = Package(data, limits)
    body = _Story(package, limits, revisions)
    body.blocks(child(package.main, "body"))
    lines = [*_margin_lines(package, limits, revisions, body.lines), *body.lines]
    text, pieces, levels = _assemble(lines)
    if not text.strip() and next(package.main.iter("{*}drawing", "{*}pict", "{*}object"), None) is not None:
        raise ReadError(_ONLY_PICTURES)
    reading = Reading(text, tuple(_notices(package.main, revisions)), levels=levels)
    return Document(reading, pieces, package.roots)


@dataclass(slots=True)
class _Line:
    """A paragraph being read: its pieces, what is set around it, and a line break that text has yet to follow."""

    pieces: list[tuple[str, Element]] = field(default_factory=list)
    before: list[Element] = field(default_factory=list)
    after: list[Element] = field(default_factory=list)
    level: int | None = None
    pending: Element | None = None
    contents: bool = False

    def add(self, text: str, element: Element) -> None:
        if self.pending is not None and self.pieces:
            self.pieces.append(("\n", self.pending))
        self.pending = None
        self.pieces.append((text, element))


class _Fields:
    """The fields open at a place (域): their instructions are left out, their results shown but for a contents list."""

    def __init__(self, paired: set[Element]) -> None:
        self._paired = paired
        self._open: list[tuple[str, bool]] = []

    @property
    def shown(self) -> bool:
        return all(in_result and not _CONTENTS_FIELD.match(code) for code, in_result in self._open)

    @property
    def contents(self) -> bool:
        return any(_CONTENTS_FIELD.match(code) for code, _ in self._open)

    def instruct(self, text: str) -> None:
        if self._open and not self._open[-1][1] and len(self._open[-1][0]) < 200:
            self._open[-1] = (self._open[-1][0] + text, False)

    def mark(self, element: Element) -> str:
        """Follow a field's begin, separation and end; give what a field without result shows at its end."""
        if element not in self._paired:
            return ""
        match attribute(element, "fldCharType"):
            case "begin":
                self._open.append(("", False))
            case "separate":
                self._open[-1] = (self._open[-1][0], True)
            case "end":
                code, in_result = self._open.pop()
                circled = None if in_result else _CIRCLED_FIELD.fullmatch(code)
                number = int(circled[1]) if circled else 0
                return chr(ord("①") + number - 1) if 1 <= number <= 20 and self.shown else ""
        return ""


class _Story:
    """A flow of paragraphs being read (body, header, note): gathers lines, within what room there is."""

    def __init__(self, package: Package, limits: Limits, revisions: Revisions) -> None:
        self.lines: list[_Line] = []
        self._package = package
        self._characters, self._paragraphs = limits.characters, limits.paragraphs
        self._hidden, self._original = _HIDDEN[revisions], revisions == "original"
        self._styles = Styles(package.part("styles"))
        self._lists = Lists(package.part("numbering"), self._styles)
        self._notes = {
            (kind, attribute(note, "id")): note
            for kind in ("footnote", "endnote")
            for note in children(package.part(f"{kind}s"), kind)
        }
        self._line = _Line()
        self._fields = _Fields(set())
        self._in_note = False

    def blocks(self, container: Element | None) -> None:
        """Read the paragraphs and tables of a body, cell, text box or note; a field does not reach beyond it."""
        if container is None:
            return
        outer = self._fields, self._line
        self._fields, self._line = _Fields(self._paired(container)), _Line()
        for block in self._flat(container):
            match local(block):
                case "p":
                    self._paragraph(block)
                case "tbl":
                    self._end_line()
                    self._table(block)
        self._end_line()
        self._fields, self._line = outer

    def _end_line(self) -> None:
        """Put what a paragraph left that should have run on, where no paragraph follows."""
        if self._line.pieces:
            self._put(self._line)
        self._line = _Line()

    def _flat(self, element: Element) -> Iterator[Element]:
        """Yield what stands in an element, wrappers opened, the other view of tracked changes left out."""
        opened = [iter(element)]
        while opened:
            below = next(opened[-1], None)
            if below is None:
                opened.pop()
                continue
            name = local(below)
            if name not in _WRAPPERS:
                yield below
            elif name == "AlternateContent":
                choice = child(below, "Choice")
                opened.append(iter(below if choice is None else choice))
            elif name not in self._hidden and not _is_contents(below, name):
                opened.append(iter(below))

    def _paired(self, container: Element) -> set[Element]:
        """Give the marks of fields that have both begin and end in sight, so that a stray one hides nothing."""
        paired: set[Element] = set()
        unfinished: list[list[Element]] = []
        for mark in self._marks(container) if next(container.iter("{*}fldChar"), None) is not None else ():
            kind = attribute(mark, "fldCharType")
            if kind == "begin":
                unfinished.append([mark])
            elif unfinished:
                unfinished[-1].append(mark)
                paired.update(unfinished.pop() if kind == "end" else ())
        return paired

    def _marks(self, element: Element) -> Iterator[Element]:
        """Yield the marks of fields in the order in which they will be met; cells and boxes have their own."""
        for below in self._flat(element):
            name = local(below)
            if name == "fldChar":
                yield below
            elif name == "r" or (name == "p" and not self._style(self._properties(below)).in_contents):
                yield from self._marks(below)

    def _properties(self, element: Element) -> Element | None:
        """Give the properties that a paragraph has in this view."""
        properties = child(element, "pPr")
        former = child(properties, "pPrChange", "pPr") if self._original else None
        return properties if former is None else former

    def _style(self, properties: Element | None) -> Style:
        return self._styles.get(attribute(child(properties, "pStyle")))

    def _paragraph(self, element: Element) -> None:
        properties = self._properties(element)
        style = self._style(properties)
        if style.in_contents:
            return
        self._line.contents |= self._fields.contents
        self._inline(element, style)
        self._line.contents |= self._fields.contents
        if not self._joins(child(element, "pPr", "rPr")):
            self._finish(element, properties, style)

    def _joins(self, mark: Element | None) -> bool:
        """Say whether a paragraph runs on into the next: its mark is deleted, not yet inserted, or hidden."""
        gone = mark is not None and any(local(below) in self._hidden for below in mark)
        return gone or bool(is_on(child(mark, "vanish")))

    def _finish(self, element: Element, properties: Element | None, style: Style) -> None:
        """Number a paragraph and put it among the lines, what is set before and after it around it."""
        line, self._line = self._line, _Line()
        if line.contents and not line.pieces:
            return
        place = self._lists.place(properties, style)
        for box in line.before:
            self.blocks(box)
        label = self._lists.next_label(*place) if place else ""
        if label:
            line.pieces.insert(0, (label, element))
        own = integer(attribute(child(properties, "outlineLvl")))
        level = style.outline if own is None else own
        if level is not None and 0 <= level <= 8 and any(text.strip() for text, _ in line.pieces):
            line.level = level + 1
        self._put(line)
        for added in line.after:
            self._added(added)

    def _added(self, element: Element) -> None:
        """Put a text box, or a note marked as such, on lines of its own."""
        start = len(self.lines)
        is_note = local(element) in ("footnote", "endnote")
        self._in_note |= is_note
        self.blocks(element)
        if is_note:
            self._in_note = False
            for line in self.lines[start : start + 1]:
                line.pieces.insert(0, ("[注] ", element))

    def _put(self, line: _Line) -> None:
        self._characters -= sum(len(text) for text, _ in line.pieces)
        self._paragraphs -= 1
        if self._characters < 0 or self._paragraphs < 0:
            raise ReadError("文字太多,不像一份报告,请确认选对了文件")
        self.lines.append(line)

    def _inline(self, container: Element, style: Style) -> None:
        for item in self._flat(container):
            match local(item):
                case "r":
                    self._run(item, style)
                case "oMath" | "oMathPara":
                    for text in item.iter("{*}t"):
                        self._show((text.text or "").translate(_BREAKS), text)

    def _run(self, run: Element, style: Style) -> None:
        shown = not self._is_hidden(child(run, "rPr"), style)
        for item in self._flat(run):
            name = local(item)
            if name == "fldChar":
                self._show(self._fields.mark(item), item)
            elif name == "instrText":
                self._fields.instruct(item.text or "")
            elif name == "r":
                self._run(item, style)
            elif shown and self._fields.shown:
                self._content(item, name)

    def _is_hidden(self, properties: Element | None, style: Style) -> bool:
        if properties is None:
            return bool(style.hidden)
        own = is_on(child(properties, "vanish"))
        if own is None and (named := attribute(child(properties, "rStyle"))):
            own = self._styles.get(named, "character").hidden
        return bool(style.hidden if own is None else own)

    def _content(self, item: Element, name: str) -> None:
        if name in ("t", "delText"):
            self._show((item.text or "").translate(_BREAKS), item)
        elif name in _SIGNS:
            self._show(_SIGNS[name], item)
        elif name in ("br", "cr"):
            self._line.pending = item
        elif name == "sym":
            code = attribute(item, "char") or ""
            if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code):
                self._show(symbol(int(code, 16), attribute(item, "font") or ""), item)
        elif name in ("footnoteReference", "endnoteReference"):
            note = self._notes.get((name.removesuffix("Reference"), attribute(item, "id")))
            if note is not None and not self._in_note:
                self._line.after.append(note)
        elif name in ("drawing", "pict", "object"):
            around = self._line.after if self._line.pieces else self._line.before
            around += _boxes(item)

    def _show(self, text: str, element: Element) -> None:
        if text:
            self._line.add(text, element)

    def _table(self, table: Element) -> None:
        """Read a table a row a line; one that has never two cells filled in a row only lays out the page."""
        rows = [(row, list(self._cells(row))) for row in self._flat(table) if local(row) == "tr"]
        frame = all(sum(map(_is_filled, cells)) <= 1 for _, cells in rows)
        for row, cells in rows:
            if self._is_marked(child(row, "trPr")):
                continue
            if frame:
                for cell in cells:
                    self.blocks(cell)
            else:
                self._row(row, cells)

    def _cells(self, row: Element) -> Iterator[Element]:
        cells = (cell for cell in self._flat(row) if local(cell) == "tc")
        return (cell for cell in cells if not self._is_marked(child(cell, "tcPr")))

    def _is_marked(self, properties: Element | None) -> bool:
        """Say whether a row or cell is one of the other view of tracked changes."""
        return properties is not None and any(local(below) in self._hidden for below in properties)

    def _row(self, row: Element, cells: Sequence[Element]) -> None:
        outer, self.lines = self.lines, []
        line = _Line()
        for cell in cells:
            line.pieces.append((" | " if line.pieces else "| ", row))
            self.blocks(cell)
            for number, part in enumerate(part for part in self.lines if part.pieces):
                line.pieces += [(" ", row)] if number else []
                line.pieces += [(text.replace("\n", " "), element) for text, element in part.pieces]
            self.lines = []
        line.pieces.append((" |", row))
        self.lines = outer
        self._put(line)


def _is_contents(element: Element, name: str) -> bool:
    """Say whether a content control or field is a list of contents, which would double the outline."""
    if name == "fldSimple":
        return bool(_CONTENTS_FIELD.match(attribute(element, "instr") or ""))
    gallery = child(element, "sdtPr", "docPartObj", "docPartGallery") if name == "sdt" else None
    return attribute(gallery) == "Table of Contents"


def _boxes(element: Element) -> Iterator[Element]:
    """Yield the contents of text boxes in a drawing, one that is there in two versions once."""
    for below in element:
        name = local(below)
        if name == "txbxContent":
            yield below
        elif name == "AlternateContent":
            choice = child(below, "Choice")
            yield from _boxes(below if choice is None else choice)
        else:
            yield from _boxes(below)


def _is_filled(cell: Element) -> bool:
    return any(
        local(below) == "numPr" or (below.text or "").strip() for below in cell.iter("{*}t", "{*}delText", "{*}numPr")
    )


def _margin_lines(package: Package, limits: Limits, revisions: Revisions, body: Sequence[_Line]) -> list[_Line]:
    """Give the lines of headers and footers that have a mark of secrecy, or the title where the body has none."""
    beginning = [shown for line in body if (shown := _shown(line))][:_TITLE_LINES]
    titled = any(len(shown) <= _LONGEST_TITLE and _TITLE.search(shown) for shown in beginning)
    kept: dict[str, _Line] = {}
    for relation in ("header", "footer"):
        for root in package.parts(relation):
            story = _Story(package, limits, revisions)
            story.blocks(root)
            marks = [_Line([(str(art.get("string")), art)]) for art in root.iter("{*}textpath") if art.get("string")]
            for line in (*story.lines, *marks):
                shown = _shown(line)
                if _SECRECY.search(shown) or (not titled and _TITLE.search(shown)):
                    kept.setdefault(shown, line)
    return list(kept.values())


def _shown(line: _Line) -> str:
    return "".join(text for text, _ in line.pieces).strip()


def _assemble(lines: Sequence[_Line]) -> tuple[str, tuple[Piece, ...], dict[int, int]]:
    """Join lines into one text; give it with its pieces and the levels of its headings."""
    parts: list[str] = []
    pieces: list[Piece] = []
    levels: dict[int, int] = {}
    offset = 0
    for line in lines:
        if line.level is not None:
            levels[offset] = line.level
        for text, element in line.pieces:
            pieces.append(Piece(offset, offset + len(text), element))
            parts.append(text)
            offset += len(text)
        parts.append("\n")
        offset += 1
    return "".join(parts), tuple(pieces), levels


def _notices(main: Element, revisions: Revisions) -> Iterator[str]:
    added = sum(1 for _ in main.iter("{*}ins", "{*}moveTo"))
    removed = sum(1 for _ in main.iter("{*}del", "{*}moveFrom"))
    if added or removed:
        yield f"文件里有修订(插入 {added} 处、删除 {removed} 处):{_VIEWS[revisions]}"
    if next(main.iter("{*}altChunk", "{*}subDoc"), None) is not None:
        yield _EMBEDDED
