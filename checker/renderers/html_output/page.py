"""The page around the reports: head, style, script, the filters, and a policy that lets nothing else in or out."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.resources import files

from checker.renderers.html_output.markup import Child, Html, join, tag
from checker.result import Finding
from checker.rule import SEVERITIES
from checker.wording import SEVERITY_NAMES


def page(title: str, *content: Child) -> Html:
    """Give the whole document."""
    style, script = _part("style.css"), _part("script.js")
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"  # fmt: skip
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        tag("style", style),
    )
    skip = tag("a", "跳到正文", href="#content", class_="skip")
    body = tag("body", skip, content, tag("script", script))
    return Html(f"<!DOCTYPE html>\n{tag('html', head, body, lang='zh-CN')}\n")


def filters(findings: Iterable[Finding], categories: Mapping[str, str]) -> Html | None:
    """Give the buttons that show and hide findings; without a script they stay hidden, and everything is shown."""
    found = list(findings)
    if not found:
        return None
    by_severity = [
        _button("severity", name, SEVERITY_NAMES[name], sum(item.severity == name for item in found))
        for name in SEVERITIES
    ]
    present = {item.category: categories.get(item.category, item.category) for item in found}
    order = [name for name in categories if name in present] + [name for name in present if name not in categories]
    by_category = [
        _button("category", name, present[name], sum(item.category == name for item in found)) for name in order
    ]
    steps = [tag("button", words, type="button", data_step=step) for words, step in (("上一条", "-1"), ("下一条", "1"))]
    return tag(
        "div",
        tag("div", by_severity, role="group", aria_label="按轻重显示"),
        tag("div", steps, tag("span", class_="shown", role="status"), class_="steps"),
        tag("div", by_category, role="group", aria_label="按类别显示"),
        class_="filters",
        role="group",
        aria_label="显示哪些意见",
        hidden=True,
    )


def _button(kind: str, value: str, name: str, count: int) -> Html:
    words = join(name, " ", tag("span", str(count), class_="quiet"))
    severity = value if kind == "severity" else None
    return tag("button", words, type="button", aria_pressed="true", data_kind=kind, data_value=value, class_=severity)


def _part(name: str) -> Html:
    return Html(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _hash(part: str) -> str:
    return f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'"
