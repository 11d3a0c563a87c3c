"""Write the numbers of lists as Word does (ST_NumberFormat of ISO/IEC 29500-1, 17.18.59)."""

from collections.abc import Callable, Mapping

_MOST = 9_999
"""Beyond this a number is shown as digits: no list counts so far, and letters or Roman numerals would grow without end."""
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_WIDE = "".join(map(chr, range(0xFF10, 0xFF1A)))
_PLAIN, _LEGAL, _OLD_LEGAL = "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "零壹貳參肆伍陸柒捌玖"


def format_number(value: int, name: str, custom: str | None = None) -> str:
    """Write a number in a format of Word by its name, decimal where the format has no such number.

    `custom` is the pattern of the format "custom", such as `001, 002, 003, ...`.
    """
    if name == "custom":
        return str(value).zfill(min(len((custom or "").partition(",")[0].strip()), 9))
    write = _FORMATS.get(name)
    return write(value) if write and 0 <= value <= _MOST else str(value)


def _series(characters: str) -> Callable[[int], str]:
    return lambda value: characters[value - 1] if 1 <= value <= len(characters) else str(value)


def _run(first: str, count: int) -> Callable[[int], str]:
    return _series("".join(chr(ord(first) + step) for step in range(count)))


def _roman(value: int) -> str:
    text = ""
    for worth, numeral in _ROMAN:
        text += numeral * (value // worth)
        value %= worth
    return text


def _letters(value: int) -> str:
    """Write a … z, aa … zz: the letter is doubled, not counted on."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if 1 <= value <= 780 else str(value)


def _counting(digits: str, units: str, *, one: bool = False) -> Callable[[int], str]:
    """Write 十一, 一百零一: `units` are ten, hundred, thousand; `one` keeps the one before ten."""

    def write(value: int) -> str:
        text, gap = "", False
        for place in (3, 2, 1, 0):
            digit = value // 10**place % 10
            if digit:
                text += (digits[0] if gap and text else "") + digits[digit] + (units[place - 1] if place else "")
            gap = not digit
        bare = text.removeprefix(digits[1]) if text.startswith(digits[1] + units[0]) and not one else text
        return bare or digits[0]

    return write


def _japanese(value: int) -> str:
    """Write 百一, without 一 before a unit and without 零."""
    return "".join(
        ("" if digit == 1 and place else _PLAIN[digit]) + ("", "十", "百", "千")[place]
        for place in (3, 2, 1, 0)
        if (digit := value // 10**place % 10)
    )


def _digits(characters: str) -> Callable[[int], str]:
    return lambda value: "".join(characters[int(digit)] for digit in str(value))


def _chinese(value: int) -> str:
    """Write 十一 below a hundred, 一〇〇 from there on."""
    return _thousand(value) if value < 100 else _digits(_PLAIN)(value)


def _cycle(value: int) -> str:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if 1 <= value <= 60 else str(value)


_thousand = _counting("零一二三四五六七八九", "十百千")
_legal = _counting(_LEGAL, "拾佰仟", one=True)
_FORMATS: Mapping[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda value: f"{value:02}",
    "upperRoman": lambda value: _roman(value).upper() or "0",
    "lowerRoman": lambda value: _roman(value) or "0",
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "numberInDash": lambda value: f"- {value} -",
    "decimalFullWidth": _digits(_WIDE),
    "decimalFullWidth2": _digits(_WIDE),
    "decimalEnclosedCircle": _run("①", 20),
    "decimalEnclosedCircleChinese": _run("①", 20),
    "decimalEnclosedParen": _run("⑴", 20),
    "decimalEnclosedFullstop": _run("⒈", 20),
    "ideographEnclosedCircle": _run("㊀", 10),
    "ideographTraditional": _series(_STEMS),
    "ideographZodiac": _series(_BRANCHES),
    "ideographZodiacTraditional": _cycle,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _thousand,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _thousand,
    "japaneseCounting": _japanese,
    "ideographDigital": _digits(_PLAIN),
    "japaneseDigitalTenThousand": _digits(_PLAIN),
    "taiwaneseDigital": _digits(_PLAIN),
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _counting(_OLD_LEGAL, "拾佰仟", one=True),
}
