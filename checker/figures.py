"""Figures (数字): what running text counts, read as intervals with unit and the words around them.

Intervals rather than numbers: 约1.2万 and 11983 agree, 98% and 97.1% do not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from checker.text import Span

_CN_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_CN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "": 1}
_UNITS = (
    "个百分点", "百分点", "件次", "人次", "场次", "户次", "批次", "台次", "艘次", "家次", "项次", "班次", "个工作日", "工作日", "万元", "亿元",
    "公里", "公斤", "平方米", "学时", "件", "宗", "起", "份", "次", "场", "期", "人", "名", "位", "家", "户", "条", "项", "部", "个", "元",
    "台", "艘", "篇", "册", "张", "幅", "所", "处", "座", "支", "轮", "类", "套", "批", "对", "间", "块", "辆", "只", "亩", "吨", "天", "年",
    "月", "倍", "成", "%",
)  # fmt: skip
_UNIT = "|".join(_UNITS)
_BEFORE = "近|约|大约|超过|超|逾|不少于|不低于|至少|突破|不足|不到|将近|接近|达到?"
_AFTER = "左右|上下|以上|以下|以内|之多"
_FIGURE = re.compile(
    rf"(?P<before>{_BEFORE})?\s*"
    r"(?<!第)(?:(?<![\d.第])(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?)|(?P<chinese>(?<![第零一二三四五六七八九十百千万亿两])[零一二三四五六七八九十百千万亿两]+))"
    rf"\s*(?P<more1>余|多|来)?\s*(?P<scale>[百千万亿])?\s*(?P<more2>余|多|来)?\s*(?P<unit>{_UNIT})(?P<after>{_AFTER})?"
)
_CHINESE_UNITS = frozenset(_UNITS) - {"年", "月", "成", "部", "类", "处", "支", "对", "位", "天", "块", "只", "倍"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as written: its place, the place of the number alone, its unit, and all values it can stand for.

    `before` and `after` are the words that make it inexact (近, 以上), `more` is 余 or 多 within it; `number` is what
    is written without them. A share in per cent has the unit %.
    """

    span: Span
    unit: str
    number: float
    low: float
    high: float
    before: str
    more: str
    after: str

    @property
    def plain(self) -> bool:
        """Say whether it is written without words that make it inexact; it may still be rounded, as 1.2万 is."""
        return not (self.before or self.more or self.after)

    @property
    def exact(self) -> bool:
        """Say whether it stands for one value only."""
        return self.low == self.high

    def meets(self, low: float, high: float) -> bool:
        """Say whether any of its values lies in an interval."""
        return self.low <= high and low <= self.high


def find_figures(folded: str, span: Span) -> Iterator[Figure]:
    """Yield the figures within a span, in order."""
    for found in _FIGURE.finditer(folded, span.start, span.end):
        figure = _read(found)
        if figure is not None:
            yield figure


def _read(found: re.Match[str]) -> Figure | None:
    chinese = found["chinese"]
    if chinese is not None and (found["unit"] not in _CHINESE_UNITS or not _is_count(chinese, found)):
        return None
    base = chinese_number(chinese) if chinese else float(found["digits"].replace(",", ""))
    if base is None:
        return None
    number = base * _SCALES[found["scale"] or ""]
    more = found["more1"] or found["more2"] or ""
    step = _step(found["digits"] or "", number, _SCALES[found["scale"] or ""])
    low, high = _interval(number, step, found["before"] or "", more, found["after"] or "", bool(found["scale"]))
    start = (
        found.start("before")
        if found["before"]
        else found.start("digits")
        if found["digits"]
        else found.start("chinese")
    )
    return Figure(
        Span(start, found.end()), found["unit"], number, low, high, found["before"] or "", more, found["after"] or ""
    )


def _is_count(chinese: str, found: re.Match[str]) -> bool:
    """Leave out 一次, 一件 and the like, which count nothing, unless something makes them a count."""
    return len(chinese) > 1 or chinese in _CN_SCALES or bool(found["more1"] or found["more2"])


def chinese_number(numeral: str) -> float | None:
    """Read 两万三千 or 二十; None where the characters are no number."""
    total = section = 0.0
    digit: float | None = None
    for character in numeral:
        if character in _CN_DIGITS:
            digit = _CN_DIGITS[character]
        elif _CN_SCALES[character] >= 10_000:
            total = (total + section + (digit or 0)) * _CN_SCALES[character] if total + section + (digit or 0) else 0.0
            section, digit = 0.0, None
        else:
            section += (1 if digit is None else digit) * _CN_SCALES[character]
            digit = None
    value = total + section + (digit or 0)
    return value if value or numeral in ("零", "〇") else None


def _step(digits: str, number: float, scale: int) -> float:
    """Give what the last written place counts: 2100 → 100, 1.2万 → 1000, 两万 → 10000."""
    if "." in digits:
        return scale / 10.0 ** len(digits.split(".")[1])
    whole = digits.replace(",", "") if digits else str(int(number))
    zeros = len(whole) - len(whole.rstrip("0")) if whole.strip("0") else 0
    return (scale if digits else 1) * 10.0**zeros


def _interval(number: float, step: float, before: str, more: str, after: str, scaled: bool) -> tuple[float, float]:
    """Give the values that a figure with its qualifiers can stand for."""
    if after in ("以上", "之多") or before in ("超过", "超", "逾", "不少于", "不低于", "至少", "突破"):
        return number, inf
    if after in ("以下", "以内") or before in ("不足", "不到"):
        return 0.0, number
    if before in ("近", "将近", "接近"):
        return max(0.0, number - max(step, number * 0.1)), number
    if before in ("约", "大约") or after in ("左右", "上下"):
        spread = max(number * 0.05, min(step / 2, number * 0.2))
        return number - spread, number + spread
    if more:
        return number, number + step
    return (number - step / 2, number + step / 2) if scaled else (number, number)
