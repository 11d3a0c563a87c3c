"""Output formats: each a module with `render`, a pure function of a run that gives text."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

CHECK_FORMATS: Mapping[str, str] = {
    "text": "text_output",
    "json": "json_output",
    "html": "html_output",
}
"""Formats of `checker check`, by the module that renders a run."""
DIFF_FORMATS: Mapping[str, str] = {
    "text": "diff_output",
    "json": "json_output",
    "html": "html_output.comparison_page",
}
"""Formats of `checker diff`."""
WITH_EDITS = frozenset({"html"})
"""Formats of `checker check` that show the word-by-word changes since the baseline."""


def load(formats: Mapping[str, str], name: str) -> Any:
    """Import the module of a format; only when it is asked for, as some are heavy."""
    return import_module(f"checker.renderers.{formats[name]}")
