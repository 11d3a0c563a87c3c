"""Kinds on what holds when: `other-year`, `valid-date`, `plenum`, `expired`, `deadline`."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from checker.calendar import ORDINALS
from checker.numerals import years
from checker.rule import Context, Hit, NotApplicableError
from checker.text import Span, sentences

_DATE = re.compile(r"(?<!\d)(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号])?(?!\d)")
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
_CONGRESS = re.compile(
    r"(?P<congress>十[八九]|二十[一]?)届(?P<list>(?:[一二三四五六七八九]中?、)*[一二三四五六七八九]中)全会"
)
_LED = re.compile(r"大(?:和|及|以及|、)(?:党的)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherYear:
    """Find another year where this year's work is told: it opens a clause, and nothing in the sentence compares."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {}

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield the year before or after the report's, at the head of a clause that counts work done."""
        year = context.report.year
        if year is None:
            raise NotApplicableError("看不出报告年度,可用 --year 指明")
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


def _report_day(context: Context) -> date:
    """Give the day by which things must have happened to be told: published, else the end of the next March."""
    year = context.report.year
    if year is None:
        raise NotApplicableError("看不出报告年度,可用 --year 指明")
    published = context.report.published
    latest = date(year + 1, 3, 31)
    return min(date.fromisoformat(published), latest) if published and _is_date(published) else latest


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Expired:
    """Find a plan or campaign written of as under way after its last year."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {}

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield its name, once for each sentence; in the plans the year is the next one."""
        year = context.report.year
        if year is None:
            raise NotApplicableError("看不出报告年度,可用 --year 指明")
        folded = _one_dash(context.report.folded)
        plans = [part.span for part in context.report.of_role("plans")]
        for paragraph in context.paragraphs:
            for sentence in sentences(folded, paragraph):
                when = year + 1 if any(plan.contains(sentence) for plan in plans) else year
                yield from self._in_sentence(context, folded, sentence, when)

    def _in_sentence(self, context: Context, folded: str, sentence: Span, when: int) -> Iterator[Hit]:
        told = folded[sentence.start : sentence.end]
        if any(word in told for word in context.facts.calendar.excuses):
            return
        for plan in context.facts.calendar.plans:
            if plan.last >= when:
                continue
            places = [(told.find(name), name) for name in plan.names if name in told]
            if places:
                start, name = min(places, key=lambda place: (place[0], -len(place[1])))
                span = Span(sentence.start + start, sentence.start + start + len(name))
                follow = f",其后是{plan.successor}" if plan.successor else ",后继文件待核"
                yield Hit(span, {"last": plan.last, "when": when, "follow": follow})


def _one_dash(folded: str) -> str:
    return folded.translate({ord(dash): "—" for dash in "-–－~～"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Find a report published after the day by which the year's reports must be."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {}

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield the date where it stands in the header, else the title."""
        report = context.report
        if report.year is None:
            raise NotApplicableError("看不出报告年度,可用 --year 指明")
        if not report.published or not _is_date(report.published):
            raise NotApplicableError("没有找到发布日期")
        calendar = context.facts.calendar
        due = date(report.year + 1, calendar.publish_month, calendar.publish_day)
        published = date.fromisoformat(report.published)
        if published > due:
            written = re.search(
                rf"{published.year}\s*[-/.年]\s*0?{published.month}\s*[-/.月]\s*0?{published.day}日?", report.folded
            )
            span = Span(*written.span()) if written else context.top()
            yield Hit(span, {"published": report.published, "due": f"{due.year}年{due.month}月{due.day}日"})
