"""Find many literal words in a text at once."""

from collections.abc import Sequence
from typing import Any


class Literals:
    """Find every occurrence, overlapping ones too, of a fixed list of words.

    Uses one Aho–Corasick automaton; where its package has no build for the machine, searches word by word.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = tuple(words)
        self._automaton = _automaton(self._words)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Give (index of the word, start, end) of each occurrence, in no promised order."""
        if self._automaton is None:
            return [hit for index, word in enumerate(self._words) for hit in _each(index, word, text)]
        return list(self._automaton.find_matches_as_indexes(text, overlapping=True))


def _automaton(words: Sequence[str]) -> Any:
    try:
        from ahocorasick_rs import AhoCorasick
    except ImportError:
        return None
    return AhoCorasick(words) if words else None


def _each(index: int, word: str, text: str) -> list[tuple[int, int, int]]:
    hits = []
    start = text.find(word)
    while start >= 0:
        hits.append((index, start, start + len(word)))
        start = text.find(word, start + 1)
    return hits
