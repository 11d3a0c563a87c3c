"""Every rule of the contract is there, its examples hold, and what it rests on is said."""

from collections.abc import Callable

import pytest

from checker.report import Report
from checker.result import CheckResult
from checker.rule import NO_BASELINE, Rule
from checker.rule_tests import failures
from checker.ruleset import Ruleset, load
from tests.conftest import CASES

CONTRACT = {
    "structure": "chapter-missing E, chapter-order W, chapter-thin W, section-empty W, numbering W, title-form E, "
    "not-a-report E, request-in-report W",
    "duties": "duties-actor W, duties-topics W, duties-evidence I",
    "measures": "measures-areas W, measures-evidence I",
    "problems": "problems-specific W, problems-causes W",
    "plans": "plans-year E, plans-problems W, plans-concrete I",
    "figures": "figures-sum E, figures-part E, figures-percent E, figures-approximate W, figures-conflict E, "
    "figures-list W, figures-trend W",
    "currency": "year-mismatch E, date-invalid E, relative-date I, plenum-current W, plan-expired W",
    "citation": "mark-unpaired E, law-name W, law-superseded W, document-number I",
    "language": "term E, typo W, placeholder E, punctuation-doubled W, punctuation-width I, punctuation-separator I, "
    "space-in-text I, repetition W, sentence-long I, name-drift I, vague-praise I",
    "disclosure": "personal-data E, secrecy-mark E, publish-deadline W",
    "year-on-year": "reuse W, indicator-dropped I, indicator-jump W, indicator-unchanged W, commitment-open W, "
    "problem-repeated W, section-dropped I",
}
SEVERITY = {"E": "error", "W": "warning", "I": "info"}
RULES = load().rules


def test_every_rule_of_the_contract_is_there(ruleset: Ruleset) -> None:
    have = {(rule.category, rule.id): rule.severity for rule in ruleset.rules}
    for category, listed in CONTRACT.items():
        for name, severity in (item.split() for item in listed.split(", ")):
            assert have[category, name] == SEVERITY[severity]


def test_examples_hold() -> None:
    assert [f"{failure.rule}: {failure.message}" for failure in failures(None)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_all_that_a_person_needs(rule: Rule) -> None:
    assert rule.bad
    assert rule.good
    assert all(example.flags for example in rule.bad)
    assert rule.hint.strip() != rule.message.strip()
    if rule.basis and not rule.basis.checked:
        assert rule.severity != "error"
        assert rule.basis.text.endswith("(待核)")
    assert rule.severity == "info" or rule.most > 0 or rule.id in ("not-a-report", "profile-fit")


def test_profiles_of_the_contract(ruleset: Ruleset) -> None:
    names = [profile.name for profile in ruleset.facts.profiles]
    assert names == ["four-chapter", "general", "department", "township"]
    for name in names:
        assert load(profile=name).profile.name == name


def found(result: CheckResult, rule: str) -> list[str]:
    return [finding.message for finding in result.findings if finding.rule == rule]


class TestThe2024Report:
    """What the contract says is true of the 2024 report, for the categories that are there."""

    @pytest.fixture
    def result(self, checked: Callable[[str], CheckResult], real_text: str) -> CheckResult:
        return checked(real_text)

    def test_nothing_is_an_error(self, result: CheckResult) -> None:
        assert [finding.rule for finding in result.findings if finding.severity == "error"] == []

    @pytest.mark.parametrize("rule", ["problems-causes", "duties-actor", "measures-areas", "plans-problems"])
    def test_must_be_found(self, result: CheckResult, rule: str) -> None:
        assert len(found(result, rule)) == 1

    def test_the_area_is_named(self, result: CheckResult) -> None:
        assert "突发事件应对" in found(result, "measures-areas")[0]

    def test_the_unanswered_problems_are_named(self, result: CheckResult, parsed: Callable[[str], Report]) -> None:
        (finding,) = [finding for finding in result.findings if finding.rule == "plans-problems"]
        assert finding.message.startswith("三/(三)")
        assert "案卷质量" in finding.message
        assert "“谁执法谁普法”责任制" in finding.message
        assert finding.quote == "四、2025年工作打算"
        assert result.report is not None
        assert all(result.report.place_name(span.start) == "三/(三)" for span in finding.related)

    @pytest.mark.parametrize(
        "rule",
        ["numbering", "chapter-missing", "chapter-order", "chapter-thin", "section-empty", "plans-year", "title-form",
         "not-a-report", "request-in-report", "profile-fit"],
    )  # fmt: skip
    def test_must_not_be_found(self, result: CheckResult, rule: str) -> None:
        assert found(result, rule) == []

    def test_nothing_was_skipped(self, result: CheckResult) -> None:
        assert {skip.reason for skip in result.skipped} == {NO_BASELINE}


def test_a_thematic_report_gets_one_word_on_the_profile(checked: Callable[[str], CheckResult]) -> None:
    chapters = [
        "强化政治引领,夯实法治根基",
        "规范执法行为,提升执法水平",
        "化解行政争议,维护社会稳定",
        "优化营商环境",
    ]
    body = "\n\n".join(
        f"{number}、{title}\n\n评查案卷120份。" for number, title in zip("一二三四", chapters, strict=True)
    )
    result = checked(f"示例区2025年法治政府建设工作报告\n\n{body}\n\n五、下一步工作打算\n\n开展案卷评查。\n")
    assert len(found(result, "profile-fit")) == 1
    assert "general" in next(item.suggestion for item in result.findings if item.rule == "profile-fit")
    assert len(found(result, "chapter-missing")) == 2
    assert {"chapter-order", "chapter-thin", "duties-topics", "measures-areas"} <= {
        skip.rule for skip in result.skipped
    }


@pytest.mark.parametrize(
    ("title", "profile"),
    [("示例区司法局2025年度法治政府建设报告", "department"), ("示例镇2025年度法治政府建设报告", "township")],
)
def test_a_report_of_another_level_is_named(title: str, profile: str, checked: Callable[[str], CheckResult]) -> None:
    result = checked(f"{title}\n\n一、主要举措和成效\n\n评查案卷120份。\n")
    (finding,) = [finding for finding in result.findings if finding.rule == "profile-fit"]
    assert f"--profile {profile}" in finding.suggestion


def test_rules_of_2019_do_not_bind_older_reports(checked: Callable[[str], CheckResult]) -> None:
    result = checked("示例区2017年度法治政府建设报告\n\n一、主要举措和成效\n\n评查案卷120份。\n")
    assert found(result, "chapter-missing") == []
    assert any(skip.rule == "chapter-missing" and "2019" in skip.reason for skip in result.skipped)


def test_a_report_cut_off_is_not_blamed_for_what_is_missing(checked: Callable[[str], CheckResult]) -> None:
    result = checked("示例区2025年度法治政府建设报告\n\n一、主要举措和成效\n\n评查案卷120份。\n\n未完待续\n")
    assert found(result, "chapter-missing") == []
    assert any(skip.rule == "chapter-missing" for skip in result.skipped)


LOOK_ALIKES = {
    "政府信息公开工作年度报告": "示例区2025年政府信息公开工作年度报告\n\n一、总体情况\n\n主动公开信息1200条。",
    "政府信息公开工作年度报告(标题丢失)": "一、总体情况\n\n公开1200条。\n\n二、收到和处理政府信息公开申请情况\n\n三、存在的主要问题及改进情况\n\n无。",
    "政府工作报告": "政府工作报告\n\n各位代表:\n\n现在,我代表区人民政府向大会报告工作,请予审议。\n\n一、2025年工作回顾\n\n依法行政扎实推进。",
    "解读": "《示例区2025年法治政府建设年度报告》政策解读\n\n一、背景\n\n法治政府建设。",
    "新闻": "区政府召开常务会议 审议法治政府建设年度报告\n\n1月8日,区长主持召开区政府第60次常务会议。",
    "要点": "示例区2026年法治政府建设工作要点\n\n一、总体要求\n\n坚持以习近平法治思想为指导。",
    "方案": "示例区法治政府建设实施方案\n\n一、指导思想\n\n坚持依法行政。",
    "述职述法": "2025年度述职述法报告\n\n本人认真履行第一责任人职责,现将述职述法情况报告如下。",
    "指标说明": "关于示例市法治政府建设示范创建第21项指标的情况说明\n\n一、指标要求\n\n依法行政。",
    "复议专项": "示例区2025年度行政复议工作情况报告\n\n一、基本情况\n\n受理行政复议案件218件。",
    "无关": "春天来了\n\n公园里的花都开了。",
    "写作指引": "法治政府建设年度报告怎么写\n\n一、结构\n\n四个部分。",
}


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_look_alikes_are_told(name: str, checked: Callable[[str], CheckResult]) -> None:
    assert [finding.rule for finding in checked(LOOK_ALIKES[name]).findings] == ["not-a-report"]


@pytest.mark.parametrize("name", ["titles.tsv", "titles-made-up.tsv"])
def test_no_title_of_a_real_report_is_taken_for_another(name: str, checked: Callable[[str], CheckResult]) -> None:
    for line in (CASES / name).read_text(encoding="utf-8").splitlines()[1:]:
        title = line.split("\t")[2].replace(" / ", "\n")
        result = checked(f"{title}\n\n一、主要举措和成效\n\n评查案卷120份。\n")
        assert found(result, "not-a-report") == [], title
