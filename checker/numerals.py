"""Chinese numerals of headings and years, and the years that a text names."""

import re
from collections.abc import Iterator

from checker.text import Span

_DIGITS = {"〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
           "八": 8, "九": 9}  # fmt: skip
_YEAR = re.compile(r"(?<![\d〇○零一二三四五六七八九.])(20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})(?!\d)")
_YEAR_UNIT = re.compile(r"\s*(?:年度|年|度|(?=法治|推进|全面|依法|工作|全年))")
_RANGE_AFTER = re.compile(r"\s*年?\s*[—–\-－~～至到]{1,2}\s*20\d\d")
_RANGE_BEFORE = re.compile(r"20\d\d\s*年?\s*[—–\-－~～至到]{1,2}\s*$")
_BOOK_TITLE = re.compile(r"《[^》\n]{0,80}》")


def chinese_integer(numeral: str) -> int | None:
    """Read 一 … 九十九, or digits, as an integer; None when it is neither."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, units = numeral.rpartition("十")
    if (tens not in _DIGITS and tens) or (units not in _DIGITS and units) or not numeral:
        return None
    if not ten:
        return _DIGITS.get(units)
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[units] if units else 0)


def year_value(numeral: str) -> int:
    """Read 2024 or 二〇二四 as a year."""
    if numeral.isdecimal():
        return int(numeral)
    return int("".join(str(_DIGITS[digit]) for digit in numeral))


def mask_titles(folded: str) -> str:
    """Blank what stands in 《》, at the same length, so that names of documents match nothing."""
    return _BOOK_TITLE.sub(lambda found: "《" + "\ufffc" * (len(found[0]) - 2) + "》", folded)


def years(folded: str) -> Iterator[tuple[int, Span]]:
    """Yield the calendar years named in folded text, those in 《》 and at the ends of ranges left out.

    A year counts when 年, 年度 or 度 follows, or a word that such titles put straight after it.
    """
    masked = mask_titles(folded)
    for found in _YEAR.finditer(masked):
        unit = _YEAR_UNIT.match(masked, found.end())
        if (
            unit is None
            or _RANGE_AFTER.match(masked, found.end())
            or _RANGE_BEFORE.search(masked, max(0, found.start() - 12), found.start())
        ):
            continue
        yield year_value(found[1]), Span(found.start(), unit.end())
