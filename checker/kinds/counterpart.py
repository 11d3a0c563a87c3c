"""Kind `counterpart`: chapters and sections of last year's report that this one has no counterpart of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.report import Report, Section
from checker.rule import Context, Hit
from checker.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """Find what was dropped down to the outline's level `deepest`; problems and plans are followed up elsewhere."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {"deepest": {"type": "integer", "minimum": 1}}
    deepest: int

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield a hit at the counterpart of the chapter that the section stood in, else at the title."""
        comparison = context.comparison("sections")
        for pair in comparison.sections:
            if pair.status != "dropped" or pair.baseline[0].level > self.deepest:
                continue
            section = pair.baseline[0]
            chapter = comparison.baseline.path_to(section.mark.start)[0]
            if section is not chapter and chapter.role in ("problems", "plans"):
                continue
            values = {"section": comparison.baseline.quote(section.heading)}
            yield Hit(self._place(context, chapter), values, former=(section.heading,))

    def _place(self, context: Context, chapter: Section) -> Span:
        return _counterpart(context.report, chapter) or context.top()


def _counterpart(report: Report, chapter: Section) -> Span | None:
    same = report.of_role(chapter.role) if chapter.role else ()
    return same[0].heading if same else None
