"""Labelled pairs of two years: promises and what answers them, parts that are counterparts, problems told again."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
import yaml

from checker.comparison import Comparison
from checker.engine import check, read_baseline
from checker.report import Report, Section
from checker.ruleset import Ruleset
from checker.text import fold
from tests.conftest import CASES, SAMPLES

PROMISES = ("seen",)
SECTIONS = ("seen", "held-out")
NEW = (
    "示例市示例区2025年度法治政府建设报告\n\n一、主要举措和成效\n\n{measures}\n\n"
    "二、存在的问题和不足\n\n{problems}\n\n三、2026年工作打算\n\n建成办公楼。\n"
)
OLD = (
    "示例市示例区2024年度法治政府建设报告\n\n一、主要举措和成效\n\n办公楼外墙翻新。\n\n"
    "二、存在的问题和不足\n\n{problems}\n\n三、2025年工作打算\n\n{plans}\n"
)
BACKGROUND = (SAMPLES / "济阳区2024.txt").read_text(encoding="utf-8")
NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]+[)）、.]+")

Compare = Callable[[str, str], Comparison]


@pytest.fixture(scope="module")
def compare(ruleset: Ruleset, parsed: Callable[[str], Report]) -> Compare:
    def between(new: str, old: str) -> Comparison:
        rules = [rule for rule in ruleset.rules if rule.gate]
        comparison = check(parsed(new), ruleset, rules, read_baseline(parsed(old), ruleset, rules)).comparison
        assert comparison is not None
        return comparison

    return between


def read(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return cases


def rates(said: Iterable[tuple[bool, bool]]) -> tuple[float, float]:
    """Give precision and recall of pairs (said, true)."""
    counted = list(said)
    right, wrong, missed = (counted.count(pair) for pair in ((True, True), (True, False), (False, True)))
    return right / (right + wrong), right / (right + missed)


def status_of(case: dict[str, Any], compare: Compare) -> str:
    new = NEW.format(measures=case["report"], problems="办公用房紧张。")
    found = {
        item.status for item in compare(new, OLD.format(problems="办公用房紧张。", plans=case["promise"])).commitments
    }
    return found.pop() if len(found) == 1 else "partly"


@pytest.mark.parametrize("name", PROMISES)
def test_promises(name: str, compare: Compare) -> None:
    cases = read(f"promises-{name}.yaml")
    assert len(cases) >= 60
    said = [(status_of(case, compare), case["status"]) for case in cases]
    precision, recall = rates((got != "open", true != "open") for got, true in said)
    assert precision >= 0.9
    assert recall >= 0.9


def test_promises_answered_in_wholly_other_words(compare: Compare) -> None:
    cases = read("promises-reworded.yaml")
    said = [(status_of(case, compare), case["status"]) for case in cases]
    assert min(rates((got != "open", true != "open") for got, true in said)) >= 0.85


def with_section(text: str, part: dict[str, str], *, year: int) -> tuple[str, str]:
    """Put a section into the sample report as its last of the measures; give the text and where the section stands."""
    moved = re.sub(r"20(2\d)", lambda found: f"20{int(found[1]) + year - 2024}", text)
    heading = NUMBERED.sub("", part["heading"], count=1).rstrip("。")
    body = part["text"].strip().replace("\n", "")
    chapters = {"三": ("三、推进", "四、20", r"问题|不足"), "四": ("四、20", "$", r"打算|下一步|计划安排")}
    for number, (start, end, words) in chapters.items():
        if re.search(words, heading) and not re.search("化解|整治|解决", heading):
            first = moved.index(start)
            last = len(moved) if end == "$" else moved.index(end)
            return f"{moved[:first]}{number}、{heading}\n\n{body}\n\n{moved[last:]}", number
    section = f"(八){heading}。{body}" if heading else f"(八){body}"
    return moved.replace("\n\n三、", f"\n\n{section}\n\n三、", 1), "二/(八)"


def counterparts(case: dict[str, Any], compare: Compare, parsed: Callable[[str], Report]) -> bool:
    (new, own), (old, former) = (
        with_section(BACKGROUND, case[side], year=year) for side, year in (("report", 2025), ("baseline", 2024))
    )
    comparison, report = compare(new, old), parsed(new)

    def among(sections: tuple[Section, ...], where: Report, place: str) -> bool:
        return any(where.place_name(section.mark.start) == place for section in sections)

    return any(
        among(pair.report, report, own) and among(pair.baseline, comparison.baseline, former)
        for pair in comparison.sections
    )


@pytest.mark.parametrize("name", SECTIONS)
def test_sections(name: str, compare: Compare, parsed: Callable[[str], Report]) -> None:
    cases = read(f"sections-{name}.yaml")
    assert len(cases) >= 40
    precision, recall = rates((counterparts(case, compare, parsed), case["same"]) for case in cases)
    assert precision >= 0.9
    assert recall >= 0.9


def test_former_problems(compare: Compare) -> None:
    said = []
    for case in read("former-problems.yaml"):
        measures, problems = (
            (case["report"], "办公用房紧张。")
            if case["chapter"] == "measures"
            else ("办公楼外墙翻新。", case["report"])
        )
        comparison = compare(
            NEW.format(measures=measures, problems=problems), OLD.format(problems=case["problem"], plans="建成办公楼。")
        )
        found = {problem.status for problem in comparison.problems}
        said.append((next(name for name in ("repeated", "addressed", "gone") if name in found), case["status"]))
    assert min(rates((got == "repeated", true == "repeated") for got, true in said)) >= 0.9
    assert rates((got == "addressed", true == "addressed") for got, true in said)[0] >= 0.9


EDITIONS = read("editions.yaml")


@pytest.fixture(scope="module")
def editions(compare: Compare) -> list[tuple[dict[str, Any], Comparison]]:
    def text(name: str) -> str:
        return (CASES / "editions" / name).read_text(encoding="utf-8")

    return [(case, compare(text(case["report"]), text(case["baseline"]))) for case in EDITIONS]


def found(items: Iterable[Any], comparison: Comparison, words: str) -> str:
    """Give the status of the item of the baseline that words stand in."""
    status: str = next(item.status for item in items if fold(words) in fold(comparison.baseline.quote(item.baseline)))
    return status


def test_whole_reports_of_two_years(editions: list[tuple[dict[str, Any], Comparison]]) -> None:
    promises, problems = [], []
    for case, comparison in editions:
        promises += [
            (found(comparison.commitments, comparison, item["promise"]), item["status"]) for item in case["commitments"]
        ]
        problems += [
            (found(comparison.problems, comparison, item["problem"]), item["status"]) for item in case["problems"]
        ]
    assert len(promises) >= 24
    assert min(rates((got != "open", true != "open") for got, true in promises)) >= 0.9
    assert rates((got == "repeated", true == "repeated") for got, true in problems)[0] >= 0.9


def test_sections_of_whole_reports(
    editions: list[tuple[dict[str, Any], Comparison]], parsed: Callable[[str], Report]
) -> None:
    """Pairs that a person sees as counterparts are found, and what is told as new or dropped has none."""
    right = total = 0
    for case, comparison in editions:
        report = parsed((CASES / "editions" / case["report"]).read_text(encoding="utf-8"))
        pairs = [
            (
                [plain(comparison.baseline.title_of(part)) for part in pair.baseline],
                [plain(report.title_of(part)) for part in pair.report],
            )
            for pair in comparison.sections
        ]
        for item in case["sections"]:
            wanted = [[plain(title) for title in item[side]] for side in ("baseline", "report")]
            total += 1
            right += any(_meet(wanted[0], former) and _meet(wanted[1], own) for former, own in pairs)
    assert right >= 0.85 * total


def plain(title: str) -> str:
    return NUMBERED.sub("", fold(title), count=1).strip(" 。、)是")


def _meet(wanted: list[str], titles: list[str]) -> bool:
    if not wanted or not titles:
        return not wanted and not titles
    return any(one in other or other in one for one in wanted for other in titles)
