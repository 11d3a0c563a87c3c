"""The kinds: a small, closed set of ways of finding, each carrying many rules."""

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

from checker.kinds.chapters import Chapters
from checker.kinds.citation import Citation
from checker.kinds.currency import Deadline, Expired, OtherYear, PlenumPhrase, ValidDate
from checker.kinds.empty import Empty
from checker.kinds.evidence import Evidence
from checker.kinds.figures import Figures
from checker.kinds.genre import Genre
from checker.kinds.length import Length
from checker.kinds.linkage import Linkage
from checker.kinds.next_year import NextYear
from checker.kinds.numbering import Numbering
from checker.kinds.order import Order
from checker.kinds.pattern import WordPattern
from checker.kinds.personal import PersonalData
from checker.kinds.profile_fit import ProfileFit
from checker.kinds.relation import Relations
from checker.kinds.required import Required
from checker.kinds.style import Drift, Paired, Repetition, SentenceLength, Width
from checker.kinds.title import Title
from checker.kinds.topics import Topics
from checker.kinds.vocabulary import Words
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
    "citation": Citation,
    "deadline": Deadline,
    "drift": Drift,
    "empty": Empty,
    "evidence": Evidence,
    "expired": Expired,
    "figures": Figures,
    "genre": Genre,
    "length": Length,
    "linkage": Linkage,
    "next-year": NextYear,
    "numbering": Numbering,
    "order": Order,
    "other-year": OtherYear,
    "paired": Paired,
    "pattern": WordPattern,
    "personal-data": PersonalData,
    "plenum": PlenumPhrase,
    "profile-fit": ProfileFit,
    "relation": Relations,
    "repetition": Repetition,
    "required": Required,
    "sentence-length": SentenceLength,
    "title": Title,
    "topics": Topics,
    "valid-date": ValidDate,
    "vocabulary": Words,
    "width": Width,
}
