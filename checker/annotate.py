"""Write findings into the Word file itself, as comments on exactly their words (批注)."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree
from lxml.etree import _Element as Element

from checker.readers.docx import open_document
from checker.reading import Limits, Revisions
from checker.result import CheckResult, Finding, Score
from checker.text import Span
from checker.word_edit import Parts, WordText, as_bytes, run_of, save
from checker.wording import SEVERITY_NAMES
from checker.wordml import integer, local

AUTHOR = "checker"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_XML = "http://www.w3.org/XML/1998/namespace"
_ILLEGAL = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def annotate(
    data: bytes,
    result: CheckResult,
    titles: Mapping[str, str],
    limits: Limits,
    revisions: Revisions = "accepted",
) -> bytes:
    """Give the Word file with each finding as a comment, and a first one with the score; its text stays as it is.

    `result` must be of this very file, read with the same limits and revisions; `titles` are those of the rules.
    """
    document = open_document(data, limits, revisions)
    main = next(iter(document.roots))
    book = _Comments(data, main, document.roots[main])
    text = WordText(document)
    for span, lines in _notes(result, titles):
        book.put(text, span, lines)
    return save(data, {main: as_bytes(document.roots[main]), **book.changed()})


def _notes(result: CheckResult, titles: Mapping[str, str]) -> Iterator[tuple[Span, list[str]]]:
    """Yield what the comments say and where; those that reach further first, so that they open first."""
    report = result.report
    if report is None:
        return
    if result.score is not None:
        top = (
            report.titles[0] if report.titles else Span(report.body.start, min(report.body.end, report.body.start + 1))
        )
        yield top, _summary(result, result.score, titles)
    for finding in sorted(result.findings, key=lambda item: (item.span.start, -item.span.end)):
        yield finding.span, _said(finding)


def _summary(result: CheckResult, score: Score, titles: Mapping[str, str]) -> list[str]:
    beside = f",上年报告按同样的规则 {score.baseline_total:g}" if score.baseline_total is not None else ""
    counts = "、".join(
        f"{name} {sum(item.severity == severity for item in result.findings)}"
        for severity, name in SEVERITY_NAMES.items()
    )
    gains = [f"先改:{titles[cost.rule]}({cost.rule}),可提高 {cost.points:g} 分" for cost in score.deductions[:3]]
    return [f"【总评】得分 {score.total:g}({score.grade}){beside}", counts, *gains]


def _said(finding: Finding) -> list[str]:
    lines = [f"【{SEVERITY_NAMES[finding.severity]}】{finding.message}({finding.rule})", f"改法:{finding.suggestion}"]
    lines += [f"为什么:{finding.why}"] if finding.why else []
    return [*lines, f"依据:{finding.basis}"] if finding.basis else lines


class _Comments:
    """The comments of a Word file; those that are there stay."""

    def __init__(self, data: bytes, main: str, root: Element) -> None:
        self._space = etree.QName(root).namespace or ""
        self._parts = Parts(data, main)
        held = self._parts.related("comments")
        relation = _STRICT if "purl.oclc.org" in self._space else _TRANSITIONAL
        self._name = held or self._parts.add("comments.xml", f"{relation}/comments", _TYPE)
        self._root = self._parts.read(self._name, f'<w:comments xmlns:w="{self._space}"/>')
        taken = [integer(comment.get(self._tag("id"))) or 0 for comment in self._root]
        self._next = max(taken, default=-1) + 1
        self._body = next((below for below in root if local(below) == "body"), root)

    def put(self, text: WordText, span: Span, lines: Sequence[str]) -> None:
        """Put a comment around the words of a span; where no run holds them, on their paragraph, else the first one."""
        runs = text.runs(span) or self._beginning(text.near(span.start))
        identifier = {self._tag("id"): str(self._next)}
        start, end = (etree.Element(self._tag(f"commentRange{side}"), identifier) for side in ("Start", "End"))
        mark = etree.Element(self._tag("r"))
        etree.SubElement(mark, self._tag("commentReference"), identifier)
        if runs:
            runs[0].addprevious(start)
            runs[-1].addnext(end)
        else:
            holder = text.near(span.start)
            self._paragraph(holder).extend([start, end])
        end.addnext(mark)
        self._root.append(self._comment(lines))
        self._next += 1

    def _paragraph(self, holder: Element | None) -> Element:
        """Give a paragraph of the body: the one wanted, else the first, made where there is none."""
        if holder is not None and any(above is self._body for above in holder.iterancestors()):
            return holder
        first = next((below for below in self._body.iter() if local(below) == "p"), None)
        return first if first is not None else etree.SubElement(self._body, self._tag("p"))

    def _beginning(self, holder: Element | None) -> list[Element]:
        """Give the first run of a paragraph."""
        runs = (found for below in self._paragraph(holder).iter() if (found := run_of(below)) is not None)
        first = next(runs, None)
        return [] if first is None else [first]

    def _comment(self, lines: Sequence[str]) -> Element:
        about = {self._tag("id"): str(self._next), self._tag("author"): AUTHOR, self._tag("initials"): AUTHOR}
        comment = etree.Element(self._tag("comment"), about)
        for number, line in enumerate(lines):
            run = etree.SubElement(etree.SubElement(comment, self._tag("p")), self._tag("r"))
            if number == 0:
                etree.SubElement(etree.SubElement(run, self._tag("rPr")), self._tag("b"))
            words = etree.SubElement(run, self._tag("t"), {f"{{{_XML}}}space": "preserve"})
            words.text = _ILLEGAL.sub(" ", line)
        return comment

    def _tag(self, name: str) -> str:
        return f"{{{self._space}}}{name}"

    def changed(self) -> dict[str, bytes]:
        """Give the parts to be saved."""
        return {self._name: as_bytes(self._root), **self._parts.changed()}
