"""Kind `citation`: names of laws and documents in 《》 are right and still in force."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal

from checker.rule import Context, Fix, Hit, Severity
from checker.text import Span, sentences

_TITLE = re.compile(r"《([^《》\n]{3,60})》")
_LOCAL = re.compile(r"[省市县区州盟旗镇乡](?!场|域|政府|政协|委|级|法治)|街道|自治区|本[市县区]|我[市县区]|〈|<")
_BESIDE = 30
_LONG_AGO = re.compile(r"(?:19|20)\d\d年[^,。;《》]{0,8}$")
_HISTORY = re.compile(r"废止|取代|替代|失效|修订前|施行前|原|历史|清理|收官|期满|到期|完成|总结|评估|同时")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Find names that are all but right (`name`), or that held only until before the report's year ends (`force`)."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {"fault": {"enum": ["name", "force"]}}
    fault: Literal["name", "force"]

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield each faulty name with its 《》."""
        folded = context.report.folded
        for found in _TITLE.finditer(folded):
            if not _LOCAL.search(found[1]):
                span = Span(*found.span())
                yield from (
                    self._name(context, found[1], span)
                    if self.fault == "name"
                    else self._force(context, found[1], span)
                )

    def _name(self, context: Context, name: str, span: Span) -> Iterator[Hit]:
        laws = context.facts.laws
        meant = None if laws.known(name) else laws.meant(name)
        if meant:
            note = "" if meant.checked else "(名录待核)"
            severity: Severity | None = "error" if meant.checked else None
            yield Hit(
                span, {"right": f"《{meant.name}》{note}"}, fix=Fix(f"《{meant.name}》", safe=False), severity=severity
            )

    def _force(self, context: Context, name: str, span: Span) -> Iterator[Hit]:
        law = context.facts.laws.known(name)
        year = context.report.year
        if law is None or law.until is None or year is None or law.until >= date(year, 12, 31):
            return
        if law.until.year >= year - 1 and any(law.name in plan.names for plan in context.facts.calendar.plans):
            return  # the kind `expired` tells of it
        folded = context.report.folded
        line = Span(folded.rfind("\n", 0, span.start) + 1, (folded + "\n").find("\n", span.end))
        told = next((item for item in sentences(folded, line) if item.contains(span)), line)
        beside = folded[max(told.start, span.start - _BESIDE) : span.start]
        beside += folded[span.end : min(told.end, span.end + _BESIDE)]
        if not _HISTORY.search(beside) and not _LONG_AGO.search(folded, told.start, span.start):
            follow = f",由《{law.replaced_by}》接替" if law.replaced_by else ""
            note = "" if law.checked else "(待核)"
            yield Hit(span, {"until": law.until.isoformat(), "follow": follow + note})
