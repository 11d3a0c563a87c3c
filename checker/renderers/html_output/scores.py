"""The score: the whole as a ring, each category as a bar, last year's beside it, and what to mend first."""

from collections.abc import Iterator, Sequence

from checker.renderers.html_output.markup import Html, join, tag
from checker.renderers.html_output.passage import Passage
from checker.renderers.html_output.typeset import typeset
from checker.result import CategoryScore, CheckResult, Deduction, Finding, Score
from checker.rule import SEVERITIES
from checker.wording import SEVERITY_NAMES

_ADVICE = 5
_PLACES = 12
"""Places of a rule that are linked to."""


def counted(findings: Sequence[Finding]) -> Html:
    """Give how many findings there are of each severity."""
    counts = {name: sum(item.severity == name for item in findings) for name in SEVERITIES}
    items = (
        tag("li", tag("b", str(counts[name])), SEVERITY_NAMES[name], class_=f"count {name}") for name in SEVERITIES
    )
    return tag("ul", items, class_="counts", aria_label="各级意见的条数")


def ring(score: Score) -> Html:
    """Draw the total as a part of a ring, last year's as a thinner one around it."""
    former = score.baseline_total
    words = f"得分 {score.total:g}，{score.grade}" + ("" if former is None else f"；上年 {former:g}")
    drawn = [_circle(15.9155, "track"), _circle(15.9155, "now", score.total)]
    if former is not None:
        drawn.append(_circle(19.9, "then", former))
    below = score.grade if former is None else f"{score.grade}，上年 {former:g}"
    label = [
        tag("text", f"{score.total:g}", x="21.5", y="22", class_="total"),
        tag("text", below, x="21.5", y="28", class_="grade"),
    ]
    return tag("svg", drawn, label, class_="ring", viewBox="0 0 43 43", role="img", aria_label=words)


def _circle(radius: float, kind: str, share: float | None = None) -> Html:
    drawn = {"pathLength": "100", "stroke-dasharray": f"{share or 0:g} 100", "transform": "rotate(-90 21.5 21.5)"}
    return tag("circle", class_=kind, cx="21.5", cy="21.5", r=radius, **({} if share is None else drawn))


def bar(share: float, former: float | None = None) -> Html:
    """Draw a part of 100 as a bar; a stroke across it stands for last year's."""
    pieces = [
        tag("rect", class_="track", width="100", height="10"),
        tag("rect", class_="now", width=share, height="10"),
    ]
    if former is not None:
        pieces.append(tag("rect", class_="then", x=min(99.2, max(0.0, former - 0.4)), width="0.8", height="10"))
    return tag("svg", pieces, class_="bar", viewBox="0 0 100 10", preserveAspectRatio="none", aria_hidden="true")


def categories(score: Score) -> Html:
    """Give the table of the categories."""
    beside = score.baseline_total is not None
    names = ["类别", "得分", *(["上年"] if beside else []), "", "权重"]
    head = tag("tr", (tag("th", name, scope="col") if name else tag("td") for name in names))
    rows = (tag("tr", _cells(item, beside=beside)) for item in score.categories)
    key = tag("p", tag("span", class_="key now"), "本年 ", tag("span", class_="key then"), "上年（按同样的规则）", class_="legend")  # fmt: skip
    return join(
        tag("table", tag("thead", head), tag("tbody", rows), class_="categories"),
        key if beside else None,
    )


def _cells(item: CategoryScore, *, beside: bool) -> Iterator[Html]:
    yield tag("th", item.title, scope="row")
    yield tag("td", _points(item.score), class_="figure")
    if beside:
        yield tag("td", _points(item.baseline), class_="figure quiet")
    yield tag("td", None if item.score is None else bar(item.score, item.baseline), class_="drawn")
    yield tag("td", f"{item.weight:g}", class_="figure quiet")


def _points(score: float | None) -> str:
    return "未评" if score is None else f"{score:.1f}"


def advice(result: CheckResult, passage: Passage, titles: dict[str, str]) -> Html:
    """Give what to mend first: the rules that cost most, with links to where."""
    deductions = result.score.deductions if result.score else ()
    if not deductions:
        return tag("p", "没有扣分。")
    first = (tag("li", _cost(item, passage, titles)) for item in deductions[:_ADVICE])
    rest = deductions[_ADVICE:]
    more = tag(
        "details",
        tag("summary", f"其余 {len(rest)} 条规则，共扣 {sum(item.points for item in rest):.2f} 分"),
        tag("ol", (tag("li", _cost(item, passage, titles)) for item in rest), start=_ADVICE + 1),
    )
    return join(tag("ol", first, class_="advice"), more if rest else None)


def _cost(item: Deduction, passage: Passage, titles: dict[str, str]) -> Html:
    places = [note for note in passage.notes if note.finding.fingerprint in item.fingerprints]
    links = [
        tag("a", str(note.number), href=f"#{passage.note_id(note)}", class_="number", aria_label=f"第 {note.number} 条")
        for note in places[:_PLACES]
    ]
    gain = tag("span", f"可提高 {item.points:g} 分", class_="gain")
    return join(typeset(titles.get(item.rule, item.rule)), " ", gain, tag("span", "见", links, class_="see"))
