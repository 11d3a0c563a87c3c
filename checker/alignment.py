"""Which part of a report is the counterpart of which part of last year's: by what they are about, not by number."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt

from checker.comparison import SectionPair, SectionStatus
from checker.report import Report, Section
from checker.similarity import key, likeness
from checker.text import Span

SAME = 0.26
"""Likeness of what two parts are about, 0 to 1, from which they can be counterparts."""
PIECE = 0.3
"""The same for a part left over, to be called a piece of one that has its counterpart already (split, merged)."""
UNCHANGED = 0.95
"""Likeness of text, numerals aside, from which counterparts count as kept."""
_UNDER_COUNTERPARTS = 0.1
"""Added to the likeness of two parts that stand under counterparts."""
_APART = frozenset({"problems", "plans", "other"})
_MATTER = 5
"""How often a matter counts beside a pair of characters."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report (章、节、条): what it is about as counted terms, and its text as compared.

    `parent` is the index of the part that it stands in, -1 for a chapter.
    """

    section: Section
    depth: int
    role: str
    parent: int
    terms: Mapping[str, int]
    key: str


@dataclass(frozen=True, slots=True)
class _Match:
    likeness: float
    report: int
    baseline: int


def read_parts(report: Report, matters: Callable[[Span], Iterable[str]], blanked: str) -> tuple[Part, ...]:
    """Take the parts of a report in the order of its text; `blanked` is its text without what all reports share."""
    parts: list[Part] = []

    def add(section: Section, depth: int, role: str, parent: int) -> None:
        terms = Counter(_pairs_of(blanked[section.title.start : section.span.end]))
        terms.update({f"#{matter}": _MATTER * count for matter, count in Counter(matters(section.span)).items()})
        index = len(parts)
        text = key(report.folded[section.title.start : section.span.end])
        parts.append(Part(section, depth, section.role or role, parent, terms, text))
        for child in section.sections:
            add(child, depth + 1, section.role or role, index)

    for chapter in report.chapters:
        add(chapter, 0, chapter.role or "measures", -1)
    return tuple(parts)


def _pairs_of(words: str) -> Iterable[str]:
    """Give the pairs of neighbouring Han characters."""
    return (pair for pair in map("".join, pairwise(words)) if pair.isalpha() and not pair.isascii())


def align(report: Sequence[Part], baseline: Sequence[Part]) -> tuple[SectionPair, ...]:
    """Pair the parts of two reports: in the report's order, what was dropped last."""
    likenesses = _likenesses(report, baseline)
    matches = _match(report, baseline, likenesses)
    split, merged = _pieces(report, baseline, likenesses, matches)
    return tuple(_pairs(report, baseline, matches, split, merged))


def _likenesses(report: Sequence[Part], baseline: Sequence[Part]) -> list[_Match]:
    """Give the cosine of what two parts are about, for all that can be counterparts, from the highest down."""
    weights = _weights([*report, *baseline])
    holders: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for index, part in enumerate(baseline):
        for term, value in _vector(part, weights).items():
            holders[term].append((index, value))
    found = []
    for index, part in enumerate(report):
        sums: defaultdict[int, float] = defaultdict(float)
        for term, value in _vector(part, weights).items():
            for other, theirs in holders.get(term, ()):
                sums[other] += value * theirs
        found += [
            _Match(total, index, other)
            for other, total in sums.items()
            if total >= SAME - _UNDER_COUNTERPARTS and _can_meet(part, baseline[other])
        ]
    return sorted(found, key=lambda match: (-match.likeness, match.report, match.baseline))


def _weights(parts: Sequence[Part]) -> Mapping[str, float]:
    """Weigh terms by how few of all parts have them."""
    counts = Counter(term for part in parts for term in part.terms)
    return {term: log((len(parts) + 1) / count) for term, count in counts.items()}


def _vector(part: Part, weights: Mapping[str, float]) -> Mapping[str, float]:
    values = {term: (1 + log(count)) * weights[term] for term, count in part.terms.items()}
    length = sqrt(sum(value * value for value in values.values())) or 1.0
    return {term: value / length for term, value in values.items()}


def _can_meet(one: Part, other: Part) -> bool:
    """Say whether roles allow two parts to be counterparts: problems and plans meet their own only."""
    if one.depth == 0 and other.depth == 0 and "duties" in (one.role, other.role):
        return one.role == other.role
    return one.role == other.role or not {one.role, other.role} & _APART


def _match(report: Sequence[Part], baseline: Sequence[Part], likenesses: Sequence[_Match]) -> dict[int, _Match]:
    """Choose counterparts, best first: chapters, then depth by depth, then what is left at any depth."""
    chosen: dict[int, _Match] = {}
    taken: set[int] = set()

    def take(match: _Match, least: float) -> None:
        if match.report not in chosen and match.baseline not in taken and match.likeness >= least:
            chosen[match.report] = match
            taken.add(match.baseline)

    for match in _lone_chapters(report, baseline):
        take(match, 0.0)
    for depth in range(max((part.depth for part in report), default=-1) + 1):
        level = [match for match in likenesses if report[match.report].depth == baseline[match.baseline].depth == depth]
        for match in sorted(
            (_raised(match, report, baseline, chosen) for match in level), key=lambda item: -item.likeness
        ):
            take(match, SAME)
    for match in likenesses:
        take(match, SAME + _UNDER_COUNTERPARTS)
    return chosen


def _lone_chapters(report: Sequence[Part], baseline: Sequence[Part]) -> list[_Match]:
    """Pair the chapters that alone have their role in both reports."""
    roles = [_lone(parts) for parts in (report, baseline)]
    return [_Match(1.0, index, roles[1][role]) for role, index in roles[0].items() if role in roles[1]]


def _lone(parts: Sequence[Part]) -> dict[str, int]:
    chapters = [index for index, part in enumerate(parts) if part.depth == 0]
    counts = Counter(parts[index].role for index in chapters)
    return {parts[index].role: index for index in chapters if counts[parts[index].role] == 1}


def _raised(match: _Match, report: Sequence[Part], baseline: Sequence[Part], chosen: Mapping[int, _Match]) -> _Match:
    parent = chosen.get(report[match.report].parent)
    if parent is None or parent.baseline != baseline[match.baseline].parent:
        return match
    return _Match(match.likeness + _UNDER_COUNTERPARTS, match.report, match.baseline)


def _pieces(
    report: Sequence[Part], baseline: Sequence[Part], likenesses: Sequence[_Match], chosen: Mapping[int, _Match]
) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Find parts left over that are pieces of a matched part: more of the report's (split), of the baseline's (merged)."""
    counterpart = {match.baseline: match.report for match in chosen.values()}
    split: defaultdict[int, list[int]] = defaultdict(list)
    merged: defaultdict[int, list[int]] = defaultdict(list)
    own_placed, former_placed = set(chosen), set(counterpart)
    for match in likenesses:
        if match.likeness < PIECE or not report[match.report].depth == baseline[match.baseline].depth > 0:
            continue
        if match.report not in own_placed and match.baseline in counterpart:
            split[counterpart[match.baseline]].append(match.report)
            own_placed.add(match.report)
        elif match.baseline not in former_placed and match.report in chosen:
            merged[match.report].append(match.baseline)
            former_placed.add(match.baseline)
    return split, merged


def _pairs(
    report: Sequence[Part],
    baseline: Sequence[Part],
    chosen: Mapping[int, _Match],
    split: Mapping[int, Sequence[int]],
    merged: Mapping[int, Sequence[int]],
) -> list[SectionPair]:
    baseline_of = {index: match.baseline for index, match in chosen.items()}
    report_of = {other: index for index, other in baseline_of.items()}
    told = {index for group in split.values() for index in group}
    former = {*report_of} | {index for group in merged.values() for index in group}
    moved = _moved(report, baseline, chosen)
    pairs = []
    for index, part in enumerate(report):
        match = chosen.get(index)
        if match is not None:
            ours = sorted([index, *split.get(index, ())])
            theirs = sorted([match.baseline, *merged.get(index, ())])
            alike = likeness(part.key, baseline[match.baseline].key)
            status = _status(ours, theirs, alike, moved=index in moved)
            pairs.append(_pair(status, [baseline[other] for other in theirs], [report[own] for own in ours], alike))
        elif index not in told and _stands_out(part, baseline_of, baseline):
            pairs.append(_pair("new", [], [part], 0.0))
    dropped = [
        part for index, part in enumerate(baseline) if index not in former and _stands_out(part, report_of, report)
    ]
    return pairs + [_pair("dropped", [part], [], 0.0) for part in dropped]


def _stands_out(part: Part, counterpart: Mapping[int, int], others: Sequence[Part]) -> bool:
    """Say whether a part without a counterpart is to be told.

    Not within one that is told itself, and not where the other report tells all of the part above in one piece.
    """
    return part.parent < 0 or (part.parent in counterpart and bool(others[counterpart[part.parent]].section.sections))


def _status(ours: Sequence[int], theirs: Sequence[int], alike: float, *, moved: bool) -> SectionStatus:
    if len(ours) > 1:
        return "split"
    if len(theirs) > 1:
        return "merged"
    if moved:
        return "moved"
    return "kept" if alike >= UNCHANGED else "changed"


def _pair(status: SectionStatus, baseline: Sequence[Part], report: Sequence[Part], alike: float) -> SectionPair:
    return SectionPair(
        status, tuple(part.section for part in baseline), tuple(part.section for part in report), round(alike, 3)
    )


def _moved(report: Sequence[Part], baseline: Sequence[Part], chosen: Mapping[int, _Match]) -> set[int]:
    """Find the parts that stand under another heading than their counterpart did, or in another order."""
    moved: set[int] = set()
    siblings: defaultdict[int, list[int]] = defaultdict(list)
    for index, match in chosen.items():
        above = chosen.get(report[index].parent)
        if (above.baseline if above else -1) != baseline[match.baseline].parent:
            moved.add(index)
        else:
            siblings[report[index].parent].append(index)
    for group in siblings.values():
        places = [chosen[index].baseline for index in sorted(group)]
        in_order = _longest_rising(places)
        moved |= {index for index in group if chosen[index].baseline not in in_order}
    return moved


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Give the members of one longest rising subsequence."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(tails, number)
        before[number] = tails[place - 1] if place else None
        tails[place : place + 1] = [number]
    kept: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept
