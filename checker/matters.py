"""Matters (事项): the things such a report tells of, recognised in many authors' words.

Cues stand in one text, blanks between. A cue is literal text in which ``…`` stands for at most ten characters without a sentence mark or comma,
and ``(甲|乙)`` for one of several words. Matching is linear in the text; no cue can be slow.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from checker.literals import Literals
from checker.text import Span

GAP = 10
LONGEST = 100
"""Characters that a cue with its gaps may span."""
_SIGNS = frozenset("…(|)")
_BARRIER = re.compile(r"[,.;:。!?…\n|]")

GroupKind = Literal["area", "leadership", "duty"]
_Word = tuple[str, int, int]
_Step = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Group:
    """A task area of the 纲要, or a topic of the principal leaders' duties."""

    id: str
    title: str
    kind: GroupKind


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter, its groups (home first), and the matters whose measures answer it too.

    A `field` (领域) says where, not what: 食品药品, 生态环境. To share it alone is no answer when the plan
    does something else there (许可, 普法).
    """

    id: str
    title: str
    groups: tuple[str, ...]
    answered_by: frozenset[str]
    cues: tuple[str, ...]
    exceptions: tuple[str, ...]
    field: bool


@dataclass(frozen=True, slots=True, order=True)
class MatterHit:
    """A matter told of at a place."""

    span: Span
    matter: str


def read_cue(cue: str) -> list[Sequence[str]]:
    """Read a cue as the words, one of each set, that must follow one another; ValueError says what is wrong."""
    if not _SIGNS.intersection(cue):
        return [(cue,)]
    try:
        return [_spell_out(part) for part in cue.split("…")]
    except ValueError:
        raise ValueError(f"线索“{cue}”写法不对:只能用文字、“…”和“(甲|乙)”") from None


def _spell_out(part: str) -> Sequence[str]:
    """Write out `甲(乙|丙)丁` as 甲乙丁 and 甲丙丁."""
    if part and not _SIGNS.intersection(part):
        return (part,)
    opening, _, rest = part.partition("(")
    choices, closed, tail = rest.partition(")")
    if not closed or ")" in opening or "|" in opening or "(" in choices or not all(choices.split("|")):
        raise ValueError(part)
    words = [opening + choice for choice in choices.split("|")]
    return [word + end for word in words for end in _spell_out(tail)] if tail else words


class Taxonomy:
    """All matters and groups; finds matters in folded text."""

    def __init__(self, groups: Sequence[Group], matters: Sequence[Matter]) -> None:
        self.groups = {group.id: group for group in groups}
        self.matters = {matter.id: matter for matter in matters}

    @cached_property
    def _tables(self) -> "_Tables":
        return _Tables(self.matters.values())

    def find(self, folded: str) -> list[MatterHit]:
        """Give all matters told of in a text, in order; a cue inside an exception of its matter does not count."""
        wanted: set[MatterHit] = set()
        unwanted: defaultdict[str, list[Span]] = defaultdict(list)
        for matter, counts, span in self._tables.find(folded):
            if counts:
                wanted.add(MatterHit(span, matter))
            else:
                unwanted[matter].append(span)
        exceptions = {matter: sorted(spans) for matter, spans in unwanted.items()}
        return sorted(hit for hit in wanted if not _inside(hit.span, exceptions.get(hit.matter, ())))

    def answers(self, problem: str) -> frozenset[str]:
        """Give the matters whose measures answer a problem of this matter."""
        return self.matters[problem].answered_by | {problem}

    def of_kind(self, kind: GroupKind) -> list[Group]:
        """Give the groups of a kind, in the order of the file."""
        return [group for group in self.groups.values() if group.kind == kind]


class _Tables:
    """The words of all cues, by word: whole cues, cues that a word opens, and steps that it continues."""

    def __init__(self, matters: Iterable[Matter]) -> None:
        self._owners: list[tuple[str, bool]] = []
        self._lengths: list[int] = []
        self._whole: defaultdict[str, list[int]] = defaultdict(list)
        self._opens: defaultdict[str, set[_Step]] = defaultdict(set)
        self._continues: defaultdict[str, set[_Step]] = defaultdict(set)
        for matter in matters:
            for counts, cues in ((True, matter.cues), (False, matter.exceptions)):
                for cue in cues:
                    self._add(read_cue(cue), (matter.id, counts))
        self._literals = Literals(self._whole.keys() | self._opens.keys() | self._continues.keys())

    def _add(self, cue: Sequence[Sequence[str]], owner: tuple[str, bool]) -> None:
        number = len(self._owners)
        self._owners.append(owner)
        self._lengths.append(len(cue))
        if len(cue) == 1:
            for word in cue[0]:
                self._whole[word].append(number)
            return
        for word in cue[0]:
            self._opens[word].add((number, 1))
        for position, words in enumerate(cue[1:], 1):
            for word in words:
                self._continues[word].add((number, position))

    def find(self, folded: str) -> Iterator[tuple[str, bool, Span]]:
        """Yield the matter of each cue found, whether the cue tells it or makes an exception, and the place."""
        words = self._literals.find(folded)
        barriers = [found.start() for found in _BARRIER.finditer(folded)]
        for index, (word, start, end) in enumerate(words):
            for cue in self._whole.get(word, ()):
                yield *self._owners[cue], Span(start, end)
            if word in self._opens:
                for cue, stop in self._follow(words, index, self._opens[word], barriers):
                    yield *self._owners[cue], Span(start, stop)

    def _follow(
        self, words: Sequence[_Word], index: int, due: set[_Step], barriers: Sequence[int]
    ) -> Iterator[tuple[int, int]]:
        """Yield the cues, and where they end, of which the steps due are told after the word at an index."""
        end = words[index][2]
        barrier = bisect_left(barriers, end)
        limit = min(end + GAP, barriers[barrier] if barrier < len(barriers) else end + GAP)
        while due and (index := index + 1) < len(words) and words[index][1] <= limit:
            word, start, stop = words[index]
            if start < end or word not in self._continues:
                continue
            met = due & self._continues[word]
            due = due - met if met else due
            for cue, position in met:
                if position + 1 == self._lengths[cue]:
                    yield cue, stop
                else:
                    yield from self._follow(words, index, {(cue, position + 1)}, barriers)


def _inside(span: Span, exceptions: Sequence[Span]) -> bool:
    """Say whether a span lies in one of the exceptions, which are sorted and no longer than the longest cue."""
    near = exceptions[
        bisect_left(exceptions, Span(span.end - LONGEST, 0)) : bisect_left(exceptions, Span(span.start + 1, 0))
    ]
    return any(exception.contains(span) for exception in near)


def read_taxonomy(facts: Mapping[str, Any]) -> Taxonomy:
    """Make the taxonomy of `rules/facts/matters.yaml`."""
    groups = [Group(entry["id"], entry["title"], entry["kind"]) for entry in facts["groups"]]
    matters = [
        Matter(
            id=entry["id"],
            title=entry["title"],
            groups=(entry["group"], *entry.get("also", ())),
            answered_by=frozenset(entry.get("answered_by", ())),
            cues=tuple(entry["cues"].split()),
            exceptions=tuple(entry.get("except", "").split()),
            field=entry.get("field", False),
        )
        for entry in facts["matters"]
    ]
    return Taxonomy(groups, matters)


class MatterIndex:
    """The matters of one text, looked up by span."""

    def __init__(self, hits: Sequence[MatterHit]) -> None:
        self._hits = hits
        self._starts = [hit.span.start for hit in hits]

    def within(self, span: Span) -> list[MatterHit]:
        """Give the matters told of within a span."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return [hit for hit in self._hits[first:last] if hit.span.end <= span.end]
