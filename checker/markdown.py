"""Text within Markdown that is shown as it is."""

import re
import unicodedata

_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~&$^@!]|^[-+=]")
_LIST_NUMBER = re.compile(r"^(\d+)([.)])")
_LINK_STARTS = re.compile(r"[@#!$%~&](?=\w)|(?<=:)//|(?i:www)(?=\.)|:(?=[\w+-]+:)", re.ASCII)
_BREAK = "\u200b"


def escape(text: str) -> str:
    """Make a text one line that Markdown shows as it is, and in which no one is mentioned and nothing linked."""
    line = "".join(" " if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character for character in text)
    unlinked = _LINK_STARTS.sub(lambda found: found[0][:1] + _BREAK + found[0][1:], " ".join(line.split()))
    return _LIST_NUMBER.sub(r"\1\\\2", _MARKS.sub(r"\\\g<0>", unlinked))
