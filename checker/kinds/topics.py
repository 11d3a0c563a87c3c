"""Kind `topics`: a part of the report tells of enough groups of matters."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.matters import GroupKind
from checker.report import ROLES, Role
from checker.rule import Context, Hit
from checker.text import Span

_CLAUSE = re.compile(r"[^,。;\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """Find a role that tells of fewer than `enough` groups of a kind; `exempt` groups need not be told.

    A group is told of where its matters stand in `places` clauses at least: one may be a mere mention.
    """

    SCHEMA: ClassVar[Mapping[str, Any]] = {
        "groups": {"enum": ["area", "leadership", "duty"]},
        "scope": {"enum": list(ROLES)},
        "enough": {"type": "integer", "minimum": 1},
        "exempt": {"type": "array", "items": {"type": "string"}},
        "places": {"type": "integer", "minimum": 1},
    }
    groups: GroupKind
    scope: Role
    enough: int
    exempt: Sequence[str] = ()
    places: int = 1

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield one hit, at the heading, that names the groups not told of."""
        parts = context.chapters(self.scope)
        taxonomy = context.facts.taxonomy
        told = self._told(context)
        asked = [group for group in taxonomy.of_kind(self.groups) if group.id not in self.exempt]
        missing = [group.title for group in asked if told[group.id] < self.places]
        number = len(asked) - len(missing)
        if number < min(self.enough, len(asked)):
            yield Hit(
                parts[0].heading,
                {"missing": "、".join(missing), "told": number, "asked": len(asked), "enough": self.enough},
                count=min(self.enough, len(asked)) - number,
            )

    def _told(self, context: Context) -> Counter[str]:
        """Count the clauses that tell of each group; a section headed by one tells enough of it.

        Where the role is but a section, its neighbours in the chapter count too.
        """
        told: Counter[str] = Counter()
        matters = context.facts.taxonomy.matters
        chapters = {context.report.path_to(part.span.start)[0].span for part in context.chapters(self.scope)}
        titles = [section.title.start for section in context.report.sections() if section.level > 1]
        for chapter in sorted(chapters):
            for place in _CLAUSE.finditer(context.report.folded, chapter.start, chapter.end):
                hits = context.matters.within(Span(*place.span()))
                groups = {group for hit in hits for group in matters[hit.matter].groups}
                headed = bisect_left(titles, place.start()) < bisect_left(titles, place.end())
                told.update(dict.fromkeys(groups, self.places if headed else 1))
        return told
