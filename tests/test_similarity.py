"""Likeness of passages, and how one became another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.redline import redline
from checker.ruleset import load
from checker.similarity import Nearest, found_in, key, likeness
from checker.text import Span, fold

WORDS = load().facts.words
TEXT = st.text(alphabet="法治政府建设2024年评查案卷120份,。、“”的 ", max_size=60)


def test_figures_years_marks_and_blanks_are_set_aside() -> None:
    assert key("2024年,评查案卷 120份。") == key("2025年评查案卷98余份") == "0年评查案卷0份"
    assert key("举办培训两次") == key("举办培训6次")


@given(st.lists(TEXT, max_size=12), TEXT, st.sampled_from([0.5, 0.87, 0.95]))
def test_the_nearest_is_the_most_like(keys: list[str], wanted: str, least: float) -> None:
    found = Nearest(keys).find(wanted, least)
    best = max((likeness(wanted, other) for other in keys), default=0.0)
    if found is None:
        assert best < least or not keys
    else:
        assert found[1] == pytest.approx(best)
        assert likeness(wanted, keys[found[0]]) == pytest.approx(best)


def test_a_sentence_is_found_within_a_longer_one_only() -> None:
    problem = key("部分领导干部运用法治思维推动工作的能力不强,依法决策意识有待提高")
    longer = key("当前还存在一些差距:一是部分领导干部运用法治思维推动工作的能力仍然不强,依法决策意识有待提高")
    assert found_in(problem, ["", longer], 0.8) == 1
    assert found_in(longer, [problem], 0.8) is None
    assert found_in(problem, [key("部分领导干部重视不够")], 0.8) is None


@given(TEXT, TEXT)
@settings(max_examples=60, deadline=None)
def test_a_redline_holds_both_texts_to_the_letter(before: str, after: str) -> None:
    edits = redline(WORDS, fold(before), Span(0, len(before)), fold(after), Span(0, len(after)))
    assert "".join(before[edit.baseline.start : edit.baseline.end] for edit in edits) == before
    assert "".join(after[edit.report.start : edit.report.end] for edit in edits) == after
    assert all(len(edit.baseline) == 0 for edit in edits if edit.kind == "inserted")
    assert all(len(edit.report) == 0 for edit in edits if edit.kind == "deleted")
    if before == after:
        assert all(edit.kind == "same" for edit in edits)


def test_words_and_figures_change_whole() -> None:
    before, after = "2024年评查执法案卷120份,发现问题", "2025年评查执法案卷98份,发现问题"
    edits = redline(WORDS, before, Span(0, len(before)), after, Span(0, len(after)))
    changed = [
        (before[e.baseline.start : e.baseline.end], after[e.report.start : e.report.end])
        for e in edits
        if e.kind != "same"
    ]
    assert changed == [("2024年", ""), ("", "2025年"), ("120", ""), ("", "98")]
