"""Put right what can be put right without thinking (改正): in text files in place, in Word files as tracked changes."""

import difflib
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from checker.encodings import recognise
from checker.errors import ReadError
from checker.readers import kind_of
from checker.reading import Limits
from checker.result import CheckResult
from checker.text import Span

AUTHOR = "checker"
_CRLF = re.compile("\r\n")
_LOSSY = "有文字损坏,改写会丢字;请先用记事本另存为 UTF-8 再改"
_OTHER_KIND = "只能改 .txt、.md 和 .docx 文件;请在 Word 或 WPS 中另存为 .docx"


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file with changes made: its bytes, its text before and after, and how many places were changed and left."""

    data: bytes
    before: str
    after: str
    changed: int
    left: int

    def differences(self, name: str) -> str:
        """Give a unified diff of the text."""
        before, after = self.before.splitlines(), self.after.splitlines()
        lines = difflib.unified_diff(before, after, fromfile=name, tofile=f"{name}(改后)", lineterm="", n=0)
        return "".join(f"{line}\n" for line in lines)


def fix(data: bytes, result: CheckResult, limits: Limits, *, unsafe: bool) -> Fixed:
    """Make the changes that findings propose, only the safe ones unless `unsafe`; ReadError for other kinds of file.

    `result` must be of this very file, tracked changes accepted.
    """
    if result.report is None:
        raise ReadError(result.error or _OTHER_KIND)
    changes, left = _choose(result, unsafe=unsafe)
    kind = kind_of(data, limits)
    if kind == "docx":
        from checker.word_edit import replaced

        made, done = replaced(data, changes, limits, AUTHOR)
        changes, left = tuple(change for change in changes if change[0] in done), left + len(changes) - len(done)
    elif kind == "plain":
        made = _replaced(data, changes)
    else:
        raise ReadError(_OTHER_KIND)
    text = result.report.text
    return Fixed(made, text, _applied(text, changes), len(changes), left)


def _choose(result: CheckResult, *, unsafe: bool) -> tuple[tuple[tuple[Span, str], ...], int]:
    """Give the changes to make, none overlapping, in the order of the text, and how many are left."""
    proposed = sorted(
        (finding.span, finding.fix.replacement, finding.fix.safe)
        for finding in result.findings
        if finding.fix is not None
    )
    chosen: list[tuple[Span, str]] = []
    for span, words, safe in proposed:
        if (safe or unsafe) and (not chosen or span.start >= chosen[-1][0].end):
            chosen.append((span, words))
    return tuple(chosen), len(proposed) - len(chosen)


def _applied(text: str, changes: Sequence[tuple[Span, str]]) -> str:
    pieces: list[str] = []
    done = 0
    for span, words in changes:
        pieces += [text[done : span.start], words]
        done = span.end
    return "".join([*pieces, text[done:]])


def _replaced(data: bytes, changes: Sequence[tuple[Span, str]]) -> bytes:
    """Change the characters of a text file, and leave its encoding, line breaks and all other bytes as they are."""
    decoded = recognise(data)
    if decoded.notices:
        raise ReadError(_LOSSY)
    raw = decoded.text
    lead = len(raw) - len(raw.removeprefix("\ufeff"))
    breaks = [found.start() - index for index, found in enumerate(_CRLF.finditer(raw, lead))]

    def place(offset: int) -> int:
        """Give the offset in the file of one in the text as read, where each CRLF is one character."""
        return offset + lead + bisect_left(breaks, offset + lead)

    moved = [(Span(place(span.start), place(span.end)), words) for span, words in changes]
    return decoded.encode(_applied(raw, moved))
