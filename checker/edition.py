"""One year's report as it is compared with another's."""

import re
from dataclasses import dataclass

from checker.figures import Figure
from checker.indicators import Named
from checker.matters import MatterIndex
from checker.report import Report, Role, Section
from checker.text import Span, sentences, trim


@dataclass(frozen=True, slots=True)
class Edition:
    """A report with its text, names of documents blanked, its matters and its figures."""

    report: Report
    masked: str
    matters: MatterIndex
    figures: tuple[Figure, ...]
    named: tuple[Named, ...]

    @property
    def folded(self) -> str:
        """Give the folded text."""
        return self.report.folded

    def told_as_done(self) -> tuple[Span, ...]:
        """Give the text that tells what was done: all chapters and sections but problems and plans."""
        apart = self.of_role("problems") + self.of_role("plans") + self.of_role("other")
        spans: list[Span] = []
        for chapter in self.report.chapters:
            start = chapter.title.end
            for part in sorted(span for span in apart if chapter.span.contains(span)):
                spans.append(Span(start, max(start, part.start)))
                start = part.end
            spans.append(Span(start, max(start, chapter.body.end)))
        return tuple(span for span in spans if len(span))

    def of_role(self, role: Role) -> tuple[Span, ...]:
        """Give the chapters of a role, else the sections of that role in other chapters."""
        return tuple(part.span for part in self.report.of_role(role))

    def plans(self) -> tuple[tuple[Span, Span], ...]:
        """Give what is planned, whole and without its heading: the lowest sections of the plans, else paragraphs."""
        return tuple(
            item
            for part in self.report.of_role("plans")
            for item in _leaves(part) or [(piece, piece) for piece in self._pieces(part)]
        )

    def problems(self) -> tuple[Span, ...]:
        """Give the problems told of: the sections of their parts, else the paragraphs, else the sentences."""
        return tuple(
            item
            for part in self.report.of_role("problems")
            for item in [section.span for section in part.sections if section.role in (None, "problems")]
            or self._pieces(part)
        )

    def _pieces(self, part: Section) -> list[Span]:
        """Give the paragraphs of a part, or the sentences where there is but one; what opens a list is none."""
        body = Span(part.body.start, min([*(section.span.start for section in part.sections), part.body.end]))
        found = re.finditer(r"[^\n]+", self.folded[body.start : body.end])
        paragraphs = [trim(self.folded, Span(body.start + place.start(), body.start + place.end())) for place in found]
        pieces = paragraphs if len(paragraphs) > 1 else sentences(self.folded, body)
        return [piece for piece in pieces if len(piece) and self.folded[piece.end - 1] != ":"]


def _leaves(part: Section) -> list[tuple[Span, Span]]:
    """Give the sections below a part that have none below them and are not of another role, with their bodies."""
    return [
        (section.span, section.body if len(section.body) else section.title)
        for section in part.walk()
        if section is not part and not section.sections and section.role in (None, part.role)
    ]
