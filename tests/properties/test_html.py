"""What must hold of the page of any text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.engine import check, read_baseline
from checker.renderers import html_output
from checker.renderers.html_output import comparison_page
from checker.renderers.html_output.markup import join
from checker.result import RulesetInfo, Run
from tests.properties.test_properties import MANY, TEXTS, parsed, ruleset
from tests.test_html_output import check_sound, text_of, with_class

HOSTILE = st.sampled_from(["<script>alert(1)</script>", "</p>", "<!--", "]]>", "&amp;", "&#60;", '"', "'", "\x00", "\x1b", "\r", "\u202e", "\ufffe"])  # fmt: skip
ANY = st.lists(TEXTS | HOSTILE, max_size=6).map("".join)


@settings(MANY, max_examples=80)
@given(ANY, ANY)
def test_a_page_is_sound_and_holds_the_text_to_the_letter(text: str, former: str) -> None:
    baseline = read_baseline(parsed(former), ruleset())
    result = check(parsed(text), ruleset(), None, baseline, edits=True)
    run = Run(RulesetInfo("n", "v", "p", 1), {rule.id: rule.title for rule in ruleset().rules}, (result,))
    root = check_sound(html_output.render(run))
    assert result.report is not None
    (whole,) = (element for element in root.iter() if element.get("id") == "r0-text")
    lines = [line for line in result.report.text.split("\n") if line.strip()]
    assert [join(line) for line in text_of(whole, "line")] == [join(line) for line in lines]
    assert len(list(with_class(root, "note"))) == len(result.findings)
    check_sound(comparison_page.render(run))
