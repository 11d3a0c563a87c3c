"""Whatever stands in reports, names and findings, every output is well-formed and says the same."""

import json
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

import jsonschema
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token

from checker.engine import check
from checker.markdown import escape
from checker.outline import parse
from checker.reading import Reading
from checker.renderers import github_output, junit_output, markdown_output, sarif_output
from checker.result import CheckResult, Finding, RulesetInfo, Run, Suppressed
from checker.text import Span
from tests.conftest import CASES
from tests.properties.test_properties import MANY, ruleset

PIECES = [
    "%", "%0A", "\r", "\n", "\r\n", "::", ":", ",", "::error::", "𠮷", "|", "`", "```", "<script>", "</details>", "<!--", "]]>", "&amp;", "&",
    "@all", "#1", "https://a.b", "www.a.b", "- ", "1. ", "1) ", "===", "---", "# ", "> ", "\\", "![a](b)", "[a]: b", ":smile:", "\x00", "\x0b",
    "\x1b[31m", "\x85", "\u2028", "\ufffe", "\u200b", "~~", "$", "**", "    ", "\t", "评查案卷120份。",
]  # fmt: skip
TEXTS = st.lists(
    st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=12
).map("".join)
NAMES = TEXTS.filter(lambda name: name.strip() and "\0" not in name)


@cache
def sarif() -> Any:
    schema = json.loads((CASES / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    return jsonschema.Draft4Validator(schema)


@cache
def junit() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(CASES / "schemas" / "junit-10.xsd"))


@dataclass(frozen=True)
class Drawn:
    """Words for all the places of a run where a stranger's text can stand."""

    body: str
    path: str
    message: str
    suggestion: str
    basis: str | None
    reason: str
    notice: str
    shortfall: str | None
    title: str
    error: str
    severity: Literal["error", "warning", "info"]
    start: int
    length: int


DRAWN = st.builds(
    Drawn,
    body=TEXTS, path=NAMES, message=TEXTS, suggestion=TEXTS, basis=st.none() | TEXTS, reason=NAMES, notice=TEXTS,
    shortfall=st.none() | st.just("得分 50,低于要求的 80"), title=TEXTS, error=NAMES, severity=st.sampled_from(["error", "warning", "info"]),
    start=st.integers(0, 30), length=st.integers(0, 30),
)  # fmt: skip


def made(drawn: Drawn) -> Run:
    """Make a run over a report with a finding, the same one accepted, and a report that cannot be read."""
    body = drawn.body.replace("\r", "\n")
    text = f"示例区2025年度法治政府建设报告\n\n一、主要举措和成效\n\n{body}。\n"
    result = check(parse(Reading(text), drawn.path, ruleset().cues), ruleset())
    start = min(drawn.start, len(text) - 1)
    span = Span(start, min(start + drawn.length, len(text)))
    report = result.report
    assert report
    finding = Finding(
        rule="figures-sum",
        category="figures",
        severity=drawn.severity,
        message=drawn.message,
        suggestion=drawn.suggestion,
        basis=drawn.basis,
        span=span,
        quote=report.quote(span),
        section=report.place_name(start),
        related=(span,),
        count=1,
        forfeits=(),
        fingerprint="0123456789abcdef",
    )
    held = replace(
        result,
        findings=(*result.findings, finding),
        suppressed=(Suppressed(replace(finding, rule="numbering"), drawn.reason),),
        notices=(drawn.notice,),
        shortfall=drawn.shortfall,
    )
    titles = {rule.id: rule.title for rule in ruleset().rules} | {"figures-sum": drawn.title}
    unreadable = CheckResult(drawn.path, error=drawn.error)
    return Run(RulesetInfo("n", "v", "p", 1), titles, (held, unreadable), (drawn.notice,))


@MANY
@given(DRAWN)
def test_sarif_fits_its_schema(drawn: Drawn) -> None:
    for render in (sarif_output.render, sarif_output.render_all):
        log = json.loads(render(made(drawn)))
        sarif().validate(log)
        uris = [place["physicalLocation"]["artifactLocation"]["uri"] for place in places(log)]
        assert all(uri.isascii() and " " not in uri for uri in uris)


def places(log: dict[str, Any]) -> list[dict[str, Any]]:
    return [place for result in log["runs"][0]["results"] for place in result["locations"]]


@MANY
@given(DRAWN)
def test_junit_fits_its_schema(drawn: Drawn) -> None:
    root = etree.fromstring(junit_output.render(made(drawn)).encode())
    junit().assertValid(root)
    for suite in root:
        assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))


@MANY
@given(DRAWN)
def test_each_github_line_is_a_command_of_ours(drawn: Drawn) -> None:
    *commands, last = github_output.render(made(drawn)).removesuffix("\n").split("\n")
    assert all(command.startswith(("::error", "::warning", "::notice")) for command in commands)
    assert last.startswith("共 ")
    assert not any(character in "".join(commands) for character in "\r\x00\x1b\x85")


@MANY
@given(DRAWN)
def test_no_text_changes_the_shape_of_markdown(drawn: Drawn) -> None:
    parser = MarkdownIt("gfm-like", {"linkify": False})
    run = made(drawn)
    tokens = parser.parse(markdown_output.render(run))
    kinds = {token.type for token in walk(tokens)}
    assert kinds <= SHAPES, kinds - SHAPES
    html = [token.content for token in walk(tokens) if token.type.startswith("html")]
    assert all(part.startswith(("<details>\n<summary>", "</details>")) for part in html)
    levels = {finding.severity for result in run.results for finding in result.findings}
    assert sum(token.type == "heading_open" for token in tokens) == 1 + len(run.results) + len(levels)


SHAPES = {
    "paragraph_open", "paragraph_close", "heading_open", "heading_close", "inline", "text", "softbreak", "hardbreak", "strong_open", "strong_close",
    "table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close", "th_open", "th_close", "td_open",
    "td_close", "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "code_inline", "blockquote_open", "blockquote_close",
    "html_block",
}  # fmt: skip


def walk(tokens: list[Token]) -> list[Token]:
    return [inner for token in tokens for inner in (token, *walk(token.children or []))]


@given(TEXTS)
def test_markdown_says_the_text_itself(text: str) -> None:
    rendered = MarkdownIt("gfm-like", {"linkify": False}).renderInline(f"甲{escape(text)}")
    assert "<" not in rendered.replace("&lt;", "")
    words = rendered.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert squeezed(words) == squeezed(f"甲{text}")


def squeezed(text: str) -> str:
    return "".join(character for character in text if character.isprintable() and not character.isspace())
