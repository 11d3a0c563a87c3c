"""Regular expressions of rules, run with a time limit so that none can hang the program."""

from collections.abc import Iterator
from typing import Any

from checker.text import Span

TIME_LIMIT = 2.0
"""Seconds that one pattern may take on one span."""


class PatternTimeoutError(Exception):
    """A pattern took longer than the time limit."""


class Pattern:
    """One regular expression, compiled when first used."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._compiled: Any = None

    def fault(self) -> str | None:
        """Say what is wrong with the way the expression is written; None where nothing is."""
        import regex

        try:
            regex.compile(self.source)
        except regex.error as error:
            return str(error)
        return None

    def find(self, text: str, span: Span) -> Iterator[Span]:
        """Yield the places that match within a span; PatternTimeoutError when that takes too long."""
        for found in self.matches(text, span):
            yield Span(*found.span())

    def matches(self, text: str, span: Span) -> Iterator[Any]:
        """Yield the match objects within a span."""
        if self._compiled is None:
            import regex

            self._compiled = regex.compile(self.source)
        try:
            yield from self._compiled.finditer(text, span.start, span.end, timeout=TIME_LIMIT)
        except TimeoutError as error:
            raise PatternTimeoutError(f"正则“{self.source[:40]}”在本文上超过 {TIME_LIMIT:g} 秒") from error

    def occurs(self, text: str, span: Span) -> bool:
        """Say whether the pattern matches within a span."""
        return next(self.find(text, span), None) is not None
