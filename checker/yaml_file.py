"""Read YAML safely, and tell on which line a thing stands."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from checker.errors import RuleError

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LARGEST = 2_000_000
"""Bytes that a rule file may have."""
DEEPEST = 200
"""How deep brackets may nest; the C parser would crash on a hundred thousand."""


_BRACKETS = re.compile(r"[\[\]{}]")


class _UniqueKeys(_Loader):  # type: ignore[misc, valid-type]
    """A safe loader that refuses a key given twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [key for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if len({key.value for key in keys}) != len(keys):
            twice = next(key for index, key in enumerate(keys) if key.value in [k.value for k in keys[:index]])
            raise yaml.constructor.ConstructorError(None, None, f"“{twice.value}”写了两次", twice.start_mark)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def read_yaml(path: Path) -> Any:
    """Read a YAML file; RuleError names file and line where it is not YAML."""
    text = read_text(path)
    try:
        return yaml.load(text, _UniqueKeys)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise RuleError(f"{path}:{line}: YAML 写法有误:{getattr(error, 'problem', None) or error}") from None
    except (ValueError, RecursionError) as error:
        raise RuleError(f"{path}:1: YAML 写法有误:{error}") from None


def read_text(path: Path) -> str:
    """Read a small UTF-8 file; RuleError where it is missing, too large or not UTF-8."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise RuleError(f"{path}: 读不了规则文件({error.strerror})") from None
    if len(raw) > LARGEST:
        raise RuleError(f"{path}: 规则文件超过 {LARGEST // 1_000_000} MB,请拆开")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RuleError(f"{path}: 规则文件不是 UTF-8 编码,请另存为 UTF-8") from None
    if _depth(text) > DEEPEST:
        raise RuleError(f"{path}: 括号嵌套过深")
    return text


def line_of(path: Path, place: Sequence[str | int]) -> int:
    """Give the line on which a place of a YAML file stands: its key for a mapping, its start for an item."""
    node: Any = yaml.compose(read_text(path), _Loader)
    line: int = node.start_mark.line + 1 if node is not None else 1
    for step in place:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == step), None)
            if found is None:
                return line
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            return line
    return line


def _depth(text: str) -> int:
    depth = deepest = 0
    for bracket in _BRACKETS.findall(text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest
