"""Kinds on marks and wording: `paired`, `width`, `repetition`, `sentence-length`, `drift`."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from checker.rule import Context, Hit
from checker.text import Span, sentences

_PAIRS = {"《": "》", "“": "”", "‘": "’", "(": ")", "〔": "〕", "【": "】", "〈": "〉"}
_CLOSING = {close: opening for opening, close in _PAIRS.items()}
_NUMBER_BRACKET = re.compile(r"(?:^|[。;:,\s])\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})$", re.MULTILINE)
_HALF = re.compile(r"(?<=[一-龥”》])[,;:]|[,;:](?=[一-龥“《])|\((?=[一-龥])|(?<=[一-龥])\)")
_FULL = re.compile(r"[，；：（）]")
_DOUBLED = re.compile(r"([一-龥]{2,8})\1")
_FIRST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """Find a bracket or quotation mark without its other half in the paragraph."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {}

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield the mark that stands alone, with a few characters of what it should embrace."""
        folded = context.report.folded
        for paragraph in context.paragraphs:
            for place in self._alone(folded, paragraph):
                mark = folded[place]
                missing = _PAIRS.get(mark) or _CLOSING[mark]
                stop = min(paragraph.end, place + 12)
                span = Span(place, stop) if mark in _PAIRS else Span(max(paragraph.start, place - 11), place + 1)
                yield Hit(span, {"mark": mark, "missing": missing})

    def _alone(self, folded: str, paragraph: Span) -> Iterator[int]:
        open_marks: list[int] = []
        for place in range(paragraph.start, paragraph.end):
            mark = folded[place]
            if mark in _PAIRS:
                open_marks.append(place)
            elif mark in _CLOSING:
                if open_marks and folded[open_marks[-1]] == _CLOSING[mark]:
                    open_marks.pop()
                elif any(folded[other] == _CLOSING[mark] for other in open_marks):
                    while folded[open_marks[-1]] != _CLOSING[mark]:
                        yield open_marks.pop()
                    open_marks.pop()
                elif not (mark == ")" and _NUMBER_BRACKET.search(folded[paragraph.start : place])):
                    yield place
        yield from open_marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Width:
    """Find half-width marks in a text whose marks are full-width: one hit with the count and the first places."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {}

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield at most one hit."""
        text, body = context.report.text, context.report.body
        half = [Span(*found.span()) for found in _HALF.finditer(text, body.start, body.end)]
        full = len(_FULL.findall(text, body.start, body.end))
        if half and full > len(half):
            yield Hit(half[0], {"count": len(half)}, tuple(half[1:_FIRST]))


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
