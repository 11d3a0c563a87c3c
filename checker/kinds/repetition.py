"""Kind `repetition`: nothing is said twice by oversight."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.rule import Context, Hit
from checker.text import Span, sentences

_DOUBLED = re.compile(r"([一-龥]{2,8})\1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repetition:
    """Find a phrase doubled in place, and a sentence that stands twice; `allowed` words double rightly."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {
        "allowed": {"type": "array", "items": {"type": "string"}},
        "shortest": {"type": "integer", "minimum": 8},
    }
    allowed: Sequence[str]
    shortest: int

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield the doubled words whole, and the second of two equal sentences."""
        folded, body = context.report.folded, context.report.body
        for found in _DOUBLED.finditer(folded, body.start, body.end):
            if len(found[1]) > 2 and found[1] not in self.allowed and len(set(found[1])) > 1:
                yield Hit(Span(*found.span()), {"words": found[1]})
        seen: dict[str, Span] = {}
        for paragraph in context.paragraphs:
            for sentence in sentences(folded, paragraph):
                words = re.sub(r"[\s\W]", "", folded[sentence.start : sentence.end])
                if len(words) >= self.shortest:
                    before = seen.setdefault(words, sentence)
                    if before is not sentence:
                        yield Hit(sentence, {"words": context.report.quote(sentence)[:20]}, (before,))
