"""The command line as a user meets it: exit codes, outputs, messages."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from checker import __version__
from checker.cli import main
from checker.known import read_known
from tests import formats
from tests.conftest import CASES, SAMPLES
from tests.word_files import paragraph, word
from tests.word_files import run as word_run

REAL = str(SAMPLES / "济阳区2024.txt")
DRAFT = str(SAMPLES / "济阳区2025(虚构草稿).txt")
SCHEMA = json.loads((CASES / "result.schema.json").read_text(encoding="utf-8"))


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=stdin)


def document(*arguments: str, stdin: bytes | None = None) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(run("check", "--format", "json", *arguments, stdin=stdin).stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    return data


def test_version_and_help() -> None:
    assert __version__ in run("--version").output
    for command in ("check", "outline", "rules"):
        assert command in run("--help").output
        assert run(command, "--help").exit_code == 0


def test_json_fits_the_contract() -> None:
    data = document(REAL, DRAFT, "没有的文件.txt")
    assert [result["error"] is None for result in data["results"]] == [True, True, False]
    assert data["summary"]["reports"] == 3
    assert data["summary"]["unreadable"] == 1
    assert data["summary"]["failed"] == 1
    assert data["results"][0]["score"]["total"] > data["results"][1]["score"]["total"]


def test_places_in_json_are_the_words_quoted() -> None:
    (result,) = document(DRAFT)["results"]
    lines = Path(DRAFT).read_text(encoding="utf-8").split("\n")
    for finding in result["findings"]:
        place = finding["location"]
        if place["line"] == place["end_line"]:
            words = lines[place["line"] - 1][place["column"] - 1 : place["end_column"] - 1]
            assert finding["quote"] == ("*" * len(words) if finding["rule"] == "personal-data" else words)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([REAL], 0),
        ([DRAFT], 1),
        ([REAL, DRAFT], 1),
        ([REAL, "--fail-on", "warning"], 1),
        ([DRAFT, "--fail-on", "never"], 0),
        ([REAL, "--min-score", "99"], 1),
        ([REAL, "--min-score", "10"], 0),
        ([REAL, "没有的文件.txt"], 2),
        ([DRAFT, "没有的文件.txt"], 2),
        ([REAL, "--profile", "county"], 2),
        ([REAL, "--rules", "没有的规则.yaml"], 2),
        ([REAL, "--select", "no-such-rule"], 2),
        ([REAL, "--format", "docx"], 2),
        ([REAL, "--output", "a", "--output", "b"], 2),
        ([REAL, "--format", "json", "--format", "text"], 2),
        ([], 2),
    ],
)
def test_exit_codes(arguments: list[str], code: int) -> None:
    result = run("check", *arguments)
    assert result.exit_code == code
    assert "Traceback" not in result.output


def test_an_empty_folder_is_no_report(tmp_path: Path) -> None:
    result = run("check", str(tmp_path))
    assert (result.exit_code, result.stdout) == (3, "")
    assert "没有找到报告" in result.stderr


def test_the_exit_code_is_the_same_in_every_format() -> None:
    assert [run("check", DRAFT, "--format", name).exit_code for name in ("text", "json")] == [1, 1]


def test_standard_input() -> None:
    data = document("-", "--stdin-name", "草稿.txt", stdin=Path(REAL).read_bytes())
    assert data["results"][0]["path"] == "草稿.txt"
    assert data["results"][0]["report"]["year"] == 2024
    assert run("check", "-", stdin=b"").exit_code == 2


@pytest.mark.parametrize(
    ("options", "figure", "view"), [([], "1623", "全部接受修订后"), (["--revisions", "original"], "1523", "修订前")]
)
def test_revisions(options: list[str], figure: str, view: str, tmp_path: Path) -> None:
    change = "<w:ins>" + word_run("1623") + "</w:ins><w:del><w:r><w:delText>1523</w:delText></w:r></w:del>"
    lines = ["示例区2025年度法治政府建设报告", "一、主要举措和成效", "全年办理行政复议案件{}件。"]
    body = "".join(paragraph(change.join(map(word_run, line.split("{}")))) for line in lines)
    path = tmp_path / "报告"  # the kind is told by content
    path.write_bytes(word(body))
    assert f"按{view}的文字检查" in run("check", str(path), *options).stdout
    assert f"按{view}的文字检查" in document(str(path), *options)["results"][0]["notices"][0]
    listed = run("indicators", str(path), *options)
    assert f"{figure}件" in listed.stdout
    assert f"{path}: 注意:文件里有修订(插入 1 处、删除 1 处)" in listed.stderr
    shown = run("outline", str(path), *options)
    assert "一、主要举措和成效" in shown.stdout
    assert "修订" in shown.stderr


def test_the_page_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(formats.pdf(formats.paragraphs()))
    assert re.search(r"第 [2-9] 页第 \d+ 行第 \d+ 字,二/\(三\)", run("check", str(path)).stdout)
    assert re.search(r"四、2025年工作打算 \[计划\]  [\d,]+ 字,第 \d 页第 \d+ 行", run("outline", str(path)).stdout)
    assert {item["location"]["page"] for item in document(str(path))["results"][0]["findings"]} > {1, 2, 3}


def test_several_outputs_in_one_run(tmp_path: Path) -> None:
    json_path, text_path = tmp_path / "r.json", tmp_path / "r.txt"
    result = run(
        "check",
        REAL,
        "--format",
        "json",
        "--output",
        str(json_path),
        "--format",
        "text",
        "--output",
        str(text_path),
    )
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(json_path.read_text(encoding="utf-8"))["schema"] == "checker.result/1"
    assert text_path.read_text(encoding="utf-8") == run("check", REAL).stdout


def test_an_output_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    result = run("check", REAL, "--output", str(tmp_path / "none" / "r.txt"))
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1


def test_nothing_is_written_but_what_was_asked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(Path(REAL).read_bytes())
    run("check", str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_select_and_ignore() -> None:
    only = {finding["rule"] for finding in document(DRAFT, "--select", "plans,numbering")["results"][0]["findings"]}
    assert only == {"plans-year", "plans-problems", "plans-concrete", "numbering"}
    rest = {finding["category"] for finding in document(DRAFT, "--ignore", "plans")["results"][0]["findings"]}
    assert "plans" not in rest


def test_year_can_be_given() -> None:
    assert document(REAL, "--year", "2025")["results"][0]["report"]["year"] == 2025


def test_show_hides_but_counts() -> None:
    shown = run("check", DRAFT, "--show", "error").stdout
    assert "plans-year" in shown
    assert "plans-concrete" not in shown.split("先改这几处")[1]
    assert "提示 11" in shown


def test_outline() -> None:
    text = run("outline", REAL).stdout
    assert "二、推进法治政府建设的主要举措和成效 [举措]" in text
    data = json.loads(run("outline", REAL, "--format", "json").stdout)
    assert [chapter["role"] for chapter in data["outline"]] == ["duties", "measures", "problems", "plans"]
    assert data["outline"][0]["characters"] > 600
    assert run("outline", "没有的文件.txt").exit_code == 2


def test_indicators() -> None:
    table = run("indicators", REAL).stdout
    assert "行政复议受理" in table
    assert "218件" in table
    data = json.loads(run("indicators", REAL, "--format", "json").stdout)
    accepted = next(row for row in data["indicators"] if row["indicator"] == "reconsideration-accepted")
    assert (accepted["low"], accepted["high"], accepted["unit"]) == (218, 218, "件")
    lines = run("indicators", REAL, "--format", "csv").stdout.splitlines()
    assert lines[0].startswith("path,indicator,name,text,low,high,unit")
    assert len(lines) == len(data["indicators"]) + 1
    assert run("indicators", "没有的文件.txt").exit_code == 2


def test_rules_commands() -> None:
    assert "duties-actor" in run("rules", "list").stdout
    shown = run("rules", "show", "plans-problems").stdout
    for part in ("为什么查", "依据", "计分", "错例", "查到", "改法", "对例"):
        assert part in shown
    assert run("rules", "show", "nothing").exit_code == 2
    assert run("rules", "test").exit_code == 0
    assert json.loads(run("rules", "schema").stdout)["$id"] == "checker.ruleset/1"


def test_a_rule_that_never_fires_fails_its_test(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        """\
rules:
  - {id: dead, title: 死规则, category: measures, kind: pattern, severity: info, message: m, hint: h, why: w,
     patterns: [永远没有], examples: {bad: [{text: 街镇。, in: measures, flags: [街镇]}], good: [{text: 甲}]}}
""",
        encoding="utf-8",
    )
    result = run("rules", "test", str(path))
    assert result.exit_code == 1
    assert "没有一个反例能触发" in result.stdout


def test_a_baseline_gives_a_comparison_that_fits_the_contract() -> None:
    (result,) = document(DRAFT, "--baseline", REAL)["results"]
    assert result["baseline"]["year"] == 2024
    assert result["score"]["baseline_total"] == 82.5
    comparison = result["comparison"]
    assert 0 < comparison["reuse"] < 0.2
    assert {item["status"] for item in comparison["commitments"]} == {"answered", "partly", "open"}
    assert {item["status"] for item in comparison["sections"]} <= {"kept", "changed", "moved", "new", "dropped"}
    related = [place for item in result["findings"] for place in item["related"] if place["where"] == "baseline"]
    lines = Path(REAL).read_text(encoding="utf-8").split("\n")
    for place in related:
        assert place["quote"][:8] in lines[place["location"]["line"] - 1]


def test_below_the_baseline() -> None:
    assert run("check", DRAFT, "--baseline", REAL, "--fail-on", "never").exit_code == 0
    assert run("check", DRAFT, "--baseline", REAL, "--fail-on", "never", "--fail-below-baseline").exit_code == 1


def test_a_baseline_that_cannot_be_read_is_one_line_and_code_2(tmp_path: Path) -> None:
    for arguments in (["check", DRAFT, "--baseline", "没有的.txt"], ["diff", "没有的.txt", DRAFT]):
        result = run(*arguments)
        assert result.exit_code == 2
        assert "上年报告 没有的.txt: 没有这个文件" in result.stderr
        assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([REAL, DRAFT], 0, "上年的计划"),
        ([REAL, REAL], 0, "同一份"),
        ([DRAFT, REAL], 0, "是不是写反了"),
        ([REAL, "没有的.txt"], 2, "没有这个文件"),
    ],
)
def test_diff(arguments: list[str], code: int, words: str) -> None:
    result = run("diff", *arguments)
    assert words in result.output
    assert result.exit_code == code


def test_diff_of_what_is_no_report(tmp_path: Path) -> None:
    path = tmp_path / "公开.txt"
    path.write_text("示例区2025年政府信息公开工作年度报告\n\n一、总体情况\n\n主动公开5126条。\n", encoding="utf-8")
    result = run("diff", REAL, str(path))
    assert result.exit_code == 1
    assert "政府信息公开工作年度报告" in result.output


def test_diff_in_json_is_the_same_document() -> None:
    data = json.loads(run("diff", REAL, DRAFT, "--format", "json").stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    assert data["results"][0]["comparison"]["problems"]


KNOWN = "known:\n- {rule: plans-year, quote: 2025年, section: 四, reason: 已核}\n"


def test_the_exit_code_is_the_same_in_all_formats_at_once(tmp_path: Path) -> None:
    names = ("json", "sarif", "junit", "github", "markdown", "text")
    arguments = [part for name in names for part in ("--format", name, "--output", str(tmp_path / name))]
    result = run("check", DRAFT, *arguments)
    assert (result.exit_code, result.output) == (1, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    for name in names:
        assert run("check", DRAFT, "--format", name).stdout == (tmp_path / name).read_text(encoding="utf-8")


def test_known_findings(tmp_path: Path) -> None:
    known = tmp_path / "known.yaml"
    known.write_text(KNOWN, encoding="utf-8")
    data = document(DRAFT, "--known", str(known))
    assert data["summary"]["suppressed"] == 1
    (accepted,) = data["results"][0]["suppressed"]
    assert (accepted["rule"], accepted["accepted"]["reason"]) == ("plans-year", "已核")
    assert "已接受 1 处" in run("check", DRAFT, "--known", str(known)).stdout
    assert document(DRAFT, "--known", str(known), "--no-known")["summary"]["suppressed"] == 0
    known.write_text(KNOWN.replace("reason", "raeson"), encoding="utf-8")
    result = run("check", DRAFT, "--known", str(known))
    assert result.exit_code == 2
    assert f"{known}:2: 不认识“raeson”" in result.stderr


def test_writing_known_findings(tmp_path: Path) -> None:
    known = tmp_path / "known.yaml"
    assert run("check", DRAFT, "--write-known", str(known)).exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["known.yaml"]
    after = run("check", DRAFT, "--known", str(known))
    assert after.exit_code == 0
    assert f"{len(read_known(known))} 条已接受的结果还没有写理由" in after.stdout
    assert run("check", DRAFT, "--known", str(known), "--fail-on", "info").exit_code == 0


def test_a_known_file_in_the_settings_can_be_written_first(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(Path(DRAFT).read_bytes())
    (tmp_path / "checker.yaml").write_text("known: k.yaml\n", encoding="utf-8")
    assert run("check", str(tmp_path)).exit_code == 2
    assert run("check", str(tmp_path), "--write-known", str(tmp_path / "k.yaml")).exit_code == 1
    assert run("check", str(tmp_path)).exit_code == 0


def test_no_output_goes_over_a_report(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_bytes(Path(REAL).read_bytes())
    for arguments in (["--output"], ["--write-known"], ["--format", "json", "--output"]):
        result = run("check", str(report), *arguments, str(report))
        assert result.exit_code == 2
        assert report.read_bytes() == Path(REAL).read_bytes()


def test_fix_leaves_what_was_accepted(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_bytes(Path(DRAFT).read_bytes())
    before = run("fix", str(report), "--diff").stdout
    run("check", str(report), "--write-known", str(tmp_path / "k.yaml"))
    (tmp_path / "checker.yaml").write_text("known: k.yaml\n", encoding="utf-8")
    assert before
    assert run("fix", str(report), "--diff").stdout == ""


def reports_in(folder: Path) -> Path:
    for name in ("甲", "乙"):
        (folder / name).mkdir()
        (folder / name / "a.txt").write_bytes(Path(DRAFT).read_bytes())
    (folder / "checker.yaml").write_text("profile: general\nfail-on: never\n", encoding="utf-8")
    (folder / "乙" / "checker.yaml").write_text("known: k.yaml\nselect: [plans]\n", encoding="utf-8")
    (folder / "乙" / "k.yaml").write_text(KNOWN, encoding="utf-8")
    return folder


def test_each_report_has_its_nearest_settings(tmp_path: Path) -> None:
    folder = reports_in(tmp_path)
    data = document(str(folder / "甲"), str(folder / "乙"))
    one, two = data["results"]
    assert [result["ruleset"]["profile"] for result in (one, two)] == ["general", "four-chapter"]
    assert (one["failed"], one["suppressed"]) == (False, [])
    assert (two["failed"], len(two["suppressed"])) == (False, 1)
    assert {finding["category"] for finding in two["findings"]} == {"plans"}
    assert data["ruleset"]["profile"] == "general、four-chapter"
    assert [result["path"] for result in data["results"]] == [str(folder / name / "a.txt") for name in ("甲", "乙")]


def test_config_counts_for_all_and_the_command_line_wins(tmp_path: Path) -> None:
    folder = reports_in(tmp_path)
    data = document(str(folder), "--config", str(folder / "checker.yaml"), "--profile", "department")
    assert {result["ruleset"]["profile"] for result in data["results"]} == {"department"}
    assert not any(result["failed"] for result in data["results"])
    assert run("check", str(folder), "--config", str(folder / "没有.yaml")).exit_code == 2


def test_show_config(tmp_path: Path) -> None:
    folder = reports_in(tmp_path)
    result = run("check", str(folder), "--show-config", "--year", "2025")
    assert result.exit_code == 0
    assert f"profile: general  # {folder / 'checker.yaml'}:1" in result.stdout
    assert f"known: {folder / '乙' / 'k.yaml'}  # {folder / '乙' / 'checker.yaml'}:1" in result.stdout
    assert "year: 2025  # 命令行" in result.stdout
    assert run("check", "--show-config").exit_code == 0


def test_wrong_settings_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(Path(REAL).read_bytes())
    (tmp_path / "checker.yaml").write_text("colour: red\n", encoding="utf-8")
    result = run("check", str(tmp_path))
    assert result.exit_code == 2
    assert f"{tmp_path / 'checker.yaml'}:1: 不认识“colour”" in result.stderr


def test_limits_of_the_readers_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(Path(REAL).read_bytes())
    (tmp_path / "checker.yaml").write_text("limits: {characters: 100}\n", encoding="utf-8")
    result = run("check", str(tmp_path))
    assert result.exit_code == 2
    assert "文字超过 100 字" in result.stdout


def test_a_score_that_falls_short_is_said_in_every_format() -> None:
    for name in ("text", "json", "sarif", "junit", "github", "markdown"):
        result = run("check", REAL, "--min-score", "99", "--format", name)
        assert result.exit_code == 1
        assert "低于要求的 99" in result.stdout
