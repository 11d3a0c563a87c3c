"""Kind `valid-date`: months and days are those of the calendar."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.rule import Context, Hit
from checker.text import Span

_DATE = re.compile(r"(?<!\d)(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号])?(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidDate:
    """Find months and days that no calendar has."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {}

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield 13月 and 2月30日; 2月29日 only where the year is named and has none."""
        for found in _DATE.finditer(context.report.folded):
            month, day = int(found["month"]), int(found["day"] or 1)
            year = int(found["year"] or 2024)
            span = Span(found.start("month"), found.end())
            if not 1 <= month <= 12 and (found["year"] or found["day"]):
                yield Hit(span, {"reason": "没有这个月份"})
            elif 1 <= month <= 12 and not 1 <= day <= monthrange(year, month)[1]:
                yield Hit(span, {"reason": "这个月没有这一天"})
