"""Kind `personal-data`: numbers that must not be published, told by their check digits."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from checker.rule import Context, Hit
from checker.text import Span

_NUMBER = re.compile(r"(?<![\dA-Za-z.])(?:\d[ -]?){10,18}[\dXx](?![\dA-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_MOBILE = re.compile(r"1[3-9]\d{9}")
_CARD_NEAR = re.compile(r"卡|账户|账号|帐户|帐号|户头|银行|汇入|打入")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """Find identity numbers, mobile numbers and bank cards; every output shows them masked."""

    SCHEMA: ClassVar[Mapping[str, Any]] = {}

    def find(self, context: Context) -> Iterator[Hit]:
        """Yield each number, marked as not to be shown."""
        folded = context.report.folded
        for found in _NUMBER.finditer(folded):
            digits = re.sub(r"[ -]", "", found[0]).upper()
            near = folded[max(0, found.start() - 30) : found.start()]
            name = kind_of_number(digits, near)
            if name:
                yield Hit(Span(*found.span()), {"kind": name}, secret=True)


def kind_of_number(digits: str, near: str) -> str | None:
    """Name what a number is: 身份证号 (GB 11643), 手机号码, 银行卡号 (ISO/IEC 7812, with a word of it near)."""
    if len(digits) == 18 and _is_identity(digits):
        return "身份证号"
    if len(digits) == 11 and _MOBILE.fullmatch(digits):
        return "手机号码"
    if 15 <= len(digits) <= 19 and digits.isdecimal() and _passes_luhn(digits) and _CARD_NEAR.search(near):
        return "银行卡号"
    return None


def _is_identity(digits: str) -> bool:
    if (
        not digits[:17].isdecimal()
        or _CHECK[sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False)) % 11] != digits[17]
    ):
        return False
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    return born.year >= 1900


def _passes_luhn(digits: str) -> bool:
    doubled = [int(d) * (2 if index % 2 else 1) for index, d in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
