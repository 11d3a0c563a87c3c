"""Kind `deadline`: the report was published in time."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from checker.calendar import as_date
from checker.rule import Context, Hit, NotApplicableError
from checker.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Find a report published after the day by which the year's reports must be."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {}

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield the date where it stands in the header, else the title."""
        report = context.report
        published = as_date(report.published)
        if published is None:
            raise NotApplicableError("没有找到发布日期")
        calendar = context.facts.calendar
        due = date(context.year + 1, calendar.publish_month, calendar.publish_day)
        if published > due:
            written = re.search(
                rf"{published.year}\s*[-/.年]\s*0?{published.month}\s*[-/.月]\s*0?{published.day}日?", report.folded
            )
            span = Span(*written.span()) if written else context.top()
            yield Hit(span, {"published": published.isoformat(), "due": f"{due.year}年{due.month}月{due.day}日"})
