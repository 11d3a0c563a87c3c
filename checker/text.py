"""Places in a text: spans, the folded copy that rules match on, lines and columns."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_BLANKS = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(map(ord, _BLANKS), ord(" "))
_FOLDED |= {ord("∶"): ord(":"), ord("﹕"): ord(":"), ord("﹔"): ord(";"), ord("﹐"): ord(",")}
_SENTENCE = re.compile(r"[^。!?;\n]*[。!?;]+[”’」』)》\]]*|[^。!?;\n]+")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of the report's text."""

    start: int
    end: int

    def __len__(self) -> int:
        """Count the code points."""
        return self.end - self.start

    def contains(self, other: "Span") -> bool:
        """Say whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


def fold(text: str) -> str:
    """Make full-width ASCII and all blanks half-width, code point for code point, so that places stay."""
    return text.translate(_FOLDED)


def trim(text: str, span: Span) -> Span:
    """Leave out the blanks at both ends of the span."""
    inner = text[span.start : span.end]
    start = span.start + len(inner) - len(inner.lstrip())
    return Span(start, max(start, span.start + len(inner.rstrip())))


def sentences(folded: str, span: Span) -> list[Span]:
    """Cut a span of folded text after 。！？； and at line breaks, blanks left out."""
    cuts = (Span(*found.span()) for found in _SENTENCE.finditer(folded, span.start, span.end))
    return [cut for cut in (trim(folded, cut) for cut in cuts) if len(cut)]


def count_characters(text: str) -> int:
    """Count the non-blank characters."""
    return sum(map(len, text.split()))


class Lines:
    """Look up the line and column of an offset; both count from 1, columns in code points."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Give the line and the column."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def columns(text: str) -> int:
    """Count the half-width columns that a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Fill up a text with blanks to a width in half-width columns."""
    blanks = " " * max(0, width - columns(text))
    return blanks + text if right else text + blanks
