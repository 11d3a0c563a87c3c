"""Does a plan answer a problem: labelled pairs, and the ways of judging one by one."""

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from checker.result import CheckResult
from tests.conftest import CASES

PAIRS = {name: CASES / f"pairs-{name}.yaml" for name in ("seen", "held-out")}


def report(problem: str, plan: str) -> str:
    return (
        "示例市示例区2025年度法治政府建设报告\n\n一、主要举措和成效\n\n评查案卷120份。\n\n"
        f"二、存在的问题和不足\n\n{problem}\n\n三、2026年工作打算\n\n{plan}\n"
    )


def answered(result: CheckResult) -> bool:
    return not any(finding.rule == "plans-problems" for finding in result.findings)


def counts(pairs: list[dict[str, Any]], checked: Callable[[str], CheckResult]) -> tuple[int, int, int]:
    """Count what was rightly called answered, wrongly called so, and missed."""
    said = [(answered(checked(report(pair["problem"], pair["plan"]))), pair["answered"]) for pair in pairs]
    return said.count((True, True)), said.count((True, False)), said.count((False, True))


@pytest.mark.parametrize("name", PAIRS)
def test_labelled_pairs(name: str, checked: Callable[[str], CheckResult]) -> None:
    pairs = yaml.safe_load(PAIRS[name].read_text(encoding="utf-8"))
    assert len(pairs) >= 60
    assert len({pair["matter"] for pair in pairs}) >= 30
    right, wrong, missed = counts(pairs, checked)
    assert right / (right + wrong) >= 0.9, "precision"
    assert right / (right + missed) >= 0.9, "recall"


@pytest.mark.parametrize(
    ("problem", "plan", "is_answered"),
    [
        ("领导干部学法用法不深入。", "任前法律知识测试全覆盖。", True),
        ("执法流程不规范。", "优化审批流程。", False),
        ("(一)案卷质量不高。个别文书填写不全。\n\n(二)出庭应诉率偏低。", "开展案卷评查,通报负责人出庭应诉情况。", True),
        ("(一)案卷质量不高。个别文书填写不全。\n\n(二)出庭应诉率偏低。", "开展案卷评查。", False),
        ("整体水平有待提升。", "持续加强学习。", True),
        ("个别湿地公园的栈道年久失修。", "加强学习。", True),  # 认不出说的是什么事项,就不报
    ],
)  # fmt: skip
def test_judgements(problem: str, plan: str, is_answered: bool, checked: Callable[[str], CheckResult]) -> None:
    assert answered(checked(report(problem, plan))) is is_answered


def test_a_cause_is_no_problem_of_its_own(checked: Callable[[str], CheckResult]) -> None:
    problem = "(一)案卷质量不高。个别文书填写不全,主要原因是司法所人手不足。"
    assert answered(checked(report(problem, "开展案卷评查。")))


def test_a_count_taken_up_answers_however_else_it_is_put(checked: Callable[[str], CheckResult]) -> None:
    problem = "涉案财物处置周期较长。仍有1240件物品保管时间超过两年。"
    assert answered(checked(report(problem, "对积压的1240件逐案清点、分类返还。")))
    assert not answered(checked(report(problem, "评查案卷1240份。")))


def test_a_field_is_shared_but_the_matter_is_not(checked: Callable[[str], CheckResult]) -> None:
    problem = "食品药品等重点领域执法力度不够,对违法行为打击不力。"
    assert not answered(checked(report(problem, "加强食品药品普法宣传。")))
