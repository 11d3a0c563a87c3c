"""The findings, each explained beside the words that it marks."""

from collections.abc import Iterator
from dataclasses import dataclass

from checker.renderers.html_output.markup import Html, join, tag
from checker.renderers.html_output.passage import Block, Note, Passage
from checker.renderers.html_output.typeset import typeset
from checker.result import Finding
from checker.text import Span
from checker.wording import SEVERITY_NAMES

_PLACES = 8
"""Further places of a finding that are shown, in either report."""
_QUOTE = 26
"""Characters of such a place that are quoted; it is one step away."""
_ROW, _WORDS_ROW = 24, 34
"""Height in pixels of a row of a note, and of a row of the report."""
_NOTE_WIDTH, _WORDS_WIDTH = 26, 36
"""Characters in a row of either."""
_HOLE = 220
"""Pixels that may stay empty below the words."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What the notes of a report need beside it: last year's text, and the titles of the rules."""

    passage: Passage
    former: Passage | None
    titles: dict[str, str]

    def text(self) -> Html:
        """Give the report's text, block by block, its notes beside it."""
        return join(self._block(block) for block in self.passage.blocks())

    def _block(self, block: Block) -> Html:
        words = tag("div", (self.passage.line(line) for line in block.lines), class_="words")
        return tag("div", words, self._notes(block), class_="block below" if _below(block) else "block")

    def _notes(self, block: Block) -> Html | None:
        if not block.notes:
            return None
        return tag("ol", map(self._note, block.notes), class_="notes", role="list", aria_label="对这一段的意见")

    def _note(self, note: Note) -> Html:
        finding = note.finding
        name = SEVERITY_NAMES[finding.severity]
        place = f"#{self.passage.name}-m{note.number}" if self.passage.lines else None
        label = f"第 {note.number} 条，回到原文"
        back = tag("a", str(note.number), class_="number", href=place, aria_label=label)
        return tag(
            "li",
            tag("p", back, tag("span", name, class_="severity"), typeset(finding.message), class_="what"),
            self._mend(note),
            self._places(note),
            self._why(note),
            class_=f"note {finding.severity}",
            id=self.passage.note_id(note),
            data_severity=finding.severity,
            data_category=finding.category,
        )

    def _mend(self, note: Note) -> Html:
        fix = note.finding.fix
        change = [tag("del", note.finding.quote), tag("ins", fix.replacement or "（删去）")] if fix else None
        return tag("p", tag("b", "改法"), typeset(note.finding.suggestion), change, class_="mend")

    def _why(self, note: Note) -> Html:
        finding = note.finding
        basis = join(tag("b", "依据"), typeset(finding.basis), "。") if finding.basis else None
        rule = join(tag("b", "规则"), typeset(self.titles.get(finding.rule, "")), " ", tag("code", finding.rule))
        return tag("p", basis, tag("span", rule, class_="rule"), class_="why")

    def _places(self, note: Note) -> Html | None:
        places = [*self._related(self.passage, note.finding.related, "另见")]
        if self.former is not None:
            places += self._related(self.former, note.finding.former, "上年")
        return tag("ul", places, class_="places") if places else None

    def _related(self, passage: Passage, spans: tuple[Span, ...], name: str) -> Iterator[Html]:
        for span in spans[:_PLACES]:
            words = passage.report.quote(span).strip()
            quote = words if len(words) <= _QUOTE else words[: _QUOTE - 2] + "……"
            yield tag("li", name, passage.link(span, f"第 {passage.line_number(span)} 行“{quote}”"))
        if len(spans) > _PLACES:
            yield tag("li", f"……{name}共 {len(spans)} 处")


def _below(block: Block) -> bool:
    """Say whether the notes would stand so far out below the words that they are better set under them."""
    return _notes_height(block) > _words_height(block) + _HOLE


def _words_height(block: Block) -> int:
    return sum(_WORDS_ROW * _rows(len(line), _WORDS_WIDTH) + 10 for line in block.lines)


def _notes_height(block: Block) -> int:
    return sum(_note_height(note.finding) for note in block.notes)


def _note_height(finding: Finding) -> int:
    told = _rows(len(finding.message) + 5, _NOTE_WIDTH) + _rows(len(finding.suggestion) + 3, _NOTE_WIDTH)
    why = _rows(len(finding.basis or "") + len(finding.rule) // 2 + 14, _NOTE_WIDTH + 3)
    places = min(_PLACES, len(finding.related)) + min(_PLACES, len(finding.former))
    return _ROW * (told + why + places) + 18


def _rows(characters: int, width: int) -> int:
    return max(1, -(-characters // width))
