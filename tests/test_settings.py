"""Settings: the nearest checker.yaml, what the command line lays over it, and errors with file and line."""

from pathlib import Path

import pytest

from checker.errors import RuleError
from checker.reading import Limits
from checker.settings import groups, nearest, resolve


def write(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "checker.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_nearest_file_upward_counts_alone(tmp_path: Path) -> None:
    top = write(tmp_path, "profile: general\n")
    inner = write(tmp_path / "局" / "甲局", "fail-on: warning\n")
    assert nearest(tmp_path / "区.txt") == top
    assert nearest(tmp_path / "局" / "乙局" / "a.txt") == top
    assert nearest(tmp_path / "局" / "甲局" / "深" / "a.txt") == inner
    assert resolve(inner, {})["profile"] is None


def test_it_is_named_relative_to_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "甲", "year: 2025\n")
    monkeypatch.chdir(tmp_path)
    assert nearest(Path("甲/a.txt")) == Path("甲/checker.yaml")


def test_reports_are_grouped_by_their_file(tmp_path: Path) -> None:
    write(tmp_path / "甲", "{}\n")
    reports = [str(tmp_path / name) for name in ("甲/1.txt", "乙/2.txt", "甲/3.txt")]
    assert list(groups(reports, None).values()) == [[reports[0], reports[2]], [reports[1]]]
    config = tmp_path / "其他.yaml"
    assert groups(reports, config) == {config: reports}


def test_the_command_line_wins_and_all_tell_where_they_are_from(tmp_path: Path) -> None:
    file = write(tmp_path, "# 说明\nprofile: general\nfail-on: warning\nrules: 规则/own.yaml\nlimits: {pages: 20}\n")
    settings = resolve(file, {"fail-on": "never"})
    assert settings["profile"] == "general"
    assert settings["fail-on"] == "never"
    assert settings["rules"] == tmp_path / "规则" / "own.yaml"
    assert settings.limits == Limits(pages=20)
    lines = list(settings.lines())
    assert f"profile: general  # {file}:2" in lines
    assert "fail-on: never  # 命令行" in lines
    assert "show: info  # 默认" in lines
    assert any(line.endswith(f"# {file}:5") and "pages 20、" in line for line in lines)


def test_an_absolute_path_stays(tmp_path: Path) -> None:
    elsewhere = tmp_path / "别处" / "known.yaml"
    assert resolve(write(tmp_path, f"known: {elsewhere}\n"), {})["known"] == elsewhere


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("profil: general\n", "checker.yaml:1: 不认识“profil”;这里可用:baseline、"),
        ("show: info\nfail-on: fatal\n", "checker.yaml:2: “fail-on”的值“fatal”不对;可用:error、warning、info、never"),
        ("min-score: 120\n", "checker.yaml:1: “min-score”不能大于 100"),
        ("limits:\n  pages: 0\n", "checker.yaml:2: “pages”不能小于 1"),
        ("limits:\n  page: 1\n", "checker.yaml:2: 不认识“page”"),
        ("select: plans\n", "checker.yaml:1: “select”应是列表"),
        ("year: '2025'\n", "checker.yaml:1: “year”应是整数"),
        ("- a\n", "checker.yaml:1: 文件应是“键: 值”的对照表"),
        ("a: b: c\n", "checker.yaml:1: YAML 写法有误"),
        ("show: info\nshow: error\n", "checker.yaml:2: YAML 写法有误:“show”写了两次"),
    ],
)
def test_a_wrong_file_says_where_and_what_is_allowed(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(RuleError) as caught:
        resolve(write(tmp_path, text), {})
    assert words in str(caught.value)


def test_an_empty_file_sets_nothing(tmp_path: Path) -> None:
    assert resolve(write(tmp_path, "# 都用默认\n"), {}).values == resolve(None, {}).values


def test_a_file_that_is_missing_or_no_text_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="读不了"):
        resolve(tmp_path / "checker.yaml", {})
    (tmp_path / "checker.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RuleError, match="不是 UTF-8"):
        resolve(tmp_path / "checker.yaml", {})


def test_json_of_ones_own_beside_it_is_not_taken_for_compiled_rules(tmp_path: Path) -> None:
    file = write(tmp_path, "year: 2025\n")
    for content in ('{"digest": 1}', "[1]", "{", "[" * 100_000):
        file.with_suffix(".json").write_text(content, encoding="utf-8")
        assert resolve(file, {})["year"] == 2025
