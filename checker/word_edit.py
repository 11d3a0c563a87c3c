"""Write into a Word file without changing what it says: cut runs at characters, put elements around them, save."""

import io
import posixpath
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import count

from lxml import etree
from lxml.etree import _Element as Element

from checker.readers.docx import Document, Piece, open_document
from checker.reading import Limits
from checker.text import Span
from checker.wordml import attribute, integer, local, parse_part

_XML = "http://www.w3.org/XML/1998/namespace"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_APART = frozenset({"txbxContent", "footnote", "endnote", "hdr", "ftr"})
"""Where Word takes no comments."""


class WordText:
    """The runs of a Word file by the characters of its text; runs are cut where they are asked for."""

    def __init__(self, document: Document) -> None:
        self._atoms = list(document.pieces)
        self._starts = [atom.start for atom in self._atoms]

    def runs(self, span: Span) -> list[Element]:
        """Give the runs that hold just the characters of a span, in order, runs cut at both ends.

        Where no run holds them (automatic numbers, rules of tables), none.
        """
        self._cut(span.end)
        self._cut(span.start)
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        found = dict.fromkeys(run for atom in self._atoms[first:last] if (run := run_of(atom.element)) is not None)
        return list(found)

    def near(self, offset: int) -> Element | None:
        """Give the paragraph that an offset belongs to."""
        index = min(max(bisect_right(self._starts, offset) - 1, 0), len(self._atoms) - 1)
        return paragraph_of(self._atoms[index].element) if self._atoms else None

    def _cut(self, offset: int) -> None:
        """Let a run end before an offset and another begin at it."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._atoms[index].end:
            return
        atom = self._atoms[index]
        if offset > atom.start and local(atom.element) in ("t", "delText"):
            atom = self._part_text(index, offset)
        if run_of(atom.element) is not None and offset == atom.start:
            _part_run(atom.element)

    def _part_text(self, index: int, offset: int) -> Piece:
        """Cut a w:t in two; give the second as a piece of its own."""
        atom = self._atoms[index]
        element, text = atom.element, atom.element.text or ""
        rest = deepcopy(element)
        element.text, rest.text = text[: offset - atom.start], text[offset - atom.start :]
        rest.tail = None
        for part in (element, rest):
            part.set(f"{{{_XML}}}space", "preserve")
        element.addnext(rest)
        second = Piece(offset, atom.end, rest)
        self._atoms[index : index + 1] = [Piece(atom.start, offset, element), second]
        self._starts[index : index + 1] = [atom.start, offset]
        return second


def run_of(element: Element) -> Element | None:
    """Give what a comment can be put around: the run of an element, a text box or formula as a whole; None for notes.

    Word takes no comments in headers, footers and notes.
    """
    line = [element, *element.iterancestors()]
    apart = max((index for index, above in enumerate(line) if local(above) in _APART), default=-1)
    return next((above for above in reversed(line[apart + 1 :]) if _is_run(above)), None)


def paragraph_of(element: Element) -> Element | None:
    """Give the outermost paragraph around an element, itself included."""
    line = [element, *element.iterancestors()]
    return next((above for above in reversed(line) if local(above) == "p" and _is_word(above)), None)


def _is_run(element: Element) -> bool:
    return (local(element) == "r" and _is_word(element)) or local(element) in ("oMath", "oMathPara")


def _is_word(element: Element) -> bool:
    return "wordprocessingml" in (etree.QName(element).namespace or "")


def _part_run(element: Element) -> None:
    """Let a run begin with an element of it, unless it does already."""
    run = run_of(element)
    if run is None or element.getparent() is not run:
        return
    before = [below for below in element.itersiblings(preceding=True) if local(below) != "rPr"]
    if not before:
        return
    second = etree.Element(run.tag, dict(run.attrib), nsmap=run.nsmap)
    properties = next((below for below in run if local(below) == "rPr"), None)
    if properties is not None:
        second.append(deepcopy(properties))
    second.extend([element, *element.itersiblings()])
    second.tail, run.tail = run.tail, None
    run.addnext(second)


class Parts:
    """The parts of a Word file that list its other parts: content types, and the main part's relations."""

    def __init__(self, data: bytes, main: str) -> None:
        self._folder, name = posixpath.split(main)
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._names = {_plain(part): part for part in self._zip.namelist()}
        self._listing = posixpath.join(self._folder, "_rels", f"{name}.rels")
        self._types = self.read("[Content_Types].xml", f'<Types xmlns="{_TYPES}"/>')
        self._relations = self.read(self._listing, f'<Relationships xmlns="{_RELATIONS}"/>')

    def read(self, name: str, empty: str) -> Element:
        """Parse a part; what `empty` says where there is none."""
        held = self._names.get(_plain(name))
        return parse_part(self._zip.read(held) if held else empty.encode())

    def related(self, kind: str) -> str | None:
        """Give the name of the part in a relation to the main one."""
        entries = (entry for entry in self._relations if (entry.get("Type") or "").endswith(f"/{kind}"))
        target = next((entry.get("Target") for entry in entries if entry.get("TargetMode") != "External"), None)
        return _plain(posixpath.join(self._folder, target)) if target else None

    def add(self, name: str, relation: str, content_type: str) -> str:
        """List a new part beside the main one; give its full name."""
        taken = {entry.get("Id") for entry in self._relations}
        identifier = next(made for number in range(1, 1 << 20) if (made := f"rId{number}") not in taken)
        entry = {"Id": identifier, "Type": relation, "Target": name}
        etree.SubElement(self._relations, f"{{{_RELATIONS}}}Relationship", entry)
        path = posixpath.join(self._folder, name)
        etree.SubElement(self._types, f"{{{_TYPES}}}Override", {"PartName": f"/{path}", "ContentType": content_type})
        return path

    def changed(self) -> dict[str, bytes]:
        """Give the lists to be saved."""
        return {"[Content_Types].xml": as_bytes(self._types), self._listing: as_bytes(self._relations)}


def save(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Give a zip file with some of its parts replaced or added, and all else as it was; names in any case."""
    left = {_plain(name): (name, content) for name, content in parts.items()}
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for part in source.infolist():
            replaced = left.pop(_plain(part.filename), None)
            made.writestr(part, replaced[1] if replaced else source.read(part))
        for name, content in left.values():
            made.writestr(name, content)
    return target.getvalue()


def as_bytes(root: Element) -> bytes:
    """Write a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _plain(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/").lower()


def replaced(
    data: bytes, changes: Sequence[tuple[Span, str]], limits: Limits, author: str
) -> tuple[bytes, tuple[Span, ...]]:
    """Give a Word file with spans of its text replaced as tracked changes (修订), and the spans that could be.

    Spans are of the text with all tracked changes accepted, and do not overlap. What no run of plain text holds
    (automatic numbers, text boxes, formulas) is left alone.
    """
    document = open_document(data, limits, "accepted")
    name, root = next(iter(document.roots.items()))
    text = WordText(document)
    numbers = count(1 + max((integer(value) or 0 for value in _identifiers(root)), default=0))
    done = tuple(span for span, words in changes if _replace(text.runs(span), words, author, numbers))
    return save(data, {name: as_bytes(root)}), done


def _identifiers(root: Element) -> Iterator[str]:
    return (value for element in root.iter() if (value := attribute(element, "id")) is not None)


def _replace(runs: Sequence[Element], words: str, author: str, numbers: Iterator[int]) -> bool:
    """Mark runs as deleted and put a new one behind them; say whether they were plain text."""
    plain = all({local(below) for below in run} <= {"rPr", "t"} for run in runs)
    if not runs or not plain:
        return False
    space = etree.QName(runs[0]).namespace
    properties = next((below for below in runs[0] if local(below) == "rPr"), None)
    for run in runs:
        deleted = _tracked(space, "del", author, numbers)
        run.addprevious(deleted)
        deleted.append(run)
        for below in run.iterchildren(f"{{{space}}}t"):
            below.tag = f"{{{space}}}delText"
    if words:
        inserted = _tracked(space, "ins", author, numbers)
        made = etree.SubElement(inserted, f"{{{space}}}r")
        if properties is not None:
            made.append(deepcopy(properties))
        etree.SubElement(made, f"{{{space}}}t", {f"{{{_XML}}}space": "preserve"}).text = words
        deleted.addnext(inserted)
    return True


def _tracked(space: str | None, kind: str, author: str, numbers: Iterator[int]) -> Element:
    about = {f"{{{space}}}id": str(next(numbers)), f"{{{space}}}author": author}
    return etree.Element(f"{{{space}}}{kind}", about)
