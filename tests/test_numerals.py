import pytest

from checker.numerals import chinese_integer, mask_titles, years


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("九十九", 99),
        ("12", 12),
        ("甲", None),
        ("", None),
        ("十甲", None),
    ],
)
def test_chinese_integers(numeral: str, value: int | None) -> None:
    assert chinese_integer(numeral) == value


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("2024年,济阳区", [2024]),
        ("2025年度法治", [2025]),
        ("2024法治政府建设", [2024]),
        ("二〇二四年度", [2024]),
        ("2025度", [2025]),
        ("《纲要(2021-2025年)》", []),
        ("2021—2025年规划", []),
        ("2021年—2025年", []),
        ("国发〔2021〕33号", []),
        ("电话12024年", []),
        ("2025-02-14", []),
    ],
)
def test_years_named(text: str, named: list[int]) -> None:
    assert [value for value, _ in years(text)] == named


def test_masked_titles_keep_their_length() -> None:
    assert mask_titles("按《办法》办") == "按《\ufffc\ufffc》办"
