"""Rulesets of a user's own: what is wrong with one is told by file, line and what is allowed."""

import json
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from checker import schema
from checker.cli import main
from checker.engine import check
from checker.errors import RuleError
from checker.outline import parse
from checker.patterns import Pattern, PatternTimeoutError
from checker.ruleset import builtin_folder, check_file, load
from checker.text import Span
from checker.yaml_file import read_yaml

RULE = """\
rules:
  - id: own-word
    title: 本地用语
    category: measures
    kind: pattern
    severity: warning
    points: 2
    message: 本地不写“{found}”
    hint: 请改写
    why: 本地要求。
    patterns: [街镇]
    examples:
      bad: [{text: 街镇执法。, in: measures, flags: [街镇]}]
      good: [{text: 街道执法。, in: measures}]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_rule_of_ones_own_is_added(tmp_path: Path) -> None:
    own = load(write(tmp_path, RULE))
    assert {rule.id for rule in load().rules} | {"own-word"} == {rule.id for rule in own.rules}
    result = check(parse("示例区2025年度法治政府建设报告\n\n一、主要举措\n\n街镇执法120次。", "", own.cues), own)
    assert "own-word" in {finding.rule for finding in result.findings}


def test_overrides_change_and_switch_off(tmp_path: Path) -> None:
    own = load(write(tmp_path, "overrides:\n  numbering: {severity: 'off'}\n  duties-topics: {enough: 6}\n"))
    assert "numbering" not in {rule.id for rule in own.rules}
    assert next(rule.kind.enough for rule in own.rules if rule.id == "duties-topics") == 6  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("severity: fatal", "“severity”的值“fatal”不对;可用:error、warning、info、off"),
        ("points: 多", "“points”应是数"),
        ("kind: none", "没有“none”这种规则类型"),
    ],
)
def test_an_override_with_a_wrong_value_says_where(tmp_path: Path, change: str, words: str) -> None:
    path = write(tmp_path, f"overrides:\n  numbering:\n    points: 1\n  duties-topics: {{{change}}}\n")
    with pytest.raises(RuleError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}:4: {words}")


def test_a_role_gets_a_further_heading(tmp_path: Path) -> None:
    path = write(tmp_path, "roles:\n  problems: {title: 存在的问题和不足, short: 问题, heading: [^需要改进的地方$]}\n")
    report = parse("一、需要改进的地方\n\n案卷质量不高。\n", "", load(path).cues)
    assert report.chapters[0].role == "problems"
    assert parse("一、需要改进的地方\n\n案卷质量不高。\n", "", load().cues).chapters[0].role == "measures"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("    patterns:", "    pattern:", 11, "不认识“pattern”"),
        ("kind: pattern", "kind: regex", 5, "没有“regex”这种规则类型"),
        ("severity: warning", "severity: fatal", 6, "可用:error、warning、info、off"),
        ("    why: 本地要求。\n", "", 2, "缺少“why”"),
        ("points: 2", "points: 很多", 7, "应是数"),
        ("rules:", "rule:", 1, "不认识“rule”"),
        ("title: 本地用语", "title: 本地用语\n    title: 又一个", 4, "写了两次"),
        ("[街镇]", "[街镇", 12, "YAML 写法有误"),
    ],
)
def test_what_is_wrong_is_told_by_file_and_line(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    path = write(tmp_path, RULE.replace(old, new, 1))
    with pytest.raises(RuleError) as caught:
        load(path)
    first = str(caught.value).splitlines()[0]
    assert first.startswith(f"{path}:{line}:"), first
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("overrides:\n  no-such-rule: {severity: info}\n", "不是任何规则"),
        ("overrides:\n  numbering: {pattern: x}\n", "不认识“pattern”"),
        (RULE.replace("own-word", "numbering"), "已是自带规则"),
        (RULE.replace("category: measures", "category: local"), "不在 scoring.categories 里"),
        (RULE + RULE.removeprefix("rules:\n"), "写了两次"),
        (RULE.replace("    why:", "    basis: {source: nothing}\n    why:"), "不在 sources 里"),
        (
            RULE.replace("warning", "error").replace("    why:", "    basis: {source: practice}\n    why:"),
            "依据未核对",
        ),
        ("[" * 100_000, "嵌套过深"),
        (
            "a: &a [1, 1]\n" + "".join(f"{x}: &{x} [{', '.join([f'*{y}'] * 9)}]\n" for y, x in pairwise("abcdefghij")),
            "展开后太大",
        ),
        ("rules: &a\n- *a\n", "引用了自己"),
    ],
)
def test_a_ruleset_that_cannot_be(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(RuleError, match=words):
        load(write(tmp_path, text))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="没有这个规则文件"):
        load(tmp_path / "none.yaml")
    with pytest.raises(RuleError, match=r"没有 \.yaml"):
        load(tmp_path)
    (tmp_path / "gbk.yaml").write_bytes("rules: [] # 规则".encode("gb18030"))
    with pytest.raises(RuleError, match="不是 UTF-8"):
        load(tmp_path / "gbk.yaml")


def test_an_unknown_profile_names_those_there_are() -> None:
    with pytest.raises(RuleError, match=r"four-chapter.*general.*department.*township"):
        load(profile="county")


@pytest.mark.parametrize("path", sorted(builtin_folder().glob("*.yaml")), ids=lambda path: path.name)
def test_the_built_in_files_fit_the_published_schema(path: Path) -> None:
    assert check_file(path) == []
    jsonschema.Draft202012Validator(schema.published()).validate(read_yaml(path))


def test_the_published_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(json.dumps(schema.published())))


def test_a_pattern_that_would_hang_is_stopped(tmp_path: Path) -> None:
    slow = RULE.replace("patterns: [街镇]", "patterns: ['(?:第.*?条.*?){6}罚款']")
    own = load(write(tmp_path, slow))
    text = "示例区2025年度法治政府建设报告\n\n一、主要举措\n\n" + "第一条" * 400
    result = check(parse(text, "", own.cues), own, [rule for rule in own.rules if rule.id == "own-word"])
    assert [skip.rule for skip in result.skipped] == ["own-word"]
    assert "秒" in result.skipped[0].reason
    with pytest.raises(PatternTimeoutError):
        list(Pattern("(?:第.*?条.*?){6}罚款").find(text, Span(0, len(text))))


def test_built_in_patterns_are_linear() -> None:
    """Whatever a rule file calls a pattern must be one that re2 could run: no backtracking can grow."""
    re2 = pytest.importorskip("re2", reason="没有安装 google-re2")
    options = re2.Options()
    options.log_errors = False
    for path in builtin_folder().glob("*.yaml"):
        for source in _patterns(yaml.safe_load(path.read_text(encoding="utf-8"))):
            re2.compile(
                source.replace("(?<!", "(?:").replace("(?!", "(?:").replace("(?<=", "(?:").replace("(?=", "(?:"),
                options,
            )


def _patterns(node: object) -> list[str]:
    names = {
        "patterns",
        "exceptions",
        "own",
        "title",
        "headings",
        "opening",
        "heading",
        "except",
        "nested",
        "bare",
        "trace",
    }
    if isinstance(node, dict):
        here = [item for key, value in node.items() if key in names and isinstance(value, list) for item in value]
        return [item for item in here if isinstance(item, str)] + [
            x for value in node.values() for x in _patterns(value)
        ]
    return [x for item in node for x in _patterns(item)] if isinstance(node, list) else []


class TestLint:
    RULE = """rules:
  - id: own-rule
    title: 自己的规则
    category: language
    kind: pattern
    severity: warning
    message: “{found}”不用
    hint: 改掉
    why: 试验
    scope: body
    patterns: [%s]
    examples:
      bad: [{text: 本区甲乙丙情况。, flags: [%s]}]
      good: [{text: 没有。}]
"""

    @staticmethod
    def lint(path: Path, text: str) -> tuple[int, str]:
        path.write_text(text, encoding="utf-8")
        done = CliRunner().invoke(main, ["rules", "lint", str(path)])
        return done.exit_code, done.stdout

    def test_what_is_right_passes(self, tmp_path: Path) -> None:
        assert self.lint(tmp_path / "a.yaml", self.RULE % ("甲乙丙", "甲乙丙")) == (0, "")

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            (RULE % ("甲乙丙", "甲"), "应标出"),
            (RULE % ("'甲(乙'", "甲乙"), "正则“甲(乙”写法不对"),
            ("rules:\n  - id: 坏\n", "a.yaml:2:"),
            ("overrides:\n  no-such-rule: {severity: info}\n", "no-such-rule"),
            ("overide: {}\n", "a.yaml:1:"),
        ],
    )
    def test_what_is_wrong_is_said_with_its_place(self, text: str, words: str, tmp_path: Path) -> None:
        code, said = self.lint(tmp_path / "a.yaml", text)
        assert code == 1
        assert words in said

    def test_a_missing_file(self) -> None:
        assert CliRunner().invoke(main, ["rules", "lint", "没有.yaml"]).exit_code == 2


@pytest.mark.parametrize("written", ["off", "'off'"])
def test_a_rule_is_switched_off_with_or_without_quotes(written: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"overrides:\n  numbering: {{severity: {written}}}\n", encoding="utf-8")
    assert "numbering" not in {rule.id for rule in load(path).rules}
