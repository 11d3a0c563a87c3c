"""This year beside last year: what was taken over, promised, told again, counted; and reports that do not belong together."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from checker.comparison import TOPICS, Comparison
from checker.engine import check, read_baseline
from checker.report import Report
from checker.result import CheckResult
from checker.ruleset import Ruleset
from tests.conftest import CASES, SAMPLES

RELATIONS = yaml.safe_load((SAMPLES / "济阳区2025(虚构草稿).relations.yaml").read_text(encoding="utf-8"))
DRAFT = (SAMPLES / "济阳区2025(虚构草稿).txt").read_text(encoding="utf-8")
OTHERS = sorted((CASES / "reports").glob("*.txt"))

Compare = Callable[[str, str], CheckResult]


def a_year_on(text: str) -> str:
    return re.sub(r"20(2\d)", lambda year: f"20{int(year[1]) + 1}", text)


@pytest.fixture(scope="module")
def compared(ruleset: Ruleset, parsed: Callable[[str], Report]) -> Compare:
    return lambda new, old: check(parsed(new), ruleset, None, read_baseline(parsed(old), ruleset), edits=True)


@pytest.fixture(scope="module")
def pair(compared: Compare, real_text: str) -> CheckResult:
    return compared(DRAFT, real_text)


@pytest.fixture(scope="module")
def again(compared: Compare, real_text: str) -> CheckResult:
    return compared(a_year_on(real_text), real_text)


def comparison_of(result: CheckResult) -> Comparison:
    assert result.comparison is not None
    return result.comparison


def line(report: Report, offset: int) -> int:
    return report.lines.position(offset)[0]


class TestTheSamplePair:
    @pytest.mark.parametrize("wanted", RELATIONS["commitments"], ids=lambda wanted: wanted["status"])
    def test_promise(self, wanted: dict[str, Any], pair: CheckResult) -> None:
        comparison, report = comparison_of(pair), pair.report
        assert report is not None
        (found,) = [
            item for item in comparison.commitments if wanted["baseline"] in comparison.baseline.quote(item.baseline)
        ]
        assert found.status == wanted["status"]
        assert line(comparison.baseline, found.baseline.start) == wanted["baseline_line"]
        told = [(report.quote(span), line(report, span.start)) for span in found.evidence]
        assert (
            any(wanted["report"] in quote and place == wanted["line"] for quote, place in told)
            or "report" not in wanted
        )
        assert bool(told) == ("report" in wanted)

    @pytest.mark.parametrize("wanted", RELATIONS["problems"], ids=lambda wanted: wanted["status"])
    def test_problem(self, wanted: dict[str, Any], pair: CheckResult) -> None:
        comparison, report = comparison_of(pair), pair.report
        assert report is not None
        (found,) = [
            item for item in comparison.problems if wanted["baseline"] in comparison.baseline.quote(item.baseline)
        ]
        assert found.status == wanted["status"]
        assert line(comparison.baseline, found.baseline.start) == wanted["baseline_line"]
        assert wanted["report"] in report.quote(found.evidence[0])
        assert line(report, found.evidence[0].start) == wanted["line"]

    @pytest.mark.parametrize("wanted", RELATIONS["indicators"], ids=lambda wanted: wanted["name"])
    def test_indicator(self, wanted: dict[str, Any], pair: CheckResult) -> None:
        comparison, report = comparison_of(pair), pair.report
        assert report is not None
        (found,) = [change for change in comparison.indicators if change.name == wanted["name"]]
        assert found.baseline is not None
        assert found.baseline.figure.number == wanted["baseline"]
        assert line(comparison.baseline, found.baseline.span.start) == wanted["baseline_line"]
        assert (found.report is None) == (wanted["became"] == "dropped")
        if found.report is not None:
            assert found.report.figure.number == wanted["report"]
            assert line(report, found.report.span.start) == wanted["line"]
        finding = next(item for item in pair.findings if item.rule == f"indicator-{wanted['became']}")
        assert found.baseline.span in finding.former

    @pytest.mark.parametrize("wanted", RELATIONS["reused"], ids=lambda wanted: wanted["report"])
    def test_reused_paragraph(self, wanted: dict[str, Any], pair: CheckResult) -> None:
        comparison, report = comparison_of(pair), pair.report
        assert report is not None
        (found,) = [item for item in comparison.reused if report.quote(item.report).startswith(wanted["report"])]
        assert comparison.baseline.quote(found.baseline).startswith(wanted["baseline"])
        assert report.quote(found.report).endswith(wanted["until"])
        assert comparison.baseline.quote(found.baseline).endswith(wanted["until"])
        assert (line(report, found.report.start), line(comparison.baseline, found.baseline.start)) == (
            wanted["line"],
            wanted["baseline_line"],
        )
        assert any(item.rule == "passage-reused" and item.span == found.report for item in pair.findings)

    def test_each_planted_relation_is_a_finding(self, pair: CheckResult) -> None:
        rules = {finding.rule for finding in pair.findings if finding.category == "year-on-year"}
        assert rules == {
            "passage-reused",
            "indicator-dropped",
            "indicator-jump",
            "indicator-unchanged",
            "commitment-open",
            "problem-repeated",
            "section-dropped",
        }

    def test_scores_stand_side_by_side(
        self, pair: CheckResult, compared: Compare, real_text: str, ruleset: Ruleset
    ) -> None:
        alone = check(pair.baseline, ruleset) if pair.baseline else None
        assert pair.score is not None
        assert alone is not None
        assert alone.score is not None
        assert pair.score.baseline_total == alone.score.total
        own = {item.category: item for item in pair.score.categories}
        assert own["year-on-year"].score is not None
        assert own["year-on-year"].baseline is None
        assert own["structure"].baseline == next(c.score for c in alone.score.categories if c.category == "structure")


class TestAReportAgainstItselfAYearOn:
    def test_all_is_taken_over(self, again: CheckResult) -> None:
        assert comparison_of(again).reuse >= 0.95
        assert [finding.severity for finding in again.findings if finding.rule == "reuse"] == ["error"]

    def test_all_problems_are_repeated(self, again: CheckResult) -> None:
        assert [problem.status for problem in comparison_of(again).problems] == ["repeated"] * 3

    def test_every_indicator_is_unchanged(self, again: CheckResult) -> None:
        changes = comparison_of(again).indicators
        assert len(changes) > 20
        assert all(change.change == 0 and change.denied is None for change in changes)

    def test_every_part_is_kept_where_it_stood(self, again: CheckResult) -> None:
        for kept in comparison_of(again).sections:
            assert kept.status == "kept"
            assert kept.baseline[0].mark == kept.report[0].mark


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_another_authority_shares_next_to_nothing(path: Any, compared: Compare, real_text: str) -> None:
    result = compared(path.read_text(encoding="utf-8"), real_text)
    if result.comparison is not None:
        assert result.comparison.reuse < 0.1
        assert result.comparison.commitments == ()
        assert any("只对照章节和文字" in notice for notice in result.notices)


def test_the_same_report_is_not_compared(compared: Compare, real_text: str) -> None:
    result = compared(real_text, real_text)
    assert "同一份" in result.notices[0]
    assert all(comparison_of(result).why_not(topic) for topic in TOPICS)
    reasons = {skip.reason for skip in result.skipped if skip.rule != "publish-deadline"}
    assert reasons == {"上年报告与本报告是同一份,没有对照;请核对 --baseline"}


def test_years_the_wrong_way_round(compared: Compare, real_text: str) -> None:
    result = compared(real_text, a_year_on(real_text))
    assert "是不是写反了" in result.notices[0]
    assert comparison_of(result).indicators == ()
    assert comparison_of(result).reuse > 0.9


def test_a_gap_of_years_rules_out_promises_only(compared: Compare, real_text: str) -> None:
    result = compared(a_year_on(a_year_on(real_text)), real_text)
    assert "隔了 2 年" in result.notices[0]
    assert comparison_of(result).commitments == ()
    assert comparison_of(result).problems != ()
    assert [skip.rule for skip in result.skipped if "隔了" in skip.reason] == ["commitment-open"]


def test_another_kind_of_document_as_baseline(compared: Compare, real_text: str) -> None:
    other = "济南市济阳区2023年政府信息公开工作年度报告\n\n一、总体情况\n\n主动公开信息5126条。\n"
    result = compared(real_text, other)
    assert "不是要对照的报告" in result.notices[0]
    assert comparison_of(result).sections == ()


def test_a_year_that_nobody_tells_is_said(compared: Compare, real_text: str) -> None:
    result = compared(real_text, "济阳区法治政府建设报告\n\n一、主要举措和成效\n\n评查案卷若干。\n")
    assert "看不出上年报告的年度" in result.notices[0]


def test_personal_data_of_the_baseline_is_masked(compared: Compare, real_text: str) -> None:
    old = real_text.replace("119", "").replace("办理方式", "") + "\n\n联系电话:13800138000。\n"
    result = compared(a_year_on(real_text), old)
    assert result.baseline is not None
    assert "13800138000" not in result.baseline.text
    assert "13800138000" not in comparison_of(result).baseline.text


class TestDirections:
    REPORT = "示例市示例区{year}年度法治政府建设报告\n\n一、主要举措和成效\n\n{text}\n"

    @pytest.mark.parametrize(
        ("now", "before", "denied"),
        [
            ("受理法律援助案件800件,同比增长5%。", "受理法律援助案件920件。", "同比增长5%"),
            ("受理法律援助案件1012件,同比增长10%。", "受理法律援助案件920件。", None),
            ("受理法律援助案件1012件,同比增长30%。", "受理法律援助案件920件。", "同比增长30%"),
            ("受理法律援助案件800件,较上年有所下降。", "受理法律援助案件920件。", None),
            ("受理法律援助案件900余件,同比上升。", "受理法律援助案件920件。", None),
            ("受理法律援助案件800件,办理公证12件,同比增长20%。", "受理法律援助案件920件。", None),
        ],
    )
    def test_words_held_against_figures(self, now: str, before: str, denied: str | None, compared: Compare) -> None:
        result = compared(self.REPORT.format(year=2025, text=now), self.REPORT.format(year=2024, text=before))
        (change,) = [item for item in comparison_of(result).indicators if item.name == "法律援助案件受理"]
        assert result.report is not None
        assert (result.report.quote(change.denied) if change.denied else None) == denied
        assert [item.quote for item in result.findings if item.rule == "figures-trend" and item.severity != "info"] == (
            [denied] if denied else []
        )


def test_changes_can_be_followed_word_by_word(pair: CheckResult) -> None:
    comparison, report = comparison_of(pair), pair.report
    assert report is not None
    followed = [found for found in comparison.sections if found.edits]
    assert followed
    for found in followed:
        before = "".join(comparison.baseline.quote(edit.baseline) for edit in found.edits)
        after = "".join(report.quote(edit.report) for edit in found.edits)
        assert before == comparison.baseline.quote(found.baseline[0].span)
        assert after == report.quote(found.report[0].span)


def test_a_plan_that_names_no_thing_is_no_promise(compared: Compare) -> None:
    text = "示例市示例区{year}年度法治政府建设报告\n\n一、主要举措和成效\n\n评查案卷{n}份。\n\n二、{next}年工作打算\n\n{plans}\n"
    old = text.format(year=2024, n=96, next=2025, plans="持续加强学习,不断提升水平。\n\n开展执法案卷评查。")
    result = compared(text.format(year=2025, n=120, next=2026, plans="开展案卷评查。"), old)
    assert [
        (comparison_of(result).baseline.quote(item.baseline), item.status) for item in comparison_of(result).commitments
    ] == [("开展执法案卷评查。", "answered")]
