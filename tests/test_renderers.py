"""Outputs as they are, kept as golden files; `pytest --update-golden` writes them anew."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import terminal
from checker.outline import parse
from checker.reading import Reading
from checker.renderers import (
    CHECK_FORMATS,
    DIFF_FORMATS,
    diff_markdown_output,
    diff_output,
    github_output,
    json_output,
    load,
    sarif_output,
    text_output,
)
from checker.report import Report
from checker.result import CheckResult, Finding, RulesetInfo, Run, Suppressed
from checker.ruleset import Ruleset
from checker.run import Source, Threshold, check_all
from checker.text import Span, columns
from tests.conftest import ROOT, SAMPLES

GOLDEN = Path(__file__).resolve().parent / "golden"
NAMES = ["济阳区2024", "济阳区2025(虚构草稿)"]


def sample(name: str) -> Path:
    return (SAMPLES / f"{name}.txt").relative_to(ROOT)


def run_over(name: str, ruleset: Ruleset) -> Run:
    path = sample(name)
    return check_all([Source(str(path), (ROOT / path).read_bytes())], ruleset, ruleset.rules, Threshold(), None)


ENDINGS = {"text": "txt", "json": "json", "junit": "junit.xml", "github": "github.txt", "markdown": "md"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ENDINGS)
def test_golden(name: str, kind: str, ruleset: Ruleset, request: pytest.FixtureRequest) -> None:
    shown: str = load(CHECK_FORMATS, kind)(run_over(name, ruleset))
    compare_golden(f"{name}.{ENDINGS[kind]}", shown, request)


@pytest.mark.parametrize("kind", ["sarif", "sarif-all"])
def test_golden_sarif(kind: str, ruleset: Ruleset, request: pytest.FixtureRequest) -> None:
    path = sample(NAMES[1])
    source = Source(str(path), (ROOT / path).read_bytes())
    rules = [
        rule for rule in ruleset.rules if rule.id in ("figures-conflict", "commitment-open", "plans-year", "title-form")
    ]
    run = check_all([source, Source("没有的文件.txt")], ruleset, rules, Threshold(), None)
    compare_golden(f"{kind}.json", load(CHECK_FORMATS, kind)(run), request)


def compare_golden(name: str, shown: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / name
    if request.config.getoption("--update-golden"):
        path.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["txt", "json", "md"])
def test_golden_diff(kind: str, ruleset: Ruleset, request: pytest.FixtureRequest) -> None:
    old, new = (Source(str(path), (ROOT / path).read_bytes()) for path in map(sample, NAMES))
    rules = [rule for rule in ruleset.rules if rule.category == "year-on-year"]
    run = check_all([new], ruleset, rules, Threshold(), None, old, edits=True)
    render = {"txt": diff_output.render, "json": json_output.render, "md": diff_markdown_output.render}[kind]
    compare_golden(f"diff.{kind}", render(run), request)


@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_a_diff_gives_no_figure_for_what_was_not_compared(kind: str, ruleset: Ruleset) -> None:
    former = Source("通知.txt", "关于食堂的通知\n\n明天停水。\n".encode())
    new = sample(NAMES[0])
    rules = [rule for rule in ruleset.rules if rule.category == "year-on-year" or rule.gate]
    run = check_all([Source(str(new), (ROOT / new).read_bytes())], ruleset, rules, Threshold(), None, former)
    shown = load(DIFF_FORMATS, kind)(run)
    rows = [line.strip(" |") for line in shown.splitlines() if "注意" not in line and "没有对照" in line]
    assert [row.split()[0] for row in rows] == ["沿用上年", "章节", "上年的计划", "上年的问题", "指标"]
    assert "0%" not in shown
    assert "没有认出" not in shown


def test_marked_words_and_columns_of_wide_characters(ruleset: Ruleset) -> None:
    shown = text_output.render(run_over("济阳区2025(虚构草稿)", ruleset))
    assert "四、〖2025年〗工作打算" in shown
    assert "  结构" in shown


def test_a_report_that_cannot_be_read_is_one_line() -> None:
    run = Run(RulesetInfo("n", "v", "p", 1), {}, (CheckResult("无.txt", error="没有这个文件"),))
    assert text_output.render(run).strip() == "无.txt: 没有这个文件"


def test_control_characters_do_not_reach_the_terminal(ruleset: Ruleset) -> None:
    text = "示例区\x1b[31m2025年度法治政府建设报告\n\n一、主要举措和成效\n\n评查案卷120份。\n"
    run = check_all([Source("x", text.encode())], ruleset, ruleset.rules, Threshold(), None)
    assert "\x1b" not in text_output.render(run)


def test_terminal_lines_carry_styles(ruleset: Ruleset) -> None:
    from io import StringIO

    from rich.console import Console

    screen = StringIO()
    console = Console(file=screen, force_terminal=True, width=60, color_system="standard")
    terminal.print_styled(text_output.lines(run_over("济阳区2024", ruleset)), console)
    assert "\x1b[" in screen.getvalue()
    assert "problems-causes" in screen.getvalue()


def test_the_outline_says_where_it_saw_nothing(ruleset: Ruleset) -> None:
    report: Report = parse("只有一段话。", "x", ruleset.cues)
    assert "没有认出任何章标题" in "".join(line.plain for line in text_output.outline_lines(report))


@given(st.text(alphabet="数字,。 a-1", max_size=60), st.integers(12, 40), st.integers(0, 8))
def test_wrapped_rows_fit_hang_and_lose_nothing_but_blanks(words: str, width: int, hang: int) -> None:
    rows = terminal.wrap(terminal.Line(2, ((words, ""),), hang), width)
    said = ["".join(text for text, _ in row.pieces) for row in rows]
    assert "".join(said).replace(" ", "") == words.replace(" ", "")
    assert [row.indent for row in rows] == [2, *[2 + hang] * (len(rows) - 1)]
    longest = max((columns(word.rstrip()) for word in terminal._WORDS.findall(words)), default=0)
    assert all(
        row.indent + columns(text.rstrip()) <= max(width, row.indent + longest)
        for row, text in zip(rows, said, strict=True)
    )


def finding_at(report: Report, span: Span) -> Finding:
    return Finding(
        rule="plans-year", category="plans", severity="warning", message="写成“𠮷”:100%\r\n,不对", suggestion="改\n::error::好", basis=None, span=span,
        quote=report.quote(span), section=report.place_name(span.start), related=(), count=1, forfeits=(), fingerprint="0" * 16,
    )  # fmt: skip


def hostile(ruleset: Ruleset) -> Run:
    """Make a run with %, CR, LF and a character beyond the first plane in path, title and message."""
    path = "甲%,乙:\r\n𠮷.txt"
    report = parse(Reading("某区2025年度法治政府建设报告\n\n一、举措\n\n在𠮷镇评查\n案卷"), path, ruleset.cues)
    here = report.text.index("评查")
    one = finding_at(report, Span(here, here + 2))
    two = replace(one, severity="error", span=Span(here, here + 5))
    result = CheckResult(path, report=report, findings=(one, two), notices=("第 1 处%\n有损坏",), failed=True, shortfall="得分 50,低于要求的 80",
                         suppressed=(Suppressed(one, "已核"),))  # fmt: skip
    gone = CheckResult("无%.txt", error="没有这个文件,\r请检查")
    return Run(RulesetInfo("n", "v", "p", 1), {"plans-year": "年份%,不对:\r\n𠮷"}, (result, gone), ("见 known.yaml:3",))


def test_golden_github_with_all_that_must_be_escaped(ruleset: Ruleset, request: pytest.FixtureRequest) -> None:
    compare_golden("escaped.github.txt", github_output.render(hostile(ruleset)), request)


def test_sarif_counts_code_points_and_encodes_names(ruleset: Ruleset) -> None:
    run = json.loads(sarif_output.render(hostile(ruleset)))["runs"][0]
    first, second, accepted = run["results"]
    assert (first["level"], second["level"]) == ("error", "warning")
    assert accepted["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "已核"}]
    place = second["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "%E7%94%B2%25%2C%E4%B9%99%3A%0D%0A%F0%A0%AE%B7.txt"
    assert [place["region"][key] for key in ("startLine", "startColumn", "endLine", "endColumn")] == [5, 4, 5, 6]
    assert run["invocations"][0]["executionSuccessful"] is False


def test_sarif_points_to_the_baseline_too(ruleset: Ruleset) -> None:
    old, new = (Source(str(path), (ROOT / path).read_bytes()) for path in map(sample, NAMES))
    run = check_all([new], ruleset, ruleset.rules, Threshold(), None, old)
    results = json.loads(sarif_output.render(run))["runs"][0]["results"]
    related = [
        place
        for result in results
        for place in result.get("relatedLocations", ())
        if "上年" in place["message"]["text"]
    ]
    assert related
    lines = sample(NAMES[0]).read_text(encoding="utf-8").split("\n")
    for place in (item["physicalLocation"] for item in related):
        assert place["artifactLocation"]["uri"].endswith("2024.txt")
        assert lines[place["region"]["startLine"] - 1][place["region"]["startColumn"] - 1 :].startswith(
            place["region"]["snippet"]["text"][:20]
        )


def test_sarif_keeps_within_what_github_takes(ruleset: Ruleset) -> None:
    """The gravest 25,000 of 30,000 results stay, and packed they are within 10 MB."""
    text = "某区2025年度法治政府建设报告\n\n一、举措\n\n" + "".join(
        f"第{number}次评查案卷。" for number in range(30_000)
    )
    report = parse(Reading(text), "甲.txt", ruleset.cues)
    one = finding_at(report, Span(30, 40))
    findings = tuple(
        replace(one, span=Span(at, at + 9), severity="error" if at % 2 else "info", fingerprint=f"{at:016}")
        for at in range(30, 30_030)
    )
    rendered = sarif_output.render(
        Run(RulesetInfo("n", "v", "p", 1), {}, (CheckResult("甲.txt", report=report, findings=findings),))
    )
    run = json.loads(rendered)["runs"][0]
    assert [result["level"] for result in run["results"]] == ["error"] * 15_000 + ["note"] * 10_000
    assert "另有 5,000 条较轻的没有列出" in run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]
    assert len(gzip.compress(rendered.encode())) < 10_000_000


def test_markdown_of_very_many_findings_fits_a_comment(ruleset: Ruleset) -> None:
    report = parse(Reading("某区2025年度法治政府建设报告\n\n一、举措\n\n评查案卷。"), "甲.txt", ruleset.cues)
    findings = (finding_at(report, Span(26, 28)),) * 5_000
    shown = load(CHECK_FORMATS, "markdown")(
        Run(RulesetInfo("n", "v", "p", 1), {}, (CheckResult("甲.txt", report=report, findings=findings),))
    )
    assert len(shown) < 65_536
    assert f"还有 {5_000 - shown.count('- **')} 处没有列出" in shown


def test_rules_that_ran_and_found_nothing_pass_where_asked(ruleset: Ruleset) -> None:
    run = run_over("济阳区2024", ruleset)
    skipped = {skip.rule for skip in run.results[0].skipped}
    results = json.loads(sarif_output.render_all(run))["runs"][0]["results"]
    by_kind = {
        kind: {item["ruleId"] for item in results if item["kind"] == kind} for kind in ("pass", "fail", "notApplicable")
    }
    assert by_kind["notApplicable"] == skipped
    assert set.union(*by_kind.values()) == {rule.id for rule in ruleset.rules}
    assert not by_kind["pass"] & by_kind["fail"]
    notes = json.loads(sarif_output.render(run))["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert {note["associatedRule"]["id"] for note in notes} == skipped
