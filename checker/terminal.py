"""Lines of styled pieces, for a terminal or as plain text."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.text import columns

if TYPE_CHECKING:
    from rich.console import Console

_STYLES: Mapping[str, str] = {
    "error": "bold red",
    "warning": "yellow",
    "info": "cyan",
    "added": "green",
    "title": "bold",
    "mark": "bold underline",
    "quiet": "dim",
    "": "",
}
_WORDS = re.compile(r"[!-~]+[,.;:!?、。,;:!?)」』”》〗]* *|.[、。,;:!?)」』”》〗,.;:!?]* *", re.DOTALL)
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its indent in half-width columns, and pieces of text each with a style.

    `hang` is how much further the rows below the first are indented where the line is wrapped.
    """

    indent: int
    pieces: tuple[tuple[str, str], ...]
    hang: int = 0

    @property
    def plain(self) -> str:
        """Give the line without styles, marked words in 〖〗."""
        return " " * self.indent + "".join(f"〖{text}〗" if style == "mark" else text for text, style in self.pieces)


def print_styled(rendered: Iterable[Line], console: "Console") -> None:
    """Print lines to a terminal, long ones wrapped under their own indent."""
    from rich.text import Text

    for shown in rendered:
        for row in wrap(shown, console.width - 1):
            pieces = ((text, _STYLES[style]) for text, style in row.pieces)
            console.print(Text.assemble(" " * row.indent, *pieces), soft_wrap=True)


def wrap(whole: Line, width: int) -> list[Line]:
    """Break a line into rows no wider than a terminal: between any two Chinese characters, never within a word."""
    rows: list[list[tuple[str, str]]] = [[]]
    used = start = whole.indent
    for text, style in whole.pieces:
        for word in _WORDS.findall(text):
            if used + columns(word.rstrip()) > width and used > start:
                rows.append([])
                used = start = whole.indent + whole.hang
            rows[-1].append((word if used > start else word.lstrip(), style))
            used += columns(word)
    return [Line(whole.indent + (whole.hang if index else 0), tuple(row)) for index, row in enumerate(rows)]


def short(quote: str) -> str:
    """Cut a quotation that is too long to be shown."""
    return quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 2] + "……"


def styled(indent: int, *pieces: tuple[str, str]) -> Line:
    """Make a line of pieces, each with its style; empty ones are left out."""
    return Line(indent, tuple((_visible(text), style) for text, style in pieces if text))


def _visible(text: str) -> str:
    """Blank control characters, which could steer a terminal."""
    return "".join(" " if unicodedata.category(character) == "Cc" else character for character in text)


def blank() -> Line:
    """Make an empty line."""
    return Line(0, ())
