"""Render a run as JSON, by the published schema checker.result/1."""

import json
from collections.abc import Sequence
from typing import Any

from checker import __version__
from checker.report import Report, Section
from checker.result import CheckResult, Finding, Run, Score, count_severities
from checker.text import Span, count_characters


def render(run: Run) -> str:
    """Give one document for the run."""
    return json.dumps(document(run), ensure_ascii=False, indent=2) + "\n"


def document(run: Run) -> dict[str, Any]:
    """Give the document as plain data."""
    counts = count_severities(run.results)
    return {
        "schema": "checker.result/1",
        "checker": {"version": __version__},
        "ruleset": {
            "name": run.ruleset.name,
            "version": run.ruleset.version,
            "profile": run.ruleset.profile,
            "rules": run.ruleset.rules,
        },
        "results": [_result(result) for result in run.results],
        "summary": {
            "reports": len(run.results),
            "failed": sum(result.failed for result in run.results),
            "unreadable": sum(result.error is not None for result in run.results),
            **counts,
        },
    }


def outline(report: Report) -> str:
    """Give a report's outline: the report object of the schema, with the characters of each section beside."""
    data = {"schema": "checker.outline/1", **_report(report)}
    _add_lengths(data["outline"], report.chapters, report)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _add_lengths(shown: Sequence[dict[str, Any]], sections: Sequence[Section], report: Report) -> None:
    for entry, section in zip(shown, sections, strict=True):
        entry["characters"] = count_characters(report.text[section.body.start : section.body.end])
        _add_lengths(entry["sections"], section.sections, report)


def _result(result: CheckResult) -> dict[str, Any]:
    report = result.report
    return {
        "path": result.path,
        "error": result.error,
        "report": _report(report) if report else None,
        "baseline": None,
        "score": _score(result.score) if result.score else None,
        "findings": [_finding(finding, report) for finding in result.findings] if report else [],
        "skipped": [{"rule": skip.rule, "reason": skip.reason} for skip in result.skipped],
        "comparison": None,
        "notices": list(result.notices),
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "path": report.path,
        "title": report.title,
        "authority": report.authority,
        "year": report.year,
        "published": report.published,
        "source": report.source,
        "characters": report.characters,
        "outline": [_section(chapter, report) for chapter in report.chapters],
    }


def _section(section: Section, report: Report) -> dict[str, Any]:
    return {
        "level": section.level,
        "number": section.number,
        "title": report.title_of(section),
        "role": section.role,
        "line": report.lines.position(section.mark.start)[0],
        "sections": [_section(child, report) for child in section.sections],
    }


def _location(span: Span, report: Report) -> dict[str, Any]:
    line, column = report.lines.position(span.start)
    end_line, end_column = report.lines.position(span.end)
    return {
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "section": report.place_name(span.start),
        "page": report.page_of(span.start),
    }


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity,
        "message": finding.message,
        "location": _location(finding.span, report),
        "quote": finding.quote,
        "related": [
            {"where": "report", "quote": report.quote(span), "location": _location(span, report)}
            for span in finding.related
        ],
        "suggestion": finding.suggestion,
        "fix": {"replacement": finding.fix.replacement, "safe": finding.fix.safe} if finding.fix else None,
        "basis": finding.basis,
        "fingerprint": finding.fingerprint,
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "total": score.total,
        "grade": score.grade,
        "categories": [
            {
                "category": item.category,
                "title": item.title,
                "score": item.score,
                "weight": item.weight,
                "baseline": None,
            }
            for item in score.categories
        ],
        "deductions": [
            {"rule": item.rule, "points": item.points, "fingerprints": list(item.fingerprints)}
            for item in score.deductions
        ],
        "baseline_total": None,
    }
