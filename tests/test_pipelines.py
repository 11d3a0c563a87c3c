"""The examples of docs/流水线.md and the hook for pre-commit do what is said there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.known import read_known
from tests.conftest import ROOT, SAMPLES

TEXT = (ROOT / "docs" / "流水线.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
SHELL = [block for language, block in BLOCKS if language == "sh"]
KNOWN, ACTIONS, GITLAB, PRE_COMMIT = (block for language, block in BLOCKS if language == "yaml")
BASH = shutil.which("bash")
DRAFT = "报告/2025年度报告.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a repository with a report that has errors."""
    (tmp_path / "报告").mkdir()
    (tmp_path / DRAFT).write_bytes((SAMPLES / "济阳区2025(虚构草稿).txt").read_bytes())
    return tmp_path


def shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    if BASH is None:
        pytest.skip("没有 bash")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONUTF8": "1", "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    return subprocess.run(
        [BASH, "-c", script], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize(("script", "code", "words"), [
    (SHELL[0], 1, "得分"), (SHELL[1], 0, f"{DRAFT} "), (SHELL[2], 0, "自己的规则.yaml  # 报告/checker.yaml"), (SHELL[3], 0, "条已接受的结果还没有写理由"),
])  # fmt: skip
def test_shell_examples(script: str, code: int, words: str, folder: Path) -> None:
    result = shell(script, folder)
    assert result.returncode == code
    assert words in result.stdout
    assert result.stderr == ""


def test_the_example_of_known_findings_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "k.yaml"
    path.write_text(KNOWN, encoding="utf-8")
    (entry,) = read_known(path)
    assert (entry.who, str(entry.until)) == ("张三", "2026-12-31")


def steps_of(actions: dict[Any, Any]) -> list[str]:
    return [step["run"] for step in actions["jobs"]["report"]["steps"] if "run" in step]


def test_github_actions(folder: Path) -> None:
    install, check, summary = steps_of(yaml.safe_load(ACTIONS))
    assert install.startswith("pip install")
    done = shell(check, folder)
    assert done.returncode == 1
    assert f"::error file={DRAFT}," in done.stdout
    assert {"结果.sarif", "结果.md", "结果.html"} <= {path.name for path in folder.iterdir()}
    assert shell(summary, folder).returncode == 0
    assert (folder / "summary.md").read_text(encoding="utf-8").startswith("## 济南市济阳区2025年度")


def test_gitlab(folder: Path) -> None:
    (job,) = yaml.safe_load(GITLAB).values()
    (script,) = job["script"]
    assert shell(script, folder).returncode == 1
    assert job["allow_failure"]["exit_codes"] == [1]
    assert (folder / job["artifacts"]["reports"]["junit"]).is_file()
    assert (folder / job["artifacts"]["paths"][0]).is_file()


def test_the_hook_for_pre_commit() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (used,) = yaml.safe_load(PRE_COMMIT)["repos"][0]["hooks"]
    assert used["id"] == hook["id"]
    names = [DRAFT, "2025年度法治政府建设报告.docx", "报告/说明.md", "README.md", "报告/数据.xlsx"]
    assert [bool(re.search(hook["files"], name)) for name in names] == [True, True, True, False, False]
    assert [bool(re.search(used["files"], name)) for name in names] == [True, False, False, False, False]
