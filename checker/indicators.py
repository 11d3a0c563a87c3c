"""Indicators (指标): the quantities that such reports give, found by the words around a figure."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checker.figures import Figure
from checker.matters import Group, Matter, MatterHit, Taxonomy, read_cue
from checker.text import Span

_REACH_AFTER, _REACH_BEFORE = 12, 4
_BREAK = re.compile(r"[,。;\n、:](?!\s*\d)|[。;\n]")


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator: its units, whether the figure stands after or before its words, and what must stand near."""

    id: str
    name: str
    area: str
    units: frozenset[str]
    after: bool
    both: bool
    context: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A figure with the indicator that it gives, the words that name it, and the place of both together."""

    indicator: Indicator
    figure: Figure
    words: Span
    span: Span


@dataclass(frozen=True, slots=True)
class Relation:
    """How indicators must relate: `whole` is the sum of `parts` (sum), no less than each (part), or the base of a rate.

    A sum holds where it holds with or without the parts that may be counted `within` another part. It does not run
    with fewer than `least` parts, nor where one of `unless` is given, such as cases carried over.
    """

    kind: str
    whole: str
    parts: tuple[str, ...]
    within: tuple[str, ...]
    least: int
    unless: tuple[str, ...]
    rate: str
    near: bool


class Indicators:
    """Find the indicators that figures give."""

    def __init__(
        self,
        indicators: Sequence[Indicator],
        words: Mapping[str, str],
        relations: Sequence[Relation],
        subjects: Sequence[str],
    ) -> None:
        self.by_id = {indicator.id: indicator for indicator in indicators}
        self.relations = tuple(relations)
        self._subjects = tuple(subjects)
        self._cues = Taxonomy(
            [Group("", "", "area")],
            [Matter(name, "", (), frozenset(), tuple(cues.split()), (), field=False) for name, cues in words.items()],
        )

    def find(self, folded: str, body: Span, figures: Sequence[Figure]) -> Iterator[Named]:
        """Yield the figures of a body that give an indicator, each under the nearest and longest words that name it."""
        starts = [figure.span.start for figure in figures]
        named: dict[int, tuple[int, int, MatterHit]] = {}
        for hit in self._cues.find(folded):
            if not body.contains(hit.span):
                continue
            indicator = self.by_id[hit.matter]
            index = self._nearest(folded, hit.span, indicator, figures, starts)
            if index is not None and self._stands_in_context(folded, hit.span, indicator.context):
                place = figures[index].span
                gap = max(place.start - hit.span.end, hit.span.start - place.end)
                best = min(named.get(index, (gap + 1, 0, hit)), (gap, -len(hit.span), hit))
                named[index] = best
        for index in sorted(named):
            hit, figure = named[index][2], figures[index]
            span = Span(min(hit.span.start, figure.span.start), max(hit.span.end, figure.span.end))
            yield Named(self.by_id[hit.matter], figure, hit.span, span)

    def _stands_in_context(self, folded: str, span: Span, context: Sequence[str]) -> bool:
        """Say whether the sentence or the one before it tells of the context, and of no other subject after it."""
        if not context:
            return True
        paragraph = folded.rfind("\n", 0, span.start) + 1
        start = folded.rfind("。", paragraph, max(paragraph, folded.rfind("。", paragraph, span.start))) + 1
        start = max(start, paragraph)
        told = max(folded.rfind(word, start, span.end) for word in context)
        others = [folded.rfind(word, start, span.start) for word in self._subjects if word not in context]
        return told >= 0 and told >= max(others, default=-1)

    def _nearest(
        self, folded: str, words: Span, indicator: Indicator, figures: Sequence[Figure], starts: Sequence[int]
    ) -> int | None:
        sides = (indicator.after, not indicator.after) if indicator.both else (indicator.after,)
        for after in sides:
            index = bisect_left(starts, words.end) if after else bisect_left(starts, words.start) - 1
            if not 0 <= index < len(figures) or figures[index].unit not in indicator.units:
                continue
            figure = figures[index].span
            gap = Span(words.end, figure.start) if after else Span(figure.end, words.start)
            reach = _REACH_AFTER if after else _REACH_BEFORE
            if 0 <= len(gap) <= reach and not _BREAK.search(folded, gap.start, gap.end):
                return index
        return None


def read_indicators(facts: Mapping[str, Any]) -> Indicators:
    """Make the indicators of `rules/facts/indicators.yaml`."""
    indicators = [
        Indicator(
            id=entry["id"],
            name=entry["name"],
            area=entry["area"],
            units=frozenset(entry["units"]),
            after=entry["after"],
            both=entry.get("both", False),
            context=tuple(read_cue(entry["context"])[0]) if "context" in entry else (),
        )
        for entry in facts["indicators"]
    ]
    relations = [
        Relation(
            kind=entry["kind"],
            whole=entry["whole"],
            parts=tuple(entry["parts"]),
            within=tuple(entry.get("within", ())),
            least=entry.get("least", len(entry["parts"])),
            unless=tuple(entry.get("unless", ())),
            rate=entry.get("rate", ""),
            near=entry.get("near", False),
        )
        for entry in facts["relations"]
    ]
    words = {entry["id"]: entry["words"] for entry in facts["indicators"]}
    return Indicators(indicators, words, relations, facts["subjects"])
