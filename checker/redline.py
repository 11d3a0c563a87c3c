"""How one passage became another, word by word (对照改动)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.comparison import Edit
from checker.text import Span
from checker.words import Words

_PIECE = re.compile(r"20\d\d年度?|\d(?:[\d,.]*\d)?[余多]?[万亿]?%?|[^\d]+")
_ISLAND = 1
"""Characters in common between two changes that are shown as changed with them, such as 的 or a comma."""


@dataclass(frozen=True, slots=True)
class _Step:
    same: bool
    baseline: Span
    report: Span


def redline(words: Words, baseline: str, former: Span, report: str, own: Span) -> tuple[Edit, ...]:
    """Give the steps from a span of the baseline's folded text to one of the report's; a year or figure is one word."""
    from rapidfuzz.distance import Indel

    before, after = _tokens(words, baseline, former), _tokens(words, report, own)
    codes = Indel.opcodes(
        [baseline[token.start : token.end] for token in before], [report[token.start : token.end] for token in after]
    )
    steps = [
        _Step(
            code.tag == "equal",
            _cover(before, code.src_start, code.src_end, former),
            _cover(after, code.dest_start, code.dest_end, own),
        )
        for code in codes
    ]
    return tuple(edit for group in _groups(steps) for edit in _edits(group))


def _tokens(words: Words, folded: str, span: Span) -> list[Span]:
    tokens: list[Span] = []
    for found in _PIECE.finditer(folded, span.start, span.end):
        start = found.start()
        for word in (found[0],) if found[0][0].isdecimal() else words.cut(found[0]):
            tokens.append(Span(start, start + len(word)))
            start += len(word)
    return tokens


def _cover(tokens: Sequence[Span], start: int, end: int, whole: Span) -> Span:
    if start == end:
        place = tokens[start].start if start < len(tokens) else whole.end
        return Span(place, place)
    return Span(tokens[start].start, tokens[end - 1].end)


def _groups(steps: Sequence[_Step]) -> Iterator[list[_Step]]:
    """Part what is the same from what was changed; next to nothing between two changes goes with them."""
    group: list[_Step] = []
    for index, step in enumerate(steps):
        island = step.same and len(step.report) <= _ISLAND and 0 < index < len(steps) - 1
        if group and (group[-1].same or (step.same and not island)):
            yield group
            group = []
        group.append(_Step(step.same and not island, step.baseline, step.report))
    if group:
        yield group


def _edits(group: Sequence[_Step]) -> Iterator[Edit]:
    baseline = Span(group[0].baseline.start, group[-1].baseline.end)
    report = Span(group[0].report.start, group[-1].report.end)
    if group[0].same:
        yield Edit("same", baseline, report)
        return
    if len(baseline):
        yield Edit("deleted", baseline, Span(report.start, report.start))
    if len(report):
        yield Edit("inserted", Span(baseline.end, baseline.end), report)
