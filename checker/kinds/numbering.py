"""Kind `numbering`: headings count on without gap, repeat or skipped level, with the right mark."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, ClassVar

from checker.report import Report, Section
from checker.rule import Context, Hit

_FAULTS = ("gap", "repeat", "back", "first", "level", "mark")
_RIGHT_MARK = {
    "一、": re.compile(r"[一二三四五六七八九十]+、"),
    "(一)": re.compile(r"\([一二三四五六七八九十]+\)"),
    "1.": re.compile(r"\d+\."),
    "(1)": re.compile(r"\(\d+\)"),
}
_COUNTED = (*_RIGHT_MARK, "①", "一是", "一要", "第一部分")
_DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """Find faults of counting; `faults` words each of them."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {
        "faults": {
            "type": "object",
            "properties": {fault: {"type": "string"} for fault in _FAULTS},
            "required": list(_FAULTS),
            "additionalProperties": False,
        }
    }
    faults: Mapping[str, str]

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield a hit at each number that is out of count, level or form."""
        report = context.report
        hits = [*self._family(report, report.chapters, None), *self._marks(report)]
        yield from sorted(_joined(hits), key=lambda hit: hit.span)

    def _family(self, report: Report, siblings: Sequence[Section], parent: Section | None) -> Iterator[Hit]:
        carried: dict[str, int] = {}
        for style in dict.fromkeys(section.style for section in siblings):
            run = [section for section in siblings if section.style == style and section.number]
            if style in _COUNTED:
                yield from self._run(report, run, parent)
        for section in siblings:
            yield from self._children(report, section, carried)

    def _children(self, report: Report, section: Section, carried: dict[str, int]) -> Iterator[Hit]:
        """Check the sections below; 1. 2. may count on from one section into the next."""
        children = section.sections
        first = children[0] if children else None
        continued = first is not None and first.number == carried.get(first.style, -1) + 1 and first.style == "1."
        yield from self._family(report, children, section if not continued else None)
        for child in children:
            if child.number:
                carried[child.style] = child.number
        skipped = section.style == "一、" and first is not None and first.style in ("1.", "(1)")
        if skipped and first is not None and first.mark.start == report.folded.rfind("\n", 0, first.mark.start) + 1:
            yield self._hit(report, "level", first, section)

    def _run(self, report: Report, run: Sequence[Section], parent: Section | None) -> Iterator[Hit]:
        if run and parent is not None and run[0].number != 1:
            yield self._hit(report, "first", run[0], parent)
        for before, section in pairwise(run):
            step = (section.number or 0) - (before.number or 0)
            if step != 1:
                yield self._hit(report, "gap" if step > 1 else "repeat" if step == 0 else "back", section, before)

    def _marks(self, report: Report) -> Iterator[Hit]:
        for section in report.sections():
            right = _RIGHT_MARK.get(section.style)
            mark = report.folded[section.mark.start : section.mark.end].strip(" #*_")
            if right and not right.fullmatch(mark.replace(" ", "")):
                yield self._hit(report, "mark", section, None)

    def _hit(self, report: Report, fault: str, section: Section, other: Section | None) -> Hit:
        shown = report.number_of(section)
        before = report.number_of(other) if other is not None else ""
        words = self.faults[fault].format(
            number=shown, before=before, expected=_next(other), mark=report.quote(section.mark).strip(),
            right=_right(section),
        )  # fmt: skip
        habit = f"{fault} {section.style}" if fault in ("mark", "level") else ""
        related = (other.mark,) if other is not None and not habit else ()
        return Hit(section.mark, {"fault": words, "habit": habit}, related)


def _joined(hits: Sequence[Hit]) -> Iterator[Hit]:
    """Make one hit of a form that is wrong in the same way throughout, with its further places."""
    repeated: dict[str | int, list[Hit]] = {}
    for hit in hits:
        if habit := hit.values["habit"]:
            repeated.setdefault(habit, []).append(hit)
        else:
            yield hit
    for first, *others in repeated.values():
        yield replace(first, related=tuple(other.span for other in others), count=1 + len(others))


def _next(section: Section | None) -> str:
    return _numeral(section.style, (section.number or 0) + 1) if section is not None else ""


def _right(section: Section) -> str:
    return _numeral(section.style, section.number or 1)


def _numeral(style: str, number: int) -> str:
    """Write a number in a style: 三、 (三) 3. (3) 三是."""
    tens, units = divmod(number, 10)
    chinese = (
        _DIGITS[number] if number <= 10 else f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[units] if units else ''}"
    )
    written = {"①": chr(ord("①") + number - 1), "1.": f"{number}.", "(1)": f"({number})"}
    return written.get(style, style.replace("一", chinese, 1))
