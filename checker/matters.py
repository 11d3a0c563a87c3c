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
HEAD = 4
"""Characters at the beginning of a cue by which it is known whether a text can hold it."""
LONGEST = 100
"""Characters that a cue with its gaps may span."""
_HEAD = re.compile(rf"[^…(]{{1,{HEAD}}}")
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
    does something else there (许可, 普法). A `broad` one (总述) is told of so generally that to share it says little.
    """

    id: str
    title: str
    groups: tuple[str, ...]
    answered_by: frozenset[str]
    cues: tuple[str, ...]
    exceptions: tuple[str, ...]
    field: bool
    broad: bool = False


@dataclass(frozen=True, slots=True, order=True)
class MatterHit:
    """A matter told of at a place."""

    span: Span
    matter: str


def read_cue(cue: str) -> list[Sequence[str]]:
    """Read a cue as the words, one of each set, that must follow one another; ValueError says what is wrong."""
    parts = cue.split("…")
    try:
        if "(" in cue or ")" in cue or "|" in cue:
            return [_spell_out(part) if "(" in part else _literal(part) for part in parts]
        if "" not in parts:
            return [(part,) for part in parts]
    except ValueError:
        pass
    raise ValueError(f"线索“{cue}”写法不对:只能用文字、“…”和“(甲|乙)”")


def _literal(part: str) -> Sequence[str]:
    if not part or ")" in part or "|" in part:
        raise ValueError(part)
    return (part,)


def _spell_out(part: str) -> Sequence[str]:
    """Write out `甲(乙|丙)丁` as 甲乙丁 and 甲丙丁."""
    opening, _, rest = part.partition("(")
    choices, closed, tail = rest.partition(")")
    words = [opening + choice for choice in choices.split("|")]
    if not closed or ")" in opening or "|" in opening or "(" in choices or opening in words:
        raise ValueError(part)
    if not tail:
        return words
    ends = _spell_out(tail) if "(" in tail else _literal(tail)
    return [word + end for word in words for end in ends]


class Taxonomy:
    """All matters and groups; finds matters in folded text."""

    def __init__(self, groups: Sequence[Group], matters: Sequence[Matter]) -> None:
        self.groups = {group.id: group for group in groups}
        self.matters = {matter.id: matter for matter in matters}

        self._asked = False

    @cached_property
    def _all_tables(self) -> "_Tables":
        return _Tables(self.matters.values(), None)

    def _tables(self, folded: str) -> "_Tables":
        """Give the tables of all cues; for the first text, of those alone that can begin in it.

        One report checked by itself needs a fifth of the cues, and reading the others would take most of the time.
        """
        if self._asked:
            return self._all_tables
        self._asked = True
        return _Tables(self.matters.values(), folded)

    def find(self, folded: str) -> list[MatterHit]:
        """Give all matters told of in a text, in order; a cue inside an exception of its matter does not count."""
        wanted: set[MatterHit] = set()
        unwanted: defaultdict[str, list[Span]] = defaultdict(list)
        for matter, counts, span in self._tables(folded).find(folded):
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


def _beginnings(folded: str) -> frozenset[str]:
    """Give all pieces of a text of up to as many characters as a head has."""
    return frozenset(folded[start : start + length] for length in range(1, HEAD + 1) for start in range(len(folded)))


class _Tables:
    """The words of all cues, by word: whole cues, cues that a word opens, and steps that it continues.

    Ten thousand cues are read for every report that is checked alone, hence the plain loop.
    """

    def __init__(self, matters: Iterable[Matter], folded: str | None) -> None:
        can_begin = _beginnings(folded) if folded is not None else None
        self._owners: list[tuple[str, bool]] = []
        self._lengths: list[int] = []
        self._whole: dict[str, list[int]] = {}
        self._opens: dict[str, list[_Step]] = {}
        self._continues: dict[str, list[_Step]] = {}
        for matter in matters:
            for owner, cues in (((matter.id, True), matter.cues), ((matter.id, False), matter.exceptions)):
                for cue in cues:
                    if can_begin is not None and cue[0] != "(" and _HEAD.match(cue)[0] not in can_begin:  # type: ignore[index]
                        continue
                    number = len(self._owners)
                    first, *more = read_cue(cue)
                    self._owners.append(owner)
                    self._lengths.append(1 + len(more))
                    for word in first:
                        if more:
                            self._opens.setdefault(word, []).append((number, 1))
                        else:
                            self._whole.setdefault(word, []).append(number)
                    for position, words in enumerate(more, 1):
                        for word in words:
                            self._continues.setdefault(word, []).append((number, position))
        self._literals = Literals(self._whole.keys() | self._opens.keys() | self._continues.keys())
        self._as_sets: dict[str, frozenset[_Step]] = {}

    def _steps(self, word: str, steps: Mapping[str, list[_Step]], key: str) -> frozenset[_Step]:
        """Give the steps of a word as a set, made when first asked for."""
        found = self._as_sets.get(key + word)
        if found is None:
            found = self._as_sets[key + word] = frozenset(steps.get(word, ()))
        return found

    def find(self, folded: str) -> Iterator[tuple[str, bool, Span]]:
        """Yield the matter of each cue found, whether the cue tells it or makes an exception, and the place."""
        words = self._literals.find(folded)
        barriers = [found.start() for found in _BARRIER.finditer(folded)]
        for index, (word, start, end) in enumerate(words):
            for cue in self._whole.get(word, ()):
                yield *self._owners[cue], Span(start, end)
            if word in self._opens:
                due = self._steps(word, self._opens, "<")
                for cue, stop in self._follow(words, index, due, barriers):
                    yield *self._owners[cue], Span(start, stop)

    def _follow(
        self, words: Sequence[_Word], index: int, due: frozenset[_Step], barriers: Sequence[int]
    ) -> Iterator[tuple[int, int]]:
        """Yield the cues, and where they end, of which the steps due are told after the word at an index."""
        end = words[index][2]
        barrier = bisect_left(barriers, end)
        limit = min(end + GAP, barriers[barrier] if barrier < len(barriers) else end + GAP)
        done: set[_Step] = set()
        while (index := index + 1) < len(words) and words[index][1] <= limit:
            word, start, stop = words[index]
            if start < end or word not in self._continues:
                continue
            met = due & self._steps(word, self._continues, ">")
            for step in met - done if done else met:
                cue, position = step
                if position + 1 == self._lengths[cue]:
                    yield cue, stop
                else:
                    yield from self._follow(words, index, frozenset(((cue, position + 1),)), barriers)
            done |= met


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
            broad=entry.get("broad", False),
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
