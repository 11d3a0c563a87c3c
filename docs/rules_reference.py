"""Write docs/规则.md: every built-in rule, from the YAML files. Run `python docs/rules_reference.py` after changing rules."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from checker.kinds import KINDS, required
from checker.rule import Example, Rule
from checker.ruleset import Ruleset, load
from checker.wording import SEVERITY_NAMES

PAGE = Path(__file__).resolve().parent / "规则.md"
HEAD = """# 规则一览

自带的全部规则,由 `python docs/rules_reference.py` 从 `rules/*.yaml` 生成,请不要直接改本页。
“份额”怎样折算成分数,见 [README](../README.md#得分怎么来);依据后面写着“待核”的,没有核对过原文。
"""


def page(ruleset: Ruleset) -> str:
    """Give the whole page."""
    parts = [HEAD]
    for category, rules in groupby(ruleset.rules, key=lambda rule: rule.category):
        chosen = list(rules)
        parts.append(f"## {ruleset.scoring.titles[category]}({category})\n")
        parts.append("| 规则 | 查什么 | 级别 |\n|---|---|---|\n" + "".join(map(_row, chosen)))
        parts += ["\n".join(_entry(rule)) for rule in chosen]
    return "\n".join([*parts, "\n".join(_kinds(ruleset))])


def _kinds(ruleset: Ruleset) -> Iterator[str]:
    yield "## 规则类型(kind)\n"
    yield "写自己的规则时可用的类型、各类型自己的键(带 * 的必填),和用着它的规则。键的取值见 `checker rules schema`。\n"
    yield "| 类型 | 自己的键 | 用着它的规则 |\n|---|---|---|"
    for name, kind in KINDS.items():
        needed = required(name)
        keys = "、".join(f"`{key}`{'*' if key in needed else ''}" for key in kind.SCHEMA) or "—"
        users = "、".join(f"[{rule.id}](#{rule.id})" for rule in ruleset.rules if rule.kind_name == name) or "—"
        yield f"| `{name}` | {keys} | {users} |"
    yield ""


def _row(rule: Rule) -> str:
    return f"| [{rule.id}](#{rule.id}) | {rule.title} | {SEVERITY_NAMES[rule.severity]} |\n"


def _entry(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}\n"
    since = f",自 {rule.since} 年度起" if rule.since else ""
    yield f"**{rule.title}**({SEVERITY_NAMES[rule.severity]}{since})\n"
    yield f"- 为什么查:{rule.why}"
    yield f"- 改法:{_plain(rule.hint)}"
    yield f"- 依据:{rule.basis.text if rule.basis else '无(为使检查可行而设)'}"
    yield f"- 计分:{_points(rule)}"
    yield f"- 类型:`{rule.kind_name}`\n"
    yield from _example("错例", rule.bad[0])
    yield from _example("对例", rule.good[0])


def _points(rule: Rule) -> str:
    if rule.severity == "info" or not rule.most:
        return "不扣分"
    return f"每处 {rule.points:g} 份,最多 {rule.most:g} 份"


def _plain(template: str) -> str:
    """Show what a message fills in as 〈…〉."""
    return template.replace("{", "〈").replace("}", "〉")


def _example(name: str, example: Example) -> Iterator[str]:
    marked = f"(应标出:{'、'.join(f'“{flag.strip()}”' for flag in example.flags)})" if example.flags else ""
    yield f"{name}{marked}:\n\n```text\n{example.shown.strip()}\n```\n"
    if example.baseline_shown:
        yield f"上年报告写的是:\n\n```text\n{example.baseline_shown.strip()}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(page(load()), encoding="utf-8", newline="\n")
