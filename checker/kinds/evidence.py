"""Kind `evidence`: what is claimed is backed by figures, documents, dates, owners, named matters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from checker.report import ROLES, Role, Section
from checker.rule import Context, Hit
from checker.text import Span

MATTER = "matter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Find units with less than `least` pieces of evidence.

    A unit is the whole part (`chapter`), or each thing it enumerates (`item`). `of` names kinds of evidence of
    the ruleset, or `matter` for any matter told of. With `items` a part that enumerates fewer is a fault too.
    """

    SCHEMA: ClassVar[Mapping[str, Any]] = {
        "scope": {"enum": list(ROLES)},
        "unit": {"enum": ["chapter", "item"]},
        "of": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        "least": {"type": "integer", "minimum": 1},
        "items": {"type": "integer", "minimum": 1},
        "few": {"type": "string"},
    }
    scope: Role
    unit: Literal["chapter", "item"]
    of: Sequence[str]
    least: int
    items: int = 1
    few: str = ""

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield a hit at the heading of each unit that falls short."""
        parts = context.chapters(self.scope)
        if self.unit == "chapter":
            yield from self._whole(parts, context)
        else:
            for part in parts:
                yield from self._each(part, context, alone=len(parts) == 1)

    def _whole(self, parts: Sequence[Section], context: Context) -> Iterator[Hit]:
        number = sum(self._count(part.body, context) for part in parts)
        if number < self.least and any(len(part.body) for part in parts):
            yield Hit(parts[0].heading, {"number": number, "least": self.least})

    def _each(self, part: Section, context: Context, *, alone: bool) -> Iterator[Hit]:
        report = context.report
        if not len(part.body):
            return
        if self.few and alone and len(report.items(part)) < self.items:
            yield Hit(part.heading, {"fault": self.few.format(items=len(report.items(part)))})
        units = part.sections if part.sections else (part,)
        for unit in units:
            number = self._count(unit.span, context)
            if number < self.least and (len(unit.body) or self.few):
                yield Hit(unit.heading, {"fault": report.title_of(unit), "number": number, "least": self.least})

    def _count(self, span: Span, context: Context) -> int:
        folded = context.report.folded
        number = len(context.matters.within(span)) if MATTER in self.of else 0
        for name in self.of:
            if name != MATTER and number < self.least:
                number += sum(1 for _ in context.facts.evidence[name].find(folded, span))
        return number
