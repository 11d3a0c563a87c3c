"""The text of a report with its findings marked and the places that others refer to."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checker.renderers.html_output.markup import Html, join, tag
from checker.report import Report, Section
from checker.result import Finding
from checker.rule import SEVERITIES
from checker.text import Span
from checker.wording import SEVERITY_NAMES

_TRAILING = 3
"""Characters after a heading, such as a full stop, with which its line is still a heading."""


@dataclass(frozen=True, slots=True)
class Note:
    """A finding with its number in the report."""

    number: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that are set together, a heading that has no notes with what follows it, and their notes."""

    lines: tuple[Span, ...]
    notes: tuple[Note, ...]


class Passage:
    """A report's text: its lines that are not blank, what is marked in each, and what is referred to.

    `name` begins the ids of all that stands in it; `level` is the level of a chapter's heading in the page.
    """

    def __init__(
        self, report: Report, name: str, findings: Iterable[Finding] = (), referred: Iterable[Span] = (), level: int = 3
    ) -> None:
        self.report, self.name, self.level = report, name, level
        self.notes = tuple(Note(number, finding) for number, finding in enumerate(findings, 1))
        self.lines = tuple(_lines(report.text))
        self._starts = [line.start for line in self.lines]
        self._sections = list(report.sections())
        self._marked: defaultdict[int, list[Note]] = defaultdict(list)
        self._first: defaultdict[int, list[Note]] = defaultdict(list)
        self._places: defaultdict[int, list[int]] = defaultdict(list)
        for note in self.notes:
            self._place(note)
        for offset in sorted({span.start for span in referred}):
            self._places[self._line_at(offset)].append(offset)

    def _place(self, note: Note) -> None:
        span = note.finding.span
        index = self._line_at(span.start)
        self._first[index].append(note)
        while index < len(self.lines) and self.lines[index].start < span.end:
            self._marked[index].append(note)
            index += 1

    def _line_at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def blocks(self) -> Iterator[Block]:
        """Yield the text in blocks."""
        held: list[int] = []
        for index in range(len(self.lines)):
            held.append(index)
            if self._first[index] or self._heading(index) is None or index == len(self.lines) - 1:
                yield self._block(held)
                held = []
        if not self.lines and self.notes:
            yield Block((), self.notes)

    def _block(self, indexes: Sequence[int]) -> Block:
        notes = tuple(note for index in indexes for note in self._first[index])
        return Block(tuple(self.lines[index] for index in indexes), notes)

    def line(self, line: Span) -> Html:
        """Give a line as heading, title or paragraph."""
        index = self._line_at(line.start)
        words = join(self._pieces(index))
        heading = self._heading(index)
        if heading is not None:
            return tag(f"h{min(6, self.level + heading.level - 1)}", words, class_="line")
        shown = self.report.text[line.start : line.end]
        title = any(line.start <= title.start < line.end for title in self.report.titles)
        kind = " title" if title else "" if shown[:1].isspace() else " indented"
        return tag("p", words, class_=f"line{kind}")

    def _heading(self, index: int) -> Section | None:
        """Give the section whose heading fills the line."""
        line = self.lines[index]
        opened = next(iter(self._opened(line)), None)
        if opened is None or not len(opened.title):
            return None
        before = self.report.text[line.start : opened.mark.start].strip()
        after = self.report.text[opened.heading.end : line.end].strip()
        return opened if not before and len(after) < _TRAILING else None

    def _opened(self, line: Span) -> Sequence[Section]:
        first = bisect_left(self._sections, line.start, key=lambda section: section.mark.start)
        last = bisect_left(self._sections, line.end, key=lambda section: section.mark.start)
        return self._sections[first:last]

    def _pieces(self, index: int) -> Iterator[Html]:
        line = self.lines[index]
        places: defaultdict[int, list[int]] = defaultdict(list)
        for offset in self._places[index]:
            places[max(line.start, min(offset, line.end))].append(offset)
        heads = [section.heading for section in self._opened(line) if len(section.title)]
        ends: defaultdict[int, list[Note]] = defaultdict(list)
        for note in self._first[index]:
            ends[max(line.start, min(note.finding.span.end, line.end))].append(note)
        cuts = {*places, *ends, *(offset for head in heads for offset in (head.start, head.end))}
        yield from (self._reference(note) for note in ends[line.start])
        for span, notes in _segments(line, self._marked[index], cuts):
            yield from map(self._target, places[span.start])
            yield self._piece(span, notes, bold=any(head.contains(span) for head in heads))
            yield from (self._reference(note) for note in ends[span.end])
        yield from map(self._target, places[line.end])

    def _target(self, offset: int) -> Html:
        return tag("span", class_="at", id=f"{self.name}-o{offset}")

    def _piece(self, span: Span, notes: Sequence[Note], *, bold: bool) -> Html:
        words = join(self.report.text[span.start : span.end])
        if notes:
            gravest = min((note.finding.severity for note in notes), key=SEVERITIES.index)
            words = tag("mark", words, class_=gravest, data_f=" ".join(map(self.note_id, notes)))
        return tag("b", words) if bold else words

    def _reference(self, note: Note) -> Html:
        """Give the number behind the marked words; it is drawn by the style sheet, so that copied text is the report's."""
        severity = note.finding.severity
        return tag(
            "a",
            class_=f"ref {severity}",
            id=f"{self.name}-m{note.number}",
            href=f"#{self.note_id(note)}",
            data_n=note.number,
            data_f=self.note_id(note),
            aria_label=f"第 {note.number} 条，{SEVERITY_NAMES[severity]}",
        )

    def note_id(self, note: Note) -> str:
        """Give the id of a note in the page."""
        return f"{self.name}-f{note.number}"

    def link(self, span: Span, words: str) -> Html:
        """Link to a place of the text, which must be among those `referred` to; an empty text has none."""
        return tag("a", words, href=f"#{self.name}-o{span.start}" if self.lines else None)

    def line_number(self, span: Span) -> int:
        """Give the line that a place stands on, as the other outputs count it."""
        return self.report.lines.position(span.start)[0]


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield Span(start, start + len(line))
        start += len(line) + 1


def _segments(line: Span, notes: Sequence[Note], cuts: Iterable[int]) -> Iterator[tuple[Span, tuple[Note, ...]]]:
    """Part a line wherever a mark begins or ends, with the notes that mark each part."""
    begun: defaultdict[int, list[Note]] = defaultdict(list)
    for note in notes:
        begun[max(line.start, note.finding.span.start)].append(note)
    edges = {line.start, line.end, *cuts, *begun, *(note.finding.span.end for note in notes)}
    open_notes: list[Note] = []
    for start, end in pairwise(sorted(edge for edge in edges if line.start <= edge <= line.end)):
        open_notes = [note for note in open_notes if note.finding.span.end > start] + begun[start]
        yield Span(start, end), tuple(note for note in open_notes if note.finding.span.end > start)
