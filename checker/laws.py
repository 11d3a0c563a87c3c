"""Names of laws, regulations and central documents (法规名录): right forms, wrong forms, until when they held."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

_DASHES = re.compile(r"[—–－~～―-]+")
_PREFIX = "中华人民共和国"
_NEAR = 0.86
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Law:
    """A law or document: full name, short forms, names often written wrongly for it, last day in force, successor."""

    name: str
    short: tuple[str, ...]
    wrong: tuple[str, ...]
    until: date | None
    replaced_by: str | None
    checked: bool


class Laws:
    """Look names up as they are cited, and find what a name written wrongly must mean."""

    def __init__(self, laws: tuple[Law, ...]) -> None:
        self.laws = laws

    @cached_property
    def _right(self) -> Mapping[str, Law]:
        return {plain(name): law for law in self.laws for name in (law.name, *law.short)}

    @cached_property
    def _by_opening(self) -> Mapping[str, list[str]]:
        openings: dict[str, list[str]] = {}
        for right in self._right:
            openings.setdefault(right[:2], []).append(right)
        return openings

    @cached_property
    def _wrong(self) -> Mapping[str, Law]:
        return {plain(name): law for law in self.laws for name in law.wrong}

    def known(self, name: str) -> Law | None:
        """Give the law of a name written right."""
        return self._right.get(plain(name))

    def meant(self, name: str) -> Law | None:
        """Give the law that a wrong name means: listed as wrong, or all but a word or two of a right one."""
        written = plain(name)
        bare = written.removeprefix(_PREFIX)
        listed = self._wrong.get(written) or self._wrong.get(bare)
        if listed or len(bare) < _SHORTEST:
            return listed
        alike = (right for right in self._by_opening.get(written[:2], ()) if abs(len(right) - len(written)) <= 3)
        near = [right for right in alike if _all_but(written, right)]
        best = max(near, key=lambda right: SequenceMatcher(None, written, right).ratio(), default=None)
        return self._right[best] if best is not None else None


def plain(name: str) -> str:
    """Make a folded name comparable: no blanks, one kind of dash, no (试行)."""
    return re.sub(r"[\s“”]", "", _DASHES.sub("—", name)).replace("(试行)", "").replace("(修订)", "")


def _all_but(written: str, right: str) -> bool:
    """Say whether a name has the beginning and the kind of another, and words lacking, added or changed between."""
    if written[-2:] != right[-2:]:
        return False
    matcher = SequenceMatcher(None, written, right, autojunk=False)
    if matcher.real_quick_ratio() < _NEAR or matcher.quick_ratio() < _NEAR or matcher.ratio() < _NEAR:
        return False
    changed = "".join(written[a:b] + right[c:d] for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")
    return not re.search(r"\d|实施|解释|细则|补充|若干", changed)


def read_laws(facts: Mapping[str, Any]) -> Laws:
    """Make the list of `rules/facts/laws.yaml`."""
    return Laws(
        tuple(
            Law(
                name=entry["name"],
                short=tuple(entry.get("short", ())),
                wrong=tuple(entry.get("wrong", ())),
                until=date.fromisoformat(entry["until"]) if "until" in entry else None,
                replaced_by=entry.get("replaced_by"),
                checked=entry["checked"] == "seen",
            )
            for entry in facts["laws"]
        )
    )
