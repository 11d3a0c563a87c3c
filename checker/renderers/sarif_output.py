"""Render a run as SARIF 2.1.0, within what GitHub's code scanning takes."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from checker import __version__
from checker.report import Report
from checker.result import CheckResult, Finding, Run, Skipped, Suppressed
from checker.rule import Rule
from checker.run import exit_code
from checker.text import Span

MOST_RESULTS = 25_000
"""Results of one run that GitHub takes; it keeps the first 5,000 by severity."""
_LONGEST = 1_000
"""Characters of a description; GitHub takes 1,024."""
_MOST_PLACES = 100
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}


def render(run: Run) -> str:
    """Give what was found; rules that could not run are notifications, as GitHub shows any other result as an alert."""
    return _log(run, _found(run), [note for result in run.results for note in _not_run(result)])


def render_all(run: Run) -> str:
    """Give also a result for each rule that found nothing (pass) or could not run (notApplicable)."""
    outcomes = [outcome for result in run.results for outcome in _outcomes(result)]
    return _log(run, [*_found(run), *outcomes], [])


def _log(run: Run, results: Sequence[dict[str, Any]], notes: Sequence[dict[str, Any]]) -> str:
    kept = sorted(results, key=lambda result: _ORDER.index(result["level"]))[:MOST_RESULTS]
    indices = {rule.id: index for index, rule in enumerate(run.rules)}
    for result in kept:
        if result["ruleId"] in indices:
            result["ruleIndex"] = indices[result["ruleId"]]
    left_out = len(results) - len(kept)
    words = [f"结果超过 {MOST_RESULTS:,} 条,另有 {left_out:,} 条较轻的没有列出"] if left_out else []
    notifications = [*_notifications(run), *notes, *(_notification("warning", text) for text in words)]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(run)},
                "invocations": [
                    {
                        "executionSuccessful": all(result.error is None for result in run.results),
                        "exitCode": exit_code(run),
                        "toolExecutionNotifications": notifications,
                    }
                ],
                "language": "zh-CN",
                "columnKind": "unicodeCodePoints",
                "results": kept,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


_ORDER = ("error", "warning", "note", "none")


def _driver(run: Run) -> dict[str, Any]:
    return {
        "name": "checker",
        "fullName": "法治政府建设年度报告检查工具",
        "version": __version__,
        "semanticVersion": __version__,
        "language": "zh-CN",
        "rules": [_rule(rule) for rule in run.rules],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    basis = rule.basis.text if rule.basis else "无(为使检查可行而设)"
    wrong, right = (" ".join(examples[0].shown.split()) for examples in (rule.bad, rule.good))
    parts = {"为什么查": rule.why, "依据": basis, "错例": wrong, "对例": right}
    return {
        "id": rule.id,
        "shortDescription": {"text": _short(rule.title)},
        "fullDescription": {"text": _short(rule.why)},
        "help": {
            "text": "\n".join(f"{name}:{text}" for name, text in parts.items()),
            "markdown": "\n\n".join(f"**{name}** {_escaped(text)}" for name, text in parts.items()),
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.category], "problem.severity": _PROBLEMS[rule.severity]},
    }


def _escaped(text: str) -> str:
    return "".join(f"\\{character}" if character in "\\`*_{}[]()<>#+-.!|~&" else character for character in text)


def _found(run: Run) -> list[dict[str, Any]]:
    found = []
    for result in run.results:
        if result.report:
            found += [_finding(finding, result.report, result.baseline) for finding in result.findings]
            found += [_suppressed(item, result.report, result.baseline) for item in result.suppressed]
    return found


def _finding(finding: Finding, report: Report, baseline: Report | None) -> dict[str, Any]:
    lines = [finding.message, f"改法:{finding.suggestion}"]
    if finding.basis:
        lines.append(f"依据:{finding.basis}")
    result = {
        "ruleId": finding.rule,
        "kind": "fail",
        "level": _LEVELS[finding.severity],
        "message": {"text": _short("\n".join(lines))},
        "locations": [_location(finding.span, report)],
        "partialFingerprints": {"checkerFingerprint/v1": finding.fingerprint},
    }
    related = _related(finding, report, baseline)
    return result | ({"relatedLocations": related} if related else {})


def _suppressed(item: Suppressed, report: Report, baseline: Report | None) -> dict[str, Any]:
    suppression = {"kind": "external", "status": "accepted", "justification": _short(item.reason)}
    return _finding(item.finding, report, baseline) | {"suppressions": [suppression]}


def _related(finding: Finding, report: Report, baseline: Report | None) -> list[dict[str, Any]]:
    places = [("本报告另一处", span, report) for span in finding.related]
    places += [("上年报告", span, baseline) for span in finding.former if baseline]
    return [
        {"id": index, **_location(span, where), "message": {"text": name}}
        for index, (name, span, where) in enumerate(places[:_MOST_PLACES], 1)
    ]


def _location(span: Span, report: Report) -> dict[str, Any]:
    line, column = report.lines.position(span.start)
    end_line, end_column = report.lines.position(span.end)
    region: dict[str, Any] = {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "snippet": {"text": _short(report.text[span.start : span.end])},
    }
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri(report.path)}, "region": region}}
    section = report.place_name(span.start)
    if section:
        location["logicalLocations"] = [{"fullyQualifiedName": section, "kind": "section"}]
    return location


def uri(path: str) -> str:
    """Give the URI of a path: percent-encoded, relative where the path is."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix(), errors="surrogateescape")


def _outcomes(result: CheckResult) -> Iterator[dict[str, Any]]:
    if result.report is None:
        return
    skipped = {skip.rule: skip.reason for skip in result.skipped}
    found = {finding.rule for finding in (*result.findings, *(item.finding for item in result.suppressed))}
    for rule in result.rules:
        if rule.id in skipped:
            yield _outcome(rule.id, "notApplicable", skipped[rule.id], result)
        elif rule.id not in found:
            yield _outcome(rule.id, "pass", f"没有发现问题:{rule.title}", result)


def _outcome(rule: str, kind: str, message: str, result: CheckResult) -> dict[str, Any]:
    return {
        "ruleId": rule,
        "kind": kind,
        "level": "none",
        "message": {"text": _short(message)},
        "locations": [_whole(result.path)],
    }


def _whole(path: str) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": uri(path)}}}


def _notifications(run: Run) -> Iterator[dict[str, Any]]:
    for result in run.results:
        if result.error is not None:
            yield _notification("error", result.error, result.path)
        if result.shortfall:
            yield _notification("error", result.shortfall, result.path)
        yield from (_notification("note", notice, result.path) for notice in result.notices)
    yield from (_notification("warning", notice) for notice in run.notices)


def _not_run(result: CheckResult) -> Iterable[dict[str, Any]]:
    return (_skip(skip, result.path) for skip in result.skipped)


def _skip(skip: Skipped, path: str) -> dict[str, Any]:
    note = _notification("note", f"没有检查 {skip.rule}:{skip.reason}", path)
    return note | {"associatedRule": {"id": skip.rule}}


def _notification(level: str, text: str, path: str | None = None) -> dict[str, Any]:
    note: dict[str, Any] = {"level": level, "message": {"text": _short(text)}}
    return note | {"locations": [_whole(path)]} if path else note


def _short(text: str) -> str:
    """Cut a text to what GitHub takes."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
