"""Kind `chapters`: each role has a chapter of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.report import ROLES, Role
from checker.rule import Context, Hit, NotApplicableError
from checker.text import Span

_OPENING = 40
STATES = ("absent", "nested", "traced", "unrecognised")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapters:
    """Find roles without a chapter; `states` words the four ways of lacking one, `nested` roles may be sections."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {
        "roles": {"type": "array", "items": {"enum": list(ROLES)}, "minItems": 1},
        "nested": {"type": "array", "items": {"enum": list(ROLES)}},
        "states": {
            "type": "object",
            "properties": {state: {"type": "string"} for state in STATES},
            "required": list(STATES),
            "additionalProperties": False,
        },
    }
    roles: Sequence[Role]
    states: Mapping[str, str]
    nested: Sequence[Role] = ()

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield one hit for each missing role, or one for a report whose chapters cannot be told."""
        report = context.report
        if report.cut_off:
            raise NotApplicableError(f"{report.cut_off},不能断定缺哪一部分")
        if not report.chapters:
            titles = "、".join(context.role_title(role) for role in self.roles)
            values = {"title": titles, "state": self.states["unrecognised"]}
            yield Hit(context.top(), values, forfeits=tuple(self.roles), count=len(self.roles))
            return
        for role in self.roles:
            if not any(chapter.role == role for chapter in report.chapters):
                yield from self._lacking(role, context)

    def _lacking(self, role: Role, context: Context) -> Iterator[Hit]:
        report = context.report
        nested = report.nested(role)
        title = context.role_title(role)
        if nested:
            if role in self.nested or not context.profile_fits:
                return
            where = report.place_name(nested[0].mark.start) or ""
            state = self.states["nested"].format(where=where, heading=report.title_of(nested[0]))
            yield Hit(nested[0].heading, {"title": title, "state": state})
            return
        trace = context.facts.roles.traces(role, report.folded, report.body)
        if trace and role in self.nested and self._opens_text(context, trace):
            return
        if trace:
            where = report.place_name(trace.start) or "导语"
            state = self.states["traced"].format(where=where, found=report.quote(trace))
            yield Hit(context.top(), {"title": title, "state": state}, related=(trace,), forfeits=(role,))
        else:
            yield Hit(context.top(), {"title": title, "state": self.states["absent"]}, forfeits=(role,))

    def _opens_text(self, context: Context, trace: Span) -> bool:
        """Say whether a paragraph, or the text of a section, begins with what is traced."""
        report = context.report
        path = report.path_to(trace.start)
        starts = [context.paragraph_at(trace.start).start, *(section.body.start for section in path)]
        return any(
            0 <= trace.start - start <= _OPENING and "。" not in report.folded[start : trace.start] for start in starts
        )
