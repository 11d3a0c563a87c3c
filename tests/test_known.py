"""Accepted findings: found again by rule, words and section; what is unused or expired is told; nothing written is lost."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import RuleError
from checker.known import UNEXPLAINED, Entry, Known, read_known, with_findings
from checker.result import CheckResult, Finding, Run
from checker.ruleset import Ruleset
from checker.run import Source, Threshold, check_all
from checker.text import Span
from tests.conftest import SAMPLES

DRAFT = SAMPLES / "济阳区2025(虚构草稿).txt"
TODAY = date(2026, 1, 20)
YEAR = Entry("plans-year", "2025年", "四", "按旧稿")


def run_with(ruleset: Ruleset, *entries: Entry, threshold: Threshold | None = None) -> Run:
    known = Known(entries, TODAY)
    return check_all([Source(str(DRAFT))], ruleset, ruleset.rules, threshold or Threshold(), None, known=known)


def rules_of(run: Run) -> set[str]:
    return {finding.rule for finding in run.results[0].findings}


def test_an_accepted_finding_neither_counts_nor_costs(ruleset: Ruleset) -> None:
    before, after = run_with(ruleset), run_with(ruleset, YEAR)
    assert rules_of(before) - rules_of(after) == {"plans-year"}
    (accepted,) = after.results[0].suppressed
    assert (accepted.finding.rule, accepted.reason) == ("plans-year", "按旧稿")
    old, new = before.results[0].score, after.results[0].score
    assert old
    assert new
    assert new.total > old.total
    assert "plans-year" not in {cost.rule for cost in new.deductions}
    assert after.notices == ()


def test_all_findings_accepted_is_clean(ruleset: Ruleset) -> None:
    first = run_with(ruleset)
    entries = [Entry(item.rule, item.quote, item.section, "已核") for item in first.results[0].findings]
    done = run_with(ruleset, *entries, threshold=Threshold("info"))
    assert first.results[0].failed
    assert not done.results[0].failed
    assert done.results[0].score
    assert done.results[0].score.total == 100
    assert len(done.results[0].suppressed) == len(first.results[0].findings)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (replace(YEAR, quote="2024年"), "没有用到"),
        (replace(YEAR, section="三"), "没有用到"),
        (replace(YEAR, until=date(2026, 1, 19)), "已过期(2026-01-19)"),
        (replace(YEAR, reason=UNEXPLAINED, where="k.yaml:3"), "k.yaml: 1 条已接受的结果还没有写理由"),
    ],
)
def test_what_is_unused_expired_or_unexplained_is_told(ruleset: Ruleset, entry: Entry, words: str) -> None:
    (notice,) = run_with(ruleset, entry).notices
    assert words in notice


def test_an_entry_holds_through_its_last_day_and_whatever_the_width_of_signs(ruleset: Ruleset) -> None:
    assert "plans-year" not in rules_of(run_with(ruleset, replace(YEAR, until=TODAY, quote="2 025年")))


def test_entries_of_rules_that_did_not_run_are_not_called_unused(ruleset: Ruleset) -> None:
    assert (
        run_with(ruleset, Entry("reuse", "甲", None, "已核"), Entry("no-such-rule", "甲", None, "已核")).notices == ()
    )


GOOD = """\
# 我的说明
known:
- rule: plans-year      # 沿用
  quote: "2025年"
  section: 四
  reason: 按旧稿
  who: 张三
  until: 2026-12-31
"""


def test_a_file_is_read_with_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "k.yaml"
    path.write_text(GOOD, encoding="utf-8")
    expected = Entry("plans-year", "2025年", "四", "按旧稿", "张三", date(2026, 12, 31), f"{path}:3")
    assert read_known(path) == (expected,)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "k.yaml:1: 文件应是“键: 值”的对照表"),
        ("known:\n- rule: a\n  quote: b\n", "k.yaml:2: 第 1 条缺少“reason”"),
        ("known:\n- {rule: a, quote: b, reason: c, why: d}\n", "k.yaml:2: 不认识“why”"),
        ("known:\n- {rule: a, quote: 2025, reason: c}\n", "k.yaml:2: “quote”应是文字"),
        ("known:\n- {rule: a, quote: b, reason: ''}\n", "k.yaml:2: “reason”不能是空的"),
        ("known:\n- {rule: a, quote: b, reason: c, until: 明年}\n", "k.yaml:2: “until”应是日期"),
        ("known: [\n", "k.yaml:2: YAML 写法有误"),
        ("known: 3\n", "k.yaml:1: “known”应是列表"),
    ],
)
def test_a_wrong_file_says_where(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "k.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        read_known(path)
    assert words in str(caught.value)


def test_writing_keeps_what_is_there_to_the_letter(ruleset: Ruleset, tmp_path: Path) -> None:
    path = tmp_path / "k.yaml"
    path.write_text(GOOD, encoding="utf-8")
    run = run_with(ruleset)
    text = with_findings(GOOD, path, run)
    assert text.startswith(GOOD)
    path.write_text(text, encoding="utf-8")
    entries = read_known(path)
    assert entries[0].reason == "按旧稿"
    assert {entry.reason for entry in entries[1:]} == {UNEXPLAINED}
    assert {(entry.rule, entry.quote) for entry in entries} == {
        (item.rule, item.quote) for item in run.results[0].findings
    }
    assert with_findings(text, path, run) == text
    again = run_with(ruleset, *entries)
    assert again.results[0].findings == ()


def test_writing_anew_keeps_reasons_accepted_elsewhere(ruleset: Ruleset, tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    path.write_text(with_findings(None, path, run_with(ruleset, YEAR)), encoding="utf-8")
    assert next(entry for entry in read_known(path) if entry.rule == "plans-year").reason == "按旧稿"


def test_personal_data_is_masked_in_the_file(ruleset: Ruleset, tmp_path: Path) -> None:
    assert "13800138000" in DRAFT.read_text(encoding="utf-8")
    text = with_findings(None, tmp_path / "k.yaml", run_with(ruleset))
    assert "personal-data" in text
    assert "13800138000" not in text


@pytest.mark.parametrize("text", ["known: []\n", "known:\n"])
def test_an_empty_list_is_filled(ruleset: Ruleset, tmp_path: Path, text: str) -> None:
    path = tmp_path / "k.yaml"
    path.write_text(text, encoding="utf-8")
    path.write_text(with_findings(text, path, run_with(ruleset)), encoding="utf-8")
    assert len(read_known(path)) > 10


def test_a_list_that_cannot_be_added_to_is_refused(ruleset: Ruleset, tmp_path: Path) -> None:
    path = tmp_path / "k.yaml"
    text = "known: [{rule: a, quote: b, reason: c}]\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match="没法接着往下添"):
        with_findings(text, path, run_with(ruleset))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), st.integers(0, 4))
def test_any_words_come_back_from_the_file(words: str, indent: int) -> None:
    from checker.known import _listed

    text = "known:\n" + _listed([Entry("a-rule", words, "四", "理由", "甲", TODAY)] * 2, indent)
    quote = " ".join(words.split())
    item = {"rule": "a-rule", "quote": quote, "section": "四", "reason": "理由", "who": "甲", "until": TODAY}
    assert yaml.safe_load(text) == {"known": [item, item]}


def finding(rule: str, quote: str) -> Finding:
    return Finding(rule, "plans", "info", "m", "s", None, Span(0, 1), quote, None, (), 1, ())


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["甲", "乙", "甲 "]))))
def test_sorting_out_loses_nothing(drawn: list[tuple[str, str]]) -> None:
    findings = [finding(rule, quote) for rule, quote in drawn]
    kept, suppressed = Known((Entry("a", "甲", None, "r"),), TODAY).sort_out(findings)
    assert len(kept) + len(suppressed) == len(findings)
    assert all(item.finding.rule == "a" and item.finding.quote.strip() == "甲" for item in suppressed)
    assert not any(item.rule == "a" and item.quote.strip() == "甲" for item in kept)


def test_what_could_not_be_read_has_nothing_to_accept() -> None:
    assert Known((YEAR,), TODAY).notices([CheckResult("x", error="e")]) == ()
