"""Kind `pattern`: certain words must not stand in the report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from checker.patterns import Pattern
from checker.report import ROLES
from checker.rule import Context, Fix, Hit
from checker.text import Span

_STRINGS = {"type": "array", "items": {"type": "string"}, "minItems": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPattern:
    """Find places that match a pattern and lie in no exception; `mask_titles` leaves out what stands in 《》.

    `replacement` is what to put there instead, with groups as in a regular expression; `safe` as in a fix.
    """

    SCHEMA: ClassVar[Mapping[str, Any]] = {
        "patterns": _STRINGS,
        "exceptions": {**_STRINGS, "minItems": 0},
        "scope": {"enum": ["all", "body", "title", *ROLES]},
        "mask_titles": {"type": "boolean"},
        "replacement": {"type": "string"},
        "safe": {"type": "boolean"},
    }
    patterns: Sequence[Pattern]
    exceptions: Sequence[Pattern] = ()
    scope: str = "body"
    mask_titles: bool = False
    replacement: str | None = None
    safe: bool = False

    @classmethod
    def read(cls, params: Mapping[str, Any]) -> Self:
        """Make the kind from a rule's keys."""
        compiled = {name: tuple(map(Pattern, params.get(name, ()))) for name in ("patterns", "exceptions")}
        return cls(**{**params, **compiled})

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield each place once, in order; of places that overlap the first and longest."""
        text = context.masked if self.mask_titles else context.report.folded
        for scope in context.spans(self.scope):
            excepted = [place for pattern in self.exceptions for place in pattern.find(text, scope)]
            found = [match for pattern in self.patterns for match in pattern.matches(text, scope)]
            done = scope.start
            for match in sorted(found, key=lambda match: (match.start(), -match.end())):
                place = Span(*match.span())
                if place.start >= done and not any(exception.contains(place) for exception in excepted):
                    yield Hit(place, fix=self._fix(match))
                    done = place.end

    def _fix(self, match: Any) -> Fix | None:
        return Fix(match.expand(self.replacement), self.safe) if self.replacement is not None else None
