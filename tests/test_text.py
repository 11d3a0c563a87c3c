from checker.text import Lines, Span, count_characters, fold, sentences, trim


def test_folding_keeps_places() -> None:
    text = "２０２４年，（一）“八五”\u3000普法；\u00a0《甲》"
    assert fold(text) == "2024年,(一)“八五” 普法; 《甲》"
    assert len(fold(text)) == len(text)


def test_lines_count_from_one_in_code_points() -> None:
    lines = Lines("甲𠮷乙\n\n丙")
    assert [lines.position(offset) for offset in (0, 2, 4, 5)] == [(1, 1), (1, 3), (2, 1), (3, 1)]


def test_sentences_end_with_their_marks_and_quotes() -> None:
    text = "一是甲;二是“乙。”\n丙"
    assert [text[span.start : span.end] for span in sentences(text, Span(0, len(text)))] == [
        "一是甲;",
        "二是“乙。”",
        "丙",
    ]


def test_trim_of_blank_span_is_empty() -> None:
    assert len(trim("  ", Span(0, 2))) == 0


def test_only_non_blank_characters_count() -> None:
    assert count_characters(" 甲\u3000乙\n") == 2
