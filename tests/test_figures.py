"""Figures as intervals, and the indicators that they give."""

from collections.abc import Callable
from math import inf

import pytest

from checker.figures import chinese_number, find_figures
from checker.report import Report
from checker.rule import Context
from checker.ruleset import Ruleset
from checker.text import Span, fold


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("1000余场次", 1000, 2000, "场次"),
        ("近8万份", 70_000, 80_000, "份"),
        ("两万余人次", 20_000, 30_000, "人次"),
        ("10万余件", 100_000, 200_000, "件"),
        ("98%以上", 98, inf, "%"),
        ("1.2万件", 11_500, 12_500, "件"),
        ("二十余次", 20, 30, "次"),
        ("十个百分点", 10, 10, "个百分点"),
        ("218件", 218, 218, "件"),
        ("3,200件", 3200, 3200, "件"),
        ("２１８件", 218, 218, "件"),
        ("不足50家", 0, 50, "家"),
        ("100件左右", 80, 120, "件"),
    ],
)
def test_intervals(text: str, low: float, high: float, unit: str) -> None:
    folded = fold(text)
    (figure,) = find_figures(folded, Span(0, len(folded)))
    assert (figure.low, figure.high, figure.unit) == (low, high, unit)


@pytest.mark.parametrize("text", ["第36次会议", "一次会议", "国发〔2021〕33号", "12345热线", "第十件", "v1.2"])
def test_what_counts_nothing(text: str) -> None:
    assert list(find_figures(text, Span(0, len(text)))) == []


def test_both_ends_of_a_range_are_figures() -> None:
    text = "30%—50%"
    assert [figure.number for figure in find_figures(text, Span(0, len(text)))] == [30, 50]


def test_rounded_and_exact_agree_when_their_intervals_meet() -> None:
    (rounded,) = find_figures("约1.2万件", Span(0, 6))
    assert rounded.meets(11_983, 11_983)
    assert not rounded.meets(13_000, 13_000)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("两万三千", 23_000), ("二十", 20), ("百", 100), ("十", 10), ("一百零五", 105), ("一亿", 1e8)],
)
def test_chinese_numbers(numeral: str, value: float) -> None:
    assert chinese_number(numeral) == value


@pytest.mark.parametrize(
    ("text", "indicator", "number"),
    [
        ("受理行政复议申请218件", "reconsideration-accepted", 218),
        ("受理行政复议申请218件,办结186件", "reconsideration-concluded", 186),
        ("115件人大代表建议全部办复", "npc-proposals", 115),
        ("受理法律援助案件920件", "legal-aid-cases", 920),
        ("群众满意率保持98%以上,受理热线诉求", None, 98),
    ],
)
def test_indicators(
    text: str, indicator: str | None, number: float, parsed: Callable[[str], Report], ruleset: Ruleset
) -> None:
    report = parsed(f"示例区2025年度法治政府建设报告\n\n一、主要举措和成效\n\n{text}。\n")
    context = Context(report, ruleset.facts, ruleset.profile)
    named = {item.figure.number: item.indicator.id for item in context.named}
    assert named.get(number) == indicator
