"""Matters (事项): the things such a report tells of, recognised in many authors' words.

Cues stand in one text, blanks between. A cue is literal text in which ``…`` stands for at most ten characters without a sentence mark or comma,
and ``(甲|乙)`` for one of several words. Matching is linear in the text; no cue can be slow.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal, NamedTuple

from checker.literals import Literals
from checker.text import Span

GAP = 10
_BARRIER = re.compile(r"[,.;:。!?…\n|]")
_CHOICE = re.compile(r"\(([^()]*)\)")
_CUE = re.compile(r"(?:[^()|…\s]|\([^()…]+\))+(?:…(?:[^()|…\s]|\([^()…]+\))+)*")

GroupKind = Literal["area", "leadership", "duty"]
Segment = frozenset[str]
_Word = tuple[int, int, int]
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


class _Cue(NamedTuple):
    """A cue of a matter: its words, and whether it tells the matter or makes an exception."""

    matter: str
    wanted: bool
    segments: tuple[Segment, ...]


def read_cue(cue: str) -> tuple[Segment, ...]:
    """Read a cue as the words, one of each set, that must follow one another; ValueError says what is wrong."""
    if "…" not in cue and "(" not in cue:
        return (frozenset((cue,)),)
    if not _CUE.fullmatch(cue):
        raise ValueError(f"线索“{cue}”写法不对:只能用文字、“…”和“(甲|乙)”")
    return tuple(_spell_out(part) for part in cue.split("…"))


def _spell_out(part: str) -> Segment:
    if "(" not in part:
        return frozenset((part,))
    pieces = _CHOICE.split(part)
    choices = [piece.split("|") if index % 2 else [piece] for index, piece in enumerate(pieces)]
    return frozenset("".join(words) for words in product(*choices))


class Taxonomy:
    """All matters and groups; finds matters in folded text."""

    def __init__(self, groups: Sequence[Group], matters: Sequence[Matter]) -> None:
        self.groups = {group.id: group for group in groups}
        self.matters = {matter.id: matter for matter in matters}
        self._cues = [
            _Cue(matter.id, wanted, read_cue(cue))
            for matter in matters
            for wanted, cues in ((True, matter.cues), (False, matter.exceptions))
            for cue in cues
        ]
        opens: defaultdict[str, set[_Step]] = defaultdict(set)
        continues: defaultdict[str, set[_Step]] = defaultdict(set)
        for number, cue in enumerate(self._cues):
            for position, words in enumerate(cue.segments):
                steps = continues if position else opens
                for word in words:
                    steps[word].add((number, position))
        words = list(dict.fromkeys([*opens, *continues]))
        self._opens = [opens.get(word) for word in words]
        self._continues = [continues.get(word) for word in words]
        self._literals = Literals(words)

    def find(self, folded: str) -> list[MatterHit]:
        """Give all matters told of in a text, in order; a cue inside an exception of its matter does not count."""
        words = sorted(self._literals.find(folded), key=lambda word: word[1:])
        barriers = [found.start() for found in _BARRIER.finditer(folded)]
        wanted: set[MatterHit] = set()
        unwanted: defaultdict[str, list[Span]] = defaultdict(list)
        for index, (word, start, end) in enumerate(words):
            for cue, stop in self._complete(words, index, self._opens[word] or (), end, barriers):
                if cue.wanted:
                    wanted.add(MatterHit(Span(start, stop), cue.matter))
                else:
                    unwanted[cue.matter].append(Span(start, stop))
        return sorted(hit for hit in wanted if not any(span.contains(hit.span) for span in unwanted[hit.matter]))

    def _complete(
        self, words: Sequence[_Word], index: int, steps: Iterable[_Step], end: int, barriers: Sequence[int]
    ) -> Iterator[tuple[_Cue, int]]:
        """Follow the cues whose step is the word at an index; yield those told to the end, and where they end."""
        due: set[_Step] = set()
        for number, position in steps:
            if position + 1 == len(self._cues[number].segments):
                yield self._cues[number], end
            else:
                due.add((number, position + 1))
        barrier = bisect_left(barriers, end)
        limit = min(end + GAP, barriers[barrier] if barrier < len(barriers) else end + GAP)
        while due and (index := index + 1) < len(words) and words[index][1] <= limit:
            word, start, stop = words[index]
            follows = self._continues[word]
            if start >= end and follows and (met := due & follows):
                due -= met
                yield from self._complete(words, index, met, stop, barriers)

    def answers(self, problem: str) -> frozenset[str]:
        """Give the matters whose measures answer a problem of this matter."""
        return self.matters[problem].answered_by | {problem}

    def of_kind(self, kind: GroupKind) -> list[Group]:
        """Give the groups of a kind, in the order of the file."""
        return [group for group in self.groups.values() if group.kind == kind]


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
