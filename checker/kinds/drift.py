"""Kind `drift`: one body or term goes by one name."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from checker.rule import Context, Hit
from checker.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Find one body or term under several names; each of `groups` maps names to patterns that find them."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {
        "groups": {
            "type": "array",
            "items": {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 2},
            "minItems": 1,
        }
    }
    groups: Sequence[Sequence[tuple[str, re.Pattern[str]]]]

    @classmethod
    def read(cls, params: Mapping[str, Any]) -> Self:
        """Make the kind from a rule's keys."""
        return cls(
            groups=tuple(tuple((name, re.compile(cue)) for name, cue in group.items()) for group in params["groups"])
        )

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield the first use of the rarest name, with the first of each other."""
        folded, body = context.report.folded, context.report.body
        for group in self.groups:
            places = {
                name: [Span(*found.span()) for found in cue.finditer(folded, body.start, body.end)]
                for name, cue in group
            }
            used = Counter({name: len(spans) for name, spans in places.items() if spans})
            if len(used) > 1:
                common, *others = [name for name, _ in used.most_common()]
                listed = "、".join(f"{name}({used[name]}处)" for name in (common, *others))
                related = tuple(places[name][0] for name in (common, *others[:-1]))
                yield Hit(places[others[-1]][0], {"names": listed, "common": common}, related)
