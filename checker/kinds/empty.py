"""Kind `empty`: a heading has text under it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.report import Report, Section
from checker.rule import Context, Hit

_HEADING_STYLES = ("一、", "第一部分", "(一)", "")
_LONGEST_HEADING = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """Find headings with nothing under them."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {}

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield each bare heading; items that are whole sentences, and lists of bare items, are none."""
        report = context.report
        last = report.chapters[-1].span.end if report.chapters else 0
        for siblings in _families(report.chapters):
            filled = any(len(section.body) for section in siblings)
            for section in siblings:
                at_end = report.cut_off is not None and section.span.end == last
                if _is_bare(report, section) and (filled or section.level == 1) and not at_end:
                    yield Hit(section.heading)


def _families(sections: Sequence[Section]) -> Iterator[Sequence[Section]]:
    yield sections
    for section in sections:
        if section.sections:
            yield from _families(section.sections)


def _is_bare(report: Report, section: Section) -> bool:
    if len(section.body) or not (section.style in _HEADING_STYLES or section.style.startswith("#")):
        return False
    is_sentence = report.folded[section.title.end : section.title.end + 1] in ("。", ";", "!")
    return section.level == 1 or not (is_sentence or len(section.title) > _LONGEST_HEADING)
