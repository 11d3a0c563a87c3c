"""Render a run as JSON, by the published schema checker.result/1."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from checker import __version__
from checker.comparison import Change, Commitment, Comparison, FormerProblem, SectionPair
from checker.report import Report, Section
from checker.result import CheckResult, Finding, Run, Score, Suppressed, count_severities
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
        "ruleset": asdict(run.ruleset),
        "results": [_result(result) for result in run.results],
        "summary": {
            "reports": len(run.results),
            "failed": sum(result.failed for result in run.results),
            "unreadable": sum(result.error is not None for result in run.results),
            **counts,
            "suppressed": sum(len(result.suppressed) for result in run.results),
        },
        "notices": list(run.notices),
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
        "baseline": _report(result.baseline) if result.baseline else None,
        "score": _score(result.score) if result.score else None,
        "findings": [_finding(finding, report, result.baseline) for finding in result.findings] if report else [],
        "skipped": [{"rule": skip.rule, "reason": skip.reason} for skip in result.skipped],
        "comparison": _comparison(result.comparison, report) if result.comparison and report else None,
        "notices": list(result.notices),
        "ruleset": asdict(result.ruleset) if result.ruleset else None,
        "suppressed": [_suppressed(item, report, result.baseline) for item in result.suppressed] if report else [],
        "failed": result.failed,
        "shortfall": result.shortfall,
    }


def _suppressed(item: Suppressed, report: Report, baseline: Report | None) -> dict[str, Any]:
    accepted = {"reason": item.reason, "who": item.who, "until": item.until}
    return _finding(item.finding, report, baseline) | {"accepted": accepted}


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


def _finding(finding: Finding, report: Report, baseline: Report | None) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity,
        "message": finding.message,
        "location": _location(finding.span, report),
        "quote": finding.quote,
        "related": [
            *(_related("report", span, report) for span in finding.related),
            *(_related("baseline", span, baseline) for span in finding.former if baseline),
        ],
        "suggestion": finding.suggestion,
        "fix": {"replacement": finding.fix.replacement, "safe": finding.fix.safe} if finding.fix else None,
        "basis": finding.basis,
        "fingerprint": finding.fingerprint,
    }


def _related(where: str, span: Span, report: Report) -> dict[str, Any]:
    return {"where": where, "quote": report.quote(span), "location": _location(span, report)}


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
                "baseline": item.baseline,
            }
            for item in score.categories
        ],
        "deductions": [
            {"rule": item.rule, "points": item.points, "fingerprints": list(item.fingerprints)}
            for item in score.deductions
        ],
        "baseline_total": score.baseline_total,
    }


def _comparison(comparison: Comparison, report: Report) -> dict[str, Any]:
    """Give the comparison; beside the words of the schema, each entry has its places."""
    baseline = comparison.baseline
    return {
        "reuse": round(comparison.reuse, 4),
        "reused": [
            {
                "baseline": _related("baseline", passage.baseline, baseline),
                "report": _related("report", passage.report, report),
            }
            for passage in comparison.reused
        ],
        "sections": [_pair(pair, report, baseline) for pair in comparison.sections],
        "indicators": [_change(change, report, baseline) for change in comparison.indicators],
        "commitments": [
            _followed("commitment", item, report, baseline)
            | {"untold": [_related("baseline", span, baseline) for span in item.untold]}
            for item in comparison.commitments
        ],
        "problems": [_followed("problem", item, report, baseline) for item in comparison.problems],
        "hindrances": [
            {"reason": hindrance.reason, "topics": sorted(hindrance.topics)} for hindrance in comparison.hindrances
        ],
    }


def _followed(name: str, item: Commitment | FormerProblem, report: Report, baseline: Report) -> dict[str, Any]:
    return {
        name: baseline.quote(item.baseline),
        "status": item.status,
        "evidence": [report.quote(span) for span in item.evidence],
        "location": _location(item.baseline, baseline),
        "evidence_locations": [_location(span, report) for span in item.evidence],
    }


def _pair(pair: SectionPair, report: Report, baseline: Report) -> dict[str, Any]:
    """Give a pair of sections; the schema has no split and merged, which `pieces` tells."""
    pieces = pair.status if pair.status in ("split", "merged") else None
    return {
        "status": "changed" if pieces else pair.status,
        "baseline": _named(pair.baseline, baseline),
        "report": _named(pair.report, report),
        "similarity": pair.similarity,
        "pieces": pieces,
    }


def _named(sections: Sequence[Section], report: Report) -> str | None:
    """Name sections by place and title: 二/(三) 规范行政执法."""
    names = (f"{report.place_name(section.mark.start)} {report.title_of(section)}" for section in sections)
    return "、".join(names) or None


def _change(change: Change, report: Report, baseline: Report) -> dict[str, Any]:
    return {
        "name": change.name,
        "unit": change.unit,
        "baseline": change.baseline.figure.number if change.baseline else None,
        "report": change.report.figure.number if change.report else None,
        "change": change.change,
        "status": "both" if change.baseline and change.report else "new" if change.report else "dropped",
        "baseline_location": _location(change.baseline.span, baseline) if change.baseline else None,
        "report_location": _location(change.report.span, report) if change.report else None,
        "denied": report.quote(change.denied) if change.denied else None,
    }
