"""The page as text: what it holds, what it must never hold, and that it can be read by all."""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from itertools import product
from xml.etree.ElementTree import Element

import html5lib
import pytest

from checker import renderers
from checker.known import Entry, Known
from checker.renderers import html_output
from checker.renderers.html_output import comparison_page
from checker.renderers.html_output.markup import join, tag
from checker.renderers.html_output.typeset import typeset
from checker.result import CheckResult, RulesetInfo, Run
from checker.ruleset import Ruleset
from checker.run import Source, Threshold, check_all
from tests.conftest import ROOT, SAMPLES
from tests.test_renderers import compare_golden

DRAFT, FORMER = "济阳区2025(虚构草稿)", "济阳区2024"
ELEMENTS = {
    "a", "article", "b", "body", "button", "circle", "code", "dd", "del", "details", "div", "dl", "dt", "footer", "h1", "h2", "h3",
    "h4", "h5", "h6", "head", "header", "html", "ins", "li", "main", "mark", "meta", "nav", "ol", "p", "rect", "script", "section",
    "span", "style", "summary", "svg", "table", "tbody", "td", "text", "th", "thead", "title", "tr", "ul",
}  # fmt: skip
SMALL = """示例区2025年度法治政府建设报告

一、主要举措和成效

(一)<b>规范执法</b>。评查案卷120份,其中优秀90份、合格40份。多次研究布署“a<script>”。

二、存在的问题

案卷质量不高。

三、2026年工作打算

开展案卷评查2次。
"""


def source(name: str) -> Source:
    path = SAMPLES / f"{name}.txt"
    return Source(str(path.relative_to(ROOT)), path.read_bytes())


def run_of(ruleset: Ruleset, *sources: Source, baseline: Source | None = None) -> Run:
    return check_all(sources, ruleset, ruleset.rules, Threshold(), None, baseline, edits=True)


@pytest.fixture(scope="module")
def whole(ruleset: Ruleset) -> Run:
    return run_of(ruleset, source(DRAFT), baseline=source(FORMER))


def tree(page: str) -> Element:
    """Parse a page; an error of syntax is an error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    parsed: Element = parser.parse(page)
    return parsed


def name_of(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def with_class(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if name in element.get("class", "").split())


def text_of(root: Element, name: str) -> list[str]:
    return ["".join(element.itertext()) for element in with_class(root, name)]


def check_sound(page: str) -> Element:
    """Hold what is true of every page: our elements alone, ids once, links that lead somewhere, nothing from outside."""
    root = tree(page)
    assert {name_of(element) for element in root.iter()} <= ELEMENTS
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = {element.get("href") for element in root.iter() if element.get("href")}
    assert links <= {f"#{name}" for name in ids}
    outside = ("src", "srcset", "style", "action", "onclick", "onerror", "onload")
    assert not [element for element, name in product(root.iter(), outside) if element.get(name)]
    return root


def test_golden(ruleset: Ruleset, request: pytest.FixtureRequest) -> None:
    run = run_of(ruleset, Source("small.txt", SMALL.encode()))
    content = re.search(r"<main.*</main>", html_output.render(run), re.DOTALL)
    assert content is not None
    lines = re.sub(r"(?=<(?:section|article|header|h\d|p|li|tr|div|ol|ul|dt|dd|button)\b)", "\n", content[0])
    compare_golden("small.html", lines + "\n", request)


def test_every_finding_is_explained_beside_its_words(whole: Run) -> None:
    (result,) = whole.results
    root = check_sound(html_output.render(whole))
    shown = text_of(root, "note")
    assert len(shown) == len(result.findings)
    for note, finding in zip(shown, result.findings, strict=True):
        said = (finding.message, finding.suggestion, finding.basis or "", whole.titles[finding.rule])
        assert all(typeset(words) in note for words in said)
        assert finding.rule in note
    for number, finding in enumerate(result.findings, 1):
        marked = [mark for mark in root.iter("mark") if f"r0-f{number}" in mark.get("data-f", "").split()]
        words = "".join("".join(mark.itertext()) for mark in marked)
        assert words == finding.quote


def test_marks_that_overlap_show_the_gravest(ruleset: Ruleset) -> None:
    run = run_of(ruleset, Source("x.txt", SMALL.encode()))
    root = tree(html_output.render(run))
    order = {"error": 0, "warning": 1, "info": 2}
    severities = {note.get("id"): str(note.get("data-severity")) for note in with_class(root, "note")}
    for mark in root.iter("mark"):
        named = [severities[name] for name in mark.get("data-f", "").split()]
        assert mark.get("class") == min(named, key=order.__getitem__)


def test_the_text_of_the_report_is_there_to_the_letter(whole: Run) -> None:
    (result,) = whole.results
    assert result.report is not None
    root = tree(html_output.render(whole))
    (text,) = (element for element in root.iter() if element.get("id") == "r0-text")
    assert text_of(text, "line") == [line for line in result.report.text.split("\n") if line.strip()]


def test_score_and_comparison_are_shown(whole: Run) -> None:
    root = check_sound(html_output.render(whole))
    shown = "".join(root.itertext())
    (result,) = whole.results
    assert result.score is not None
    assert result.comparison is not None
    assert result.score.baseline_total is not None
    assert f"上年 {result.score.baseline_total:g}" in shown
    assert [len(list(with_class(root, name))) for name in ("ring", "categories", "advice", "indicators")] == [
        1,
        1,
        1,
        1,
    ]
    both = [change for change in result.comparison.indicators if change.baseline and change.report]
    (table,) = with_class(root, "indicators")
    assert len(list(table.iter("tr"))) == len(both) + 1
    (promises, problems) = with_class(root, "followed")
    statuses = [
        *(item.status for item in result.comparison.commitments),
        *(item.status for item in result.comparison.problems),
    ]
    found = [str(mark.get("class")).split()[1] for part in (promises, problems) for mark in with_class(part, "status")]
    assert sorted(found) == sorted(statuses)
    assert len(list(with_class(root, "compared"))) == sum(
        any(edit.kind != "same" for edit in pair.edits) for pair in result.comparison.sections
    )


def test_a_comparison_alone(whole: Run) -> None:
    root = check_sound(comparison_page.render(whole))
    assert not list(with_class(root, "note"))
    assert len(list(with_class(root, "former"))) == 1
    assert "指标变化" in "".join(root.itertext())


def test_several_reports_have_an_index_and_unreadable_ones_say_why(ruleset: Ruleset) -> None:
    run = run_of(ruleset, source(DRAFT), source(FORMER), Source("没有的文件.txt"))
    root = check_sound(html_output.render(run))
    (index,) = with_class(root, "index")
    assert [link.get("href") for link in index.iter("a")] == ["#r0", "#r1", "#r2"]
    assert "读不了" in "".join(root.itertext())
    assert len(list(root.iter("h1"))) == 1


def test_what_was_skipped_and_noticed_is_said(ruleset: Ruleset) -> None:
    run = run_of(ruleset, source(FORMER))
    (result,) = run.results
    shown = "".join(tree(html_output.render(run)).itertext())
    assert result.skipped
    assert all(skip.rule in shown and typeset(skip.reason) in shown for skip in result.skipped)
    gone = Run(RulesetInfo("n", "v", "p", 1), {}, (CheckResult("a<b>.txt", error="没有这个文件"),))
    assert "a<b>.txt" in "".join(check_sound(html_output.render(gone)).itertext())


def test_what_was_accepted_is_said(ruleset: Ruleset) -> None:
    known = Known(
        (Entry("plans-year", "2025年", "四", "按旧稿<b>", "张三"), Entry("numbering", "没有的话", None, "已核"))
    )
    run = check_all([source(DRAFT)], ruleset, ruleset.rules, Threshold(min_score=99), None, known=known)
    root = check_sound(html_output.render(run))
    (part,) = with_class(root, "suppressed")
    words = "".join(part.itertext())
    assert "“2025年”" in words
    assert "按旧稿<b>，张三" in words
    notices = ["".join(notice.itertext()) for notice in with_class(root, "notice")]
    assert any("没有用到" in notice for notice in notices)
    assert any("低于要求的 99" in typeset(notice) for notice in notices)


def test_hostile_text_is_text(ruleset: Ruleset) -> None:
    bad = "</p><script>alert(1)</script><img src=x onerror=alert(1)>&lt;\"'><!-- \x1b[31m" + "A" * 5000
    run = run_of(
        ruleset, Source("</title><script>.txt", f"示例区2025年度法治政府建设报告{bad}\n\n一、{bad}\n\n{bad}".encode())
    )
    root = check_sound(html_output.render(run))
    assert len(list(root.iter("script"))) == 1
    assert "<img src=x onerror=alert(1)>&lt;" in "".join(root.itertext())


def test_the_policy_allows_our_style_and_script_alone(whole: Run) -> None:
    page = html_output.render(whole)
    root = tree(page)
    (policy,) = (meta.get("content") for meta in root.iter("meta") if meta.get("http-equiv"))
    parts = ["".join(element.itertext()) for element in (*root.iter("style"), *root.iter("script"))]
    hashes = [f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'" for part in parts]
    assert policy == (
        f"default-src 'none'; style-src {hashes[0]}; script-src {hashes[1]}; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in parts[0]
    assert "http" not in page.replace("http-equiv", "")


def test_a_page_is_the_same_each_time(whole: Run) -> None:
    assert html_output.render(whole) == html_output.render(whole)


def test_the_formats_are_registered() -> None:
    assert renderers.load(renderers.CHECK_FORMATS, "html") is html_output.render
    assert renderers.load(renderers.DIFF_FORMATS, "html") is comparison_page.render


@pytest.mark.parametrize(
    ("plain", "printed"),
    [
        ("说明,见“a,b”;(待核)", "说明，见“a,b”；（待核）"),
        ("共 3,200 件,约 1:2", "共 3,200 件，约 1:2"),
        ("f(x), y", "f(x), y"),
        ("241:226÷241=93.8%,与98.3%不符", "241:226÷241=93.8%，与98.3%不符"),
        ("标点“””有误,请改", "标点“””有误，请改"),
        ("规定(rules/a.yaml)", "规定（rules/a.yaml）"),
    ],
)
def test_our_sentences_are_set_as_chinese_is_printed(plain: str, printed: str) -> None:
    assert typeset(plain) == printed


def test_markup_escapes_all_but_markup() -> None:
    assert (
        tag("p", "<&>", tag("b", '"'), None, title='"<', hidden=False)
        == '<p title="&quot;&lt;">&lt;&amp;&gt;<b>&quot;</b></p>'
    )
    assert join("\x00\x1b\x7f\x85\ufffe\ud800\t\n") == "␀␛␡\ufffd\ufffd\ufffd\t\n"


def palettes() -> Iterator[dict[str, str]]:
    """Yield the colours of day, night and paper."""
    style = files("checker.renderers.html_output").joinpath("style.css").read_text(encoding="utf-8")
    for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL):
        yield dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colours", list(palettes()), ids=["day", "night", "paper"])
def test_contrast_is_enough_to_read(colours: dict[str, str]) -> None:
    kinds = ("error", "warning", "info")
    pairs = [(ink, ground) for ink in ("ink", "soft", "link", "good", *kinds) for ground in ("paper", "sheet")]
    pairs += [(kind, f"{kind}-tint") for kind in kinds] + [("ink", f"{kind}-tint") for kind in kinds]
    pairs += [("on", "error"), ("on", "warning")]
    pairs += [(ink, "lit") for ink in ("ink", "soft", "link", *kinds) if "lit" in colours]
    for one, other in pairs:
        light, dark = sorted((luminance(colours[one]), luminance(colours[other])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, f"{one} on {other}"
