"""Findings keep their identity when text elsewhere changes, and one place never hides another."""

from collections.abc import Callable

from checker.result import CheckResult

Checked = Callable[[str], CheckResult]


def fingerprints(result: CheckResult) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for finding in result.findings:
        found.setdefault(finding.rule, []).append(finding.fingerprint)
    return found


def test_fingerprints_survive_edits_elsewhere(checked: Checked, real_text: str) -> None:
    before = fingerprints(checked(real_text))
    edited = real_text.replace("扎实推进依法行政工作,", "").replace("1000余场次", "1100余场次")
    assert edited != real_text
    assert fingerprints(checked("(说明)\n\n" + edited)) == before


def test_fingerprints_differ_within_a_report(checked: Checked, real_text: str) -> None:
    marks = [mark for marks in fingerprints(checked(real_text)).values() for mark in marks]
    assert len(set(marks)) == len(marks)


def test_findings_come_in_the_order_of_the_text(checked: Checked, real_text: str) -> None:
    starts = [finding.span.start for finding in checked(real_text).findings]
    assert starts == sorted(starts)


def test_another_kind_of_document_is_checked_no_further(checked: Checked) -> None:
    result = checked("示例区2025年政府信息公开工作年度报告\n\n一、总体情况\n\n主动公开信息1200条。\n")
    assert [finding.rule for finding in result.findings] == ["not-a-report"]
    assert result.score is None
    assert len(result.skipped) > 10
