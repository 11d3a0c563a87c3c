"""Read what stands above the first chapter: title, source and date, addressee, preamble."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from checker.numerals import years
from checker.roles import any_of
from checker.text import Span, fold, trim

_SPACES = re.compile(r"[\s#*]+")
_SUBJECT = "关于|全面|推进|推动|贯彻|落实|上一年度|本年度|法治|法制|依法|建设|工作"
_AFTER_YEAR = re.compile(rf"[年度\s]*(?!{_SUBJECT})(?P<name>.{{2,30}}?)(?={_SUBJECT})")
_BEFORE_SUBJECT = re.compile(r"(?:全面)?(?:推进|推动|贯彻落实|贯彻)$")


@dataclass(frozen=True, slots=True)
class LayoutCues:
    """Regular expressions of `rules/facts/layout.yaml`, compiled."""

    title: Mapping[str, re.Pattern[str]]
    longest_title: int
    metadata: Mapping[str, re.Pattern[str]]
    residue: re.Pattern[str]
    addressee: re.Pattern[str]
    signoff: Mapping[str, re.Pattern[str]]
    cut_off: re.Pattern[str]


def read_layout(facts: Mapping[str, Any]) -> LayoutCues:
    """Compile the cues of a layout file."""
    title = {name: re.compile(cue) for name, cue in facts["title"].items() if name != "longest"}
    return LayoutCues(
        title=title,
        longest_title=facts["title"]["longest"],
        metadata={name: re.compile(cue) for name, cue in facts["metadata"].items()},
        residue=any_of(facts["residue"]),
        addressee=re.compile(facts["addressee"]),
        signoff={name: re.compile(cue) for name, cue in facts["signoff"].items()},
        cut_off=re.compile(facts["cut_off"]),
    )


@dataclass(slots=True)
class Header:
    """What was found above the first chapter; `titles` holds the lines of the first title printed."""

    titles: tuple[Span, ...] = ()
    title: str | None = None
    authority: str | None = None
    year: int | None = None
    published: str | None = None
    source: str | None = None
    addressee: Span | None = None
    preamble: list[Span] = field(default_factory=list)


def read_header(text: str, folded: str, lines: Sequence[Span], cues: LayoutCues) -> Header:
    """Sort the lines above the first chapter."""
    header = Header()
    found = _find_title(folded, lines, cues)
    if found:
        header.titles = tuple(_without_hashes(folded, line) for line in lines[found.start : found.end])
        header.title = _join(text, header.titles, cues)
        header.authority, header.year = parse_title(header.title)
    above, below = (lines[: found.start], lines[found.end :]) if found else ((), lines)
    _read_rest(header, folded, above, cues)
    header.preamble.clear()  # what stands above the title belongs to the page, not to the report
    _read_rest(header, folded, below, cues)
    return header


def parse_title(title: str) -> tuple[str | None, int | None]:
    """Give the authority and the year that a title names, each None when it does not.

    The authority stands before 关于 or the year (`兖州区司法局2025年度…`), or after the year (`2022年绿塘乡…`).
    """
    plain = fold(title)
    year, place = next(iter(years(plain)), (None, None))
    subject = re.search(r"关于|法治|法制|依法", plain)
    stops = [place.start if place else None, subject.start() if subject else None]
    before = title[: min((stop for stop in stops if stop is not None), default=0)].strip(" \u3000(（〔[-_")
    if before and not before.isascii():
        return _BEFORE_SUBJECT.sub("", before), year
    after = _AFTER_YEAR.match(plain, place.end) if place else None
    return (title[after.start("name") : after.end("name")].strip() if after else None), year


def is_report_title(line: str, cues: LayoutCues) -> bool:
    """Say whether a folded line reads like the title of such a report."""
    return _can_be_title(line, cues) and _is_title(line, cues, "report")


def is_residue(line: str, cues: LayoutCues) -> bool:
    """Say whether a folded line is navigation, a widget or an advertisement of the page; a long sentence is none."""
    return not _is_prose(line) and bool(cues.residue.search(line))


def _find_title(folded: str, lines: Sequence[Span], cues: LayoutCues) -> Span | None:
    """Give the range of lines that make the title: one to three lines, joint issuers included."""
    shown = [_without_number(folded[line.start : line.end].strip(" #*"), cues) for line in lines]
    for wanted in ("report", "ending"):
        for first in range(len(shown)):
            count = _title_length(shown, first, cues, wanted)
            if count:
                return Span(first, first + count)
    return None


def _title_length(shown: Sequence[str], first: int, cues: LayoutCues, wanted: str) -> int:
    """Count the lines of a title that begins at a line; 0 when none does."""
    line = shown[first]
    if not _can_be_title(line, cues) or cues.metadata["line"].search(line):
        return 0
    if cues.title["issuer"].search(line):
        for count in (2, 3, 4):
            parts = shown[first : first + count]
            if len(parts) == count and _joint(parts, cues) and _is_title("".join(parts), cues, wanted):
                return count
        return 0
    if _is_title(line, cues, wanted):
        return 1
    for count in (2, 3):
        parts = shown[first : first + count]
        whole = len(parts) == count and all(_can_be_title(part, cues) for part in parts)
        if whole and cues.title["subject"].search(line) and _is_title("".join(parts), cues, wanted):
            return count
    return 0


def _joint(parts: Sequence[str], cues: LayoutCues) -> bool:
    """Say whether issuer lines go with the title below them, rather than stand above a title of its own."""
    issuers = list(takewhile(cues.title["issuer"].search, parts))
    rest = parts[len(issuers) :]
    if not rest or not all(_can_be_title(part, cues) for part in parts) or not cues.title["subject"].search(rest[0]):
        return False
    return "中共" in issuers[0] or parse_title("".join(rest))[0] is None


def _can_be_title(line: str, cues: LayoutCues) -> bool:
    return (
        2 <= len(line) <= cues.longest_title
        and "。" not in line
        and not cues.title["not"].search(line)
        and not is_residue(line, cues)
    )


def _is_title(line: str, cues: LayoutCues, wanted: str) -> bool:
    plain = _SPACES.sub("", line)
    return len(plain) <= cues.longest_title and bool(cues.title[wanted].search(plain))


def _without_number(line: str, cues: LayoutCues) -> str:
    return cues.title["document_number"].sub("", line)


def _without_hashes(folded: str, line: Span) -> Span:
    return trim(folded, Span(line.start + len(line) - len(folded[line.start : line.end].lstrip("#")), line.end))


def _join(text: str, spans: Sequence[Span], cues: LayoutCues) -> str:
    joined = "".join(text[span.start : span.end].strip(" #*\u3000") for span in spans)
    number = cues.title["document_number"].match(fold(joined))
    return joined[number.end() if number else 0 :]


def _read_rest(header: Header, folded: str, lines: Sequence[Span], cues: LayoutCues) -> None:
    """Sort the lines that are not the title: once the preamble has begun, all but residue belongs to it."""
    label: str | None = None
    for line in lines:
        shown = folded[line.start : line.end]
        if label and _take_value(header, label, shown, cues):
            label = None
            continue
        label = None
        if cues.metadata["line"].search(shown) and len(shown) < 400 and not _is_prose(shown):
            _read_metadata(header, shown, cues)
            label = shown.strip(" :[]【】|•·-*") if len(shown) <= 10 else None
        elif is_residue(shown, cues):
            continue
        elif bare := cues.metadata["bare_date"].match(shown):
            header.published = header.published or _date(shown, cues)
            header.source = header.source or bare["source"]
        elif not header.preamble and cues.addressee.match(shown):
            header.addressee = line
        elif header.preamble or not _above_preamble(shown, header, cues):
            header.preamble.append(line)


def _is_prose(shown: str) -> bool:
    return "。" in shown and len(shown) > 40


def _above_preamble(shown: str, header: Header, cues: LayoutCues) -> bool:
    """Say whether a line is issuer, date, document number or the title once more, not yet preamble."""
    plain = _SPACES.sub("", shown)
    if cues.signoff["date"].match(shown) or cues.title["document_number"].fullmatch(shown):
        return True
    if cues.title["issuer"].search(shown) and "。" not in shown:
        return True
    again = header.title is not None and len(plain) <= cues.longest_title and "。" not in plain and "," not in plain
    return again and (_is_title(shown, cues, "report") or plain in fold(header.title or ""))


def _read_metadata(header: Header, shown: str, cues: LayoutCues) -> None:
    for name in ("published", "dated"):
        label = cues.metadata[name].search(shown)
        while label and not header.published:
            header.published = _date(shown[label.end() : label.end() + 24], cues, near=True)
            label = cues.metadata[name].search(shown, label.end())
        if header.published:
            break
    label = cues.metadata["source"].search(shown)
    if label and not header.source:
        rest = re.sub(r"^[\s\]】)]*[:|]?[\s|]*", "", shown[label.end() :])
        end = cues.metadata["value_end"].search(rest)
        value = rest[: end.start() if end else None].strip(" |:•-")
        header.source = value if value and "//" not in value else None


def _take_value(header: Header, label: str, shown: str, cues: LayoutCues) -> bool:
    """Take a line as the value of the label that stood alone above it; say whether it was one."""
    if cues.metadata["line"].search(shown) or len(shown) > 30 or _is_prose(shown):
        return False
    if cues.metadata["source"].fullmatch(label):
        header.source = header.source or shown.strip()
    elif cues.metadata["published"].fullmatch(label) or cues.metadata["dated"].fullmatch(label):
        header.published = header.published or _date(shown, cues)
    return True


def _date(shown: str, cues: LayoutCues, *, near: bool = False) -> str | None:
    """Give YYYY-MM-DD; `near` asks that the date stand right behind its label."""
    found = cues.metadata["date"].search(shown)
    if not found or (near and re.search(r"[一-龥]{2}", shown[: found.start()])):
        return None
    year, month, day = (int(part) for part in found.groups())
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
