"""Kind `order`: chapters stand in a given order of roles."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.report import ROLES, Role
from checker.rule import Context, Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Find the first chapter that stands before one which should precede it."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {
        "order": {"type": "array", "items": {"enum": list(ROLES)}, "minItems": 2, "uniqueItems": True}
    }
    order: Sequence[Role]

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield at most one hit, at the heading of the chapter that stands too early."""
        chapters = [chapter for chapter in context.report.chapters if chapter.role in self.order]
        ranks = [self.order.index(chapter.role) for chapter in chapters if chapter.role]
        titles = " → ".join(context.role_title(role) for role in self.order)
        for index, rank in enumerate(ranks):
            later = next((place for place in range(index + 1, len(ranks)) if ranks[place] < rank), None)
            if later is not None:
                heading = context.report.title_of(chapters[later])
                yield Hit(chapters[index].heading, {"order": titles, "later": heading}, (chapters[later].heading,))
                return
