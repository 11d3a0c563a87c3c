"""Kind `paired`: brackets and quotation marks come in pairs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.rule import Context, Hit
from checker.text import Span

_PAIRS = {"《": "》", "“": "”", "‘": "’", "(": ")", "〔": "〕", "【": "】", "〈": "〉"}
_CLOSING = {close: opening for opening, close in _PAIRS.items()}
_NUMBER_BRACKET = re.compile(r"(?:^|[。;:,\s])\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """Find a bracket or quotation mark without its other half in the paragraph."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {}

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield the mark that stands alone, with a few characters of what it should embrace."""
        folded = context.report.folded
        for paragraph in context.paragraphs:
            for place in self._alone(folded, paragraph):
                mark = folded[place]
                missing = _PAIRS.get(mark) or _CLOSING[mark]
                stop = min(paragraph.end, place + 12)
                span = Span(place, stop) if mark in _PAIRS else Span(max(paragraph.start, place - 11), place + 1)
                yield Hit(span, {"mark": mark, "missing": missing})

    def _alone(self, folded: str, paragraph: Span) -> Iterator[int]:
        open_marks: list[int] = []
        for place in range(paragraph.start, paragraph.end):
            mark = folded[place]
            if mark in _PAIRS:
                open_marks.append(place)
            elif mark in _CLOSING:
                if open_marks and folded[open_marks[-1]] == _CLOSING[mark]:
                    open_marks.pop()
                elif any(folded[other] == _CLOSING[mark] for other in open_marks):
                    while folded[open_marks[-1]] != _CLOSING[mark]:
                        yield open_marks.pop()
                    open_marks.pop()
                elif not (mark == ")" and _NUMBER_BRACKET.search(folded[paragraph.start : place])):
                    yield place
        yield from open_marks
