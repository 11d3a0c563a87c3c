"""Run the rules' own examples: they are tests, and a rule that none of its examples fires is an error."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from checker.engine import check, read_baseline
from checker.errors import RuleError
from checker.outline import parse
from checker.patterns import Pattern
from checker.result import Finding
from checker.rule import Example, Rule
from checker.ruleset import Ruleset, check_file, load


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that did not come out as it says."""

    rule: str
    where: str
    message: str


def failures(path: Path | None) -> Iterator[Failure]:
    """Yield the examples that fail; those with a profile of their own run under it."""
    rulesets: dict[str | None, Ruleset] = {None: load(path)}
    for rule in rulesets[None].rules:
        fired = False
        for example in (*rule.bad, *rule.good):
            if example.profile not in rulesets:
                rulesets[example.profile] = load(path, example.profile)
            findings = run_example(rule, example, rulesets[example.profile])
            found = tuple(finding.quote.strip() for finding in findings)
            fired = fired or (bool(found) and example in rule.bad)
            message = _wrong(example, found, is_bad=example in rule.bad)
            if message:
                yield Failure(rule.id, rule.where, message)
        if not fired:
            yield Failure(rule.id, rule.where, "没有一个反例能触发这条规则")


def run_example(rule: Rule, example: Example, ruleset: Ruleset) -> tuple[Finding, ...]:
    """Give what a rule finds in an example, under the ruleset's profile."""
    own = next((other for other in ruleset.rules if other.id == rule.id), None)
    if own is None:
        return ()
    report = parse(example.text, "例子", ruleset.cues)
    former = parse(example.baseline, "上年的例子", ruleset.cues) if example.baseline else None
    baseline = read_baseline(former, ruleset, ()) if former else None
    return check(report, ruleset, [replace(own, gate=False)], baseline).findings


def _wrong(example: Example, found: tuple[str, ...], *, is_bad: bool) -> str | None:
    opening = example.text[-40:].replace("\n", " ")
    if is_bad and found != example.flags:
        return f"反例“…{opening}”应标出 {list(example.flags)},实际标出 {list(found)}"
    if not is_bad and found:
        return f"正例“…{opening}”不应报,却标出 {list(found)}"
    return None


def lint(path: Path) -> Iterator[str]:
    """Yield what is wrong with a user's ruleset: its form, its regular expressions, and its own examples."""
    files = sorted([*path.glob("*.yaml"), *path.glob("*.yml")]) if path.is_dir() else [path]
    faults = [fault for file in files for fault in check_file(file)]
    yield from faults
    if faults:
        return
    try:
        ruleset = load(path)
    except RuleError as error:
        yield str(error)
        return
    own = [rule for rule in ruleset.rules if Path(rule.where) in files]
    broken = [f"{rule.where}: {rule.id}: {fault}" for rule in own for fault in _broken_patterns(rule.kind)]
    yield from broken
    if not broken:
        names = {rule.id for rule in own}
        yield from (f"{item.where}: {item.rule}: {item.message}" for item in failures(path) if item.rule in names)


def _broken_patterns(value: Any) -> Iterator[str]:
    """Yield what is wrong with the regular expressions that a kind holds."""
    if isinstance(value, Pattern):
        fault = value.fault()
        if fault:
            yield f"正则“{value.source}”写法不对:{fault}"
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _broken_patterns(inner)
    elif isinstance(value, (tuple, list)):
        for inner in value:
            yield from _broken_patterns(inner)
    elif is_dataclass(value):
        for item in fields(value):
            yield from _broken_patterns(getattr(value, item.name))
