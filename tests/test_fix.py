"""Changes that a finding proposes are made, and nothing else is touched."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.cli import main
from checker.engine import check
from checker.errors import ReadError
from checker.fix import fix
from checker.outline import parse
from checker.readers import read_bytes
from checker.readers.docx import open_document
from checker.reading import Limits
from checker.result import CheckResult
from checker.ruleset import Ruleset, load
from tests import formats
from tests.conftest import SAMPLES
from tests.word_files import paragraph, run, word

RULESET: Ruleset = load()
LIMITS = Limits()
TEXT = (
    "示例区2025年度法治政府建设报告\n\n一、主要举措和成效\n\n多次研究布署法制政府建设工作,截止12月底评查案卷120份。。"
)
LINES = ["多次研究布署工作。", "法制政府建设。。", "评查案卷120份。", "𠮷林", "", "截止12月底。"]


def result_of(data: bytes) -> CheckResult:
    return check(parse(read_bytes(data), "a", RULESET.cues), RULESET)


def fixed(data: bytes, *, unsafe: bool = False) -> bytes:
    return fix(data, result_of(data), LIMITS, unsafe=unsafe).data


def test_safe_changes_are_made() -> None:
    after = fixed(TEXT.encode()).decode()
    assert "布署" not in after
    assert "部署" in after
    assert "法治政府建设工作" in after
    assert after.startswith("示例区2025年度法治政府建设报告\n\n一、主要举措和成效\n\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_encoding_and_line_breaks_stay(encoding: str, line_break: str) -> None:
    text = TEXT.replace("\n", line_break)
    after = fixed(text.encode(encoding))
    for wrong, right in (("布署", "部署"), ("法制政府", "法治政府"), ("截止", "截至")):
        text = text.replace(wrong, right)
    assert after == text.encode(encoding)


@given(st.lists(st.sampled_from(LINES), max_size=12), st.sampled_from(["\n", "\r\n", "\r", "\n\r\n"]), st.booleans())
@settings(max_examples=60, deadline=None)
def test_only_the_places_found_change(lines: list[str], line_break: str, unsafe: bool) -> None:
    data = line_break.join(["示例区2025年度法治政府建设报告", *lines]).encode()
    result = result_of(data)
    made = fix(data, result, LIMITS, unsafe=unsafe)
    assert result.report is not None
    assert read_bytes(made.data).text == made.after
    if not made.changed:
        assert made.data == data
    again = fix(made.data, result_of(made.data), LIMITS, unsafe=unsafe)
    assert again.changed < made.changed or again.data == made.data


def test_word_files_get_tracked_changes() -> None:
    data = word("".join(paragraph(run(line)) for line in TEXT.split("\n")))
    made = fix(data, result_of(data), LIMITS, unsafe=False)
    assert (
        open_document(made.data, LIMITS, "original").reading.text
        == open_document(data, LIMITS, "accepted").reading.text
    )
    assert open_document(made.data, LIMITS, "accepted").reading.text == made.after
    assert made.changed >= 3


def test_other_kinds_and_lost_characters_are_refused() -> None:
    page = formats.WRITERS["ofd"](formats.paragraphs())
    with pytest.raises(ReadError, match=r"\.docx"):
        fix(page, result_of(page), LIMITS, unsafe=False)
    broken = TEXT.encode()[:9] + b"\xff" + TEXT.encode()[9:]
    with pytest.raises(ReadError, match="损坏"):
        fix(broken, result_of(broken), LIMITS, unsafe=False)


class TestTheCommand:
    def test_prints_or_writes_elsewhere(self, tmp_path: Path) -> None:
        source, target = tmp_path / "草稿.txt", tmp_path / "改后.txt"
        source.write_text(TEXT, encoding="utf-8")
        shown = CliRunner().invoke(main, ["fix", str(source)])
        assert shown.exit_code == 0
        assert "部署法治政府" in shown.stdout
        assert "改了" in shown.stderr
        assert source.read_text(encoding="utf-8") == TEXT
        assert CliRunner().invoke(main, ["fix", str(source), "-o", str(target)]).exit_code == 0
        assert target.read_text(encoding="utf-8") == shown.stdout
        refused = CliRunner().invoke(main, ["fix", str(source), "-o", str(source)])
        assert refused.exit_code == 2
        assert source.read_text(encoding="utf-8") == TEXT

    def test_a_diff_writes_nothing(self, tmp_path: Path) -> None:
        source = tmp_path / "草稿.txt"
        source.write_text(TEXT, encoding="utf-8")
        shown = CliRunner().invoke(main, ["fix", str(source), "--diff"])
        assert "-多次研究布署" in shown.stdout
        assert "+多次研究部署" in shown.stdout
        assert [path.name for path in tmp_path.iterdir()] == ["草稿.txt"]

    def test_word_files_need_a_name(self, tmp_path: Path) -> None:
        source = tmp_path / "草稿.docx"
        source.write_bytes(word("".join(paragraph(run(line)) for line in TEXT.split("\n"))))
        assert "--output" in CliRunner().invoke(main, ["fix", str(source)]).stderr
        assert CliRunner().invoke(main, ["fix", str(source), "-o", str(tmp_path / "b.docx")]).exit_code == 0
        assert (tmp_path / "b.docx").exists()

    def test_the_good_sample_is_left_as_it_is(self) -> None:
        path = SAMPLES / "示例区2025(虚构范例).txt"
        assert CliRunner().invoke(main, ["fix", str(path)]).stdout == path.read_text(encoding="utf-8")
