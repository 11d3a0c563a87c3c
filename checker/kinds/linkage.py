"""Kind `linkage`: every problem told of is answered by something planned."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.answers import Part
from checker.report import ROLES, Report, Role, Section
from checker.rule import Context, Hit
from checker.text import Span, sentences, trim

_LONGEST_TITLE = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkage:
    """Find items of one role that no passage of another answers; see `checker.answers` for what counts."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {
        "scope": {"enum": list(ROLES)},
        "answered_in": {"enum": list(ROLES)},
    }
    scope: Role
    answered_in: Role

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield a hit for each item with unanswered parts, at the heading of the part that should answer."""
        report = context.report
        plans = context.chapters(self.answered_in)
        spans = [plan.span for plan in plans]
        measures = context.judge.measures(report.folded, spans, context.matters)
        for problems in context.chapters(self.scope):
            for title, body in _items(report, problems):
                unanswered = context.judge.unanswered(report.folded, title, body, measures, context.matters)
                if unanswered:
                    yield self._hit(context, plans[0], title if len(title) else body, unanswered)

    def _hit(self, context: Context, plan: Section, item: Span, unanswered: list[Part]) -> Hit:
        report = context.report
        quotes = "、".join(f"“{_short(report.quote(part.span))}”" for part in unanswered)
        matters = context.facts.taxonomy.matters
        names = dict.fromkeys(matters[matter].title for part in unanswered for matter in sorted(part.matters))
        values = {
            "problem": report.place_name(item.start) or "",
            "unanswered": quotes,
            "matters": "、".join(names) or quotes,
        }
        return Hit(plan.heading, values, tuple(part.span for part in unanswered))


def _items(report: Report, problems: Section) -> Iterator[tuple[Span, Span]]:
    """Yield title and text of each problem: of each section, or of each paragraph where there are none."""
    sections = [section for section in problems.sections if section.role in (None, "problems")]
    others = [section.span.start for section in problems.sections if section not in sections]
    for section in sections:
        yield (section.title, section.body) if len(section.body) else (Span(0, 0), section.title)
    if not sections:
        for paragraph in _paragraphs(report.folded, Span(problems.body.start, min([*others, problems.body.end]))):
            first, *more = sentences(report.folded, paragraph)
            titled = bool(more) and len(first) <= _LONGEST_TITLE
            yield (first, Span(more[0].start, paragraph.end)) if titled else (Span(0, 0), paragraph)


def _paragraphs(folded: str, body: Span) -> Iterator[Span]:
    for found in re.finditer(r"[^\n]+", folded[body.start : body.end]):
        paragraph = trim(folded, Span(body.start + found.start(), body.start + found.end()))
        if len(paragraph) and folded[paragraph.end - 1] != ":":
            yield paragraph


def _short(quote: str) -> str:
    plain = quote.strip("，,。；; ")
    return plain if len(plain) <= 40 else plain[:38] + "……"
