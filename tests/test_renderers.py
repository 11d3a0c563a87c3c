"""Outputs as they are, kept as golden files; `pytest --update-golden` writes them anew."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import terminal
from checker.renderers import diff_output, json_output, text_output
from checker.report import Report
from checker.result import CheckResult, RulesetInfo, Run
from checker.ruleset import Ruleset
from checker.run import Source, Threshold, check_all
from checker.text import columns
from tests.conftest import ROOT, SAMPLES

GOLDEN = Path(__file__).resolve().parent / "golden"
NAMES = ["济阳区2024", "济阳区2025(虚构草稿)"]


def sample(name: str) -> Path:
    return (SAMPLES / f"{name}.txt").relative_to(ROOT)


def run_over(name: str, ruleset: Ruleset) -> Run:
    path = sample(name)
    return check_all([Source(str(path), (ROOT / path).read_bytes())], ruleset, ruleset.rules, Threshold(), None)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["txt", "json"])
def test_golden(name: str, kind: str, ruleset: Ruleset, request: pytest.FixtureRequest) -> None:
    run = run_over(name, ruleset)
    compare_golden(f"{name}.{kind}", text_output.render(run) if kind == "txt" else json_output.render(run), request)


def compare_golden(name: str, shown: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / name
    if request.config.getoption("--update-golden"):
        path.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["txt", "json"])
def test_golden_diff(kind: str, ruleset: Ruleset, request: pytest.FixtureRequest) -> None:
    old, new = (Source(str(path), (ROOT / path).read_bytes()) for path in map(sample, NAMES))
    rules = [rule for rule in ruleset.rules if rule.category == "year-on-year"]
    run = check_all([new], ruleset, rules, Threshold(), None, old, edits=True)
    compare_golden(f"diff.{kind}", diff_output.render(run) if kind == "txt" else json_output.render(run), request)


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
    from checker.outline import parse

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
