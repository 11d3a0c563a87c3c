"""The JSON Schema of ruleset files, and messages a person can act on where a file breaks it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.kinds import KINDS, required
from checker.report import ROLES

_STRING = {"type": "string", "minLength": 1}
_STRINGS = {"type": "array", "items": _STRING}
_SEVERITY = {"enum": ["error", "warning", "info", "off"]}
_POINTS = {"type": "number", "minimum": 0}
_EXAMPLE = {
    "type": "object",
    "properties": {
        "text": _STRING,
        "in": {"enum": list(ROLES)},
        "flags": _STRINGS,
        "profile": _STRING,
        "baseline": _STRING,
        "baseline_in": {"enum": list(ROLES)},
    },
    "required": ["text"],
    "additionalProperties": False,
}
COMMON: Mapping[str, Any] = {
    "id": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"},
    "title": _STRING,
    "category": {"type": "string", "pattern": "^[a-z][a-z-]*$"},
    "severity": _SEVERITY,
    "points": _POINTS,
    "most": _POINTS,
    "message": _STRING,
    "hint": _STRING,
    "why": _STRING,
    "basis": {
        "type": "object",
        "properties": {"source": _STRING, "clause": _STRING, "checked": {"type": "boolean"}},
        "required": ["source"],
        "additionalProperties": False,
    },
    "since": {"type": "integer", "minimum": 2000, "maximum": 2100},
    "needs": {"type": "array", "items": {"enum": ["profile-fit", "year"]}},
    "gate": {"type": "boolean"},
    "examples": {
        "type": "object",
        "properties": {name: {"type": "array", "items": _EXAMPLE, "minItems": 1} for name in ("bad", "good")},
        "required": ["bad", "good"],
        "additionalProperties": False,
    },
}
REQUIRED = ("id", "title", "category", "kind", "severity", "message", "hint", "why", "examples")
_ROLE = {
    "type": "object",
    "properties": {
        "title": _STRING,
        "short": _STRING,
        **dict.fromkeys(("heading", "except", "nested", "bare", "trace", "opening"), _STRINGS),
    },
    "required": ["title", "short"],
    "additionalProperties": False,
}
_OVERRIDES = {"type": "object", "additionalProperties": {"type": "object"}}
_PROFILE = {
    "type": "object",
    "properties": {
        "title": _STRING,
        "levels": {"type": "array", "items": {"enum": ["government", "department", "township"]}},
        "shapes": {"type": "array", "items": {"enum": ["chapters", "thematic"]}},
        "overrides": _OVERRIDES,
    },
    "required": ["title", "levels", "shapes"],
    "additionalProperties": False,
}
_SOURCE = {
    "type": "object",
    "properties": {"title": _STRING, "number": _STRING, "checked": {"enum": ["seen", "weak", "general"]}},
    "required": ["title", "checked"],
    "additionalProperties": False,
}
_SCORING = {
    "type": "object",
    "properties": {
        "categories": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "properties": {"title": _STRING, "weight": _POINTS},
                "required": ["title", "weight"],
                "additionalProperties": False,
            },
        },
        "grades": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"title": _STRING, "least": _POINTS},
                "required": ["title", "least"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["categories", "grades"],
    "additionalProperties": False,
}


def rule_schema(kind: str) -> dict[str, Any]:
    """Give the schema of a rule of one kind."""
    own = KINDS[kind]
    return {
        "type": "object",
        "properties": {**COMMON, "kind": {"const": kind}, **own.SCHEMA},
        "required": [*REQUIRED, *required(kind)],
        "additionalProperties": False,
    }


def file_schema(rules: Mapping[str, Any]) -> dict[str, Any]:
    """Give the schema of a file, its rules held to the schema given."""
    return {
        "type": "object",
        "properties": {
            "name": _STRING,
            "version": _STRING,
            "sources": {"type": "object", "additionalProperties": _SOURCE},
            "roles": {
                "type": "object",
                "propertyNames": {"enum": list(ROLES)},
                "additionalProperties": _ROLE,
            },
            "evidence": {"type": "object", "additionalProperties": _STRING},
            "profiles": {"type": "object", "additionalProperties": _PROFILE},
            "scoring": _SCORING,
            "overlap": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
            "skeleton": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": _STRING}},
            "overrides": _OVERRIDES,
            "rules": {"type": "array", "items": rules},
        },
        "additionalProperties": False,
    }


def published() -> dict[str, Any]:
    """Give the JSON Schema of a ruleset file for editors and other programs."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "checker.ruleset/1",
        "title": "checker 规则文件",
        **file_schema({"anyOf": [rule_schema(kind) for kind in KINDS]}),
    }


def faults(data: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with the data of a file: the path of the place, and a message that names what is allowed."""
    yield from violations(file_schema({"type": "object"}), data, "文件")
    rules = data.get("rules") if isinstance(data, dict) else None
    for index, rule in enumerate(rules if isinstance(rules, list) else ()):
        if not isinstance(rule, dict):
            continue
        for path, message in rule_faults(rule, f"规则“{rule.get('id', index + 1)}”"):
            yield ("rules", index, *path), message


def rule_faults(rule: Mapping[str, Any], whole: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with one rule; `whole` is what it is called."""
    kind = rule.get("kind")
    if isinstance(kind, str) and kind in KINDS:
        yield from violations(rule_schema(kind), rule, whole)
    else:
        yield ("kind",), f"没有“{kind}”这种规则类型(kind);可用:{_listed(list(KINDS))}"


def violations(wanted: Mapping[str, Any], data: Any, whole: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield where data breaks a schema, and how; unknown keys first, as one spelt wrong also makes one missing.

    `whole` is what the data as a whole is called.
    """
    from jsonschema import Draft202012Validator

    errors = Draft202012Validator(wanted).iter_errors(data)
    for error in sorted(errors, key=lambda error: error.validator != "additionalProperties"):
        yield _told(error, whole)


def _told(error: Any, whole: str) -> tuple[tuple[str | int, ...], str]:
    path = tuple(error.absolute_path)
    where = (f"第 {path[-1] + 1} 条" if isinstance(path[-1], int) else f"“{path[-1]}”") if path else whole
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        unknown = [key for key in error.instance if key not in error.schema["properties"]]
        allowed = _listed(sorted(error.schema["properties"]))
        return (*path, unknown[0]), f"不认识“{'、'.join(map(str, unknown))}”;这里可用:{allowed}"
    if error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        return path, f"{where}缺少“{'、'.join(missing)}”"
    if error.validator in ("enum", "const"):
        values = error.validator_value if error.validator == "enum" else [error.validator_value]
        return path, f"{where}的值“{error.instance}”不对;可用:{_listed(values)}"
    if error.validator == "type":
        types = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
        return path, f"{where}应是{'或'.join(_TYPES[name] for name in types if name in _TYPES)}"
    told = _BOUNDS.get(error.validator, f"不合要求({error.validator}:{{}})")
    return path, where + told.format(error.validator_value)


_TYPES = {
    "object": "“键: 值”的对照表",
    "array": "列表",
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "true 或 false",
}
_BOUNDS = {"minLength": "不能是空的", "minimum": "不能小于 {}", "maximum": "不能大于 {}"}


def _listed(values: Sequence[Any]) -> str:
    return "、".join(map(str, values))
