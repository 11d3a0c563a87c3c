"""Resolve what Word's styles and list definitions say of a paragraph: its level, whether it is hidden, its number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lxml.etree import _Element as Element

from checker.number_formats import format_number
from checker.wordml import attribute, child, children, integer, is_on, symbol

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]|toc heading|toc 标题", re.IGNORECASE)
_LONGEST_CHAIN = 30
_DEEPEST = 8
_PLACE = re.compile(r"%([1-9])")
_CLOSED = re.compile("[、。,:)】〕①-⒛⓪-⓿❶-➓㊀-㊉]$")
"""A label that ends so is set off already; one that ends in a full stop or numeral would run into what is behind it."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, with all that it is based on (样式); None where it says nothing.

    `numbered_by` is the one of these styles that numbers: a level of a list may be linked to it.
    """

    numbered_by: str | None = None
    list_id: int | None = None
    list_level: int | None = None
    outline: int | None = None
    hidden: bool | None = None
    in_contents: bool = False


class Styles:
    """The styles of a file, by id."""

    def __init__(self, root: Element | None) -> None:
        self._elements = {attribute(style, "styleId"): style for style in children(root, "style")}
        self._resolved: dict[str | None, Style] = {}
        self._defaults = {
            attribute(style, "type"): attribute(style, "styleId")
            for style in children(root, "style")
            if attribute(style, "default") in ("1", "true", "on")
        }

    def get(self, style_id: str | None, kind: str = "paragraph") -> Style:
        """Give a style by its id, or else the default style of its kind."""
        wanted = style_id if style_id in self._elements else self._defaults.get(kind)
        if wanted not in self._resolved:
            self._resolved[wanted] = self._resolve(wanted)
        return self._resolved[wanted]

    def _resolve(self, style_id: str | None) -> Style:
        """Lay a style over what it is based on, through as many styles as Word goes."""
        chain: dict[str | None, Element] = {}
        while style_id in self._elements and style_id not in chain and len(chain) < _LONGEST_CHAIN:
            if style_id in self._resolved:
                break
            chain[style_id] = self._elements[style_id]
            style_id = attribute(child(chain[style_id], "basedOn"))
        base = self._resolved.get(style_id, Style())
        for name, element in reversed(chain.items()):
            base = self._resolved[name] = _over(base, element)
        return base


def _over(base: Style, element: Element) -> Style:
    """Give a style with what its own element says laid over what it is based on."""
    properties = child(element, "pPr")
    name = (attribute(child(element, "name")) or "").strip()
    heading = _HEADING.fullmatch(name)
    outline = integer(attribute(child(properties, "outlineLvl")))
    said: dict[str, Any] = {
        "numbered_by": None if child(properties, "numPr") is None else attribute(element, "styleId"),
        "list_id": integer(attribute(child(properties, "numPr", "numId"))),
        "list_level": integer(attribute(child(properties, "numPr", "ilvl"))),
        "outline": int(heading[1]) - 1 if heading and outline is None else outline,
        "hidden": is_on(child(element, "rPr", "vanish")),
        "in_contents": bool(_CONTENTS.fullmatch(name)),
    }
    return replace(base, **{key: value for key, value in said.items() if value is not None})


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how it counts and how its number is written."""

    start: int
    format: str
    custom: str | None
    text: str
    suffix: str
    legal: bool
    restart: int | None
    style: str | None


@dataclass(frozen=True, slots=True)
class _List:
    """A list in use (w:num): whose counters it shares, its levels, and the levels that it starts anew."""

    shared: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int] = field(default_factory=dict)

    def start(self, level: int) -> int:
        return self.starts.get(level, self.levels[level].start if level in self.levels else 1)


class Lists:
    """The lists of a file (自动编号), counting as paragraphs are met in the order of the text."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        abstract = {attribute(found, "abstractNumId"): found for found in children(root, "abstractNum")}
        self._nums = {integer(attribute(found, "numId")): found for found in children(root, "num")}
        self._abstract, self._styles = abstract, styles
        self._lists: dict[int, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[int, int]] = set()

    def place(self, properties: Element | None, style: Style) -> tuple[int, int] | None:
        """Give the list and level of a paragraph with these properties and style; None where it has no number."""
        direct = integer(attribute(child(properties, "numPr", "numId")))
        level = integer(attribute(child(properties, "numPr", "ilvl")))
        list_id = style.list_id if direct is None else direct
        if not list_id:
            return None
        if level is None and direct is None:
            linked = self._linked_level(list_id, style) if style.list_level is None else None
            level = style.list_level if linked is None else linked
        return list_id, max(0, min(level or 0, _DEEPEST))

    def next_label(self, list_id: int, level: int) -> str:
        """Count a paragraph, and give its number as Word shows it, with what sets it off; nothing for no number."""
        found = self._list(list_id)
        if found is None or level not in found.levels:
            return ""
        counts = self._counts.setdefault(found.shared, {})
        anew = level in found.starts and (list_id, level) not in self._started
        self._started.add((list_id, level))
        counts[level] = found.start(level) if anew or level not in counts else counts[level] + 1
        for deeper in [key for key in counts if key > level and _restarts(found, key, level)]:
            del counts[deeper]
        for higher in range(level):
            counts.setdefault(higher, found.start(higher))
        return _written(found, level, counts)

    def _linked_level(self, list_id: int, style: Style) -> int | None:
        found = self._list(list_id)
        levels = found.levels.items() if found else ()
        return next((number for number, level in levels if level.style and level.style == style.numbered_by), None)

    def _list(self, list_id: int) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id] = self._read(list_id)
        return self._lists[list_id]

    def _read(self, list_id: int) -> _List | None:
        num = self._nums.get(list_id)
        shared = self._definition(num)
        if num is None or shared is None:
            return None
        levels = _levels(self._abstract[shared])
        starts: dict[int, int] = {}
        for override in children(num, "lvlOverride"):
            number = integer(attribute(override, "ilvl"))
            start = integer(attribute(child(override, "startOverride")))
            if number is not None and start is not None:
                starts[number] = start
            levels |= _levels(override)
        return _List(shared, levels, starts)

    def _definition(self, num: Element | None) -> str | None:
        """Give the id of the definition that a list uses, through links to list styles."""
        for _ in range(_LONGEST_CHAIN):
            shared = attribute(child(num, "abstractNumId"))
            if shared not in self._abstract:
                return None
            link = attribute(child(self._abstract[shared], "numStyleLink"))
            if link is None:
                return shared
            num = self._nums.get(self._styles.get(link, "numbering").list_id)
        return None


def _levels(parent: Element) -> dict[int, _Level]:
    found = {integer(attribute(level, "ilvl")): _level(level) for level in children(parent, "lvl")}
    return {number: level for number, level in found.items() if number is not None}


def _level(element: Element) -> _Level:
    fmt = child(element, "numFmt")
    if fmt is None:
        fmt = child(element, "AlternateContent", "Choice", "numFmt")
    name = attribute(fmt) or "decimal"
    text = attribute(child(element, "lvlText")) or ""
    if name == "bullet":
        text = _bullet(text, child(element, "rPr", "rFonts"))
    return _Level(
        start=integer(attribute(child(element, "start"))) or 0,
        format=name,
        custom=attribute(fmt, "format"),
        text=text,
        suffix=attribute(child(element, "suff")) or "tab",
        legal=bool(is_on(child(element, "isLgl"))),
        restart=integer(attribute(child(element, "lvlRestart"))),
        style=attribute(child(element, "pStyle")),
    )


def _bullet(text: str, fonts: Element | None) -> str:
    font = attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or ""
    return "".join(symbol(ord(character), font) for character in text)


def _restarts(found: _List, deeper: int, level: int) -> bool:
    """Say whether a level counts anew after a paragraph of a higher one."""
    restart = found.levels[deeper].restart if deeper in found.levels else None
    return restart is None or level < restart


def _written(found: _List, level: int, counts: Mapping[int, int]) -> str:
    shown = found.levels[level]

    def number(place: re.Match[str]) -> str:
        wanted = int(place[1]) - 1
        if wanted > level or wanted not in found.levels:
            return ""
        form = found.levels[wanted]
        return format_number(counts[wanted], "decimal" if shown.legal else form.format, form.custom)

    label = shown.text if shown.format == "bullet" else _PLACE.sub(number, shown.text)
    if not label or shown.suffix == "nothing" or (shown.suffix == "tab" and _CLOSED.search(label)):
        return label
    return label + " "
