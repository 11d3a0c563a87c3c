"""Output formats: each a module with `render`, a pure function of a run that gives text."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

CHECK_FORMATS: Mapping[str, str] = {
    "text": "text_output",
    "json": "json_output",
    "html": "html_output",
    "sarif": "sarif_output",
    "sarif-all": "sarif_output:render_all",
    "junit": "junit_output",
    "github": "github_output",
    "markdown": "markdown_output",
}
"""Formats of `checker check`, by the module that renders a run, with its function where that is not `render`."""
DIFF_FORMATS: Mapping[str, str] = {
    "text": "diff_output",
    "json": "json_output",
    "html": "html_output.comparison_page",
    "markdown": "diff_markdown_output",
}
"""Formats of `checker diff`."""
WITH_EDITS = frozenset({"html"})
"""Formats of `checker check` that show the word-by-word changes since the baseline."""


def load(formats: Mapping[str, str], name: str, function: str = "render") -> Any:
    """Import the function that renders a format; only when it is asked for, as some modules are heavy."""
    module, _, own = formats[name].partition(":")
    return getattr(import_module(f"checker.renderers.{module}"), own or function)
