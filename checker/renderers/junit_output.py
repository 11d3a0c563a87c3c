"""Render a run as JUnit XML: a suite a report, a case a rule."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as Xml

from checker.report import Report
from checker.result import CheckResult, Finding, Run
from checker.rule import Rule
from checker.wording import SEVERITY_NAMES

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(run: Run) -> str:
    """Give one document; a rule that could not run is skipped, one below the level asked for passes and says so."""
    root = Xml.Element("testsuites", name="checker")
    root.extend(_suite(result) for result in run.results)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, 0)) for suite in root)))
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'


def _suite(result: CheckResult) -> Xml.Element:
    if result.report is None:
        cases = [_case("读入", "report", "error", result.error or "", result.error or "")]
    else:
        cases = list(_cases(result, result.report))
        if result.shortfall:
            cases.append(_case("得分", "score", "failure", result.shortfall, result.shortfall))
    suite = Xml.Element("testsuite", name=_legal(result.path), tests=str(len(cases)))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(sum(case.find(tag) is not None for case in cases)))
    suite.extend(cases)
    if result.notices:
        Xml.SubElement(suite, "system-out").text = _legal("\n".join(result.notices))
    return suite


def _cases(result: CheckResult, report: Report) -> Iterable[Xml.Element]:
    skipped = {skip.rule: skip.reason for skip in result.skipped}
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in result.findings:
        found[finding.rule].append(finding)
    for rule in result.rules:
        yield _rule(rule, found[rule.id], skipped.get(rule.id), result, report)


def _rule(
    rule: Rule, findings: Sequence[Finding], reason: str | None, result: CheckResult, report: Report
) -> Xml.Element:
    failing = [finding for finding in findings if result.fails(finding)]
    name = f"{rule.id} {rule.title}"
    if failing:
        message = failing[0].message if len(failing) == 1 else f"{len(failing)} 处;第一处:{failing[0].message}"
        case = _case(name, rule.category, "failure", message, _told(failing, report))
        case[0].set("type", failing[0].severity)
    elif reason is not None:
        case = _case(name, rule.category, "skipped", reason, "")
    else:
        case = Xml.Element("testcase", name=_legal(name), classname=rule.category)
    notes = [_told([finding for finding in findings if not result.fails(finding)], report)]
    accepted = (item for item in result.suppressed if item.finding.rule == rule.id)
    notes += [f"已接受:{item.finding.message}({item.reason})" for item in accepted]
    if any(notes):
        Xml.SubElement(case, "system-out").text = _legal("\n".join(filter(None, notes)))
    return case


def _case(name: str, classname: str, outcome: str, message: str, text: str) -> Xml.Element:
    case = Xml.Element("testcase", name=_legal(name), classname=classname)
    Xml.SubElement(case, outcome, message=_legal(" ".join(message.split()))).text = _legal(text)
    return case


def _told(findings: Sequence[Finding], report: Report) -> str:
    return "\n\n".join(_finding(finding, report) for finding in findings)


def _finding(finding: Finding, report: Report) -> str:
    line, column = report.lines.position(finding.span.start)
    place = f"{report.path}:{line}:{column}" + (f"({finding.section})" if finding.section else "")
    lines = [f"{SEVERITY_NAMES[finding.severity]} {place}", finding.message, f"原文:{finding.quote}"]
    lines.append(f"改法:{finding.suggestion}")
    return "\n".join([*lines, *([f"依据:{finding.basis}"] if finding.basis else [])])


def _legal(text: str) -> str:
    """Replace what XML 1.0 cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)
