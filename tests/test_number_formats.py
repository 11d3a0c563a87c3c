"""Numbers of lists as Word writes them."""

import pytest

from checker.number_formats import format_number
from checker.numerals import chinese_integer

COUNTING = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand")  # fmt: skip


@pytest.mark.parametrize("name", COUNTING)
def test_chinese_numbers_are_read_back(name: str) -> None:
    assert [chinese_integer(format_number(value, name)) for value in range(1, 100)] == list(range(1, 100))


@pytest.mark.parametrize(
    ("name", "values", "wanted"),
    [
        ("decimal", (1, 10, 10_000), "1 10 10000"),
        ("decimalZero", (1, 10), "01 10"),
        ("chineseCounting", (10, 11, 20, 21, 100, 110), "十 十一 二十 二十一 一〇〇 一一〇"),
        ("chineseCountingThousand", (10, 100, 101, 110, 111, 1000, 1001, 1010, 1100, 10_000), "十 一百 一百零一 一百一十 一百一十一 一千 一千零一 一千零一十 一千一百 10000"),
        ("japaneseCounting", (10, 11, 20, 100, 101), "十 十一 二十 百 百一"),
        ("ideographDigital", (1, 10, 21), "一 一〇 二一"),
        ("ideographTraditional", (1, 10, 11), "甲 癸 11"),
        ("ideographZodiac", (1, 12, 13), "子 亥 13"),
        ("ideographZodiacTraditional", (1, 13, 60, 61), "甲子 丙子 癸亥 61"),
        ("decimalEnclosedCircle", (1, 10, 20, 21), "① ⑩ ⑳ 21"),
        ("decimalEnclosedCircleChinese", (1, 10), "① ⑩"),
        ("decimalEnclosedParen", (1, 20), "⑴ ⒇"),
        ("decimalEnclosedFullstop", (1, 20), "⒈ ⒛"),
        ("ideographEnclosedCircle", (1, 10), "㊀ ㊉"),
        ("chineseLegalSimplified", (1, 10, 11, 101), "壹 壹拾 壹拾壹 壹佰零壹"),
        ("ideographLegalTraditional", (2, 20), "貳 貳拾"),
        ("upperRoman", (1, 4, 9, 14, 40, 1994, 0), "I IV IX XIV XL MCMXCIV 0"),
        ("lowerRoman", (3,), "iii"),
        ("lowerLetter", (1, 26, 27, 53), "a z aa aaa"),
        ("upperLetter", (2, 28, 999), "B BB 999"),
        ("decimalFullWidth", (12,), "\uff11\uff12"),
        ("none", (1,), ""),
        ("没有的格式", (-1, 7), "-1 7"),
    ],
)  # fmt: skip
def test_formats(name: str, values: tuple[int, ...], wanted: str) -> None:
    assert " ".join(format_number(value, name) for value in values) == wanted


def test_patterns() -> None:
    assert format_number(7, "custom", "001, 002, 003, ...") == "007"
    assert format_number(7, "numberInDash") == "- 7 -"
    assert format_number(7, "custom") == "7"
