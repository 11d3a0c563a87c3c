"""Kind `plenum`: the congress-and-plenum phrase is up to date."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from checker.calendar import ORDINALS, as_date
from checker.rule import Context, Hit
from checker.text import Span

_CONGRESS = re.compile(
    r"(?P<congress>十[八九]|二十[一]?)届(?P<list>(?:[一二三四五六七八九]中?、)*[一二三四五六七八九]中)全会"
)
_LED = re.compile(r"大(?:和|及|以及|、)(?:党的)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlenumPhrase:
    """Find the congress-and-plenum phrase out of date: one missing, one too early, a gap; `faults` words each."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {
        "faults": {
            "type": "object",
            "properties": {name: {"type": "string"} for name in ("missing", "early", "gap")},
            "required": ["missing", "early", "gap"],
            "additionalProperties": False,
        }
    }
    faults: Mapping[str, str]

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield phrases behind 大和: a plenum named alone, for its own subject, need not list the others."""
        day = _report_day(context)
        folded = context.report.folded
        year = context.report.year or day.year
        for found in _CONGRESS.finditer(folded):
            if not _LED.search(folded[max(0, found.start() - 6) : found.start()]):
                continue
            named = [1 + ORDINALS.index(item.strip("中")) for item in found["list"].split("、")]
            calendar = context.facts.calendar
            due = [plenum.number for plenum in calendar.held(found["congress"], min(day, date(year, 12, 31)))]
            held = [plenum.number for plenum in calendar.held(found["congress"], day)]
            fault = self._fault(named, due, held)
            if fault:
                yield Hit(Span(found.start(), found.end()), {"fault": fault})

    def _fault(self, named: list[int], due: list[int], held: list[int]) -> str | None:
        if held and named[-1] > max(held):
            return self.faults["early"].format(plenum=f"{ORDINALS[named[-1] - 1]}中")
        if named != list(range(named[0], named[-1] + 1)) or (len(named) > 1 and named[0] > 2):
            return self.faults["gap"]
        if due and named[-1] < max(due):
            return self.faults["missing"].format(plenum=f"{ORDINALS[max(due) - 1]}中")
        return None


def _report_day(context: Context) -> date:
    """Give the day by which things must have happened to be told: published, else the end of the next March."""
    year = context.year
    published = context.report.published
    latest = date(year + 1, 3, 31)
    published_on = as_date(published)
    return min(published_on, latest) if published_on else latest
