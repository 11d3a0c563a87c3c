"""Kind `title`: the report has a title that says whose report it is, of which year and of what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from checker.numerals import years
from checker.patterns import Pattern
from checker.report import Report
from checker.rule import Context, Hit
from checker.text import Span, fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """Find what a title lacks: authority, year, and words given as patterns with the name of each."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {
        "authority": {"type": "string"},
        "year": {"type": "string"},
        "words": {"type": "object", "additionalProperties": {"type": "string"}},
        "absent": {"type": "string"},
        "lacking": {"type": "string"},
    }
    authority: str
    year: str
    words: Sequence[tuple[str, Pattern]]
    absent: str
    lacking: str

    @classmethod
    def read(cls, params: Mapping[str, Any]) -> Self:
        """Make the kind from a rule's keys."""
        words = tuple((name, Pattern(source)) for name, source in params["words"].items())
        return cls(**{**params, "words": words})

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield one hit that names all that is lacking."""
        if context.report.title is None:
            yield Hit(context.top(), {"fault": self.absent}, count=2)
            return
        lacking = self._lacking(context.report, context.report.title)
        if lacking:
            yield Hit(context.top(), {"fault": self.lacking.format(parts="、".join(lacking))})

    def _lacking(self, report: Report, title: str) -> list[str]:
        folded = fold(title).replace(" ", "")
        parts = []
        if not report.authority or fold(report.authority).replace(" ", "") not in folded:
            parts.append(self.authority)
        if not any(years(folded)):
            parts.append(self.year)
        whole = Span(0, len(folded))
        return parts + [name for name, pattern in self.words if not pattern.occurs(folded, whole)]
