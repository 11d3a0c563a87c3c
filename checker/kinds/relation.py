"""Kind `relation`: figures that depend on one another agree, compared as intervals."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Any, ClassVar, Literal

from checker.figures import Figure
from checker.indicators import Named, Relation
from checker.rule import Context, Hit
from checker.text import Span, sentences

_OF_WHICH = re.compile(r"其中[::]?|\(其中")
_AMONG = re.compile(r"其中|(?:案件|申请|件)中[,:]?")
_OPEN_LIST = re.compile(r"等|主要|多为|包括但|为主|近半")
_TOTAL = re.compile(r"共|合计|总计|总数|累计")
_SAME = (1.0, 0.9, 0.95)
_SHARE = re.compile(r"(?:率|占比|占|比重|比例|满意度|覆盖面)[^,。;、\d]{0,8}$")
_EXEMPT_SHARE = re.compile(
    r"(?:毛入|增值|负债|产销|存贷|自给|完成|增长|增幅|上升|提高|增加|翻|达标率为|同比|较)[^,。;、]{0,10}$"
)
_CUT = re.compile(r"(?:下降|减少|压减|压缩|缩减|降低|精简|缩短|下调|降幅|减幅)[^,。;、\d]{0,6}$")
_COMPARED = re.compile(r"上年|去年|同比|较20|同期|比20")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """Find sums that do not add up, parts greater than their whole, or rates that cannot be.

    Relations between indicators are declared with them in the facts; 其中 declares one in the text. Within a
    paragraph each indicator must be given once; an equation whose operand is missing does not run.
    """

    SCHEMA: ClassVar[Mapping[str, Any]] = {"relation": {"enum": ["sum", "part", "rate"]}}
    relation: Literal["sum", "part", "rate"]

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield each contradiction once, over the words from the first figure to the last."""
        declared = [relation for relation in context.facts.indicators.relations if relation.kind == self.relation]
        hits: dict[Span, Hit] = {}
        for paragraph in context.paragraphs:
            given: dict[str, list[Named]] = {}
            for item in context.named_in(paragraph):
                given.setdefault(item.indicator.id, []).append(item)
            told = [relation for relation in declared if relation.whole in given] if len(given) > 1 else []
            stated = [hit for relation in told for hit in _declared(context, relation, given)]
            for hit in stated:
                hits.setdefault(hit.span, hit)
            for sentence in sentences(context.masked, paragraph):
                for hit in _of_which(context, sentence, self.relation):
                    if not any(_overlap(hit.span, item.span) for item in stated):
                        hits.setdefault(hit.span, hit)
        if self.relation == "rate":
            hits |= {hit.span: hit for hit in _share(context)}
        yield from (hits[span] for span in sorted(hits))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _declared(context: Context, relation: Relation, given: Mapping[str, Sequence[Named]]) -> Iterator[Hit]:
    whole = _only(given.get(relation.whole))
    named = [part for part in (_only(given.get(name)) for name in relation.parts) if part]
    parts = [part for part in named if not _told_within(context, relation, part, named)]
    rate = _only(given.get(relation.rate)) if relation.rate else None
    operands = [item for item in (whole, *parts, rate) if item]
    if whole is None or len(parts) < min(relation.least, len(relation.parts)) or not parts:
        return
    if any(name in given for name in relation.unless) or any(len(given.get(name, ())) > 1 for name in relation.parts):
        return
    span = Span(min(item.span.start for item in operands), max(item.span.end for item in operands))
    between = context.masked[span.start : span.end]
    if "\n" in between or _COMPARED.search(between) or (relation.near and "。" in between):
        return
    reason = _wrong(relation, whole, parts, rate)
    if reason:
        yield Hit(span, {"reason": reason})


def _told_within(context: Context, relation: Relation, part: Named, parts: Sequence[Named]) -> bool:
    """Say whether a part that may count within another is told as such: 审结11件,其中终止4件."""
    between = context.masked[min(other.span.end for other in parts) : part.span.start]
    return part.indicator.id in relation.within and bool(_AMONG.search(between))


def _only(items: Sequence[Named] | None) -> Named | None:
    return items[0] if items and len(items) == 1 else None


def _wrong(relation: Relation, whole: Named, parts: Sequence[Named], rate: Named | None) -> str | None:
    """Say in words how a relation fails; None where it holds or need not."""
    if relation.kind == "part":
        part = parts[0].figure
        if part.unit == whole.figure.unit and part.low > whole.figure.high:
            return f"{parts[0].indicator.name}({_number(part)})大于{whole.indicator.name}({_number(whole.figure)})"
        return None
    if relation.kind == "rate":
        if rate is None or not (parts[0].figure.exact and whole.figure.exact and whole.figure.number):
            return None
        ratio = parts[0].figure.number / whole.figure.number * 100
        if rate.figure.low - 0.6 <= ratio <= rate.figure.high + 0.6:
            return None
        return f"{_number(parts[0].figure)}÷{_number(whole.figure)}={ratio:.1f}%,与所写的{rate.figure.number:g}%不符"
    outer = [part for part in parts if part.indicator.id not in relation.within]
    if any(_adds_up(whole.figure, [part.figure for part in choice]) for choice in (parts, outer) if choice):
        return None
    return _sum_in_words(whole.figure, [part.figure for part in parts])


def _adds_up(whole: Figure, parts: Sequence[Figure]) -> bool:
    return whole.meets(sum(part.low for part in parts), sum(part.high for part in parts))


def _sum_in_words(whole: Figure, parts: Sequence[Figure]) -> str:
    total = sum(part.number for part in parts)
    listed = "+".join(_number(part) for part in parts)
    return f"{listed}={total:g},与{_number(whole)}相差{abs(total - whole.number):g}"


def _number(figure: Figure) -> str:
    return f"{figure.number:g}" if figure.number < 1e6 else f"{figure.number:,.0f}"


def _share(context: Context) -> Iterator[Hit]:
    """Find a share over 100%, and a cut of 100% or more."""
    folded = context.masked
    for figure in context.figures:
        if figure.unit != "%" or figure.number < 100:
            continue
        behind = folded[max(0, figure.span.start - 24) : figure.span.start]
        cut = _CUT.search(behind)
        share = _SHARE.search(behind) if figure.number > 100 and not _EXEMPT_SHARE.search(behind) else None
        found = cut or share
        if found:
            span = Span(figure.span.start - (len(behind) - found.start()), figure.span.end)
            reason = "减少的幅度不能达到或超过100%" if cut else "占比、比率不能超过100%"
            yield Hit(span, {"reason": reason})


def _of_which(context: Context, sentence: Span, wanted: str) -> Iterator[Hit]:
    """Check 共…其中…: a part greater than the whole, parts that exceed it, or that nearly make it up but do not."""
    folded = context.masked
    mark = _OF_WHICH.search(folded, sentence.start, sentence.end)
    if mark is None or wanted == "rate" or len(_OF_WHICH.findall(folded, sentence.start, sentence.end)) > 1:
        return
    figures = [figure for figure in context.figures_in(sentence) if figure.unit not in ("%", "年", "月")]
    before = [figure for figure in figures if figure.span.end <= mark.start()]
    whole = before[-1] if before else None
    if whole is None or "。" in folded[whole.span.end : mark.start()] or not whole.exact:
        return
    closing = folded.find(")", mark.end(), sentence.end) if mark[0].startswith("(") else -1
    stop = closing if closing >= 0 else sentence.end
    listed = [item for item in figures if mark.end() <= item.span.start < stop]
    parts = list(takewhile(lambda item: item.unit == whole.unit and item.exact, listed))
    if not parts or _COMPARED.search(folded, sentence.start, sentence.end):
        return
    span = Span(_clause_start(folded, whole.span.start, sentence.start), parts[-1].span.end)
    if wanted == "part":
        if parts[0].low > whole.high:
            yield Hit(span, {"reason": f"其中一部分({_number(parts[0])})大于整体({_number(whole)})"})
        return
    parts = _first_list(folded, whole, parts)
    total = sum(part.number for part in parts)
    if any(item.unit == whole.unit and item.meets(total, total) for item in before):
        return
    lists = folded[mark.end() : parts[-1].span.end + 4]
    stated = bool(_TOTAL.search(folded, span.start, whole.span.start))
    near = total >= (_SAME[1] if stated else _SAME[2]) * whole.number and len(parts) >= (2 if stated else 3)
    exceeds = total > whole.number and len(parts) > 1 and parts[0].number <= whole.number and not _nested(folded, parts)
    falls_short = total < whole.number and near and not _OPEN_LIST.search(lists)
    if exceeds or falls_short:
        yield Hit(span, {"reason": _sum_in_words(whole, parts)})


def _first_list(folded: str, whole: Figure, parts: list[Figure]) -> list[Figure]:
    """Leave out what follows a list that adds up and is closed by , or ;, as 其中一审5件、二审2件,已审结6件."""
    for count in range(2, len(parts)):
        gaps = [folded[one.span.end : two.span.start] for one, two in pairwise(parts[: count + 1])]
        adds_up = sum(part.number for part in parts[:count]) == whole.number
        if adds_up and not re.search("[,;]", "".join(gaps[:-1])) and re.search("[,;]", gaps[-1]):
            return parts[:count]
    return parts


def _nested(folded: str, parts: Sequence[Figure]) -> bool:
    """Say whether the second of two parts may count within the first; with 、 between them it does not."""
    beside = folded[parts[0].span.end : parts[0].span.end + 1] == "、"
    return len(parts) == 2 and parts[1].number <= parts[0].number and not beside


def _clause_start(folded: str, offset: int, least: int) -> int:
    return max(least, *(folded.rfind(mark, least, offset) + 1 for mark in ",。;:"))
