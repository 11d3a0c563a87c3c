"""Errors whose message is one clear line for the person at the keyboard."""


class CheckerError(Exception):
    """Say in one line what is wrong, where, and what to do."""


class ReadError(CheckerError):
    """A report that cannot be read."""


class RuleError(CheckerError):
    """A ruleset, settings or known findings that are wrong; the message begins ``file.yaml:line:`` where it is known."""


class OutputError(CheckerError):
    """An output that cannot be written."""
