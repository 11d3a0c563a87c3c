"""Find the numbers that open chapters, sections and items, at the start of a line or within it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from checker.numerals import chinese_integer
from checker.text import Span

_CN = "[一二三四五六七八九十]{1,3}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NOT_DECIMAL = r"(?!\d(?!\d{3}\s*年))"
_STYLES: tuple[tuple[str, float, str], ...] = (
    ("第一部分", 0, rf"第({_CN}|\d{{1,2}})(?:部分|章)[、:,\s]*"),
    ("一、", 0, rf"({_CN})\s*[、.]\s*"),
    ("(一)", 1, rf"\(\s*({_CN})\s*\)\s*[、.,]?\s*"),
    ("(一)", 1, rf"({_CN})\)\s*[、.]?\s*"),
    ("1.", 2, rf"(\d{{1,2}})\s*[.、]\s*{_NOT_DECIMAL}"),
    ("(1)", 3, r"\(\s*(\d{1,2})\s*\)\s*[、.]?\s*"),
    ("(1)", 3, r"(\d{1,2})\)\s*"),
    ("①", 3.5, rf"([{_CIRCLED}])\s*[、.]?\s*"),
    ("一是", 4, rf"({_CN})是(?![否一])"),
    ("一要", 4, rf"({_CN})要"),
)
RANKS = {style: rank for style, rank, _ in _STYLES}
_AT_LINE = re.compile(
    r"(?:#{1,6}\s*)?(?:\*\*|__)?\s*(?:" + "|".join(pattern for _, _, pattern in _STYLES) + r")(?:\*\*|__)?"
)
_HASHES = re.compile(r"(#{1,6})\s*(?:\*\*)?\s*(?=\S)")
_AFTER_STOP = r"(?<=[。;:!?])\s*"
_IN_SENTENCE = r"(?<=[。;:!?,、)”\s])"
_INLINE = {
    "一、": rf"(?:(?<=[。;:!?])|(?<=\s))({_CN})、\s*",
    "(一)": rf"(?<![第条款项])\(\s*({_CN})\s*\)\s*[、.,]?\s*",
    "1.": rf"{_AFTER_STOP}(\d{{1,2}})\s*[.、]\s*{_NOT_DECIMAL}",
    "(1)": r"(?<=[。;:!?,])\s*\(\s*(\d{1,2})\s*\)\s*",
    "①": rf"([{_CIRCLED}])\s*",
    "一是": rf"{_IN_SENTENCE}({_CN})是(?![否一])",
    "一要": rf"{_IN_SENTENCE}({_CN})要",
}
_LONGEST_STYLED, _TITLE_LINES = 60, 3
_ENDS_SENTENCE = tuple("。!?;:,、|")
_TELLTALE = {"一、": "、", "(一)": ")", "1.": "1", "(1)": "1", "①": "①", "一是": "是", "一要": "一要"}
"""A character without which a style cannot occur: most paragraphs then need no search."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A number in front of a heading: its style (`一、` … `一是`), value and place, and how deep it ranks."""

    style: str
    rank: float
    number: int | None
    span: Span
    opens_line: bool


def line_mark(folded: str, line: Span) -> Mark | None:
    """Give the mark that a line begins with."""
    found = _AT_LINE.match(folded, line.start, line.end)
    if found and found.lastindex and (value := _value(found[found.lastindex])) is not None:
        style = _STYLES[found.lastindex - 1][0]
        return Mark(style, RANKS[style], value, Span(*found.span()), opens_line=True)
    hashes = _HASHES.match(folded, line.start, line.end)
    if hashes:
        return Mark("#" * len(hashes[1]), len(hashes[1]) * 0.1, None, Span(*hashes.span()), opens_line=True)
    return None


def style_marks(
    folded: str,
    lines: Sequence[Span],
    levels: Mapping[int, int],
    numbered: Mapping[int, Mark],
    is_title: Callable[[str], bool],
) -> dict[int, Mark]:
    """Give marks for lines that only their style makes headings, by their start, ranked as numbered ones of their level.

    `levels` and `numbered` go by the start of the line; the report's title in a heading style is no heading.
    """
    plain = [line for line in lines if line.start in levels and line.start not in numbered]
    title = _styled_title(folded, lines, plain, levels, is_title)
    headings = [line for line in plain if line not in title and _is_short(folded[line.start : line.end])]
    ranks = _ranks_of_levels(levels, numbered, {levels[line.start] for line in headings})
    return {
        line.start: Mark("", ranks[levels[line.start]], None, Span(line.start, line.start), opens_line=True)
        for line in headings
    }


def _is_short(shown: str) -> bool:
    return len(shown) <= _LONGEST_STYLED and not shown.endswith(_ENDS_SENTENCE)


def _styled_title(
    folded: str,
    lines: Sequence[Span],
    plain: Sequence[Span],
    levels: Mapping[int, int],
    is_title: Callable[[str], bool],
) -> Sequence[Span]:
    """Give the lines of the title among lines in a heading style: the first, and what follows at once in its level.

    The first line is the title where no other has its level, where numbered ones have it, or by its words.
    """
    first = next((line for line in lines if line.start in levels), None)
    if first is None or first not in plain:
        return ()
    at = lines.index(first)
    level = levels[first.start]
    leading = list(takewhile(lambda line: levels.get(line.start) == level and line in plain, lines[at:]))
    rest = [line for line in lines[at + len(leading) :] if levels.get(line.start) == level]
    if any(line not in plain for line in rest) or (not rest and len(levels) > len(leading)):
        return leading
    if any(is_title(folded[line.start : line.end]) for line in lines[:at]):
        return ()
    words = ["".join(folded[line.start : line.end] for line in leading[:count]) for count in range(1, _TITLE_LINES + 1)]
    return leading[: next((count for count, joined in enumerate(words, 1) if is_title(joined)), 0)]


def _ranks_of_levels(levels: Mapping[int, int], numbered: Mapping[int, Mark], wanted: set[int]) -> dict[int, float]:
    """Rank each level as the numbered headings of it do most, or else by its distance from the nearest level above.

    A level above one that is numbered 一、 ranks below zero: it holds the chapters, and 一、 its sections.
    """
    seen: dict[int, Counter[float]] = {}
    for start, mark in numbered.items():
        if start in levels:
            seen.setdefault(levels[start], Counter())[mark.rank] += 1
    known = {level: ranks.most_common(1)[0][0] for level, ranks in seen.items()}
    ranks: dict[int, float] = {}
    top = min(wanted, default=0)
    for level in sorted(wanted):
        told = {**ranks, **known}
        above = max((other for other in told if other < level), default=None)
        below = [rank - 1 for other, rank in known.items() if other > level]
        first = min(float(level - top), *below) if below else float(level - top)
        ranks[level] = known.get(level, first if above is None else told[above] + level - above)
    return ranks


def inline_marks(folded: str, span: Span, opened_by: Mark | None) -> list[Mark]:
    """Give the sections and items numbered within a paragraph: runs that count from one and have two at least.

    A paragraph that itself opens with 一是 goes on with 二是.
    """
    found: list[Mark] = []
    for style in ("(一)", "1.", "(1)", "①", "一是", "一要"):
        run = _run(style, folded, span)
        continues = opened_by is not None and opened_by.style == style
        first = (opened_by.number or 0) + 1 if continues and opened_by else 1
        if run and run[0].number == first and (len(run) > 1 or continues):
            found += run
    return sorted(found, key=lambda mark: mark.span)


def inline_chapters(folded: str, lines: Sequence[Span], opened: Sequence[Mark]) -> list[Mark]:
    """Give chapters whose line break was lost: 。二、 where no line opens with 二、 and 二 is due."""
    taken = {mark.number for mark in opened}
    found: list[Mark] = []
    due = 1
    for line in lines:
        head = next((mark for mark in opened if mark.span.start == line.start), None)
        if head is not None and head.number is not None:
            due = head.number + 1
        for mark in _matches("一、", folded, line):
            if mark.number == due and mark.number not in taken:
                found.append(mark)
                due += 1
    return found if opened or len(found) > 1 else []


def _run(style: str, folded: str, span: Span) -> list[Mark]:
    """Keep the marks of a style that go on counting; others in between are words, not numbers."""
    marks = list(_matches(style, folded, span))
    if style in ("一是", "一要"):
        return marks
    run: list[Mark] = []
    for mark in marks:
        if not run or mark.number == (run[-1].number or 0) + 1:
            run.append(mark)
    return run


def _matches(style: str, folded: str, span: Span) -> Iterator[Mark]:
    if folded.find(_TELLTALE[style], span.start + 1, span.end) < 0:
        return
    for found in re.compile(_INLINE[style]).finditer(folded, span.start + 1, span.end):
        value = _value(found[1])
        if value is not None:
            start = found.end() - len(found[0].lstrip())
            yield Mark(style, RANKS[style], value, Span(start, found.end()), opens_line=False)


def _value(numeral: str) -> int | None:
    return _CIRCLED.index(numeral) + 1 if numeral in _CIRCLED else chinese_integer(numeral)
