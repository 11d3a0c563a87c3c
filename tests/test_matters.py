"""The cue language, and the facts the taxonomy must hold to."""

import pytest

from checker.literals import Literals
from checker.matters import Group, Matter, Taxonomy, read_cue
from checker.ruleset import Ruleset


def taxonomy(*cues: str, exceptions: tuple[str, ...] = ()) -> Taxonomy:
    matter = Matter("files", "案卷", ("enforcement",), frozenset(), cues, exceptions, field=False)
    return Taxonomy([Group("enforcement", "行政执法", "area")], [matter])


def words(cues: Taxonomy, text: str) -> list[str]:
    return [text[hit.span.start : hit.span.end] for hit in cues.find(text)]


def test_literal_cue() -> None:
    assert words(taxonomy("案卷评查"), "开展案卷评查,再次案卷评查") == ["案卷评查", "案卷评查"]


def test_gap_and_choice() -> None:
    cues = taxonomy("案卷…(质量|规范)")
    assert words(cues, "案卷制作不规范") == ["案卷制作不规范"]
    assert words(cues, "案卷的“归档”和质量") == ["案卷的“归档”和质量"]


@pytest.mark.parametrize("text", ["案卷,质量", "案卷。质量", "案卷一二三四五六七八九十一质量", "质量案卷"])
def test_gap_is_short_and_within_a_clause(text: str) -> None:
    assert words(taxonomy("案卷…质量"), text) == []


def test_three_words_follow_one_another() -> None:
    assert words(taxonomy("执法…案卷…质量"), "执法人员的案卷整体质量") == ["执法人员的案卷整体质量"]


def test_a_cue_inside_an_exception_does_not_count() -> None:
    assert words(taxonomy("安全生产", exceptions=("安全生产…报告",)), "审查安全生产事故报告,抓安全生产") == ["安全生产"]


@pytest.mark.parametrize("cue", ["案卷…", "…质量", "(质量", "质(量", "(甲|(乙))", "(甲…乙)"])
def test_a_wrong_cue_is_refused(cue: str) -> None:
    with pytest.raises(ValueError, match="写法不对"):
        read_cue(cue)


def test_literals_agree_with_plain_search() -> None:
    listed = ("法", "执法", "法治", "法治政府", "政府")
    text = "执法与法治政府,法"
    plain = [
        (word, start, start + len(word))
        for word in listed
        for start in range(len(text))
        if text[start:].startswith(word)
    ]
    assert sorted(Literals(listed).find(text)) == sorted(plain)


def test_references_hold(ruleset: Ruleset) -> None:
    known = ruleset.facts.taxonomy
    for matter in known.matters.values():
        assert set(matter.groups) <= set(known.groups), matter.id
        assert matter.answered_by <= set(known.matters), matter.id
        assert matter.cues, matter.id
        for cue in (*matter.cues, *matter.exceptions):
            read_cue(cue)


def test_no_cue_tells_two_matters(ruleset: Ruleset) -> None:
    owners: dict[str, str] = {}
    for matter in ruleset.facts.taxonomy.matters.values():
        for cue in matter.cues:
            assert owners.setdefault(cue, matter.id) == matter.id, cue


def test_about_a_hundred_matters_over_all_groups(ruleset: Ruleset) -> None:
    known = ruleset.facts.taxonomy
    assert len(known.matters) >= 100
    assert len(known.of_kind("area")) == 8
    assert len(known.of_kind("duty")) == 8
    told = {group for matter in known.matters.values() for group in matter.groups}
    assert told == set(known.groups)


def test_reviewing_an_accident_report_is_no_emergency_response(ruleset: Ruleset, real_text: str) -> None:
    known = ruleset.facts.taxonomy
    assert [hit for hit in known.find(real_text) if "emergency" in known.matters[hit.matter].groups] == []
