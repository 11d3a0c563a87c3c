"""Counterparts of two years: each thing that can become of a section, said by its name."""

from collections.abc import Callable

import pytest

from checker.engine import check, read_baseline
from checker.report import Report
from checker.ruleset import Ruleset

REVIEW = "评查行政执法案卷{n}份,逐卷反馈文书填写、送达回证方面的问题,评出优秀案卷{m}份。"
COURT = "行政机关负责人出庭应诉{n}次,组织国家工作人员旁听庭审{m}场,败诉案件逐件复盘。"
AID = "受理法律援助案件{n}件,为农民工讨回工资{m}万元,法律援助工作站覆盖各街道。"
RECORD = "开展法治宣传{n}场,建成民法典主题公园{m}处,培育“法律明白人”。"
DISPUTE = "人民调解组织化解矛盾纠纷{n}件,调解成功{m}件,调解员持证上岗。"
Statuses = Callable[[list[str], list[str]], dict[str, list[tuple[list[str], list[str]]]]]


def report(year: int, sections: list[str]) -> str:
    numbers = "一二三四五六七八"
    body = "\n\n".join(f"({numbers[index]}){section}" for index, section in enumerate(sections))
    return f"示例市示例区{year}年度法治政府建设报告\n\n一、主要举措和成效\n\n{body}\n"


@pytest.fixture
def statuses(ruleset: Ruleset, parsed: Callable[[str], Report]) -> Statuses:
    def compare(old: list[str], new: list[str]) -> dict[str, list[tuple[list[str], list[str]]]]:
        own, former = parsed(report(2025, new)), parsed(report(2024, old))
        comparison = check(own, ruleset, (), read_baseline(former, ruleset, ())).comparison
        assert comparison is not None
        found: dict[str, list[tuple[list[str], list[str]]]] = {}
        for pair in comparison.sections[1:]:  # the first is the chapter
            sides = ([former.title_of(part) for part in pair.baseline], [own.title_of(part) for part in pair.report])
            found.setdefault(pair.status, []).append(sides)
        return found

    return compare


def section(title: str, text: str, n: int = 120, m: int = 8) -> str:
    return f"{title}。{text.format(n=n, m=m)}"


OLD = [section("规范执法", REVIEW), section("依法应诉", COURT), section("法律援助", AID), section("普法", RECORD)]


def test_kept_though_figures_changed(statuses: Statuses) -> None:
    new = [section("规范执法", REVIEW, 98, 5), section("依法应诉", COURT, 7, 3), *OLD[2:]]
    assert set(statuses(OLD, new)) == {"kept"}


def test_changed_under_another_heading_in_other_words(statuses: Statuses) -> None:
    new = ["让案卷经得起查。抽查各执法部门的案卷86份,存在的文书问题当场反馈,优秀案卷汇编成册。", *OLD[1:]]
    found = statuses(OLD, new)
    assert found["changed"] == [(["规范执法"], ["让案卷经得起查"])]
    assert set(found) == {"kept", "changed"}


def test_moved_in_another_order(statuses: Statuses) -> None:
    found = statuses(OLD, [OLD[1], OLD[2], OLD[3], OLD[0]])
    assert found["moved"] == [(["规范执法"], ["规范执法"])]


def test_new_and_dropped(statuses: Statuses) -> None:
    found = statuses(OLD, [*OLD[:3], section("多元解纷", DISPUTE)])
    assert found["new"] == [([], ["多元解纷"])]
    assert found["dropped"] == [(["普法"], [])]


def test_split_and_merged(statuses: Statuses) -> None:
    both = section("规范执法、依法应诉", REVIEW + COURT)
    assert statuses([both, *OLD[2:]], OLD)["split"] == [(["规范执法、依法应诉"], ["规范执法", "依法应诉"])]
    assert statuses(OLD, [both, *OLD[2:]])["merged"] == [(["规范执法", "依法应诉"], ["规范执法、依法应诉"])]


def test_parallel_headings_are_no_counterparts(statuses: Statuses) -> None:
    old = [*OLD, "持续深化执法改革,不断提升服务水平。" + DISPUTE.format(n=120, m=90)]
    new = [*OLD, "持续深化审批改革,不断提升服务水平。新增全程网办事项46项,上线“一件事”主题12个。"]
    found = statuses(old, new)
    assert found["new"]
    assert found["dropped"]
