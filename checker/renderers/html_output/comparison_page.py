"""Render a comparison with last year's report as one page, the text of both reports below it."""

from checker.renderers.html_output.comparisons import Beside, referred
from checker.renderers.html_output.markup import Html, tag
from checker.renderers.html_output.page import page
from checker.renderers.html_output.parts import about, folded, footer, subject, topics, unreadable
from checker.renderers.html_output.passage import Passage
from checker.renderers.html_output.typeset import typeset
from checker.result import CheckResult, Run


def render(run: Run) -> str:
    """Give the page."""
    articles = [_compared(result, index) for index, result in enumerate(run.results)]
    return page(f"{subject(run)} · 对照上年", tag("main", articles, id="content"), footer(run))


def _compared(result: CheckResult, index: int) -> Html:
    name = f"r{index}"
    if result.report is None:
        return unreadable(result, name, 1)
    notices = [tag("p", typeset(notice), class_="notice") for notice in result.notices]
    head = [
        tag("h1", result.report.title or "（没有标题）"),
        tag("p", "本年 · ", about(result.report), class_="about"),
    ]
    if result.baseline:
        head.append(tag("p", "上年 · ", about(result.baseline), class_="about"))
    if result.comparison is None or result.baseline is None:
        words = result.findings[0].message if result.findings else "没有对照"
        return tag(
            "article",
            tag("header", head, notices, tag("p", typeset(words), class_="notice"), class_="masthead"),
            id=name,
        )
    own, former = referred(result.comparison)
    texts = (Passage(result.report, name, referred=own), Passage(result.baseline, f"b{index}", referred=former))
    found = tag("section", topics(Beside(result.comparison, *texts), 2), class_="beside")
    whole = tag("section", tag("h2", "两份报告全文"), map(folded, texts), class_="former")
    return tag("article", tag("header", head, notices, class_="masthead"), found, whole, id=name)
