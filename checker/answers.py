"""Judge whether a plan answers a problem: by matter, and by words that matter where no matter is told of."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checker.matters import MatterIndex, Taxonomy
from checker.text import Span, sentences, trim
from checker.words import Words


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a text tells of: its place, its matters, whether it is complained of, the counts it gives."""

    span: Span
    matters: frozenset[str]
    complains: bool = True
    counts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words that tell a complaint in a clause, open a cause (to the sentence's end), or open a mere detail."""

    negative: tuple[str, ...]
    cause: tuple[str, ...]
    detail: tuple[str, ...]


def read_phrases(facts: Mapping[str, Any]) -> Phrases:
    """Take the phrases of `rules/facts/phrases.yaml` that this module needs."""
    return Phrases(tuple(facts["negative"]), tuple(facts["cause"]), tuple(facts["detail"]))


_COUNT = re.compile(r"(?<![\d.,])\d{2,}(?:[\d,]*\d)?(?:个|件|条|项|家|份|名|人|起|处|卷|宗|户)(?!次)")


class Judge:
    """Compare complaints with measures; `overlap` is the least share of a complaint's own words, 0 to 1."""

    def __init__(self, taxonomy: Taxonomy, words: Words, phrases: Phrases, overlap: float) -> None:
        self._taxonomy = taxonomy
        self._words = words
        self._phrases = phrases
        self._overlap = overlap

    def measures(self, folded: str, plans: Sequence[Span], index: MatterIndex) -> tuple[Part, ...]:
        """Cut plans into clauses, each with the matters it tells of."""
        return tuple(
            Part(clause, frozenset(hit.matter for hit in index.within(clause)), counts=_counts(folded, clause))
            for plan in plans
            for sentence in sentences(folded, plan)
            for clause in _clauses(folded, sentence)
        )

    def unanswered(
        self, folded: str, title: Span, body: Span, measures: Sequence[Part], index: MatterIndex
    ) -> list[Part]:
        """Give the parts of a problem that no measure answers; `title` or `body` may be empty, not both.

        Where a measure is about the matter of the title, the text below it only tells more of it. Else one thing
        answered answers the problem, unless under a title most of the things complained of are left open. A problem
        whose matter is not known is left alone: better silent than wrong. A measure whose matter is not known
        answers where it repeats most of the problem's own words.
        """
        titled = self._parts(folded, title, index) if len(title) else []
        told = self._parts(folded, body, index) if len(body) else []
        planned = {measure.matters for measure in measures}
        if any(self._answers(part, planned) for part in titled):
            return []
        complaints = [part for part in told if part.complains and part.matters]
        unanswered = [part for part in complaints if not self._answers(part, planned)]
        if any(self._answers(part, planned) for part in told):
            return unanswered if titled and 2 * len(unanswered) > len(complaints) else []
        known = [part for part in titled + told if part.complains and part.matters]
        counts = _counts(folded, body)
        if not known or (counts and any(counts & measure.counts for measure in measures)):
            return []
        if self._same_words(folded, [title, body], [measure.span for measure in measures if not measure.matters]):
            return []
        return unanswered or known

    def _parts(self, folded: str, span: Span, index: MatterIndex) -> list[Part]:
        """Cut a problem into the things it tells of, causes left out.

        The clauses before a complaint belong to it: “基层执法人员的…能力,与…要求还存在差距” is one. What follows the
        last complaint only tells more; a text without any complaint word is one complaint.
        """
        runs = [run for sentence in sentences(folded, span) for run in self._runs(folded, sentence)]
        if not any(complains for _, complains in runs):
            runs = [(span, True)]
        return [
            Part(run, frozenset(hit.matter for hit in index.within(run)), complains=complains)
            for run, complains in runs
        ]

    def _runs(self, folded: str, sentence: Span) -> Iterator[tuple[Span, bool]]:
        start: int | None = None
        end = sentence.start
        for clause in _clauses(folded, sentence):
            shown = folded[clause.start : clause.end]
            if shown.startswith(self._phrases.cause):
                break
            if shown.startswith(self._phrases.detail):
                start = None
                continue
            start, end = clause.start if start is None else start, clause.end
            if any(word in shown for word in self._phrases.negative):
                yield Span(start, end), True
                start = None
        if start is not None:
            yield Span(start, end), False

    def _answers(self, part: Part, planned: Iterable[frozenset[str]]) -> bool:
        """Say whether a clause of the plans does something about a matter of the part.

        A clause that shares only the field must not be about some other matter there.
        """
        answers = frozenset[str]().union(*(self._taxonomy.answers(matter) for matter in part.matters))
        fields = {name for name in answers if self._taxonomy.matters[name].field}
        return any(
            clause & (answers - fields) or (clause & fields and not self._specific(clause)) for clause in planned
        )

    def _specific(self, matters: frozenset[str]) -> bool:
        return any(not self._taxonomy.matters[name].field for name in matters)

    def _same_words(self, folded: str, problem: Sequence[Span], plans: Sequence[Span]) -> bool:
        own = self._own_words(folded, problem)
        shared = own & self._own_words(folded, plans)
        return len(shared) > 1 and sum(map(len, shared)) >= self._overlap * sum(map(len, own))

    def _own_words(self, folded: str, spans: Sequence[Span]) -> set[str]:
        return {word for span in spans for word in self._words.content(folded[span.start : span.end])}


def _counts(folded: str, span: Span) -> frozenset[str]:
    """Give the counts told: a plan that takes up one of a problem (对积压的1240件逐案清点) answers it."""
    return frozenset(_COUNT.findall(folded, span.start, span.end))


def _clauses(folded: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    while start < sentence.end:
        comma = folded.find(",", start, sentence.end)
        end = comma if comma >= 0 else sentence.end
        clause = trim(folded, Span(start, end))
        if len(clause):
            yield clause
        start = end + 1
