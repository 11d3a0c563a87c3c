"""Set our own sentences as Chinese is printed; the words of a report, quoted in “ ”, stay as they are."""

import unicodedata

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}


def typeset(words: str) -> str:
    """Make half-width marks beside Chinese characters full-width, quoted words aside."""
    shown: list[str] = []
    opened: list[bool] = []
    quoted = 0
    for index, character in enumerate(words):
        quoted = max(0, quoted + (character == "“") - (character == "”"))
        full = character in _FULL and not quoted and _beside_chinese(words, index)
        if character == "(" and not quoted:
            opened.append(full)
        elif character == ")" and not quoted and opened:
            full = opened.pop()
        shown.append(_FULL[character] if full else character)
    return "".join(shown)


def _beside_chinese(words: str, index: int) -> bool:
    beside = (words[:index].rstrip()[-1:], words[index + 1 : index + 2])
    return any(character and unicodedata.east_asian_width(character) in "WFA" for character in beside)
