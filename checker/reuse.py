"""What a report has taken over from last year's (沿用上年文字)."""

import re
from collections.abc import Iterable, Sequence

from checker.comparison import Reused
from checker.report import Report
from checker.similarity import Nearest, Sentence, SetPhrases, read_sentences
from checker.text import Span, count_characters

_FIGURES = re.compile(r"(?<!\d)(?!20\d\d(?!\d))\d[\d,.]*")
SHORTEST = 10
"""Characters, set phrases aside, of a sentence that can be called taken over."""
ALIKE = 0.87
"""Similarity, numerals aside, from which a sentence counts as taken over."""


def body_sentences(report: Report, phrases: SetPhrases) -> tuple[Sentence, ...]:
    """Cut preamble and chapters into sentences, the headings of chapters left out."""
    return read_sentences(report.folded, [report.preamble, *(chapter.body for chapter in report.chapters)], phrases)


def find_reuse(
    report: Report, baseline: Report, own: Sequence[Sentence], former: Sequence[Sentence]
) -> tuple[float, tuple[Reused, ...]]:
    """Give the share of the report's characters in sentences taken over, and the passages that they make."""
    told = [sentence for sentence in own if len(sentence.key) >= SHORTEST]
    nearest = Nearest([sentence.key for sentence in former])
    places = [(sentence, nearest.find(sentence.key, ALIKE)) for sentence in told]
    pairs = [(sentence.span, former[found[0]].span, found[0]) for sentence, found in places if found]
    whole = sum(_length(report, sentence.span) for sentence in told)
    share = sum(_length(report, span) for span, _, _ in pairs) / whole if whole else 0.0
    return share, tuple(_passages(report, baseline, pairs))


def _length(report: Report, span: Span) -> int:
    return count_characters(report.text[span.start : span.end])


def _passages(report: Report, baseline: Report, pairs: Iterable[tuple[Span, Span, int]]) -> list[Reused]:
    """Join sentences that follow one another in both reports within a paragraph."""
    passages: list[Reused] = []
    last = -2
    for span, place, index in pairs:
        kept = len(span) if _figures(report.folded, span) == _figures(baseline.folded, place) else 0
        above = passages[-1] if passages else None
        if above and 0 < index - last <= 2 and "\n" not in report.folded[above.report.end : span.start]:
            former = Span(above.baseline.start, max(above.baseline.end, place.end))
            passages[-1] = Reused(former, Span(above.report.start, span.end), above.unchanged + kept)
        else:
            passages.append(Reused(place, span, kept))
        last = index
    return passages


def _figures(folded: str, span: Span) -> list[str]:
    return _FIGURES.findall(folded, span.start, span.end)
