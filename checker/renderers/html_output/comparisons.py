"""A year beside the year before: plans and problems followed up, indicators, parts, words taken over, and the redline."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker.comparison import Change, Commitment, Comparison, FormerProblem, SectionPair, Topic
from checker.indicators import Named
from checker.renderers.html_output.markup import Html, join, tag
from checker.renderers.html_output.passage import Passage
from checker.renderers.html_output.typeset import typeset
from checker.report import Section
from checker.terminal import short
from checker.text import Span
from checker.wording import COMMITMENT_NAMES, PROBLEM_NAMES, SECTION_NAMES, tally

_QUOTE = 160
_SAME = 60
"""Characters of unchanged words that the redline shows at most between two changes; longer ones lose their middle."""


class Beside:
    """Two reports side by side, and what was found in comparing them."""

    def __init__(self, comparison: Comparison, report: Passage, baseline: Passage) -> None:
        self.comparison, self.report, self.baseline = comparison, report, baseline

    def parts(self) -> Iterator[tuple[str, Html]]:
        """Yield each part that has something to show, under its title."""
        yield "概要", self._summary()
        comparison = self.comparison
        if comparison.commitments:
            yield "上年的计划，今年有没有交代", self._follow_up(comparison.commitments, COMMITMENT_NAMES)
        if comparison.problems:
            yield "上年的问题，今年怎样", self._follow_up(comparison.problems, PROBLEM_NAMES)
        if comparison.indicators:
            yield "指标变化", self._indicators()
        if any(_moved(pair) for pair in comparison.sections):
            yield "章节的变化", self._sections()
        if comparison.reused:
            yield "沿用上年的文字", self._reused()
        if any(_edited(pair) for pair in comparison.sections):
            yield "逐处改动", self._redline()

    def _summary(self) -> Html:
        comparison = self.comparison
        both = sum(change.baseline is not None and change.report is not None for change in comparison.indicators)
        rows: list[tuple[Topic, str, str]] = [
            ("reuse", "沿用", f"正文的 {comparison.reuse:.0%}，{len(comparison.reused)} 处（年份、数字和套话不计）"),
            ("commitments", "计划", tally((item.status for item in comparison.commitments), COMMITMENT_NAMES)),
            ("problems", "问题", tally((item.status for item in comparison.problems), PROBLEM_NAMES)),
            ("indicators", "指标", f"两年都有 {both} 个，只有一年写到 {len(comparison.indicators) - both} 个"),
            ("sections", "章节", tally((item.status for item in comparison.sections), SECTION_NAMES)),
        ]
        shown = (
            join(
                tag("dt", name), tag("dd", f"没有对照：{typeset(why)}" if (why := comparison.why_not(topic)) else words)
            )
            for topic, name, words in rows
        )
        return tag("dl", shown, class_="summary")

    def _follow_up(self, items: Sequence[Commitment | FormerProblem], names: Mapping[str, str]) -> Html:
        ordered = sorted(items, key=lambda item: list(names).index(item.status))
        return tag("ul", (tag("li", self._followed(item, names)) for item in ordered), class_="followed")

    def _followed(self, item: Commitment | FormerProblem, names: Mapping[str, str]) -> Html:
        words = _clipped(self.baseline.report.quote(item.baseline).strip(), _QUOTE)
        where = self.baseline.link(item.baseline, f"上年第 {self.baseline.line_number(item.baseline)} 行")
        told = (tag("li", self._sentence(span)) for span in item.evidence)
        untold = item.untold if isinstance(item, Commitment) and item.evidence else ()
        return join(
            tag("p", tag("span", names[item.status], class_=f"status {item.status}"), words, " ", where),
            tag("ul", told, class_="places") if item.evidence else None,
            tag("p", "没有说到：", self._quoted(untold), class_="untold") if untold else None,
        )

    def _sentence(self, span: Span) -> Html:
        link = self.report.link(span, f"本年第 {self.report.line_number(span)} 行")
        return join(link, _clipped(self.report.report.quote(span), _QUOTE))

    def _quoted(self, spans: Iterable[Span]) -> str:
        return "、".join(f"“{short(self.baseline.report.quote(span))}”" for span in spans)

    def _indicators(self) -> Html:
        both = [change for change in self.comparison.indicators if change.baseline and change.report]
        head = tag("tr", (tag("th", name, scope="col") for name in ("指标", "上年", "本年", "增减")), tag("td"))
        table = tag("table", tag("thead", head), tag("tbody", map(self._change, both)), class_="indicators")
        new = [(change.name, self._now(change)) for change in self.comparison.indicators if change.baseline is None]
        gone = [(change.name, self._before(change)) for change in self.comparison.indicators if change.report is None]
        return join(table if both else None, _chips("今年新写", new), _chips("今年不再写", gone))

    def _now(self, change: Change) -> Html | None:
        return _figure(change.report, self.report)

    def _before(self, change: Change) -> Html | None:
        return _figure(change.baseline, self.baseline)

    def _change(self, change: Change) -> Html:
        ratio = "—" if change.change is None else "不变" if change.change == 0 else f"{change.change:+.1%}"
        return tag(
            "tr",
            tag("th", change.name, self._remark(change), scope="row"),
            tag("td", self._before(change), class_="figure"),
            tag("td", self._now(change), class_="figure"),
            tag("td", ratio.replace("-", "−"), class_="figure"),
            tag("td", change_bar(change.change) if change.change else None, class_="drawn"),
        )

    def _remark(self, change: Change) -> Html | None:
        span, words = (change.denied, "但文中写的是") if change.denied else (change.vague, "文中只写")
        if span is None:
            return None
        return tag("p", words, self.report.link(span, f"“{short(self.report.report.quote(span))}”"), class_="remark")

    def _sections(self) -> Html:
        shown = ((name, self._of_status(status)) for status, name in SECTION_NAMES.items())
        rows = (
            join(tag("dt", f"{name}（{len(items)}）"), tag("dd", tag("ul", items))) for name, items in shown if items
        )
        return tag("dl", rows, class_="parts")

    def _of_status(self, status: str) -> list[Html]:
        pairs = (pair for pair in self.comparison.sections if pair.status == status and _moved(pair))
        return [tag("li", self._pair(pair)) for pair in pairs]

    def _pair(self, pair: SectionPair) -> Html:
        arrow = " → " if pair.baseline and pair.report else None
        return join(_names(pair.baseline, self.baseline), arrow, _names(pair.report, self.report))

    def _reused(self) -> Html:
        rows = (
            tag(
                "li",
                self.report.link(passage.report, f"本年第 {self.report.line_number(passage.report)} 行"),
                " = ",
                self.baseline.link(passage.baseline, f"上年第 {self.baseline.line_number(passage.baseline)} 行"),
                f"（{len(passage.report)} 字）",
                _clipped(self.report.report.quote(passage.report), _QUOTE),
            )
            for passage in self.comparison.reused
        )
        return tag("ul", rows, class_="reused")

    def _redline(self) -> Html:
        pairs = filter(_edited, self.comparison.sections)
        return join(
            tag("p", "左边是上年，", tag("del", "删去的"), "划掉；右边是本年，", tag("ins", "新加的"), "划线。", class_="legend"),
            (self._compared(pair) for pair in pairs),
        )  # fmt: skip

    def _compared(self, pair: SectionPair) -> Html:
        left = (_step(edit.kind, self.baseline, edit.baseline) for edit in pair.edits)
        right = (_step(edit.kind, self.report, edit.report) for edit in pair.edits)
        return tag(
            "div",
            tag("div", tag("p", "上年 ", _names(pair.baseline, self.baseline), class_="side"), tag("p", left)),
            tag("div", tag("p", "本年 ", _names(pair.report, self.report), class_="side"), tag("p", right)),
            class_="compared",
        )


def change_bar(ratio: float) -> Html:
    """Draw a change from the middle, to the right for more and to the left for less; beyond double it is cut off."""
    length = min(abs(ratio), 1.0) * 50
    kind, start = ("up", 50.0) if ratio > 0 else ("down", 50 - length)
    pieces = [
        tag("rect", class_="track", width="100", height="10"),
        tag("rect", class_=kind, x=start, width=length, height="10"),
        tag("rect", class_="axis", x="49.6", width="0.8", height="10"),
    ]
    return tag("svg", pieces, class_="bar", viewBox="0 0 100 10", preserveAspectRatio="none", aria_hidden="true")


def referred(comparison: Comparison) -> tuple[list[Span], list[Span]]:
    """Give the places of the report, and of the baseline, that the comparison links to."""
    named = comparison.indicators
    sections = comparison.sections
    told: list[Commitment | FormerProblem] = [*comparison.commitments, *comparison.problems]
    own = [
        *(span for item in told for span in item.evidence),
        *(change.report.span for change in named if change.report),
        *(span for change in named for span in (change.denied, change.vague) if span),
        *(passage.report for passage in comparison.reused),
        *(section.mark for pair in sections for section in pair.report),
    ]
    former = [
        *(item.baseline for item in told),
        *(change.baseline.span for change in named if change.baseline),
        *(passage.baseline for passage in comparison.reused),
        *(section.mark for pair in sections for section in pair.baseline),
    ]
    return own, former


def _figure(named: Named | None, passage: Passage) -> Html | None:
    return passage.link(named.span, passage.report.quote(named.figure.span)) if named else None


def _chips(title: str, items: Sequence[tuple[str, Html | None]]) -> Html | None:
    if not items:
        return None
    shown = tag("ul", (tag("li", name, " ", figure) for name, figure in items), class_="chips")
    return join(tag("p", f"{title}（{len(items)} 个）", class_="side"), shown)


def _moved(pair: SectionPair) -> bool:
    return pair.status not in ("kept", "changed")


def _edited(pair: SectionPair) -> bool:
    return any(edit.kind != "same" for edit in pair.edits)


def _names(sections: Sequence[Section], passage: Passage) -> Html:
    names = [_name(section, passage) for section in sections]
    return join(names[:1], ((" + ", name) for name in names[1:]))


def _name(section: Section, passage: Passage) -> Html:
    place = passage.report.place_name(section.mark.start)
    return passage.link(section.mark, f"{place} {short(passage.report.title_of(section))}")


def _step(kind: str, passage: Passage, span: Span) -> Html | None:
    words = passage.report.quote(span)
    if not words:
        return None
    if kind == "same":
        return join(_middle(words))
    return tag("del" if kind == "deleted" else "ins", words)


def _middle(words: str) -> str:
    return words if len(words) <= _SAME else f"{words[: _SAME // 2]}……{words[-_SAME // 2 :]}"


def _clipped(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 2] + "……"
