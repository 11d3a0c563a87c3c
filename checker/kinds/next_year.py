"""Kind `next-year`: a part that looks ahead is of the year after the report's."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.numerals import years
from checker.report import ROLES, Role, Section
from checker.rule import Context, Hit
from checker.text import Span, sentences

_OPENS = re.compile(r"\s*(?:在)?$")
_HISTORY = re.compile(r"\s*(?:以来|以后|是|为|基础上|底前)|.{0,12}(?:基础上|收官|结束|成绩|问题|不足)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NextYear:
    """Find another year than the next one in the heading of a role, or at the opening of its text."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {"scope": {"enum": list(ROLES)}}
    scope: Role

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield the wrong years; a year told as history at the opening is none."""
        year = context.year
        for part in context.chapters(self.scope):
            for place in self._wrong(part, context, year + 1):
                yield Hit(place, {"year": year, "next": year + 1})

    def _wrong(self, part: Section, context: Context, due: int) -> Iterator[Span]:
        folded = context.report.folded
        named = _years_in(folded, part.title)
        if named and all(value != due for value, _ in named):
            yield named[-1][1]
        first = next(iter(sentences(folded, part.body)), None)
        told = _years_in(folded, first) if first else []
        if first and told and all(value != due for value, _ in told):
            place = told[0][1]
            opens = _OPENS.fullmatch(folded, first.start, place.start)
            if opens and not _HISTORY.match(folded, place.end, first.end):
                yield place


def _years_in(folded: str, span: Span) -> list[tuple[int, Span]]:
    found = years(folded[span.start : span.end])
    return [(value, Span(span.start + place.start, span.start + place.end)) for value, place in found]
