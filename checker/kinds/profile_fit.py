"""Kind `profile-fit`: the chosen profile is for such a report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.profile import fitting, shape_of
from checker.rule import Context, Hit

_REASONS = ("thematic", "department", "township", "government")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileFit:
    """Find that another profile fits better; `reasons` words what the report is, by shape and level."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {
        "reasons": {
            "type": "object",
            "properties": {reason: {"type": "string"} for reason in _REASONS},
            "additionalProperties": False,
        }
    }
    reasons: Mapping[str, str]

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield one hit that names the profile to choose."""
        better = fitting(context.report, context.facts.profiles)
        if context.profile_fits or better is None:
            return
        report = context.report
        wrong_level = report.level is not None and report.level not in context.profile.levels
        reason = self.reasons[report.level if wrong_level and report.level else shape_of(report)]
        values = {"reason": reason, "profile": better.name, "profile_title": better.title}
        yield Hit(context.top(), {**values, "chosen": context.profile.title})
