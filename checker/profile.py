"""Profiles (模板): what a kind of report has to have, and which profile fits a report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from checker.report import Level, Report

Shape = Literal["chapters", "thematic"]
THEMATIC_CHAPTERS = 3


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile's name, the levels and shapes it is for, and what it changes in rules, by rule id."""

    name: str
    title: str
    levels: tuple[Level, ...]
    shapes: tuple[Shape, ...]
    overrides: Mapping[str, Mapping[str, Any]]


def shape_of(report: Report) -> Shape:
    """Tell a report in role chapters from one in thematic chapters, which together are its measures."""
    measures = sum(chapter.role == "measures" for chapter in report.chapters)
    own_duties = any(chapter.role == "duties" for chapter in report.chapters)
    return "thematic" if measures >= THEMATIC_CHAPTERS and not own_duties else "chapters"


def fits(profile: Profile, report: Report) -> bool:
    """Say whether a profile is for such a report; a body whose name does not tell its level fits any."""
    return shape_of(report) in profile.shapes and (report.level is None or report.level in profile.levels)


def fitting(report: Report, profiles: Sequence[Profile]) -> Profile | None:
    """Give the first profile that fits a report."""
    return next((profile for profile in profiles if fits(profile, report)), None)


def read_profiles(entry: Mapping[str, Mapping[str, Any]]) -> tuple[Profile, ...]:
    """Make the profiles of a ruleset, the default one first."""
    return tuple(
        Profile(name, item["title"], tuple(item["levels"]), tuple(item["shapes"]), item.get("overrides", {}))
        for name, item in entry.items()
    )
