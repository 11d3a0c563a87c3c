"""Likeness of passages in two reports, years and numerals aside."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from checker.text import Span, sentences

_NUMERALS = re.compile(r"(?:[\d〇零一二三四五六七八九十百千万亿两][\d〇零一二三四五六七八九十百千万亿两.,%]*)[余多]?")
_DOCUMENT = re.compile(r"《[^》\n]{0,80}》")
_SILENT = re.compile(r"[\s,。;:!?、()\"“”‘’'〔〕\[\]—\-]+")


class SetPhrases:
    """Phrases and words that every report has (套话): they tell nothing of what a report says."""

    def __init__(self, patterns: Sequence[str], words: Sequence[str]) -> None:
        self._pattern = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
        self._words = re.compile("|".join(sorted(words, key=len, reverse=True)))

    def blanked(self, folded: str) -> str:
        """Put blanks in place of set phrases and common words, so that what stood apart does not meet."""
        return self._words.sub(_blanks, self._pattern.sub(_blanks, folded))

    def without(self, folded: str) -> str:
        """Leave the set phrases and the names of documents out of folded text."""
        return self._pattern.sub("", _DOCUMENT.sub("", folded))


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def key(text: str) -> str:
    """Make the form in which two passages are compared: no blanks, no marks, every numeral 0."""
    return _NUMERALS.sub("0", _SILENT.sub("", text))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a report's body: its place, and what it says with numerals as 0 and set phrases left out."""

    span: Span
    key: str


def read_sentences(folded: str, spans: Sequence[Span], phrases: SetPhrases) -> tuple[Sentence, ...]:
    """Cut spans of a report into sentences."""
    return tuple(
        Sentence(cut, key(phrases.without("".join(folded[cut.start : cut.end].split()))))
        for span in spans
        for cut in sentences(folded, span)
    )


class Nearest:
    """Find the most similar of many keys; equal ones first, then by the share of characters in common order."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._first = {found: index for index, found in reversed(list(enumerate(keys)))}
        self._order = sorted(range(len(keys)), key=lambda index: len(keys[index]))
        self._keys = [keys[index] for index in self._order]
        self._lengths = [len(found) for found in self._keys]

    def find(self, wanted: str, least: float) -> tuple[int, float] | None:
        """Give the index of the most similar key and its similarity, 0 to 1; None below `least`."""
        if wanted in self._first:
            return self._first[wanted], 1.0
        from rapidfuzz import process
        from rapidfuzz.distance import Indel

        # two texts no more alike than 2·shorter/(shorter+longer)
        first = bisect_left(self._lengths, len(wanted) * least / (2 - least))
        last = bisect_right(self._lengths, len(wanted) * (2 - least) / least)
        found = process.extractOne(
            wanted, self._keys[first:last], scorer=Indel.normalized_similarity, score_cutoff=least, processor=None
        )
        return (self._order[first + found[2]], found[1]) if found else None


def likeness(one: str, other: str) -> float:
    """Give the share of characters that two keys have in common order, 0 to 1."""
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(one, other))


def found_in(wanted: str, keys: Sequence[str], least: float) -> int | None:
    """Give the index of the key that holds the wanted one, or nearly does; None where none is that like it."""
    from rapidfuzz import fuzz

    rated = (
        (max(fuzz.partial_ratio(wanted, other), fuzz.ratio(wanted, other)) / 100, index)
        for index, other in enumerate(keys)
        if len(other) >= least * len(wanted)
    )
    best = max(rated, default=(0.0, 0))
    return best[1] if wanted and best[0] >= least else None
