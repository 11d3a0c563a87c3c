"""Kind `required`: a part of the report must say something, in one of several wordings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from checker.patterns import Pattern
from checker.report import ROLES, Role
from checker.rule import Context, Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """Find a role in which no pattern matches; names of documents in 《》 do not count as saying it."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {
        "patterns": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        "scope": {"enum": list(ROLES)},
    }
    patterns: Sequence[Pattern]
    scope: Role

    @classmethod
    def read(cls, params: Mapping[str, Any]) -> Self:
        """Make the kind from a rule's keys."""
        return cls(patterns=tuple(map(Pattern, params["patterns"])), scope=params["scope"])

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield one hit, at the heading of the part that lacks it."""
        parts = context.chapters(self.scope)
        said = any(pattern.occurs(context.masked, part.body) for part in parts for pattern in self.patterns)
        if not said:
            yield Hit(parts[0].heading)
