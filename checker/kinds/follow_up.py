"""Kind `follow-up`: last year's plans that nothing is told of, and problems told again in the same words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.rule import Context, Hit

_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUps:
    """Find what became of the baseline's `plans` (left open) or `problems` (told again)."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {"of": {"enum": ["plans", "problems"]}}
    of: str

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield a hit for each: an open plan at the heading of the measures, a problem where it is told again."""
        yield from self._open(context) if self.of == "plans" else self._repeated(context)

    def _open(self, context: Context) -> Iterator[Hit]:
        comparison = context.comparison("commitments")
        measures = context.chapters("measures")
        for commitment in comparison.commitments:
            if commitment.status == "open":
                values = {"commitment": _short(comparison.baseline.quote(commitment.baseline))}
                yield Hit(measures[0].heading, values, former=(commitment.baseline,))

    def _repeated(self, context: Context) -> Iterator[Hit]:
        for problem in context.comparison("problems").problems:
            if problem.status == "repeated":
                first, *more = problem.evidence
                yield Hit(first, {}, tuple(more), (problem.baseline,))


def _short(quote: str) -> str:
    plain = quote.strip()
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 2] + "……"
