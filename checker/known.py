"""Known findings (已接受的结果): those that a person accepted, by rule, words and section, with a reason each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from checker.errors import RuleError
from checker.result import CheckResult, Finding, Run, Suppressed
from checker.schema import violations
from checker.terminal import short
from checker.text import fold
from checker.yaml_file import compose, line_of, parse, read_text, read_yaml

UNEXPLAINED = "待填写"
"""The reason of an entry that was written without one."""
_TEXT = {"type": "string", "minLength": 1}
_SCHEMA = {
    "type": "object",
    "properties": {
        "known": {
            "type": ["array", "null"],
            "items": {
                "type": "object",
                "properties": {
                    "rule": _TEXT,
                    "quote": {"type": "string"},
                    "section": {"type": ["string", "null"]},
                    "reason": _TEXT,
                    "who": _TEXT,
                    "until": _TEXT,
                },
                "required": ["rule", "quote", "reason"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["known"],
    "additionalProperties": False,
}
_HEAD = f"""\
# checker 已接受的结果:不算错误,不扣分,输出里只计数。按规则、原文、章节对应,不看行号。
# 每条请写明理由(reason,现为“{UNEXPLAINED}”的要补上);谁定的(who)、到哪一天为止(until: 2026-12-31)可以不写。
known:
"""
Key = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted finding; `section` is None outside the chapters, `where` is file and line."""

    rule: str
    quote: str
    section: str | None
    reason: str
    who: str | None = None
    until: date | None = None
    where: str = ""

    @property
    def key(self) -> Key:
        """Give what it is found again by."""
        return _key(self.rule, self.quote, self.section)


@dataclass(frozen=True, slots=True)
class Known:
    """Accepted findings, and the day on which they are asked for."""

    entries: tuple[Entry, ...] = ()
    today: date = date.min

    def sort_out(self, findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[Suppressed, ...]]:
        """Part the findings that count from those accepted."""
        valid = {entry.key: entry for entry in self.entries if not self._expired(entry)}
        kept, suppressed = [], []
        for finding in findings:
            entry = valid.get(_key_of(finding))
            if entry is None:
                kept.append(finding)
            else:
                until = entry.until.isoformat() if entry.until else None
                suppressed.append(Suppressed(finding, entry.reason, entry.who, until))
        return tuple(kept), tuple(suppressed)

    def notices(self, results: Sequence[CheckResult]) -> tuple[str, ...]:
        """Tell of entries that expired, that match nothing a rule found, or that say no reason."""
        ran = {rule.id for result in results for rule in result.rules}
        ran -= {skip.rule for result in results for skip in result.skipped}
        used = {_key_of(item.finding) for result in results for item in result.suppressed}
        told = []
        for entry in self.entries:
            name = f"{entry.where}: 已接受的结果 {entry.rule}“{short(entry.quote)}”"
            if self._expired(entry):
                told.append(f"{name}已过期({entry.until}),不再算已接受")
            elif entry.rule in ran and entry.key not in used:
                told.append(f"{name}没有用到,原文可能已改,可以删去")
        unexplained = sum(entry.reason == UNEXPLAINED for entry in self.entries)
        if unexplained:
            told.append(f"{self.entries[0].where.rpartition(':')[0]}: {unexplained} 条已接受的结果还没有写理由")
        return tuple(told)

    def _expired(self, entry: Entry) -> bool:
        return entry.until is not None and entry.until < self.today


def read_known(path: Path) -> tuple[Entry, ...]:
    """Read a file of accepted findings; RuleError names file and line of what is wrong."""
    data = read_yaml(path)
    wrong = [f"{path}:{line_of(path, place)}: {message}" for place, message in violations(_SCHEMA, data, "文件")]
    if wrong:
        raise RuleError("\n".join(wrong))
    items = data["known"] or ()
    nodes = compose(read_text(path)).value[0][1].value if items else ()
    return tuple(_entry(item, f"{path}:{node.start_mark.line + 1}") for item, node in zip(items, nodes, strict=True))


def _entry(item: dict[str, Any], where: str) -> Entry:
    until = item.get("until")
    try:
        day = date.fromisoformat(until) if until else None
    except ValueError:
        raise RuleError(f"{where}: “until”应是日期,写作 2026-12-31 的样子") from None
    return Entry(item["rule"], item["quote"], item.get("section"), item["reason"], item.get("who"), day, where)


def with_findings(existing: str | None, path: Path, run: Run) -> str:
    """Give the text of a file of accepted findings with those of a run added, what it had left as it stands.

    `existing` is the text of the file now, None where there is none; RuleError where nothing can be added to it.
    """
    entries = read_known(path) if existing is not None else ()
    keys = {entry.key for entry in entries}
    added = {entry.key: entry for entry in _entries(run) if entry.key not in keys}
    if not added:
        return _HEAD + "  []\n" if existing is None else existing
    if existing is None or not entries:
        return _HEAD + _listed(added.values(), 2)
    sequence = compose(existing).value[0][1]
    text = existing if existing.endswith("\n") else existing + "\n"
    text += _listed(added.values(), sequence.start_mark.column)
    wanted = [*(entry.key for entry in entries), *added]
    if sequence.flow_style or [_entry(item, "").key for item in parse(text, path)["known"]] != wanted:
        raise RuleError(f"{path}: 这样的写法没法接着往下添;请把 known 写成每条以“- ”开头、各占几行的列表,放在文件最后")
    return text


def _entries(run: Run) -> Iterable[Entry]:
    """Give an entry for each finding of a run; one accepted already keeps its reason."""
    for result in run.results:
        for finding in result.findings:
            yield Entry(finding.rule, finding.quote, finding.section, UNEXPLAINED)
        for item in result.suppressed:
            until = date.fromisoformat(item.until) if item.until else None
            finding = item.finding
            yield Entry(finding.rule, finding.quote, finding.section, item.reason, item.who, until)


def _listed(entries: Iterable[Entry], indent: int) -> str:
    """Write entries as a YAML list, indented."""
    import yaml

    items = []
    for entry in entries:
        item = {
            "rule": entry.rule,
            "quote": " ".join(entry.quote.split()),
            "section": entry.section,
            "reason": entry.reason,
        }
        if entry.who:
            item["who"] = entry.who
        text = yaml.safe_dump([item], allow_unicode=True, sort_keys=False, width=100_000)
        until = f"  until: {entry.until.isoformat()}\n" if entry.until else ""
        items += [f"{' ' * indent}{line}\n" for line in (text + until).split("\n") if line]
    return "".join(items)


def _key_of(finding: Finding) -> Key:
    return _key(finding.rule, finding.quote, finding.section)


def _key(rule: str, quote: str, section: str | None) -> Key:
    """Leave aside blanks and whether signs are full-width."""
    return rule, "".join(fold(quote).split()), "".join(fold(section).split()) if section else None
