"""The kinds: a closed set of ways of finding, each carrying rules that YAML describes.

A kind is a frozen dataclass whose fields are the keys of its own in YAML, with their JSON Schema in `SCHEMA`; one that
must make something of its keys first has a class method `read`.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from checker.kinds.change import Changes
from checker.kinds.chapters import Chapters
from checker.kinds.citation import Citation
from checker.kinds.counterpart import Counterpart
from checker.kinds.deadline import Deadline
from checker.kinds.drift import Drift
from checker.kinds.empty import Empty
from checker.kinds.evidence import Evidence
from checker.kinds.expired import Expired
from checker.kinds.figures import Figures
from checker.kinds.follow_up import FollowUps
from checker.kinds.genre import Genre
from checker.kinds.length import Length
from checker.kinds.linkage import Linkage
from checker.kinds.next_year import NextYear
from checker.kinds.numbering import Numbering
from checker.kinds.order import Order
from checker.kinds.other_year import OtherYear
from checker.kinds.paired import Paired
from checker.kinds.pattern import WordPattern
from checker.kinds.personal import PersonalData
from checker.kinds.plenum import PlenumPhrase
from checker.kinds.profile_fit import ProfileFit
from checker.kinds.relation import Relations
from checker.kinds.repetition import Repetition
from checker.kinds.required import Required
from checker.kinds.reuse import Reuse
from checker.kinds.sentence_length import SentenceLength
from checker.kinds.title import Title
from checker.kinds.topics import Topics
from checker.kinds.valid_date import ValidDate
from checker.kinds.vocabulary import Words
from checker.kinds.width import Width
from checker.rule import Kind

KINDS: Mapping[str, Any] = {
    "change": Changes,
    "chapters": Chapters,
    "citation": Citation,
    "counterpart": Counterpart,
    "deadline": Deadline,
    "drift": Drift,
    "empty": Empty,
    "evidence": Evidence,
    "expired": Expired,
    "figures": Figures,
    "follow-up": FollowUps,
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
    "reuse": Reuse,
    "sentence-length": SentenceLength,
    "title": Title,
    "topics": Topics,
    "valid-date": ValidDate,
    "vocabulary": Words,
    "width": Width,
}


def make(name: str, params: Mapping[str, Any]) -> Kind:
    """Make a kind from its keys of a rule."""
    own = KINDS[name]
    made: Kind = own.read(params) if hasattr(own, "read") else own(**params)
    return made


def required(name: str) -> list[str]:
    """Give the keys that a rule of a kind cannot do without."""
    return [item.name for item in fields(KINDS[name]) if item.default is MISSING and item.default_factory is MISSING]
