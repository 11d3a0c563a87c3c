"""The calendar (日历): congresses and plenums with their dates, plans and campaigns with first and last year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

ORDINALS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Plenum:
    """A plenum (全会): its congress (二十), its number (3), and the day it closed; `sure` once it has been held."""

    congress: str
    number: int
    closed: date
    sure: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan, outline or campaign: all names it goes by, its first and last year, and what follows it if known."""

    names: tuple[str, ...]
    first: int
    last: int
    successor: str | None
    checked: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """What holds in which year; `excuses` are words beside an expired name that make it right (收官, 终期评估)."""

    plenums: tuple[Plenum, ...]
    plans: tuple[Plan, ...]
    excuses: tuple[str, ...]
    publish_month: int
    publish_day: int

    def held(self, congress: str, by: date) -> Sequence[Plenum]:
        """Give the plenums of a congress that had closed by a day, in order."""
        return [
            plenum for plenum in self.plenums if plenum.congress == congress and plenum.sure and plenum.closed <= by
        ]


def as_date(text: str | None) -> date | None:
    """Read YYYY-MM-DD; None where there is none or no calendar has that day."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def read_calendar(facts: Mapping[str, Any]) -> Calendar:
    """Make the calendar of `rules/facts/calendar.yaml`."""
    month, day = (int(part) for part in facts["publish_by"].split("-"))
    return Calendar(
        plenums=tuple(
            Plenum(
                entry["congress"],
                1 + ORDINALS.index(entry["number"]),
                date.fromisoformat(entry["closed"]),
                not entry.get("announced"),
            )
            for entry in facts["plenums"]
        ),
        plans=tuple(
            Plan(
                names=(entry["name"], *entry.get("aliases", ())),
                first=entry["first"],
                last=entry["last"],
                successor=entry.get("successor"),
                checked=entry["checked"] == "seen",
            )
            for entry in facts["plans"]
        ),
        excuses=tuple(facts["excuses"]),
        publish_month=month,
        publish_day=day,
    )
