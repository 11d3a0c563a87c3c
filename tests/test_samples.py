"""The samples show what the tool finds: every planted fault at its words, and nothing in the good report."""

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from checker.result import CheckResult
from tests.conftest import SAMPLES

FAULTS = yaml.safe_load((SAMPLES / "济阳区2025(虚构草稿).faults.yaml").read_text(encoding="utf-8"))

DRAFT = (SAMPLES / "济阳区2025(虚构草稿).txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def draft(checked: Callable[[str], CheckResult]) -> CheckResult:
    return checked(DRAFT)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["rule"])
def test_planted_fault_is_found_at_its_place(fault: dict[str, Any], draft: CheckResult) -> None:
    assert draft.report is not None
    (found,) = [item for item in draft.findings if item.rule == fault["rule"]]
    line, column = draft.report.lines.position(found.span.start)
    assert line == fault["line"]
    start = DRAFT.split("\n")[line - 1].find(fault["quote"]) + 1
    assert start > 0
    assert start < column + len(found.span)
    assert column < start + len(fault["quote"])


def test_nothing_but_the_planted_faults_is_found(draft: CheckResult) -> None:
    assert {finding.rule for finding in draft.findings} == {fault["rule"] for fault in FAULTS}
    assert len({fault["rule"] for fault in FAULTS}) >= 45


def test_the_good_report_has_no_finding(checked: Callable[[str], CheckResult]) -> None:
    result = checked((SAMPLES / "示例区2025(虚构范例).txt").read_text(encoding="utf-8"))
    assert result.findings == ()
    assert result.score is not None
    assert result.score.total == 100


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*虚构*.txt")), ids=lambda path: path.stem)
def test_made_up_samples_say_so_in_their_first_line(path: Any) -> None:
    assert "虚构" in path.read_text(encoding="utf-8").splitlines()[0]
