"""Settings (设置): what the nearest checker.yaml and the command line ask for, and from where each came."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from checker.errors import RuleError
from checker.reading import Limits
from checker.wording import SEVERITY_NAMES
from checker.yaml_file import line_of, read_yaml

FILE = "checker.yaml"
COMMAND_LINE = "命令行"
_NAMES = {"type": "array", "items": {"type": "string", "minLength": 1}}
_TEXT = {"type": "string", "minLength": 1}
_POSITIVE = {"type": "integer", "minimum": 1}
_KEYS: Mapping[str, Mapping[str, Any]] = {
    "baseline": _TEXT,
    "profile": _TEXT,
    "rules": _TEXT,
    "select": _NAMES,
    "ignore": _NAMES,
    "year": {"type": "integer", "minimum": 2000, "maximum": 2100},
    "revisions": {"enum": ["accepted", "original"]},
    "fail-on": {"enum": [*SEVERITY_NAMES, "never"]},
    "fail-below-baseline": {"type": "boolean"},
    "min-score": {"type": "number", "minimum": 0, "maximum": 100},
    "show": {"enum": list(SEVERITY_NAMES)},
    "known": _TEXT,
    "limits": {
        "type": "object",
        "properties": {field.name: _POSITIVE for field in fields(Limits)},
        "additionalProperties": False,
    },
}
_PATHS = frozenset({"baseline", "rules", "known"})
_DEFAULTS: Mapping[str, Any] = {
    **dict.fromkeys(_KEYS),
    "select": [],
    "ignore": [],
    "revisions": "accepted",
    "fail-on": "error",
    "fail-below-baseline": False,
    "show": "info",
    "limits": asdict(Limits()),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What is in force for some reports, by key; `origins` says from where each value came."""

    values: Mapping[str, Any]
    origins: Mapping[str, str]

    def __getitem__(self, key: str) -> Any:
        """Give a value: paths as Path, None where nothing is set and there is no default."""
        return self.values[key]

    @property
    def limits(self) -> Limits:
        """Give the limits of the readers."""
        return Limits(**self.values["limits"])

    def lines(self) -> Iterator[str]:
        """Yield a line for each key: the value, and from where."""
        for key, value in self.values.items():
            yield f"{key}: {_shown(value)}  # {self.origins[key]}"


def nearest(report: Path) -> Path | None:
    """Find the checker.yaml that counts for a report: in its folder, else in the nearest one above that has one.

    It is named relative to the current folder where it lies below that.
    """
    found = next((file for folder in report.absolute().parents if (file := folder / FILE).is_file()), None)
    below = found is not None and found.is_relative_to(Path.cwd())
    return found.relative_to(Path.cwd()) if found and below else found


def groups(reports: Iterable[str], config: Path | None) -> dict[Path | None, list[str]]:
    """Sort reports by the checker.yaml that counts for each; `config` counts for all where it is given."""
    sorted_out: dict[Path | None, list[str]] = {}
    for report in reports:
        sorted_out.setdefault(config or nearest(Path(report)), []).append(report)
    return sorted_out


def resolve(file: Path | None, given: Mapping[str, Any]) -> Settings:
    """Lay the command line over a settings file over the defaults; RuleError names file and line of what is wrong.

    `given` has the keys that stand on the command line.
    """
    values, origins = dict(_DEFAULTS), dict.fromkeys(_KEYS, "默认")
    written = _read(file) if file else {}
    for key, value in written.items():
        values[key] = {**_DEFAULTS["limits"], **value} if key == "limits" else value
        origins[key] = f"{file}:{line_of(file, [key])}" if file else ""
    values.update(given)
    origins.update(dict.fromkeys(given, COMMAND_LINE))
    return Settings(values, origins)


def _read(file: Path) -> dict[str, Any]:
    """Read a settings file; its relative paths are relative to the folder it stands in."""
    from checker.schema import violations

    data = read_yaml(file)
    if data is None:
        return {}
    wanted = {"type": "object", "properties": _KEYS, "additionalProperties": False}
    wrong = [f"{file}:{line_of(file, place)}: {message}" for place, message in violations(wanted, data, "文件")]
    if wrong:
        raise RuleError("\n".join(wrong))
    return {key: file.parent / value if key in _PATHS else value for key, value in data.items()}


def _shown(value: Any) -> str:
    if value is None:
        return "(没有)"
    if isinstance(value, list):
        return "、".join(value) or "(没有)"
    if isinstance(value, dict):
        return "、".join(f"{key} {number:,}" for key, number in value.items())
    return str(value).lower() if isinstance(value, bool) else str(value)
