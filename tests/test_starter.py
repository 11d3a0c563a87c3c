"""`checker init`: what it writes is valid, also with every line of it in force, and overwrites nothing."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import main
from checker.ruleset import load
from checker.settings import resolve
from checker.starter import start
from tests.conftest import SAMPLES

OFF = re.compile(r"^#(?! \S)", re.MULTILINE)


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.output


def test_what_is_written_works_at_once(tmp_path: Path) -> None:
    code, output = run("init", str(tmp_path / "新文件夹"))
    folder = tmp_path / "新文件夹"
    assert code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["checker.yaml", "自己的规则.yaml"]
    assert all(str(path) in output for path in folder.iterdir())
    (folder / "草稿.txt").write_bytes((SAMPLES / "济阳区2024.txt").read_bytes())
    assert run("check", str(folder), "--format", "github")[0] == 0
    assert "own-former-office" in run("check", str(folder), "--format", "junit")[1]
    assert run("rules", "lint", str(folder / "自己的规则.yaml"))[0] == 0


def test_every_line_switched_on_is_valid(tmp_path: Path) -> None:
    settings, rules = start(tmp_path)
    for path in (settings, rules):
        path.write_text(OFF.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    wanted = resolve(settings, {})
    assert [key for key, origin in wanted.origins.items() if origin == "默认"] == []
    assert wanted["rules"] == rules
    changed = load(rules)
    assert next(rule for rule in changed.rules if rule.id == "numbering").severity == "info"
    assert "sentence-long" not in {rule.id for rule in changed.rules}


@pytest.mark.parametrize("name", ["checker.yaml", "自己的规则.yaml"])
def test_nothing_is_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("我的", encoding="utf-8")
    code, output = run("init", str(tmp_path))
    assert code == 2
    assert name in output
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "我的"


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")
    code, output = run("init", str(tmp_path / "文件"))
    assert code == 2
    assert output.count("\n") == 1
