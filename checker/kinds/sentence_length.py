"""Kind `sentence-length`: sentences are short enough to read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.rule import Context, Hit
from checker.text import sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceLength:
    """Find sentences of more characters than `most`; those between ； count each for itself."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {"most": {"type": "integer", "minimum": 40}}
    most: int

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield the whole sentence; names in 《》 do not count."""
        masked = context.masked
        for paragraph in context.paragraphs:
            for sentence in sentences(masked, paragraph):
                length = len(masked[sentence.start : sentence.end].replace("\ufffc", ""))
                if length > self.most:
                    yield Hit(sentence, {"length": length, "most": self.most})
