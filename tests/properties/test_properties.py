"""What must hold of any text."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.engine import check, read_baseline
from checker.errors import ReadError
from checker.figures import find_figures
from checker.numerals import chinese_integer
from checker.outline import parse
from checker.readers import read_bytes
from checker.renderers import json_output, text_output
from checker.report import Report, Section
from checker.result import CheckResult, RulesetInfo, Run
from checker.ruleset import Ruleset, load
from checker.score import score
from checker.text import Span, fold
from tests.conftest import SAMPLES

FULL = "，：；（）！？０１２３４５６７８９．"
HALF = ",:;()!?0123456789."
PIECES = [
    "示例区2025年度法治政府建设报告", "来源:区司法局 发布日期:2026-01-20", "一、", "二、", "三、", "(一)", "(二)", "1.", "(1)", "①", "一是",
    "二是", "第一责任人职责情况", "主要举措和成效", "存在的问题和不足", "2026年工作打算", "区长主持会议4次", "评查案卷120份", "案卷质量不高",
    "《办法》", "“八五”", "。", ",", ";", ":", "\n", "\n\n", " ", "\u3000", "# ", "**", "2024年", "由于培训不够", "特此报告", "𠮷", "\u200b", "\ufffd",
]  # fmt: skip
FIGURES = [
    "近",
    "约",
    "共",
    "2128",
    "1.2",
    "两",
    "二十",
    "万",
    "余",
    "件",
    "%",
    "人次",
    "以上",
    "左右",
    "、",
    ",",
    "第",
    "3,200",
    "个百分点",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=60).map("".join)
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def ruleset() -> Ruleset:
    return load()


def parsed(text: str) -> Report:
    return parse(text, "x", ruleset().cues)


def checked(text: str) -> CheckResult:
    return check(parsed(text), ruleset())


def nodes(sections: tuple[Section, ...]) -> Iterator[tuple[Section | None, Section]]:
    for section in sections:
        yield None, section
        for inner in section.walk():
            for child in inner.sections:
                yield inner, child


@MANY
@given(TEXTS)
def test_spans_lie_in_the_text_and_nest(text: str) -> None:
    report = parsed(text)
    for parent, section in nodes(report.chapters):
        assert 0 <= section.mark.start <= section.mark.end <= section.title.start <= section.title.end
        assert section.title.end <= section.body.start <= section.body.end <= len(text)
        assert parent is None or parent.span.contains(section.span)
    spans = [chapter.span for chapter in report.chapters]
    assert all(before.end <= after.start for before, after in pairwise(spans))


@MANY
@given(TEXTS)
def test_checking_never_raises_and_every_format_renders(text: str) -> None:
    result = checked(text)
    run = Run(RulesetInfo("n", "v", "p", 1), {rule.id: rule.title for rule in ruleset().rules}, (result,))
    assert json_output.render(run)
    assert text_output.render(run)
    assert list(text_output.outline_lines(parsed(text)))


@MANY
@given(TEXTS)
def test_the_same_text_gives_the_same_result_in_order(text: str) -> None:
    first, second = checked(text), checked(text)
    assert first == second
    assert [item.span.start for item in first.findings] == sorted(item.span.start for item in first.findings)


@settings(MANY, max_examples=60)
@given(st.data())
def test_full_and_half_width_copies_agree(data: st.DataObject) -> None:
    """Any marks and digits of the real and of made-up text, each written full- or half-width as it comes."""
    text = data.draw(st.sampled_from([(SAMPLES / "济阳区2024.txt").read_text(encoding="utf-8")]) | TEXTS)
    half = text.translate(str.maketrans(FULL, HALF))
    chosen = data.draw(st.integers(0, 2**16))
    other = "".join(
        FULL[HALF.index(mark)] if mark in HALF and hash((chosen, place)) % 2 else mark
        for place, mark in enumerate(half)
    )
    assert fold(half) == fold(other)
    assert seen(checked(half)) == seen(checked(other))
    assert parsed(half).chapters == parsed(other).chapters


def seen(result: CheckResult) -> list[tuple[object, ...]]:
    """Give what was found where; the rule on mixed widths alone tells the copies apart."""
    findings = (item for item in result.findings if item.rule != "punctuation-width")
    return [(item.rule, item.span, fold(item.message)) for item in findings]


def test_the_real_report_all_full_width_gives_the_same_findings() -> None:
    text = (SAMPLES / "济阳区2024.txt").read_text(encoding="utf-8")
    marks = str.maketrans(",:;()", "，：；（）")
    assert seen(checked(text)) == seen(checked(text.translate(marks)))
    assert "punctuation-width" not in {item.rule for item in checked(text).findings}


@MANY
@given(st.binary(max_size=300) | TEXTS.map(str.encode) | TEXTS.map(lambda text: text.encode("gb18030", "replace")))
def test_reading_gives_text_or_one_clear_line(data: bytes) -> None:
    try:
        text = read_bytes(data).text
    except ReadError as error:
        lines = str(error).splitlines()
    else:
        lines = ["text"] if text.strip() else []
        checked(text)
    assert len(lines) == 1


@MANY
@given(TEXTS)
def test_one_more_finding_never_raises_the_score(text: str) -> None:
    result = checked(text)
    rules = ruleset().rules
    for index in range(len(result.findings)):
        fewer = result.findings[:index] + result.findings[index + 1 :]
        without = score(rules, fewer, result.skipped, ruleset().scoring)
        assert result.score is None or result.score.total <= without.total


@MANY
@given(TEXTS | st.lists(st.sampled_from(FIGURES), max_size=12).map("".join))
def test_figures_lie_in_the_text_and_their_intervals_hold_what_is_written(text: str) -> None:
    folded = fold(text)
    end = 0
    for figure in find_figures(folded, Span(0, len(folded))):
        assert end <= figure.span.start < figure.span.end <= len(folded)
        assert figure.low <= figure.number <= figure.high
        end = figure.span.end


@given(st.integers(1, 99))
def test_chinese_numerals_round_trip(number: int) -> None:
    digits = "零一二三四五六七八九"
    tens, units = divmod(number, 10)
    written = (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[units] if units else "")
    assert chinese_integer(written) == number


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.lists(st.sampled_from(PIECES), max_size=40))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_two_texts_can_be_compared(new: list[str], old: list[str]) -> None:
    rules = ruleset()
    reports = [parse("".join(pieces), "x", rules.cues) for pieces in (new, old)]
    result = check(reports[0], rules, None, read_baseline(reports[1], rules), edits=True)
    if result.comparison is None:
        return
    assert 0 <= result.comparison.reuse <= 1
    body, former = reports[0].folded, reports[1].folded
    for passage in result.comparison.reused:
        assert passage.report.end <= len(body)
        assert passage.baseline.end <= len(former)
    told = [section for pair in result.comparison.sections for section in pair.report]
    assert len(told) == len({section.mark for section in told})
