"""Render a run as one page that needs nothing else: no network, no font, no script to be read."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby

from checker.renderers.html_output.comparisons import Beside, referred
from checker.renderers.html_output.markup import Html, join, tag
from checker.renderers.html_output.notes import Explained
from checker.renderers.html_output.outlines import outline
from checker.renderers.html_output.page import filters, page
from checker.renderers.html_output.parts import about, folded, footer, subject, title_of, topics, unreadable
from checker.renderers.html_output.passage import Passage
from checker.renderers.html_output.scores import advice, categories, counted, ring
from checker.renderers.html_output.typeset import typeset
from checker.report import Report
from checker.result import CheckResult, Run
from checker.terminal import short
from checker.text import Span


def render(run: Run) -> str:
    """Give the page of a check: score, findings beside the text, outline, comparison, and what was not checked."""
    names = {item.category: item.title for result in run.results if result.score for item in result.score.categories}
    findings = list(chain.from_iterable(result.findings for result in run.results))
    level = 1 if len(run.results) == 1 else 2
    choice = filters(findings, names)
    articles = [
        _article(result, run, index, level, choice if level == 1 else None) for index, result in enumerate(run.results)
    ]
    above = None if level == 1 else (_index(run), choice)
    content = tag("main", above, articles, id="content")
    return page(f"{subject(run)} · 检查结果", content, footer(run))


def _index(run: Run) -> Html:
    rows = [
        tag(
            "tr",
            tag("th", tag("a", title_of(result), href=f"#r{index}"), scope="row"),
            tag("td", f"{result.score.total:g}（{result.score.grade}）" if result.score else "—", class_="figure"),
            tag("td", typeset(result.error) if result.error else counted(result.findings)),
        )
        for index, result in enumerate(run.results)
    ]
    head = tag("tr", (tag("th", name, scope="col") for name in ("报告", "得分", "意见")))
    table = tag("table", tag("thead", head), tag("tbody", rows), class_="index")
    title = tag("h1", f"{len(run.results)} 份报告的检查结果")
    return tag("header", title, table, _notices(run.notices), class_="masthead")


def _notices(notices: Iterable[str]) -> Iterator[Html]:
    return (tag("p", typeset(notice), class_="notice") for notice in notices)


def _article(result: CheckResult, run: Run, index: int, level: int, choice: Html | None) -> Html:
    name = f"r{index}"
    if result.report is None:
        return unreadable(result, name, level)
    own, former = _referred(result)
    passage = Passage(result.report, name, result.findings, own, level + 2)
    baseline = Passage(result.baseline, f"b{index}", referred=former, level=level + 2) if result.baseline else None
    parts = dict(_parts(result, run, passage, baseline, level, choice))
    links = tag(
        "nav", (tag("a", title, href=f"#{name}-{key}") for key, (title, _) in parts.items()), aria_label="本页内容"
    )
    shown = (
        tag("section", tag(f"h{level + 1}", title, id=f"{name}-{key}-h"), content, id=f"{name}-{key}", class_=key,
            aria_labelledby=f"{name}-{key}-h")
        for key, (title, content) in parts.items()
    )  # fmt: skip
    return tag("article", _masthead(result, result.report, run, level), links, shown, id=name)


def _referred(result: CheckResult) -> tuple[list[Span], list[Span]]:
    """Give the places of either report that something in the page links to."""
    own, former = referred(result.comparison) if result.comparison else ([], [])
    own += chain.from_iterable(finding.related for finding in result.findings)
    own += (section.mark for section in result.report.sections()) if result.report else ()
    former += chain.from_iterable(finding.former for finding in result.findings)
    return own, former


def _parts(
    result: CheckResult, run: Run, passage: Passage, baseline: Passage | None, level: int, choice: Html | None
) -> Iterator[tuple[str, tuple[str, Html]]]:
    if result.score:
        yield "score", ("得分", tag("div", ring(result.score), categories(result.score), class_="picture"))
        yield "first", ("先改这几处", advice(result, passage, run.titles))
    yield "text", ("正文和意见", join(choice, Explained(passage, baseline, run.titles).text()))
    cut_off = tag("p", typeset(passage.report.cut_off), class_="notice") if passage.report.cut_off else None
    yield "outline", ("章节和篇幅", join(cut_off, outline(passage)))
    if result.comparison and baseline:
        yield "beside", ("对照上年", topics(Beside(result.comparison, passage, baseline), level + 2))
    if result.suppressed:
        yield "suppressed", ("已接受的意见", _suppressed(result, run.titles))
    if result.skipped:
        yield "skipped", ("没有检查的规则", _skipped(result, run.titles))
    if baseline:
        yield "former", ("上年报告全文", folded(baseline))


def _masthead(result: CheckResult, report: Report, run: Run, level: int) -> Html:
    info = result.ruleset or run.ruleset
    used = f"模板 {info.profile}，{info.rules} 条规则"
    return tag(
        "header",
        tag(f"h{level}", report.title or "（没有标题）"),
        tag("p", about(report), " · ", used, class_="about"),
        counted(result.findings) if result.findings else tag("p", "没有意见。"),
        _notices(filter(None, (result.shortfall, *result.notices, *(run.notices if level == 1 else ())))),
        class_="masthead",
    )


def _suppressed(result: CheckResult, titles: Mapping[str, str]) -> Html:
    """List the findings that were accepted earlier, each with its reason."""
    return tag(
        "dl",
        (
            (
                tag("dt", typeset(f"“{short(item.finding.quote)}”：{item.finding.message}")),
                tag("dd", typeset(titles.get(item.finding.rule, "")), " ", tag("code", item.finding.rule)),
                tag("dd", typeset("，".join(filter(None, (item.reason, item.who, item.until and f"到 {item.until}"))))),
            )
            for item in result.suppressed
        ),
    )


def _skipped(result: CheckResult, titles: Mapping[str, str]) -> Html:
    by_reason = sorted(result.skipped, key=lambda skip: skip.reason)
    return tag(
        "dl",
        (
            (
                tag("dt", typeset(reason)),
                (tag("dd", typeset(titles.get(skip.rule, "")), " ", tag("code", skip.rule)) for skip in group),
            )
            for reason, group in groupby(by_reason, key=lambda skip: skip.reason)
        ),
    )
