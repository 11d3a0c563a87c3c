"""Kind `reuse`: words taken over from last year's report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.comparison import Comparison
from checker.rule import Context, Hit

_SHARE = {"type": "number", "minimum": 0, "maximum": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """Find a report of which more than the share `limit` stands in the baseline; an error beyond `serious`.

    With `passages`, find instead, where the share is not beyond `limit`, each passage with that many characters in
    sentences whose figures too are the same, or that have none.
    """

    SCHEMA: ClassVar[Mapping[str, Any]] = {
        "limit": _SHARE,
        "serious": _SHARE,
        "passages": {"type": "integer", "minimum": 1},
    }
    limit: float
    serious: float = 1.0
    passages: int | None = None

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield one hit at the report's title, or one for each passage."""
        comparison = context.comparison("reuse")
        if comparison.reuse > self.limit:
            if self.passages is None:
                yield self._whole(context, comparison)
        elif self.passages is not None:
            for passage in comparison.reused:
                if passage.unchanged >= self.passages:
                    yield Hit(passage.report, {"characters": len(passage.report)}, former=(passage.baseline,))

    def _whole(self, context: Context, comparison: Comparison) -> Hit:
        values: dict[str, str | int] = {"share": f"{comparison.reuse:.0%}", "passages": len(comparison.reused)}
        return Hit(
            context.top(),
            values,
            tuple(passage.report for passage in comparison.reused),
            tuple(passage.baseline for passage in comparison.reused),
            severity="error" if comparison.reuse > self.serious else None,
        )
