"""Find the parts of a Word file, and read elements by their local names: strict and older files differ in namespace."""

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree
from lxml.etree import _Element as Element

from checker.archive import Archive, checked_xml
from checker.errors import ReadError
from checker.reading import Limits

_DAMAGED = "Word 文件已损坏或没有收全,读不了;请用 Word 或 WPS 打开,另存为 .docx 后再检查"
_NO_TEXT = "这份 Word 文件里没有正文(缺 document.xml),读不了;请用 Word 或 WPS 打开,另存为 .docx 后再检查"
_OFF = ("0", "false", "off", "none")
_INTEGER = re.compile(r"\s*(-?\d{1,9})\s*")
_SYMBOLS = {
    "symbol": {0xB7: "•", 0xB4: "×", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB8: "÷", 0xB0: "°"},
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x75: "◆", 0x76: "❖", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xFC: "√", 0xFB: "×", 0xFE: "☑", 0xFD: "☒",
        **{0x81 + step: chr(ord("①") + step) for step in range(10)},
        **{0x8C + step: chr(ord("❶") + step) for step in range(10)},
    },
    "wingdings 2": {0x50: "√", 0x4F: "×", 0x52: "☑", 0x54: "☒", 0xA3: "□", 0x97: "●"},
}  # fmt: skip
"""What the symbol fonts of Word show, where text has a sign for it."""


def local(element: Element) -> str:
    """Give an element's name without its namespace; nothing for comments and instructions, whose tags are no names."""
    return _bare(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def attribute(element: Element | None, name: str = "val") -> str | None:
    """Give an attribute by its local name."""
    pairs = element.attrib.items() if element is not None else ()
    return next((str(text) for key, text in pairs if _bare(str(key)) == name), None)


def child(element: Element | None, *path: str) -> Element | None:
    """Give the first child of a local name, and so on down the path."""
    for name in path:
        element = next((below for below in element if local(below) == name), None) if element is not None else None
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of a local name."""
    return (below for below in element if local(below) == name) if element is not None else iter(())


def is_on(element: Element | None) -> bool | None:
    """Say whether a switch such as w:vanish is on; None where it is not there."""
    return None if element is None else (attribute(element) or "1") not in _OFF


def integer(text: str | None) -> int | None:
    """Read a whole number of nine digits at most."""
    found = _INTEGER.fullmatch(text or "")
    return int(found[1]) if found else None


def symbol(code: int, font: str) -> str:
    """Give the character that a symbol font shows at a code; □ where text has none for it."""
    known = _SYMBOLS.get(font.lower(), {}).get(code & 0xFF if 0xF000 <= code <= 0xF0FF else code)
    return known or ("□" if 0xE000 <= code <= 0xF8FF or not chr(code).isprintable() else chr(code))


def parse_part(data: bytes) -> Element:
    """Parse a part of a Word file; ReadError where it is damaged, or declares a document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(checked_xml(data), parser)
    except (etree.XMLSyntaxError, ValueError, MemoryError):
        raise ReadError(_DAMAGED) from None
    if root is None or root.getroottree().docinfo.doctype:
        raise ReadError(_DAMAGED)
    return root


class Package:
    """A Word file's parts, by their relation to the main one; what lies outside the file is never fetched."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open the file and parse its main part; ReadError where that is missing or damaged."""
        self._archive = Archive(data, limits.unpacked)
        name = next((path for kind, path in self._relations("") if kind == "officeDocument"), None)
        name = name or self._archive.find("word/document.xml")
        if name is None:
            raise ReadError(_NO_TEXT)
        self.roots = {name: self._parse(name)}
        self.main = self.roots[name]
        self._related = tuple(self._relations(name))

    def parts(self, relation: str) -> Iterator[Element]:
        """Yield the roots of the parts in a relation to the main one: styles, numbering, header and so on."""
        for kind, name in self._related:
            if kind == relation:
                if name not in self.roots:
                    self.roots[name] = self._parse(name)
                yield self.roots[name]

    def part(self, relation: str) -> Element | None:
        """Give the root of the first part in a relation to the main one."""
        return next(self.parts(relation), None)

    def _relations(self, source: str) -> Iterator[tuple[str, str]]:
        """Yield kind and part name of each relation of a part ("" for the file) that lies within the file."""
        folder, name = posixpath.split(source)
        listing = self._archive.find(posixpath.join(folder, "_rels", f"{name}.rels"))
        for entry in self._parse(listing) if listing else ():
            target = entry.get("Target")
            if target and entry.get("TargetMode") != "External" and (found := self._archive.find(target, folder)):
                yield (entry.get("Type") or "").rpartition("/")[2], found

    def _parse(self, name: str) -> Element:
        return parse_part(self._archive.read(name))
