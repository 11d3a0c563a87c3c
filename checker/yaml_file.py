"""Read YAML safely, and tell on which line a thing stands.

A wheel carries each rule file a second time as JSON, which loads ten times as fast; it counts only while its digest
is that of the YAML beside it, so that an edited file is read as edited.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from math import inf
from pathlib import Path
from typing import Any

from checker.errors import RuleError

LARGEST = 2_000_000
"""Bytes that a file of rules, settings or known findings may have."""
DEEPEST = 200
"""How deep brackets may nest; the C parser would crash on a hundred thousand."""
MOST_VALUES = 1_000_000
"""Values that a file may come to once its aliases (*) are written out; a few lines can stand for billions."""
_BRACKETS = re.compile(r"[\[\]{}]")
_ANCHOR = re.compile(r"(?<![^\s\[{,])&\S")


def read_yaml(path: Path) -> Any:
    """Read a YAML file; RuleError names file and line where it is not YAML. Dates are given as text."""
    raw = _read(path)
    compiled = _compiled(path.with_suffix(".json"))
    if compiled.get("digest") == digest(raw):
        return compiled["data"]
    return parse(_decode(raw, path), path)


def _compiled(path: Path) -> Mapping[str, Any]:
    """Read what may be compiled rules; a user's own JSON of that name is none."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) and "data" in content else {}


def digest(raw: bytes) -> str:
    """Give the digest that ties compiled rules to their source."""
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


def compile_folder(folder: Path) -> Mapping[str, str]:
    """Give the JSON of every YAML file below a folder, by its path within; for the build of a wheel."""
    compiled = {}
    for path in sorted(folder.rglob("*.yaml")):
        data = {"digest": digest(_read(path)), "data": parse(read_text(path), path)}
        compiled[path.relative_to(folder).with_suffix(".json").as_posix()] = json.dumps(data, ensure_ascii=False)
    return compiled


def parse(text: str, path: Path) -> Any:
    """Read YAML from a text; `path` is the file that errors name."""
    import yaml

    try:
        data = yaml.load(text, _loader())
        if _ANCHOR.search(text) and _count(data, {}) > MOST_VALUES:
            raise RuleError(f"{path}:1: 引用(&、*)展开后太大,或引用了自己")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise RuleError(f"{path}:{line}: YAML 写法有误:{getattr(error, 'problem', None) or error}") from None
    except (ValueError, RecursionError) as error:
        raise RuleError(f"{path}:1: YAML 写法有误:{error}") from None
    return data


def _count(data: Any, counted: dict[int, float]) -> float:
    """Count the values, those shared each time anew; one that holds itself has no end."""
    if not isinstance(data, dict | list):
        return 1
    if id(data) not in counted:
        counted[id(data)] = inf
        inner = data.values() if isinstance(data, dict) else data
        counted[id(data)] = 1 + sum(_count(value, counted) for value in inner)
    return counted[id(data)]


def _loader() -> Any:
    """Make a safe loader that refuses a key given twice and leaves dates, and on, off, yes and no, as text."""
    import yaml

    class UniqueKeys(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
            keys = [key for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
            if len({key.value for key in keys}) != len(keys):
                twice = next(key for index, key in enumerate(keys) if key.value in [k.value for k in keys[:index]])
                raise yaml.constructor.ConstructorError(None, None, f"“{twice.value}”写了两次", twice.start_mark)
            mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
            return mapping

    UniqueKeys.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in found if first in "tTfF" or tag != "tag:yaml.org,2002:bool"]
        for first, found in UniqueKeys.yaml_implicit_resolvers.items()
    }
    UniqueKeys.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))
    return UniqueKeys


def _read(path: Path) -> bytes:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise RuleError(f"{path}: 读不了({error.strerror})") from None
    if len(raw) > LARGEST:
        raise RuleError(f"{path}: 文件超过 {LARGEST // 1_000_000} MB")
    return raw


def _decode(raw: bytes, path: Path) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RuleError(f"{path}: 文件不是 UTF-8 编码,请另存为 UTF-8") from None
    if _depth(text) > DEEPEST:
        raise RuleError(f"{path}: 括号嵌套过深")
    return text


def read_text(path: Path) -> str:
    """Read a small UTF-8 file; RuleError where it is missing, too large or not UTF-8."""
    return _decode(_read(path), path)


def compose(text: str) -> Any:
    """Give the root node of YAML that was read before, for what stands where."""
    import yaml

    return yaml.compose(text, _loader())


def line_of(path: Path, place: Sequence[str | int]) -> int:
    """Give the line on which a place of a YAML file stands: its key for a mapping, its start for an item."""
    import yaml

    node = compose(read_text(path))
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
