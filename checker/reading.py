"""What a reader makes of a file: one text, and what the file told beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Revisions = Literal["accepted", "original"]
"""Which view of tracked changes (修订) is read: all of them accepted, or none."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read (原文): its text with LF line breaks, a paragraph a line.

    `notices` say what was doubtful. `pages` holds the offset at which each page begins; empty where the file has no
    pages. `levels` gives the heading level (1 for a chapter) of the paragraphs that begin at an offset, where styles
    tell it. `published` (YYYY-MM-DD) and `source` are what the file's metadata say.
    """

    text: str
    notices: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    levels: Mapping[int, int] = field(default_factory=dict)
    published: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a reader takes on before it says that a file is no report.

    `file` and `unpacked` are bytes, the latter of all parts of a zip file; `seconds` is for programs that help reading.
    """

    file: int = 20_000_000
    unpacked: int = 200_000_000
    characters: int = 2_000_000
    paragraphs: int = 200_000
    pages: int = 1_000
    seconds: int = 60
