"""Vocabularies (词表): words known to be wrong, with the right ones and the contexts in which they are right after all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from checker.literals import Literals
from checker.text import Span


@dataclass(frozen=True, slots=True)
class Entry:
    """Wrong spellings with one right form.

    A hit does not count inside a word of `unless`, straight behind one of `before` or in front of one of `after`;
    where `only_before` or `only_after` are given it counts only there. `safe` says that the right form may be put in
    without a person looking.
    """

    wrong: tuple[str, ...]
    right: str
    why: str
    safe: bool
    unless: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]

    def counts(self, folded: str, span: Span) -> bool:
        """Say whether the words around a hit leave it wrong."""
        behind, ahead = folded[max(0, span.start - 20) : span.start], span.end
        if behind.endswith(self.before) or folded.startswith(self.after, ahead):
            return False
        if self.only_before and not behind.endswith(self.only_before):
            return False
        if self.only_after and not folded.startswith(self.only_after, ahead):
            return False
        return not any(_overlaps(folded, word, span) for word in self.unless)


def _overlaps(folded: str, word: str, span: Span) -> bool:
    """Say whether a word stands over a span, wholly or in part."""
    start = folded.find(word, max(0, span.start - len(word) + 1), span.end + len(word) - 1)
    return start >= 0


class Vocabulary:
    """All entries of one list; of hits that overlap, the longest counts."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)

    @cached_property
    def _owners(self) -> Mapping[str, Entry]:
        return {word: entry for entry in self.entries for word in entry.wrong}

    @cached_property
    def _literals(self) -> Literals:
        return Literals(self._owners)

    def find(self, folded: str) -> Iterator[tuple[Entry, Span]]:
        """Yield the wrong words of a text, in order."""
        done = 0
        for word, start, end in sorted(self._literals.find(folded), key=lambda hit: (hit[1], -hit[2])):
            entry, span = self._owners[word], Span(start, end)
            if start >= done and entry.counts(folded, span):
                yield entry, span
                done = end


def read_vocabulary(entries: Sequence[Mapping[str, Any]]) -> Vocabulary:
    """Make a vocabulary of its YAML list."""
    return Vocabulary(
        [
            Entry(
                wrong=tuple(entry["wrong"]),
                right=entry["right"],
                why=entry.get("why", ""),
                safe=entry.get("safe", False),
                unless=tuple(entry.get("unless", ())),
                before=tuple(entry.get("before", ())),
                after=tuple(entry.get("after", ())),
                only_before=tuple(entry.get("only_before", ())),
                only_after=tuple(entry.get("only_after", ())),
            )
            for entry in entries
        ]
    )
