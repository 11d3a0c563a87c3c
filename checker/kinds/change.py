"""Kind `change`: indicators that were dropped, jumped or stayed equal to the digit since last year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.comparison import Change
from checker.rule import Context, Hit

_NUMBER = {"type": "number", "exclusiveMinimum": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Find indicators by what became of them: `dropped`, `jump` or `unchanged`.

    A jump is to more than `times` the baseline's value or less than its `times`th part; values below `least` in both
    years are left alone, and dropped or unchanged ones are found where there are at least `count`.
    """

    SCHEMA: ClassVar[Mapping[str, Any]] = {
        "became": {"enum": ["dropped", "jump", "unchanged"]},
        "times": _NUMBER,
        "least": _NUMBER,
        "count": {"type": "integer", "minimum": 1},
    }
    became: str
    times: float = 5.0
    least: float = 1.0
    count: int = 1

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield a hit for each indicator that jumped, or one for all that were dropped or are unchanged."""
        changes = [change for change in context.comparison("indicators").indicators if self._counts(change)]
        if self.became == "dropped":
            yield from self._dropped(context, [change for change in changes if change.report is None])
        elif self.became == "jump":
            yield from (self._jump(context, change) for change in changes if self._jumped(change))
        else:
            yield from self._unchanged([change for change in changes if _is_same(change)])

    def _counts(self, change: Change) -> bool:
        numbers = [named.figure.number for named in (change.report, change.baseline) if named]
        return change.baseline is not None and change.unit != "%" and max(numbers) >= self.least

    def _dropped(self, context: Context, changes: list[Change]) -> Iterator[Hit]:
        places = [change.baseline.span for change in changes if change.baseline]
        if len(places) < self.count:
            return
        measures = context.report.of_role("measures")
        values: dict[str, str | int] = {"count": len(places), "indicators": _names(changes)}
        place = measures[0].heading if measures else context.top()
        yield Hit(place, values, former=tuple(places), count=len(places))

    def _jumped(self, change: Change) -> bool:
        if change.change is None or change.report is None:
            return False
        ratio = change.change + 1
        return ratio > self.times or ratio < 1 / self.times

    def _jump(self, context: Context, change: Change) -> Hit:
        now, before = change.report, change.baseline
        assert now is not None
        assert before is not None
        assert change.change is not None
        ratio = change.change + 1
        values = {
            "indicator": change.name,
            "now": context.report.quote(now.figure.span),
            "before": context.comparison("indicators").baseline.quote(before.figure.span),
            "times": f"{ratio:.1f} 倍" if ratio > 1 else f"{ratio:.0%}",
        }
        return Hit(now.span, values, former=(before.span,))

    def _unchanged(self, changes: list[Change]) -> Iterator[Hit]:
        places = [(change.report.span, change.baseline.span) for change in changes if change.report and change.baseline]
        if len(places) < self.count:
            return
        first, *more = [report for report, _ in places]
        values: dict[str, str | int] = {
            "count": len(places),
            "indicators": "、".join(change.name for change in changes),
        }
        yield Hit(first, values, tuple(more), tuple(former for _, former in places), count=len(places))


def _names(changes: list[Change]) -> str:
    return "、".join(dict.fromkeys(change.name for change in changes))


def _is_same(change: Change) -> bool:
    now, before = change.report, change.baseline
    return now is not None and before is not None and change.change == 0 and now.figure.plain and before.figure.plain
