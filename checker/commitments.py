"""What became of last year's plans and problems (上年承诺、上年问题), judged by what this year's report tells as done."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from checker.comparison import Commitment, CommitmentStatus, FormerProblem
from checker.edition import Edition
from checker.matters import Taxonomy
from checker.patterns import Pattern
from checker.similarity import SetPhrases, found_in, key
from checker.text import Span, sentences, trim
from checker.words import Words

WORDS = 0.5
"""Share of the weight of a thing's own words that a sentence must hold to answer it where no matter is known."""
ALSO = 0.2
"""The same for a further thing about the matters of one that is answered."""
MOST = 0.6
"""Share of a promise's things that must be answered for it to count as answered, not partly."""
REPEATED = 0.8
"""Likeness, numerals aside, from which a sentence of a problem is told again within one of this year's."""
_SHOWN = 3
"""Sentences given as evidence, at most."""


@dataclass(frozen=True, slots=True)
class FollowUpCues:
    """Words of `rules/facts/phrases.yaml`: for what is only meant, what was done, what is a mere aim, a complaint."""

    future: re.Pattern[str]
    done: re.Pattern[str]
    aim: re.Pattern[str]
    negative: tuple[str, ...]


def read_follow_up_cues(facts: Mapping[str, Any]) -> FollowUpCues:
    """Take the cues of the phrases."""
    future, done, aim = (re.compile("|".join(facts[name])) for name in ("future", "done", "aim"))
    return FollowUpCues(future, done, aim, tuple(facts["negative"]))


@dataclass(frozen=True, slots=True)
class _Thing:
    """One thing promised or complained of: its matters, each with how often the whole tells of it, and its words."""

    span: Span
    weighed: tuple[tuple[str, int], ...]
    words: frozenset[str]

    @property
    def matters(self) -> frozenset[str]:
        """Give the matters alone."""
        return frozenset(name for name, _ in self.weighed)


@dataclass(frozen=True, slots=True)
class _Deed:
    """A sentence that tells of something done, and the matters of each of its clauses."""

    span: Span
    text: str
    matters: tuple[frozenset[str], ...]


class FollowUp:
    """Look for what was done about things promised or complained of."""

    def __init__(
        self,
        taxonomy: Taxonomy,
        words: Words,
        phrases: SetPhrases,
        cues: FollowUpCues,
        evidence: Sequence[Pattern],
        report: Edition,
    ) -> None:
        self._taxonomy = taxonomy
        self._words = words
        self._phrases = phrases
        self._cues = cues
        self._evidence = evidence
        self._report = report
        self._deeds = tuple(self._read_deeds(report))
        self._weights: dict[str, float] = {}

    def _read_deeds(self, report: Edition) -> Iterator[_Deed]:
        headings = {part.mark.start: part.title.end for part in report.report.sections() if len(part.body)}
        for span in report.told_as_done():
            for sentence in sentences(report.folded, span):
                if sentence.end <= headings.get(sentence.start, -1) + 1:
                    continue
                text = report.folded[sentence.start : sentence.end]
                if self._tells_a_deed(report.folded, sentence):
                    matters = tuple(self._told(report, clause) for clause in clauses(report.folded, sentence))
                    yield _Deed(sentence, text, matters)

    def _tells_a_deed(self, folded: str, sentence: Span) -> bool:
        text = folded[sentence.start : sentence.end]
        if self._cues.future.search(text):
            return False
        return bool(self._cues.done.search(text)) or any(item.occurs(folded, sentence) for item in self._evidence)

    def _told(self, edition: Edition, span: Span) -> frozenset[str]:
        """Give the matters told of; fields only where nothing more is told."""
        found = frozenset(hit.matter for hit in edition.matters.within(span))
        return frozenset(name for name in found if not self._taxonomy.matters[name].field) or found

    def _matters(self, edition: Edition, span: Span) -> frozenset[str]:
        """Give the matters told of, broad ones left out."""
        return frozenset(name for name in self._told(edition, span) if not self._taxonomy.matters[name].broad)

    def commitments(self, baseline: Edition) -> tuple[Commitment, ...]:
        """Judge each plan item of the baseline: answered where most things in it are, partly where some are.

        An item that names no thing at all (持续加强学习) is no promise.
        """
        promised = ((item, self._promised(baseline, told)) for item, told in baseline.plans())
        return tuple(self._commitment(item, things) for item, things in promised if things)

    def _commitment(self, item: Span, things: Sequence[_Thing]) -> Commitment:
        deeds = self._answers(things)
        untold = tuple(thing.span for thing in things if thing not in deeds)
        if not deeds:
            return Commitment(item, "open", (), untold)
        status: CommitmentStatus = "answered" if len(deeds) >= MOST * len(things) else "partly"
        return Commitment(item, status, _shown(deeds.values()), untold)

    def _answers(self, things: Sequence[_Thing]) -> dict[_Thing, _Deed]:
        """Give the deed that best answers each thing, where one does.

        Of several things about the same matters one is answered by the matters alone; the others must share words
        with what was done, else nothing tells them apart.
        """
        rated = sorted(((thing, *self._best(thing)) for thing in things), key=lambda best: -best[1])
        seen: set[frozenset[str]] = set()
        found: dict[_Thing, _Deed] = {}
        for thing, rate, deed in rated:
            least = 1 + ALSO if thing.weighed and thing.matters in seen else 0.0
            if deed is not None and rate > least:
                found[thing] = deed
            seen.add(thing.matters)
        return found

    def _promised(self, edition: Edition, item: Span) -> list[_Thing]:
        """Cut a promise into the things it names; what only says to what end is left out, and set phrases."""
        things = [
            self._thing(edition, clause, item)
            for sentence in sentences(edition.folded, item)
            for clause in clauses(edition.folded, sentence)
        ]
        known = [thing for thing in things if thing.weighed and not self._is_aim(edition, thing)]
        known = known or [thing for thing in things if thing.weighed]
        return known or self._vague(edition, item, things)

    def _vague(self, edition: Edition, item: Span, things: Sequence[_Thing]) -> list[_Thing]:
        """Give the things of a promise that tells of broad matters only, else those with words of their own."""
        broad = [self._thing(edition, thing.span, item, broad=True) for thing in things]
        return [thing for thing in broad if thing.weighed] or [thing for thing in things if thing.words]

    def _thing(self, edition: Edition, clause: Span, whole: Span, *, broad: bool = False) -> _Thing:
        found = self._told(edition, clause) if broad else self._matters(edition, clause)
        counts = Counter(hit.matter for hit in edition.matters.within(whole))
        words = self._words.content(self._phrases.without(edition.folded[clause.start : clause.end]))
        return _Thing(clause, tuple(sorted((name, counts[name]) for name in found)), frozenset(words))

    def _is_aim(self, edition: Edition, thing: _Thing) -> bool:
        return bool(self._cues.aim.match(edition.folded, thing.span.start, thing.span.end))

    def _redress(self, edition: Edition, item: Span) -> tuple[Span, ...]:
        """Give what was done about a problem: about its first sentence, which is its title, else about a complaint."""
        first, *more = sentences(edition.folded, item)
        title = self._thing(edition, first, first)
        title = title if title.weighed else self._thing(edition, first, first, broad=True)
        complaints = [
            self._thing(edition, clause, item)
            for sentence in more
            for clause in clauses(edition.folded, sentence)
            if any(word in edition.folded[clause.start : clause.end] for word in self._cues.negative)
        ]
        deeds = self._answers([title]) or self._answers([thing for thing in complaints if thing.weighed])
        return _shown(deeds.values())

    def _best(self, thing: _Thing) -> tuple[float, _Deed | None]:
        rated = ((self._rate(thing, deed), deed) for deed in self._deeds)
        return max(rated, key=lambda pair: pair[0], default=(0.0, None))

    def _rate(self, thing: _Thing, deed: _Deed) -> float:
        """Rate how well a deed answers a thing: 0 not at all, up to 1 by words, above 1 by matters and words."""
        shared = self._share(thing, deed)
        if not thing.weighed:
            return shared if shared >= WORDS else 0.0
        told = frozenset[str]().union(*deed.matters)
        met = sum(count for name, count in thing.weighed if name in told)
        return 1 + shared if 2 * met >= sum(count for _, count in thing.weighed) else 0.0

    def _share(self, thing: _Thing, deed: _Deed) -> float:
        """Give the share of a thing's words, by weight, that a deed has too."""
        whole = sum(self._weight(word) for word in thing.words)
        return sum(self._weight(word) for word in thing.words if word in deed.text) / whole if whole else 0.0

    def _weight(self, word: str) -> float:
        if word not in self._weights:
            held = sum(word in deed.text for deed in self._deeds)
            self._weights[word] = log((len(self._deeds) + 2) / (held + 1))
        return self._weights[word]

    def problems(self, baseline: Edition) -> tuple[FormerProblem, ...]:
        """Judge each problem of the baseline: repeated in the report's problems, else addressed by a deed, else gone."""
        folded = self._report.folded
        told = [sentence for span in self._report.of_role("problems") for sentence in sentences(folded, span)]
        keys = [key(folded[sentence.start : sentence.end]) for sentence in told]
        return tuple(self._problem(baseline, item, told, keys) for item in baseline.problems())

    def _problem(self, baseline: Edition, item: Span, told: Sequence[Span], keys: Sequence[str]) -> FormerProblem:
        cuts = sentences(baseline.folded, item)
        found = [(cut, found_in(key(baseline.folded[cut.start : cut.end]), keys, REPEATED)) for cut in cuts]
        same = [(cut, told[index]) for cut, index in found if index is not None]
        if 2 * sum(len(cut) for cut, _ in same) > sum(map(len, cuts)):
            return FormerProblem(item, "repeated", tuple(sorted({place for _, place in same})))
        evidence = self._redress(baseline, item)
        return FormerProblem(item, "addressed" if evidence else "gone", evidence)


def _shown(deeds: Iterable[_Deed]) -> tuple[Span, ...]:
    """Give the places of the first few deeds, each once, in the order of the text."""
    return tuple(sorted(list(dict.fromkeys(deed.span for deed in deeds))[:_SHOWN]))


def clauses(folded: str, sentence: Span) -> Iterator[Span]:
    """Cut a sentence at its commas."""
    for found in re.finditer(r"[^,]+", folded[sentence.start : sentence.end]):
        clause = trim(folded, Span(sentence.start + found.start(), sentence.start + found.end()))
        if len(clause):
            yield clause
