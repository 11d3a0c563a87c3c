"""The indicators of two years side by side (指标变化)."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checker.comparison import Change
from checker.edition import Edition
from checker.figures import Figure
from checker.indicators import Indicator, Named
from checker.text import Span

_SAME_WORDS = 6
"""Characters in common before two figures of no known indicator, from which they count the same thing."""
_LONGEST_NAME = 14
_RATE_TOLERANCE = 1.0
"""Percentage points by which a stated change may differ from that of the two figures."""
_BLANKED = "\ufffc"
"""What names of documents are blanked with."""
_SENTENCE_ENDS = "。;\n"


@dataclass(frozen=True, slots=True)
class ChangeCues:
    """Words of `rules/facts/indicators.yaml` for changes.

    What makes a figure another year's or a part's, what tells a rise or fall, and units that stand for one another.
    """

    elsewhere: re.Pattern[str]
    trend: re.Pattern[str]
    rising: frozenset[str]
    units: Mapping[str, str]


def read_change_cues(facts: Mapping[str, Any]) -> ChangeCues:
    """Take the cues of the file of indicators."""
    entry = facts["changes"]
    ways = "|".join((*entry["rising"], *entry["falling"]))
    against = "|".join(entry["against"])
    return ChangeCues(
        elsewhere=re.compile("|".join(entry["elsewhere"])),
        trend=re.compile(
            rf"(?:{against})[^,。;\d]{{0,12}}?(?P<way>{ways})(?:了|约|近|超)*(?P<amount>\d+(?:\.\d+)?%|[\d一两三四五六七八九十]\S*)?"
        ),
        rising=frozenset(entry["rising"]),
        units={unit: group[0] for group in entry["units"] for unit in group},
    )


def find_changes(report: Edition, baseline: Edition, cues: ChangeCues, *, adjacent: bool) -> tuple[Change, ...]:
    """Pair the indicators of two reports by name and unit: those in both, then the new, then the dropped.

    Words that compare with last year (同比) are held against the figures where the two years are `adjacent`.
    """
    own, former = _by_name(report, cues), _by_name(baseline, cues)
    both = [_change(own[name], former[name], report, cues, adjacent=adjacent) for name in own if name in former]
    new = [_one_sided(own[name], None) for name in own if name not in former]
    dropped = [_one_sided(None, former[name]) for name in former if name not in own]
    both += [_change(one, other, report, cues, adjacent=adjacent) for one, other in _same_words(report, baseline, cues)]
    return (*sorted(both, key=lambda change: change.report.span if change.report else Span(0, 0)), *new, *dropped)


def _by_name(told: Edition, cues: ChangeCues) -> dict[tuple[str, str], Named]:
    """Give the first figure of each indicator that is the whole of this year's, not of a part or another year."""
    done = told.told_as_done()
    found: dict[tuple[str, str], Named] = {}
    for named in told.named:
        if not any(span.contains(named.span) for span in done):
            continue
        if not cues.elsewhere.search(told.masked, _clause_start(told.masked, named.span.start), named.span.end):
            found.setdefault((named.indicator.id, cues.units.get(named.figure.unit, named.figure.unit)), named)
    return found


def _clause_start(masked: str, offset: int) -> int:
    return max(masked.rfind(mark, 0, offset) for mark in ",。;\n") + 1


def _one_sided(report: Named | None, baseline: Named | None) -> Change:
    named = report or baseline
    assert named is not None
    return Change(named.indicator.name, named.figure.unit, baseline, report, None)


def _change(report: Named, baseline: Named, told: Edition, cues: ChangeCues, *, adjacent: bool) -> Change:
    now, before = report.figure, baseline.figure
    ratio = round(now.number / before.number - 1, 4) if before.number else None
    found = _trend(told, now, cues) if adjacent and before.number else None
    denied = Span(*found.span()) if found and _contradicts(found, now, before, cues) else None
    vague = Span(*found.span()) if found and not denied and found["amount"] is None else None
    return Change(report.indicator.name, now.unit, baseline, report, ratio, denied, vague)


def _trend(told: Edition, now: Figure, cues: ChangeCues) -> re.Match[str] | None:
    """Find the words behind a figure, before the next one of its sentence, that tell its rise or fall."""
    ends = (told.masked.find(mark, now.span.end) for mark in _SENTENCE_ENDS)
    end = min((place for place in ends if place >= 0), default=len(told.masked))
    found = cues.trend.search(told.masked, now.span.end, end)
    index = bisect_left(told.figures, now.span.end, key=lambda figure: figure.span.start)
    following = told.figures[index].span.start if index < len(told.figures) else end
    return found if found and following >= found.start() else None


def _contradicts(found: re.Match[str], now: Figure, before: Figure, cues: ChangeCues) -> bool:
    """Say whether a rise or fall, or its amount, is not that of two figures; shares change by points (个百分点)."""
    if now.meets(before.low, before.high):
        return False
    amount = found["amount"] or ""
    share = now.unit == "%"
    change = now.number - before.number if share else (now.number / before.number - 1) * 100
    comparable = now.plain and before.plain and amount.endswith("个百分点" if share else "%")
    stated = float(amount.rstrip("个百分点%")) if comparable else None
    off = stated is not None and abs(stated - abs(change)) > _RATE_TOLERANCE
    return (change > 0) != (found["way"] in cues.rising) or off


def _same_words(report: Edition, baseline: Edition, cues: ChangeCues) -> Iterator[tuple[Named, Named]]:
    """Pair figures of no known indicator that the same words stand before, once in each report."""
    former = _by_words(baseline, cues)
    for key, (one, words) in _by_words(report, cues).items():
        if key in former:
            other, others = former[key]
            name = _short(_common_end(words, others))
            yield _named(name, one, words), _named(name, other, others)


def _by_words(told: Edition, cues: ChangeCues) -> dict[tuple[str, str], tuple[Figure, str]]:
    known = {named.figure.span for named in told.named}
    done = told.told_as_done()
    found: dict[tuple[str, str], tuple[Figure, str]] = {}
    twice: set[tuple[str, str]] = set()
    for figure in told.figures:
        start = max(_clause_start(told.masked, figure.span.start), told.masked.rfind("、", 0, figure.span.start) + 1)
        words = told.masked[start : figure.span.start].strip()
        key = (words[-_SAME_WORDS:], figure.unit)
        if figure.span in known or figure.unit in ("年", "月") or len(words) < _SAME_WORDS or _BLANKED in key[0]:
            continue
        if cues.elsewhere.search(words) or not any(span.contains(figure.span) for span in done):
            continue
        if key in found:
            twice.add(key)
        found[key] = (figure, words)
    return {key: value for key, value in found.items() if key not in twice}


def _common_end(one: str, other: str) -> str:
    length = 0
    while length < min(len(one), len(other)) and one[-1 - length] == other[-1 - length]:
        length += 1
    return one[len(one) - length :]


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_NAME else "…" + words[-_LONGEST_NAME:]


def _named(name: str, figure: Figure, words: str) -> Named:
    place = Span(figure.span.start - len(words), figure.span.start)
    indicator = Indicator("", name, "", frozenset({figure.unit}), after=True, both=False, context=())
    return Named(indicator, figure, place, Span(place.start, figure.span.end))
