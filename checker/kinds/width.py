"""Kind `width`: marks are all full-width or all half-width."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.rule import Context, Hit
from checker.text import Span

_HALF = re.compile(r"(?<=[一-龥”》])[,;:]|[,;:](?=[一-龥“《])|\((?=[一-龥])|(?<=[一-龥])\)")
_FULL = re.compile(r"[，；：（）]")
_FIRST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Width:
    """Find half-width marks in a text whose marks are full-width: one hit with the count and the first places."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {}

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield at most one hit."""
        text, body = context.report.text, context.report.body
        half = [Span(*found.span()) for found in _HALF.finditer(text, body.start, body.end)]
        full = len(_FULL.findall(text, body.start, body.end))
        if half and full > len(half):
            yield Hit(half[0], {"count": len(half)}, tuple(half[1:_FIRST]))
