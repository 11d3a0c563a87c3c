"""Kind `vocabulary`: words of a list that are wrong, each with the right one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from checker.rule import Context, Fix, Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Find wrong words of a list of facts, in the whole text."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {"list": {"enum": ["terms", "typos"]}}
    list: Literal["terms", "typos"]

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield each wrong word with the right one as its fix."""
        for entry, span in context.facts.vocabulary(self.list).find(context.report.folded):
            yield Hit(span, {"right": entry.right, "why": entry.why}, fix=Fix(entry.right, entry.safe))
