"""Compare a report with last year's: parts, words taken over, indicators, plans and problems."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from checker.alignment import Part, align, read_parts
from checker.changes import ChangeCues, find_changes
from checker.commitments import FollowUp, FollowUpCues
from checker.comparison import TOPICS, Change, Comparison, Hindrance, Reused, SectionPair
from checker.edition import Edition
from checker.matters import Taxonomy
from checker.patterns import Pattern
from checker.redline import redline
from checker.report import Report
from checker.reuse import body_sentences, find_reuse
from checker.similarity import SetPhrases
from checker.text import Span, fold
from checker.words import Words

READABLE = 0.4
"""Likeness of two texts from which their changes can be followed word by word."""
_EVERYTHING = frozenset(TOPICS)
_OFFICE = re.compile(r"\s|中共|人民政府|政府|办公室|委员会|关于")


@dataclass(frozen=True, slots=True)
class Comparer:
    """What comparing takes from a ruleset."""

    taxonomy: Taxonomy
    words: Words
    phrases: SetPhrases
    changes: ChangeCues
    follow_up: FollowUpCues
    evidence: tuple[Pattern, ...]

    def compare(self, report: Edition, baseline: Edition, hindrances: tuple[Hindrance, ...] = ()) -> Comparison:
        """Compare two editions; topics that the two do not allow are left empty, and `hindrances` say why."""
        found = (*hindrances, *find_hindrances(report.report, baseline.report))
        barred = {topic for hindrance in found for topic in hindrance.topics}
        reuse, reused = (0.0, ()) if "reuse" in barred else self._reuse(report.report, baseline.report)
        follow_up = FollowUp(self.taxonomy, self.words, self.phrases, self.follow_up, self.evidence, report)
        return Comparison(
            baseline=baseline.report,
            reuse=reuse,
            reused=reused,
            sections=() if "sections" in barred else self._align(report, baseline),
            indicators=() if "indicators" in barred else self._changes(report, baseline),
            commitments=() if "commitments" in barred else follow_up.commitments(baseline),
            problems=() if "problems" in barred else follow_up.problems(baseline),
            hindrances=found,
        )

    def with_edits(self, comparison: Comparison, report: Report) -> Comparison:
        """Add the word-by-word changes of counterparts of which enough was kept to read them."""
        baseline = comparison.baseline
        pairs = tuple(
            replace(
                pair,
                edits=redline(self.words, baseline.folded, pair.baseline[0].span, report.folded, pair.report[0].span),
            )
            if _can_be_followed(pair)
            else pair
            for pair in comparison.sections
        )
        return replace(comparison, sections=pairs)

    def _reuse(self, report: Report, baseline: Report) -> tuple[float, tuple[Reused, ...]]:
        own, former = (body_sentences(each, self.phrases) for each in (report, baseline))
        return find_reuse(report, baseline, own, former)

    def _changes(self, report: Edition, baseline: Edition) -> tuple[Change, ...]:
        year, former = report.report.year, baseline.report.year
        adjacent = year is None or former is None or former == year - 1
        return find_changes(report, baseline, self.changes, adjacent=adjacent)

    def _align(self, report: Edition, baseline: Edition) -> tuple[SectionPair, ...]:
        return align(self._parts(report), self._parts(baseline))

    def _parts(self, edition: Edition) -> tuple[Part, ...]:
        return read_parts(edition.report, partial(self._matters, edition), self.phrases.blanked(edition.folded))

    def _matters(self, edition: Edition, span: Span) -> Iterator[str]:
        """Yield the matters told of in a span, fields left out: they say where, not what."""
        matters = self.taxonomy.matters
        return (hit.matter for hit in edition.matters.within(span) if not matters[hit.matter].field)


def _can_be_followed(pair: SectionPair) -> bool:
    """Say whether a pair is the lowest of the outline on both sides, one to one, and alike enough."""
    lowest = not any(section.sections for section in (*pair.baseline, *pair.report))
    return len(pair.baseline) == len(pair.report) == 1 and lowest and pair.similarity >= READABLE


def find_hindrances(report: Report, baseline: Report) -> Iterator[Hindrance]:
    """Yield what makes two reports hard to compare: the same text, years in the wrong order, another authority, a gap."""
    if "".join(report.folded.split()) == "".join(baseline.folded.split()):
        yield Hindrance("上年报告与本报告是同一份,没有对照;请核对 --baseline", _EVERYTHING)
        return
    if report.year and baseline.year:
        yield from _years_apart(report.year, baseline.year)
    else:
        unknown = "本报告" if baseline.year else "上年报告"
        yield Hindrance(f"看不出{unknown}的年度,按相邻两年对照", frozenset())
    if _another(report, baseline):
        words = f"上年报告是“{baseline.authority}”的,本报告是“{report.authority}”的:只对照章节和文字"
        yield Hindrance(words, frozenset({"indicators", "commitments", "problems"}))


def _years_apart(year: int, former: int) -> Iterator[Hindrance]:
    if former >= year:
        words = f"上年报告是 {former} 年度的,不早于本报告({year} 年度):是不是写反了?只对照章节和文字"
        yield Hindrance(words, frozenset({"indicators", "commitments", "problems"}))
    elif former < year - 1:
        words = f"上年报告是 {former} 年度的,与本报告({year} 年度)隔了 {year - former} 年:它的计划不是本年的,不核对承诺"
        yield Hindrance(words, frozenset({"commitments"}))


def _another(report: Report, baseline: Report) -> bool:
    """Say whether two reports are of different bodies; names may be written longer or shorter."""
    if report.authority is None or baseline.authority is None:
        return False
    if report.level and baseline.level and report.level != baseline.level:
        return True
    one, other = (_OFFICE.sub("", fold(name)) for name in (report.authority, baseline.authority))
    return one not in other and other not in one
