"""Kind `topics`: a part of the report tells of enough groups of matters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from checker.matters import GroupKind
from checker.report import ROLES, Role
from checker.rule import Context, Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """Find a role that tells of fewer than `enough` groups of a kind; `exempt` groups need not be told."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {
        "groups": {"enum": ["area", "leadership", "duty"]},
        "scope": {"enum": list(ROLES)},
        "enough": {"type": "integer", "minimum": 1},
        "exempt": {"type": "array", "items": {"type": "string"}},
    }
    REQUIRED: ClassVar[tuple[str, ...]] = ("groups", "scope", "enough")
    groups: GroupKind
    scope: Role
    enough: int
    exempt: Sequence[str] = ()

    @classmethod
    def read(cls, params: Mapping[str, Any]) -> Self:
        """Make the kind from a rule's keys."""
        return cls(**params)

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield one hit, at the heading, that names the groups not told of."""
        parts = context.chapters(self.scope)
        taxonomy = context.facts.taxonomy
        hits = [hit for part in parts for hit in context.matters.within(part.span)]
        told = {group for hit in hits for group in taxonomy.matters[hit.matter].groups}
        asked = [group for group in taxonomy.of_kind(self.groups) if group.id not in self.exempt]
        missing = [group.title for group in asked if group.id not in told]
        number = len(asked) - len(missing)
        if number < min(self.enough, len(asked)):
            yield Hit(
                parts[0].heading,
                {"missing": "、".join(missing), "told": number, "asked": len(asked), "enough": self.enough},
                count=min(self.enough, len(asked)) - number,
            )
