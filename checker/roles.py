"""Tell which chapter is duties, measures, problems or plans, by cues that the ruleset holds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checker.numerals import years
from checker.report import ROLES, Level, Role
from checker.text import Span, fold

_YEAR_PREFIX = re.compile(r"^(?:20\d\d\s*(?:年度|年|度)?(?:全年|以来)?|(?:上一?年度?|本年度?|全年)|\s+|[,:]|的)+(?=\S)")
_MEASURE_WORDS = re.compile(
    r"举措|措施|做法|成效|成绩|成果|完成情况|落实情况|开展情况|工作情况|建设情况|总体情况|基本情况"
)


@dataclass(frozen=True, slots=True)
class RoleCues:
    """The cues of one role: regular expressions over a folded heading without its number."""

    title: str
    short: str
    heading: re.Pattern[str]
    exceptions: re.Pattern[str]
    nested: re.Pattern[str]
    bare: re.Pattern[str]
    trace: re.Pattern[str]
    opening: re.Pattern[str]


def read_cues(entry: Mapping[str, Any]) -> RoleCues:
    """Make the cues of one role from its YAML."""
    return RoleCues(
        title=entry["title"],
        short=entry["short"],
        heading=any_of(entry.get("heading", ())),
        exceptions=any_of(entry.get("except", ())),
        nested=any_of(entry.get("nested", ())),
        bare=any_of(entry.get("bare", ())),
        trace=any_of(entry.get("trace", ())),
        opening=any_of(entry.get("opening", ())),
    )


def any_of(cues: Sequence[str]) -> re.Pattern[str]:
    """Make one regular expression of several; of none, one that matches nothing."""
    return re.compile("|".join(f"(?:{cue})" for cue in cues) or r"(?!)")


class Roles:
    """Decide roles of headings."""

    def __init__(self, cues: Mapping[str, Mapping[str, Any]]) -> None:
        self.cues: dict[Role, RoleCues] = {role: read_cues(cues[role]) for role in ROLES}

    def of_chapter(self, heading: str, report_year: int | None) -> Role:
        """Give the role of a chapter; a heading that names none is a chapter of measures."""
        plain = _strip_year(heading)
        for role in ("duties", "problems", "plans", "other"):
            if self._matches(role, plain):
                return role
        if report_year is not None and _names_year(heading, report_year + 1) and not _MEASURE_WORDS.search(plain):
            return "plans"
        return "measures"

    def of_section(self, heading: str, chapter: Role) -> Role | None:
        """Give the role of a section where it differs from that of its chapter."""
        plain = _strip_year(heading)
        candidates: dict[Role, Sequence[Role]] = {
            "measures": ("duties", "problems", "plans"),
            "other": ("duties", "problems", "plans"),
            "problems": ("plans",),
        }
        for role in candidates.get(chapter, ()):
            cues = self.cues[role]
            if cues.nested.search(plain) and not cues.exceptions.search(plain):
                return role
        return None

    def of_bare_line(self, line: str) -> Role | None:
        """Give the role that an unnumbered line has as a heading; None when it is no heading."""
        plain = _strip_year(line)
        for role in ("duties", "problems", "plans", "other", "measures"):
            cues = self.cues[role]
            if cues.bare.fullmatch(plain) and not cues.exceptions.search(plain):
                return role
        return None

    def names_both(self, heading: str) -> bool:
        """Say whether a chapter's heading names both problems and plans."""
        plain = _strip_year(heading)
        return self._matches("problems", plain) and self._matches("plans", plain)

    def opens_plans(self, line: str) -> bool:
        """Say whether a line begins the plans within a chapter of both."""
        return bool(self.cues["plans"].opening.match(line))

    def traces(self, role: Role, folded: str, span: Span) -> Span | None:
        """Find words of a role's content within a span."""
        found = self.cues[role].trace.search(folded, span.start, span.end)
        return Span(*found.span()) if found else None

    def _matches(self, role: Role, plain: str) -> bool:
        cues = self.cues[role]
        return bool(cues.heading.search(plain)) and not cues.exceptions.search(plain)


def read_levels(entry: Mapping[str, str]) -> tuple[tuple[Level, re.Pattern[str]], ...]:
    """Compile the endings of bodies' names, in the order in which they are tried."""
    levels: tuple[Level, ...] = ("township", "government", "department")
    return tuple((level, re.compile(entry[level])) for level in levels)


def level_of(authority: str | None, levels: Sequence[tuple[Level, re.Pattern[str]]]) -> Level | None:
    """Tell a government from a department and a township by its name; None when the name does not tell."""
    name = re.sub(r"\s", "", authority or "")
    return next((level for level, ending in levels if name and ending.search(name)), None)


def _strip_year(heading: str) -> str:
    return _YEAR_PREFIX.sub("", fold(heading).strip()).strip(" 。:;,")


def _names_year(heading: str, year: int) -> bool:
    return any(value == year for value, _ in years(fold(heading)))
