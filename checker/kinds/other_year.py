"""Kind `other-year`: another year than the report’s is not told of as this year."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.numerals import years
from checker.rule import Context, Hit
from checker.text import Span, sentences

_BEFORE_YEAR = re.compile(
    r"(?:自|从|与|和|较|比|于|在|至|到|—|-|截至|对|将|原|早在|继|按照|根据|落实|完成|印发|制定|出台)\s*$"
)
_AFTER_YEAR = re.compile(
    r"\s*(?:以来|以后|起|至|到|—|-|底|初|末|前|版|第|被|获|荣获|出台|印发|施行|成立|相比|同期|的基础|基础上|\d|国|省|市委|全国|度?(?:工作要点|计划|方案|目录|清单|报告|考核|评估|版))"
)
_COMPARES = re.compile(
    r"同比|较|相比|比上年|去年|上年|增长|上升|下降|以来|累计|连续|历年|近[两三四五]年|跨年|收官|回顾|被评|获评|荣获|命名|第[一二三四五六七八九十]批"
)
_TELLS_WORK = re.compile(r"\d+\s*(?:余|多)?(?:万)?(?:余)?(?:件|份|次|场|期|人|名|家|项|条|个|起|宗|户)")


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherYear:
    """Find another year where this year's work is told: it opens a clause, and nothing in the sentence compares."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {}

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield the year before or after the report's, at the head of a clause that counts work done."""
        year = context.year
        folded = context.report.folded
        plans = [part.span for part in context.report.of_role("plans")]
        for value, place in years(folded[: context.report.body.end]):
            if place.start < context.report.body.start or abs(value - year) != 1:
                continue
            if any(plan.contains(place) for plan in plans) or not self._opens_clause(folded, place):
                continue
            sentence = self._sentence(context, place)
            told = folded[sentence.start : sentence.end]
            if _TELLS_WORK.search(told) and not _COMPARES.search(told) and str(year) not in told:
                yield Hit(place, {"year": year, "value": value})

    def _opens_clause(self, folded: str, place: Span) -> bool:
        behind = folded[max(0, place.start - 4) : place.start]
        opens = not behind.strip() or behind.rstrip()[-1:] in "。;,\n:" or behind.endswith((")", "\n"))
        return opens and not _BEFORE_YEAR.search(behind) and not _AFTER_YEAR.match(folded, place.end)

    def _sentence(self, context: Context, place: Span) -> Span:
        paragraph = context.paragraph_at(place.start)
        return next((item for item in sentences(context.masked, paragraph) if item.contains(place)), place)
