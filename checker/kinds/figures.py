"""Kind `figures`: faults of single figures and of figures set side by side."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.figures import Figure
from checker.indicators import Named
from checker.rule import Context, Hit
from checker.text import Span, sentences

_ABOUT = ("近", "约", "大约", "将近", "接近")
_OVER = ("超过", "超", "逾", "突破", "不少于", "不低于", "至少")
_AROUND = ("左右", "上下")
_AVERAGE = re.compile(r"(?:均|平均)[^,。;\d]{0,6}$")
_SCOPED = re.compile(
    r"上年|去年|同期|较|比|其中|上半年|下半年|季度|[一二三四五六七八九十\d]月|累计|以来|截至|此前|当年|目标|力争|计划|不少于|各|每|"
    r"镇|街道|局|大队|支队|科|股|站|中心|所|院|国|省|届|首|近[一二三四五六七八九十两\d]|此外|另|还|新增|再|平均|组|提请|拟"
)
_OF_THE_WHOLE = re.compile(
    r"^(?:[^,。;]{1,12}对$|[一二三四五六七八九十]是|\([^)]*\)|将|在|对|结合|针对|围绕|全(?:年|区|县|市|省|州|镇|局|系统)|本(?:年|级|局|区|县|市)|"
    r"我(?:区|县|市|省|局|镇)|共|一年来|20\d\d年度?|先后|已|依法|年内|全部|各级|行政机关)+"
)
_LIST = re.compile(r"([^,。;:\n]{2,80}?)分别([^,。;:\d\n]{0,10}?)(?=[近约超达\d一二三四五六七八九十百千万两])")
_RISING = ("上升", "增长", "增加", "提高", "提升")
_WAYS = "|".join((*_RISING, "下降", "减少", "降低", "下滑", "压减", "压缩", "缩短"))
_TREND = re.compile(
    rf"(?:同比|环比|较(?:上年|去年|20\d\d年|改革前|整治前|治理前)[^,。;]{{0,12}}?|比(?:上年|去年|改革前|整治前|治理前)[^,。;]{{0,12}}?)(?P<way>{_WAYS})"
)
_PREVIOUS = re.compile(
    r"(?:上年|去年|上年度|改革前|整治前|治理前|(?P<year>20\d\d)年)(?:同期|全年|度)?的?(?:为|是|仅)?"
    rf"(?:(?!{_WAYS})[^,。;\d]){{0,6}}$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Find one fault of figures: `approximate`, `conflict` (of indicators of `areas`), `list` or `trend`."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {
        "fault": {"enum": ["approximate", "conflict", "list", "trend"]},
        "areas": {"type": "array", "items": {"type": "string"}},
    }
    fault: str
    areas: Sequence[str] = ()

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield the fault wherever it stands."""
        yield from _conflict(context, self.areas) if self.fault == "conflict" else _FAULTS[self.fault](context)


def _approximate(context: Context) -> Iterator[Hit]:
    """Find 2128余件, and two words where one makes a figure approximate: 近8万余份, 约40%左右."""
    for figure in context.figures:
        words = [word for word in (figure.before, figure.more, figure.after) if word]
        doubled = (
            (figure.before in _ABOUT + _OVER and figure.more)
            or (figure.before in _ABOUT and figure.after)
            or (figure.before in _OVER and figure.after in ("以上", "之多"))
            or (figure.more and figure.after)
        )
        if doubled:
            yield Hit(figure.span, {"reason": f"“{'”“'.join(words)}”都表示约数,重复了"})
        elif figure.more and _is_exact(context, figure):
            yield Hit(figure.span, {"reason": f"数字写到了个位,后面又有“{figure.more}”"})
        elif _is_about(context, figure) and figure.number >= 100 and figure.unit != "%" and _is_exact(context, figure):
            yield Hit(figure.span, {"reason": f"数字写到了个位,又有“{words[0]}”"})


def _is_about(context: Context, figure: Figure) -> bool:
    """Say whether 约 or 左右 stands by it; an average (日均118人次左右) is reckoned, and may."""
    average = _AVERAGE.search(context.masked, max(0, figure.span.start - 12), figure.span.start)
    return (figure.before in _ABOUT or figure.after in _AROUND) and not average


def _is_exact(context: Context, figure: Figure) -> bool:
    written = context.report.folded[figure.span.start : figure.span.end]
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", written)
    return (
        bool(digits) and not re.search(r"[万亿千百.]", written) and digits is not None and not digits[0].endswith("0")
    )


def _conflict(context: Context, areas: Sequence[str]) -> Iterator[Hit]:
    """Find one indicator with two values that cannot both be, where neither is limited to a time, place or part."""
    plans = [part.span for part in context.report.of_role("plans")]
    first: dict[tuple[str, str], Named] = {}
    for named in context.named:
        figure = named.figure
        clause = _clause_before(context, named, "。;,\n")
        whole = clause + context.masked[named.span.start : named.span.end]
        counted = figure.unit != "%" and not any(plan.contains(named.span) for plan in plans)
        if not counted or _SCOPED.search(clause) or "分别" in whole:
            continue
        before = first.setdefault((named.indicator.id, figure.unit), named)
        differ = before is not named and not figure.meets(before.figure.low, before.figure.high)
        told = named.indicator.area in areas or _mistyped(context.report.folded, before.figure, figure)
        if differ and told and _same_words(context, before, named) and _same_subject(context, before, named):
            values = {
                "indicator": named.indicator.name,
                "one": context.report.quote(before.figure.span),
                "other": context.report.quote(figure.span),
            }
            yield Hit(named.span, values, (before.span,))


def _mistyped(folded: str, one: Figure, other: Figure) -> bool:
    """Say whether two figures have the same digits in another order: 1186 and 1168."""
    digits = [re.sub(r"\D", "", folded[figure.span.start : figure.span.end]) for figure in (one, other)]
    return len(digits[0]) > 2 and sorted(digits[0]) == sorted(digits[1])


def _same_subject(context: Context, one: Named, other: Named) -> bool:
    """Say whether nothing stands before the words of either that does not before the other's: 分管副区长出庭应诉9次."""
    told = [_clause_before(context, named, "。;,:\n").strip() for named in (one, other)]
    return _OF_THE_WHOLE.sub("", told[0]) == _OF_THE_WHOLE.sub("", told[1])


def _clause_before(context: Context, named: Named, marks: str) -> str:
    start = max(context.report.folded.rfind(mark, 0, named.span.start) for mark in marks) + 1
    return context.masked[start : named.span.start]


def _same_words(context: Context, one: Named, other: Named) -> bool:
    words = [context.masked[named.words.start : named.words.end] for named in (one, other)]
    return words[0].endswith(words[1]) or words[1].endswith(words[0])


def _lists(context: Context) -> Iterator[Hit]:
    """Find 分别 with fewer or more values than things."""
    folded = context.masked
    for found in _LIST.finditer(folded, context.report.body.start, context.report.body.end):
        things = found[1].split("、")
        values = _run_of_values(context, found.end())
        joined = len(re.findall("和|与|及", things[-1]))
        if len(things) > 1 and len(values) > 1 and not len(things) <= len(values) <= len(things) + joined:
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            span = Span(start, values[-1].span.end)
            yield Hit(span, {"things": len(things), "values": len(values)})


def _run_of_values(context: Context, start: int) -> list[Figure]:
    """Give the figures from a place on that only 、 or 和 parts."""
    run: list[Figure] = []
    for figure in context.figures_in(Span(start, start + 200)):
        gap = context.masked[run[-1].span.end if run else start : figure.span.start]
        if not re.fullmatch(r"[^,。;:\d]{0,3}" if not run else r"\s*(?:、|和|与|及|以及)\s*", gap):
            break
        run.append(figure)
    return run


def _trend(context: Context) -> Iterator[Hit]:
    """Find a rise or fall that the two years' figures contradict, in the same sentence or in last year's report."""
    within = list(_within_sentences(context))
    yield from within
    yield from (
        hit
        for hit in _since_last_year(context)
        if not any(hit.span.start < other.span.end and other.span.start < hit.span.end for other in within)
    )


def _within_sentences(context: Context) -> Iterator[Hit]:
    folded = context.masked
    for sentence in sentences(folded, context.report.body):
        figures = context.figures_in(sentence)
        for found in _TREND.finditer(folded, sentence.start, sentence.end):
            pair = _pair(context, figures, sentence)
            if pair is None:
                continue
            now, before = pair
            rising = found["way"] in _RISING
            stated = next(
                (item for item in figures if item.unit == "%" and 0 <= item.span.start - found.end() <= 4), None
            )
            wrong = now.number < before.number if rising else now.number > before.number
            rate = abs(now.number / before.number - 1) * 100
            off = stated is not None and stated.exact and abs(stated.number - rate) > 0.6
            if wrong or off:
                span = Span(found.start(), stated.span.end if stated else found.end())
                way = "上升" if now.number > before.number else "下降"
                quotes = (context.report.quote(now.span), context.report.quote(before.span))
                yield Hit(span, {"fault": _contrary(*quotes, f"{way}{rate:.1f}%")}, (before.span, now.span))


def _contrary(now: str, before: str, right: str) -> str:
    return f"与前后两个数不符:本年 {now},此前 {before},应是{right}"


def _since_last_year(context: Context) -> Iterator[Hit]:
    """Find a rise or fall that last year's report contradicts, and one without an amount that it could give."""
    for change in context.compared.indicators if context.compared else ():
        now, before, ratio = change.report, change.baseline, change.change
        if now is None or before is None or ratio is None or context.compared is None:
            continue
        quotes = (context.report.quote(now.figure.span), context.compared.baseline.quote(before.figure.span))
        if change.denied:
            right = f"{'上升' if ratio > 0 else '下降'}{abs(ratio):.1%}"
            yield Hit(change.denied, {"fault": _contrary(*quotes, right)}, (now.span,), (before.span,))
        elif change.vague and ratio:
            fault = f"没有说升降多少:上年报告写的是 {quotes[1]},本年 {quotes[0]}"
            yield Hit(change.vague, {"fault": fault}, (now.span,), (before.span,), severity="info")


def _pair(context: Context, figures: Sequence[Figure], sentence: Span) -> tuple[Figure, Figure] | None:
    """Give this year's figure and last year's of its unit, where just one can be meant: before it, else after it."""
    year = context.report.year
    previous = []
    for figure in figures:
        found = _PREVIOUS.search(context.masked, max(sentence.start, figure.span.start - 20), figure.span.start)
        if found and (found["year"] is None or (year is not None and int(found["year"]) == year - 1)):
            previous.append(figure)
    counts = [figure for figure in figures if figure.unit not in ("%", "年", "月", "个百分点", "百分点", "倍", "成")]
    if len(previous) != 1 or not previous[0].plain or not previous[0].number:
        return None
    others = [figure for figure in counts if figure is not previous[0] and figure.unit == previous[0].unit]
    before = [figure for figure in others if figure.span.start < previous[0].span.start]
    meant = before or others
    return (meant[0], previous[0]) if len(meant) == 1 and meant[0].plain else None


_FAULTS: Mapping[str, Callable[[Context], Iterator[Hit]]] = {
    "approximate": _approximate,
    "list": _lists,
    "trend": _trend,
}
