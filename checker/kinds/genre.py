"""Kind `genre`: the text is a report of this kind at all, and not a look-alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from checker.patterns import Pattern
from checker.report import Report
from checker.rule import Context, Hit
from checker.text import Span, fold

_OPENING = 400
_STRINGS = {"type": "array", "items": {"type": "string"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Genre:
    """Find which other kind of document a text is.

    `surely` is the usual title of a report of this kind; `own` are looser patterns, which give way to the titles of
    look-alikes. A look-alike is told by its title or, where that is
    lost, by its headings or opening. A text with none of the `subject` words anywhere is `unknown`.
    """

    SCHEMA: ClassVar[Mapping[str, Any]] = {
        "surely": {"type": "string"},
        "own": _STRINGS,
        "others": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "name": {"type": "string"},
                    "title": _STRINGS,
                    "headings": _STRINGS,
                    "opening": _STRINGS,
                },
                "required": ["name"],
                "additionalProperties": False,
            },
        },
        "subject": {"type": "string"},
        "unknown": {"type": "string"},
    }
    surely: Pattern
    own: Sequence[Pattern]
    others: Sequence[tuple[str, Mapping[str, Sequence[Pattern]]]]
    subject: Pattern
    unknown: str

    @classmethod
    def read(cls, params: Mapping[str, Any]) -> Self:
        """Make the kind from a rule's keys."""
        others = tuple(
            (
                other["name"],
                {part: _patterns(other.get(part, ())) for part in ("title", "headings", "opening")},
            )
            for other in params["others"]
        )
        return cls(
            surely=Pattern(params["surely"]),
            own=_patterns(params["own"]),
            others=others,
            subject=Pattern(params["subject"]),
            unknown=params["unknown"],
        )

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield one hit that names the other kind of document."""
        report = context.report
        name = self._other(report)
        if name is None and not self.subject.occurs(report.folded, Span(0, len(report.folded))):
            name = self.unknown
        if name is not None:
            yield Hit(context.top(), {"genre": name})

    def _other(self, report: Report) -> str | None:
        title = fold(report.title or "").replace(" ", "")
        if self.surely.occurs(title, Span(0, len(title))):
            return None
        by_title = self._first("title", title)
        if by_title or _occurs(self.own, title):
            return by_title
        if any(chapter.role in ("problems", "plans", "duties") for chapter in report.chapters):
            headings = "\n".join(report.folded[part.title.start : part.title.end] for part in report.chapters)
            return self._first("headings", headings, wanted=2)
        opening = report.folded[:_OPENING]
        return self._first("opening", opening)

    def _first(self, part: str, text: str, wanted: int = 1) -> str | None:
        whole = Span(0, len(text))
        for name, cues in self.others:
            if sum(cue.occurs(text, whole) for cue in cues[part]) >= wanted:
                return name
        return None


def _patterns(sources: Sequence[str]) -> tuple[Pattern, ...]:
    return tuple(map(Pattern, sources))


def _occurs(patterns: Sequence[Pattern], text: str) -> bool:
    return any(pattern.occurs(text, Span(0, len(text))) for pattern in patterns)
