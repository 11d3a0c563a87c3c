"""Matters (事项): the things such a report tells of, recognised in many authors' words.

A cue is literal text in which ``…`` stands for at most ten characters without a sentence mark or comma,
and ``(甲|乙)`` for one of several words. Matching is linear in the text; no cue can be slow.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

from checker.literals import Literals
from checker.text import Span

GAP = 10
_BARRIER = re.compile(r"[,.;:。!?…\n|]")
_CHOICE = re.compile(r"\(([^()]*)\)")
_CUE = re.compile(r"(?:[^()|…\s]|\([^()…]+\))+(?:…(?:[^()|…\s]|\([^()…]+\))+)*")

GroupKind = Literal["area", "leadership", "duty"]
Segment = frozenset[str]


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


def read_cue(cue: str) -> tuple[Segment, ...]:
    """Read a cue as the words, one of each set, that must follow one another; ValueError says what is wrong."""
    if not _CUE.fullmatch(cue):
        raise ValueError(f"线索“{cue}”写法不对:只能用文字、“…”和“(甲|乙)”")
    return tuple(_spell_out(part) for part in cue.split("…"))


def _spell_out(part: str) -> Segment:
    pieces = _CHOICE.split(part)
    choices = [piece.split("|") if index % 2 else [piece] for index, piece in enumerate(pieces)]
    return frozenset("".join(words) for words in product(*choices))


class Taxonomy:
    """All matters and groups; finds matters in folded text."""

    def __init__(self, groups: Sequence[Group], matters: Sequence[Matter]) -> None:
        self.groups = {group.id: group for group in groups}
        self.matters = {matter.id: matter for matter in matters}
        self._cues: list[tuple[str, bool, int]] = []
        owners: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for matter in matters:
            for wanted, cues in ((True, matter.cues), (False, matter.exceptions)):
                for cue in cues:
                    segments = read_cue(cue)
                    for position, words in enumerate(segments):
                        for word in words:
                            owners[word].append((len(self._cues), position))
                    self._cues.append((matter.id, wanted, len(segments)))
        self._words = tuple(owners)
        self._owners = tuple(owners.values())
        self._literals = Literals(self._words)

    def find(self, folded: str) -> list[MatterHit]:
        """Give all matters told of in a text, in order; a cue inside an exception of its matter does not count."""
        segments: defaultdict[int, list[list[Span]]] = defaultdict(lambda: [[], [], []])
        for word, start, end in sorted(self._literals.find(folded), key=lambda hit: hit[1:]):
            for cue, position in self._owners[word]:
                places = segments[cue]
                while len(places) <= position:
                    places.append([])
                places[position].append(Span(start, end))
        wanted: set[MatterHit] = set()
        unwanted: defaultdict[str, list[Span]] = defaultdict(list)
        for cue, places in segments.items():
            matter, counts, length = self._cues[cue]
            for span in _chains(folded, places[:length]):
                if counts:
                    wanted.add(MatterHit(span, matter))
                else:
                    unwanted[matter].append(span)
        kept = (hit for hit in wanted if not any(span.contains(hit.span) for span in unwanted[hit.matter]))
        return sorted(kept)

    def answers(self, problem: str) -> frozenset[str]:
        """Give the matters whose measures answer a problem of this matter."""
        return self.matters[problem].answered_by | {problem}

    def of_kind(self, kind: GroupKind) -> list[Group]:
        """Give the groups of a kind, in the order of the file."""
        return [group for group in self.groups.values() if group.kind == kind]


def _chains(folded: str, places: Sequence[Sequence[Span]]) -> Iterable[Span]:
    """Join the words of a cue that follow one another within the gap; the nearest follower serves."""
    chains = list(places[0])
    for followers in places[1:]:
        starts = [span.start for span in followers]
        joined = []
        for chain in chains:
            index = bisect_left(starts, chain.end)
            if index < len(starts) and starts[index] - chain.end <= GAP:
                if not _BARRIER.search(folded, chain.end, starts[index]):
                    joined.append(Span(chain.start, followers[index].end))
        chains = joined
    return chains


def read_taxonomy(facts: Mapping[str, Any]) -> Taxonomy:
    """Make the taxonomy of `rules/facts/matters.yaml`."""
    groups = [Group(entry["id"], entry["title"], entry["kind"]) for entry in facts["groups"]]
    matters = [
        Matter(
            id=entry["id"],
            title=entry["title"],
            groups=(entry["group"], *entry.get("also", ())),
            answered_by=frozenset(entry.get("answered_by", ())),
            cues=tuple(entry["cues"]),
            exceptions=tuple(entry.get("except", ())),
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
