"""HTML as a value: whatever is not markup already is escaped."""

import re
from collections.abc import Iterable
from html import escape
from typing import TypeAlias

_NO_CHARACTERS = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
_FORBIDDEN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}]")
"""What a page must not hold."""
_VOID = frozenset({"meta", "link", "br"})


class Html(str):
    """Markup that may stand as it is."""

    __slots__ = ()


Child: TypeAlias = "str | Iterable[Child] | None"
Value: TypeAlias = "str | int | float | bool | None"


def tag(element: str, *children: Child, **attributes: Value) -> Html:
    """Make an element; attributes are written `class_`, `aria_label`, and left out where None or False."""
    shown = "".join(
        f" {_name(name)}" if value is True else f' {_name(name)}="{_escaped(_number(value))}"'
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    return Html(f"<{element}{shown}>" if element in _VOID else f"<{element}{shown}>{join(*children)}</{element}>")


def join(*children: Child) -> Html:
    """Put markup and text one behind the other, the text escaped."""
    return Html("".join(map(_markup, children)))


def _markup(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return child
    return _escaped(child) if isinstance(child, str) else "".join(map(_markup, child))


def _name(attribute: str) -> str:
    return attribute.removesuffix("_").replace("_", "-")


def _number(value: str | int | float) -> str:
    return value if isinstance(value, str) else f"{value:.5g}" if isinstance(value, float) else str(value)


def _escaped(text: str) -> str:
    return escape(_FORBIDDEN.sub(_picture, text))


def _picture(forbidden: re.Match[str]) -> str:
    """Show a control character by its picture, and what is no character as such."""
    code = ord(forbidden[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"
