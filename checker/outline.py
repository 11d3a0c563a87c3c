"""Parse a text into a report: header, chapters, sections, items and sign-off."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from checker.header import Header, LayoutCues, is_report_title, is_residue, read_header
from checker.headings import Mark, inline_chapters, inline_marks, line_mark, style_marks
from checker.numerals import years
from checker.reading import Reading
from checker.report import Level, Report, Role, Section
from checker.roles import Roles, level_of
from checker.text import Lines, Span, fold, trim

_LINE = re.compile(r"[^\n]+")
_ENDS_SENTENCE = tuple("。!?;:…”’」』)》】.|,、")
_CLOSES_SENTENCE = tuple("。!?;:…”’」』)》】.|")
_HISTORY = re.compile(r"\s*(?:以来|以后|至今|起)")


@dataclass(frozen=True, slots=True)
class OutlineCues:
    """All that the parser takes from the ruleset."""

    layout: LayoutCues
    roles: Roles
    levels: tuple[tuple[Level, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class _Heading:
    mark: Mark
    title: Span
    text_from: int
    bare_role: Role | None = None


def parse(source: Reading | str, path: str, cues: OutlineCues, *, year: int | None = None) -> Report:
    """Make a report of a file as read, or of a text alone; `year` overrides the report's year."""
    reading = Reading(source) if isinstance(source, str) else source
    text = reading.text
    folded = fold(text)
    lines = _lines(folded)
    body_lines, signoff_lines = _split_signoff(folded, lines, cues.layout)
    bare = _bare_headings(folded, body_lines, cues.roles)
    found = _find_headings(folded, body_lines, bare, _line_levels(folded, body_lines, reading), cues.layout)
    headings = _part_plans(folded, body_lines, _chapters_first(found), cues.roles)
    first = headings[0].mark.span.start if headings else len(text)
    head_lines = [Span(line.start, min(line.end, first)) for line in body_lines if line.start < first]
    header = read_header(text, folded, _split_long_title(folded, head_lines), cues.layout)
    end = body_lines[-1].end if body_lines else 0
    folded = _join_wrapped(folded, [line for line in body_lines if line.start >= first], headings)
    published = header.published or reading.published
    found_year = year or header.year or _year_of_body(folded, headings, header, cues.roles) or _before(published)
    chapters = _number_levels(_assign_roles(_tree(folded, headings, end), folded, cues.roles, found_year))
    authority = header.authority or _signed_by(folded, signoff_lines, cues.layout)
    preamble = Span(header.preamble[0].start, header.preamble[-1].end) if header.preamble else Span(first, first)
    return Report(
        path=path,
        text=text,
        folded=folded,
        lines=Lines(text),
        titles=header.titles,
        title=header.title,
        authority=authority,
        level=level_of(authority, cues.levels),
        year=found_year,
        published=published,
        source=header.source or reading.source,
        addressee=header.addressee,
        preamble=trim(folded, preamble) if header.preamble else Span(min(first, end), min(first, end)),
        chapters=chapters,
        signoff=Span(signoff_lines[0].start, signoff_lines[-1].end) if signoff_lines else Span(end, end),
        cut_off=_cut_off(folded, lines, body_lines, signoff_lines, cues.layout),
        pages=reading.pages,
    )


def _lines(folded: str) -> list[Span]:
    """Give the non-blank lines, a line that only repeats the one above left out."""
    kept: list[Span] = []
    above = ""
    for found in _LINE.finditer(folded):
        line = trim(folded, Span(*found.span()))
        shown = folded[line.start : line.end]
        if len(line) and not (shown == above and len(line) > 5):
            kept.append(line)
            above = shown
    return kept


def _split_signoff(folded: str, lines: list[Span], layout: LayoutCues) -> tuple[list[Span], list[Span]]:
    """Part the lines of the report from closing words, issuer and date at its end, page residue left out."""
    end = len(lines)
    while end and is_residue(folded[lines[end - 1].start : lines[end - 1].end], layout):
        end -= 1
    start = end
    while start and start > end - 8 and _is_signoff(folded[lines[start - 1].start : lines[start - 1].end], layout):
        start -= 1
    if start == 0:
        return lines[:end], []
    return lines[:start], lines[start:end]


def _is_signoff(line: str, layout: LayoutCues) -> bool:
    return len(line) <= 60 and any(cue.search(line) for cue in layout.signoff.values())


def _bare_headings(folded: str, lines: Sequence[Span], roles: Roles) -> dict[int, Role]:
    """Find unnumbered lines that are chapter headings word for word, by their start."""
    found: dict[int, Role] = {}
    for line in lines:
        shown = folded[line.start : line.end].strip("*")
        short = 3 < len(shown) <= 45 and not shown.endswith(_ENDS_SENTENCE) and "。" not in shown
        role = roles.of_bare_line(shown) if short and line_mark(folded, line) is None else None
        if role:
            found[line.start] = role
    return found


def _line_levels(folded: str, lines: Sequence[Span], reading: Reading) -> dict[int, int]:
    """Give the heading levels that styles tell, by where the lines begin without their blanks."""
    starts = {line.start: folded.rfind("\n", 0, line.start) + 1 for line in lines} if reading.levels else {}
    return {line: reading.levels[start] for line, start in starts.items() if start in reading.levels}


def _find_headings(
    folded: str, lines: Sequence[Span], bare: dict[int, Role], levels: dict[int, int], layout: LayoutCues
) -> list[_Heading]:
    opened = {line.start: mark for line in lines if (mark := line_mark(folded, line))}
    styled = style_marks(folded, lines, levels, opened, lambda shown: is_report_title(shown, layout)) if levels else {}
    chapters = [mark for mark in opened.values() if mark.style == "一、"]
    glued = inline_chapters(folded, lines, chapters)
    marks: list[Mark] = []
    roles: dict[int, Role] = {}
    for line in lines:
        head = opened.get(line.start)
        if head:
            marks.append(head)
        elif line.start in styled:
            marks.append(styled[line.start])
        elif line.start in bare:
            marks.append(Mark("", 0, None, Span(line.start, line.start), opens_line=True))
            roles[line.start] = bare[line.start]
        within = [mark for mark in glued if line.start < mark.span.start < line.end]
        marks += within
        for start, end in _between(line, within):
            marks += inline_marks(folded, Span(start, end), head if start == line.start else None)
    return _with_titles(folded, sorted(set(marks), key=lambda mark: (mark.span, mark.rank)), lines, roles)


def _between(line: Span, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    cuts = [line.start, *(mark.span.start for mark in marks), line.end]
    return list(pairwise(cuts))


def _with_titles(folded: str, marks: Sequence[Mark], lines: Sequence[Span], roles: dict[int, Role]) -> list[_Heading]:
    headings = []
    starts = [line.start for line in lines]
    for index, mark in enumerate(marks):
        line_end = lines[bisect_right(starts, mark.span.start) - 1].end
        following = marks[index + 1].span.start if index + 1 < len(marks) else line_end
        title, text_from = _title(folded, Span(mark.span.end, max(mark.span.end, min(line_end, following))), mark)
        headings.append(_Heading(mark, title, text_from, roles.get(mark.span.start)))
    return headings


def _title(folded: str, segment: Span, mark: Mark) -> tuple[Span, int]:
    """Cut the heading from the text run into it; give the heading and where the text begins."""
    words = folded[segment.start : segment.end]
    stop = _first_of("。!?;", words)
    if mark.style in ("一是", "一要"):
        if stop > 30 or stop >= len(words.rstrip()) - 1:
            stop = min(stop, _first_of(",;:。", words, after=2))
    elif stop > 45:
        stop = min(stop, _first_of(":", words[:45], after=2) if ":" in words[2:45] else stop)
        if mark.rank == 0 and stop > 60:
            blank = _first_of(" ", words[:45], after=4)
            stop = min(stop, blank if blank < len(words[:45]) else stop)
    title = trim(folded, Span(segment.start, segment.start + stop))
    plain = folded[title.start : title.end].rstrip(" *_:,;、")
    text_from = segment.start + stop + len(words[stop:]) - len(words[stop:].lstrip("。!?;:,*_ "))
    return Span(title.start, title.start + len(plain)), text_from


def _first_of(marks: str, words: str, after: int = 0) -> int:
    places = [place for mark in marks if (place := words.find(mark, after)) >= 0]
    return min(places, default=len(words))


def _chapters_first(headings: list[_Heading]) -> list[_Heading]:
    """Drop what stands before the first chapter; where nothing is numbered 一、, the highest style is chapters."""
    titled = [heading for heading in headings if not _is_title_line(heading)]
    hashes = [heading.mark.rank for heading in titled if heading.mark.style.startswith("#")]
    top = min(hashes, default=0.0)
    parted = sum(heading.mark.style == "第一部分" and heading.mark.opens_line for heading in titled) > 1
    parted |= any(heading.mark.rank < 0 for heading in titled)
    ranked = [_with_rank(heading, top, parted=parted) for heading in titled]
    numbered = {heading.mark.style for heading in ranked if heading.mark.rank == 0 and heading.mark.number}
    if numbered:
        ranked = _drop_repeated_roles(ranked)
    elif not any(heading.mark.rank == 0 for heading in ranked):
        ranked = _promote(ranked)
    first = next((index for index, heading in enumerate(ranked) if heading.mark.rank == 0), len(ranked))
    return ranked[first:]


def _with_rank(heading: _Heading, top: float, *, parted: bool) -> _Heading:
    """Rank the marks of Markdown from the highest in use, and 一、 below 第一部分 where both number the report."""
    mark = replace(heading.mark, rank=max(0.0, heading.mark.rank))
    heading = replace(heading, mark=mark)
    if mark.style.startswith("#"):
        return replace(heading, mark=replace(mark, rank=(mark.rank - top) * 4))
    return replace(heading, mark=replace(mark, rank=0.5)) if parted and mark.style == "一、" else heading


def _part_plans(folded: str, lines: Sequence[Span], headings: list[_Heading], roles: Roles) -> list[_Heading]:
    """Open a section of plans at the first line that begins them in a chapter headed 存在的问题和下一步打算."""
    opened = {heading.mark.span.start: heading for heading in headings}
    added: list[_Heading] = []
    shared = False
    for line in lines:
        heading = opened.get(line.start)
        if heading and heading.mark.rank == 0:
            shared = roles.names_both(folded[heading.title.start : heading.title.end])
        elif shared and roles.opens_plans(folded[line.start : line.end]):
            shared = False
            if heading is None:
                mark = Mark("", 0.5, None, Span(line.start, line.start), opens_line=True)
                stop = line.start + _first_of(",:。;", folded[line.start : line.end])
                added.append(_Heading(mark, Span(line.start, stop), min(stop + 1, line.end), "plans"))
    return sorted([*headings, *added], key=lambda heading: (heading.mark.span.start, heading.mark.rank))


def _is_title_line(heading: _Heading) -> bool:
    return heading.mark.style == "#"


def _drop_repeated_roles(headings: list[_Heading]) -> list[_Heading]:
    """Between numbered chapters keep an unnumbered heading only where it opens a role of its own."""
    return [heading for heading in headings if heading.bare_role != "measures"]


def _promote(headings: list[_Heading]) -> list[_Heading]:
    opening = [heading.mark.rank for heading in headings if heading.mark.opens_line]
    top = min(opening, default=None)
    if top is None or opening.count(top) < 2 or top > 2:
        return []
    return [
        replace(heading, mark=replace(heading.mark, rank=0.0)) if heading.mark.rank == top else heading
        for heading in headings
    ]


def _split_long_title(folded: str, lines: Sequence[Span]) -> list[Span]:
    """Part a title from the preamble that lost its line break behind it."""
    parts: list[Span] = []
    for line in lines:
        shown = folded[line.start : line.end]
        found = re.match(r"[^。,;:]{6,60}?(?:报告|总结)(?=\s+\S{20})", shown) if len(shown) > 100 else None
        cuts = [line.start, line.start + found.end(), line.end] if found else [line.start, line.end]
        parts += [trim(folded, Span(*cut)) for cut in pairwise(cuts)]
    return [part for part in parts if len(part)]


def _join_wrapped(folded: str, lines: Sequence[Span], headings: Sequence[_Heading]) -> str:
    """Make blanks of line breaks that fall inside a sentence, so that sentences read on."""
    opening = {heading.mark.span.start: heading for heading in headings}
    pieces: list[str] = []
    done = 0
    for line, below in pairwise(lines):
        head = opening.get(line.start)
        own_line = head is not None and head.title.end >= line.end - 2
        ended = folded[line.start : line.end].endswith(_CLOSES_SENTENCE)
        if not ended and not own_line and below.start not in opening and len(line) >= 12:
            pieces += [folded[done : line.end], " " * (below.start - line.end)]
            done = below.start
    return "".join([*pieces, folded[done:]])


def _tree(folded: str, headings: Sequence[_Heading], end: int) -> tuple[Section, ...]:
    """Nest the headings by rank: a section lasts until the next heading of its own rank or higher."""
    chapters: list[Section] = []
    index = 0
    while index < len(headings):
        chapter, index = _section(folded, headings, index, end)
        chapters.append(chapter)
    return tuple(chapters)


def _section(folded: str, headings: Sequence[_Heading], index: int, end: int) -> tuple[Section, int]:
    heading = headings[index]
    children: list[Section] = []
    following = index + 1
    while following < len(headings) and headings[following].mark.rank > heading.mark.rank:
        child, following = _section(folded, headings, following, end)
        children.append(child)
    until = headings[following].mark.span.start if following < len(headings) else end
    body = trim(folded, Span(min(heading.text_from, until), until))
    mark = heading.mark
    section = Section(1, mark.style, mark.number, mark.span, heading.title, body, heading.bare_role, tuple(children))
    return section, following


def _assign_roles(
    chapters: Sequence[Section], folded: str, roles: Roles, report_year: int | None
) -> tuple[Section, ...]:
    """Give each chapter its role, and a section its own where that differs."""

    def inner(section: Section, chapter: Role) -> Section:
        own = section.role or roles.of_section(folded[section.title.start : section.title.end], chapter)
        return replace(section, role=own, sections=tuple(inner(child, own or chapter) for child in section.sections))

    assigned = []
    for chapter in chapters:
        title = folded[chapter.title.start : chapter.title.end]
        role = chapter.role or roles.of_chapter(title, report_year)
        assigned.append(replace(chapter, role=role, sections=tuple(inner(part, role) for part in chapter.sections)))
    return tuple(assigned)


def _number_levels(sections: Sequence[Section], level: int = 1) -> tuple[Section, ...]:
    return tuple(
        replace(section, level=level, sections=_number_levels(section.sections, level + 1)) for section in sections
    )


def _year_of_body(folded: str, headings: Sequence[_Heading], header: Header, roles: Roles) -> int | None:
    """Read the year off the chapter headings, plans being of the next one; else off the first year told of."""
    for heading in headings:
        title = folded[heading.title.start : heading.title.end]
        named = [value for value, _ in years(title)] if heading.mark.rank == 0 else []
        if named:
            return named[0] - 1 if (heading.bare_role or roles.of_chapter(title, None)) == "plans" else named[0]
    start = header.preamble[0].start if header.preamble else headings[0].mark.span.start if headings else 0
    told = (value for value, place in years(folded[start:]) if not _HISTORY.match(folded, start + place.end))
    return next(told, None)


def _before(published: str | None) -> int | None:
    return int(published[:4]) - 1 if published else None


def _signed_by(folded: str, lines: Sequence[Span], layout: LayoutCues) -> str | None:
    shown = [folded[line.start : line.end] for line in lines]
    return next((line for line in shown if layout.signoff["issuer"].search(line)), None)


def _cut_off(
    folded: str, lines: Sequence[Span], body: Sequence[Span], signoff: Sequence[Span], layout: LayoutCues
) -> str | None:
    for line in lines[-3:]:
        if len(line) < 60 and layout.cut_off.search(folded[line.start : line.end]):
            return f"文末写着“{folded[line.start : line.end]}”,正文没有收全"
    if not body or signoff:
        return None
    last = folded[body[-1].start : body[-1].end]
    ended = last.endswith(_CLOSES_SENTENCE) and not last.endswith(":")
    return None if ended or len(last) < 30 else "正文最后一句没有写完,像是被截断"
