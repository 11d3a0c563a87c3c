"""Kind `empty`: a heading has text under it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.report import Report, Section
from checker.rule import Context, Hit

_HEADING_STYLES = ("一、", "第一部分", "(一)", "")
_LONGEST_HEADING = 45
_LONGEST_SENTENCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """Find headings with nothing under them."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {}

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield each bare heading; lists of bare items are none, nor are whole sentences among other such items."""
        report = context.report
        last = report.chapters[-1].span.end if report.chapters else 0
        for siblings in _families(report.chapters):
            filled = sum(1 for section in siblings if len(section.body))
            alone = len(siblings) > 3 and filled == len(siblings) - 1
            for section in siblings:
                at_end = report.cut_off is not None and section.span.end == last
                if _is_bare(report, section, alone=alone) and (filled or section.level == 1) and not at_end:
                    yield Hit(section.heading)


def _families(sections: Sequence[Section]) -> Iterator[Sequence[Section]]:
    yield sections
    for section in sections:
        if section.sections:
            yield from _families(section.sections)


def _is_bare(report: Report, section: Section, *, alone: bool) -> bool:
    if len(section.body) or not (section.style in _HEADING_STYLES or section.style.startswith("#")):
        return False
    is_sentence = report.folded[section.title.end : section.title.end + 1] in ("。", ";", "!")
    if alone and is_sentence and len(section.title) <= _LONGEST_SENTENCE:
        return True
    return section.level == 1 or not (is_sentence or len(section.title) > _LONGEST_HEADING)
