"""The kinds: a small, closed set of ways of finding, each carrying many rules."""

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

from checker.kinds.chapters import Chapters
from checker.kinds.empty import Empty
from checker.kinds.evidence import Evidence
from checker.kinds.genre import Genre
from checker.kinds.length import Length
from checker.kinds.linkage import Linkage
from checker.kinds.next_year import NextYear
from checker.kinds.numbering import Numbering
from checker.kinds.order import Order
from checker.kinds.pattern import WordPattern
from checker.kinds.profile_fit import ProfileFit
from checker.kinds.required import Required
from checker.kinds.title import Title
from checker.kinds.topics import Topics
from checker.rule import Kind


class KindClass(Protocol):
    """A kind as a class: the JSON Schema of its own keys, which of them it requires, and how it is made."""

    SCHEMA: ClassVar[Mapping[str, Any]]
    REQUIRED: ClassVar[tuple[str, ...]]

    @classmethod
    def read(cls, params: Mapping[str, Any]) -> Kind:
        """Make the kind from a rule's keys."""
        ...


KINDS: Mapping[str, type[KindClass]] = {
    "chapters": Chapters,
    "empty": Empty,
    "evidence": Evidence,
    "genre": Genre,
    "length": Length,
    "linkage": Linkage,
    "next-year": NextYear,
    "numbering": Numbering,
    "order": Order,
    "pattern": WordPattern,
    "profile-fit": ProfileFit,
    "required": Required,
    "title": Title,
    "topics": Topics,
}
