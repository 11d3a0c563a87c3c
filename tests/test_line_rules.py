"""The line-by-line rules: figures, currency, citation, language, disclosure."""

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from checker.engine import check
from checker.outline import parse
from checker.renderers import json_output, text_output
from checker.result import CheckResult, RulesetInfo, Run
from checker.ruleset import Ruleset
from checker.text import fold
from tests.conftest import CASES, SAMPLES

CATEGORIES = {"figures", "currency", "citation", "language", "disclosure"}
PASSAGES = yaml.safe_load((CASES / "passages.yaml").read_text(encoding="utf-8"))
WRONG = yaml.safe_load((CASES / "wrong.yaml").read_text(encoding="utf-8"))


def wrapped(text: str, year: int, rule: str = "") -> str:
    """Put a passage where its kind stands: whole header, plans, or measures."""
    title = f"示例区{year}年度法治政府建设报告"
    if "建设报告" in text:
        return f"{text}\n\n一、主要举措和成效\n\n开展培训。\n"
    if rule == "plan-expired" and f"{year + 1}年" in text:
        return f"{title}\n\n一、主要举措和成效\n\n评查案卷。\n\n二、{year + 1}年工作打算\n\n{text}\n"
    return f"{title}\n\n一、主要举措和成效\n\n{text}\n\n二、{year + 1}年工作打算\n\n开展案卷评查。\n"


def line_check(ruleset: Ruleset, text: str, year: int) -> CheckResult:
    rules = [rule for rule in ruleset.rules if rule.category in CATEGORIES]
    return check(parse(text, "x", ruleset.cues, year=year), ruleset, rules)


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["id"])
def test_nothing_is_found_in_prose_without_errors(passage: dict[str, Any], ruleset: Ruleset) -> None:
    result = line_check(ruleset, wrapped(passage["text"], passage["year"]), passage["year"])
    assert [(item.rule, item.quote) for item in result.findings if item.severity != "info"] == []


@pytest.mark.parametrize("case", WRONG, ids=lambda case: f"{case['id']}-{case['rule']}")
def test_each_error_is_found_at_its_words(case: dict[str, Any], ruleset: Ruleset) -> None:
    result = line_check(ruleset, wrapped(case["text"], case["year"], case["rule"]), case["year"])
    quotes = [fold(item.quote) for item in result.findings if item.rule == case["rule"]]
    words = fold(case["words"])
    masked = any("*" in quote and len(quote) == len(words) for quote in quotes)
    assert masked or any(words in quote or quote in words for quote in quotes), quotes
    others = {item.rule for item in result.findings if item.severity == "error"} - {case["rule"]}
    assert others <= {"term"} or case["rule"] == "law-name", others


class TestThe2024Report:
    """What the contract says of the 2024 report."""

    @pytest.fixture
    def result(self, checked: Callable[[str], CheckResult], real_text: str) -> CheckResult:
        return checked(real_text)

    def quotes(self, result: CheckResult, rule: str) -> list[str]:
        return [finding.quote for finding in result.findings if finding.rule == rule]

    def test_found(self, result: CheckResult) -> None:
        assert self.quotes(result, "figures-approximate") == ["2128余件"]
        assert self.quotes(result, "punctuation-separator").count("》、《") == 1
        assert self.quotes(result, "punctuation-separator").count("”、“") == 8
        assert self.quotes(result, "space-in-text").count("保交楼 保交房") == 2
        drift = next(item.message for item in result.findings if item.rule == "name-drift" and "街镇" in item.message)
        assert all(name in drift for name in ("街镇", "街道(镇)", "(街道)镇"))

    @pytest.mark.parametrize(
        "rule",
        ["figures-sum", "figures-part", "figures-list", "figures-conflict", "mark-unpaired", "year-mismatch",
         "plenum-current", "law-name", "term", "typo", "placeholder", "repetition", "publish-deadline",
         "punctuation-width", "figures-percent", "plan-expired", "law-superseded"],
    )  # fmt: skip
    def test_not_found(self, result: CheckResult, rule: str) -> None:
        assert self.quotes(result, rule) == []

    def test_the_sum_of_the_report_is_checked_and_right(self, ruleset: Ruleset, real_text: str) -> None:
        wrong = line_check(ruleset, real_text.replace("终止32件", "终止42件"), 2024)
        assert self.quotes(wrong, "figures-sum") == ["受理行政复议申请218件,办结186件,终止42件"]


@pytest.mark.parametrize("name", ["terms", "typos"])
def test_every_entry_marks_its_bad_sentence_and_none_marks_a_good_one(name: str, ruleset: Ruleset) -> None:
    entries = yaml.safe_load((CASES.parent.parent / "rules" / "facts" / f"{name}.yaml").read_text(encoding="utf-8"))
    lists = [ruleset.facts.vocabulary("terms"), ruleset.facts.vocabulary("typos")]
    assert len(entries) >= 200
    for entry in entries:
        found = {hit.right for hit, _ in ruleset.facts.vocabulary(name).find(fold(entry["bad"]))}
        assert fold(entry["right"]) in {fold(right) for right in found}, entry["bad"]
        for vocabulary in lists:
            assert [hit.wrong for hit, _ in vocabulary.find(fold(entry["good"]))] == [], entry["good"]


def test_personal_data_is_masked_in_every_output(ruleset: Ruleset) -> None:
    number = "370100198503124810"
    text = f"示例区2025年度法治政府建设报告\n\n一、主要举措和成效\n\n办理{number}案件2128余件。\n"
    result = check(parse(text, "x", ruleset.cues), ruleset)
    assert "personal-data" in {finding.rule for finding in result.findings}
    run = Run(RulesetInfo("n", "v", "p", 1), {rule.id: rule.title for rule in ruleset.rules}, (result,))
    assert number not in json_output.render(run)
    assert number not in text_output.render(run)
    assert "*" * 18 in text_output.render(run)


def test_fixes_are_safe_only_where_nothing_of_the_meaning_can_change(ruleset: Ruleset) -> None:
    text = wrapped("建设法制政府,执行《重大行政决策暂行条例》,学习《甲》、《乙》。", 2025)
    fixes = {item.rule: item.fix for item in line_check(ruleset, text, 2025).findings if item.fix}
    assert fixes["law-name"].replacement == "《重大行政决策程序暂行条例》"
    assert not fixes["law-name"].safe
    assert fixes["term"].replacement == "法治政府"


def test_nothing_of_severity_error_in_the_samples_without_planted_faults(
    checked: Callable[[str], CheckResult],
) -> None:
    clean = [path for path in SAMPLES.glob("*.txt") if "草稿" not in path.stem]
    assert len(clean) > 1
    for path in clean:
        errors = {item.rule for item in checked(path.read_text(encoding="utf-8")).findings if item.severity == "error"}
        assert errors == set(), path
