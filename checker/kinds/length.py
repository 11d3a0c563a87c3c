"""Kind `length`: a chapter has enough text and enough items."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.report import ROLES, Role, Section
from checker.rule import Context, Hit
from checker.text import count_characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """Find roles whose chapters together have fewer characters or items than `least` says."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {
        "least": {
            "type": "object",
            "propertyNames": {"enum": list(ROLES)},
            "additionalProperties": {
                "type": "object",
                "properties": {name: {"type": "integer", "minimum": 0} for name in ("characters", "items")},
                "required": ["characters", "items"],
                "additionalProperties": False,
            },
        }
    }
    least: Mapping[Role, Mapping[str, int]]

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield one hit for each thin role, at its first chapter; sections, and chapters without text, are left out."""
        report = context.report
        for role, least in self.least.items():
            parts = [chapter for chapter in report.chapters if chapter.role == role]
            characters = sum(_characters(report.text, part) for part in parts)
            items = len(parts) if len(parts) > 1 else sum(len(report.items(part)) for part in parts)
            if characters and (characters < least["characters"] or items < least["items"]):
                yield Hit(
                    parts[0].heading,
                    {
                        "characters": characters,
                        "items": items,
                        "least_characters": least["characters"],
                        "least_items": least["items"],
                    },
                )


def _characters(text: str, section: Section) -> int:
    return count_characters(text[section.body.start : section.body.end])
