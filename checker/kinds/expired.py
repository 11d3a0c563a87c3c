"""Kind `expired`: a plan or campaign is not written of as under way after its end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.rule import Context, Hit
from checker.text import Span, sentences

_BESIDE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Expired:
    """Find a plan or campaign written of as under way after its last year."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {}

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield its name, once for each sentence; in the plans the year is the next one."""
        year = context.year
        folded = _one_dash(context.report.folded)
        plans = [part.span for part in context.report.of_role("plans")]
        for paragraph in context.paragraphs:
            for sentence in sentences(folded, paragraph):
                when = year + 1 if any(plan.contains(sentence) for plan in plans) else year
                yield from self._in_sentence(context, folded, sentence, when)

    def _in_sentence(self, context: Context, folded: str, sentence: Span, when: int) -> Iterator[Hit]:
        told = folded[sentence.start : sentence.end]
        for plan in context.facts.calendar.plans:
            if plan.last >= when:
                continue
            places = [(told.find(name), name) for name in plan.names if name in told]
            if places:
                start, name = min(places, key=lambda place: (place[0], -len(place[1])))
                beside = told[max(0, start - _BESIDE) : start + len(name) + _BESIDE]
                if any(word in beside for word in context.facts.calendar.excuses):
                    continue
                span = Span(sentence.start + start, sentence.start + start + len(name))
                follow = f",其后是{plan.successor}" if plan.successor else ",后继文件待核"
                yield Hit(span, {"last": plan.last, "when": when, "follow": follow})


def _one_dash(folded: str) -> str:
    return folded.translate({ord(dash): "—" for dash in "-–－~～"})
