"""The documents are true: the rule reference is fresh, and every command that they show works."""

import re
import runpy
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import main
from checker.rule_tests import lint
from checker.ruleset import Ruleset
from tests import formats
from tests.conftest import ROOT, SAMPLES

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMAND = re.compile(r"`(checker [^`\n]+)`|^(checker .+)$", re.MULTILINE)


NAMES = {"checker check", "checker fix", "checker diff", "checker outline"}
"""Commands that a text speaks of without giving one to be run."""


def commands() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for found in COMMAND.finditer(page.read_text(encoding="utf-8")):
            command = (found[1] or found[2]).strip()
            if command not in NAMES:
                yield page.name, command


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the documents speak of."""
    texts = formats.paragraphs()
    for name in ("草稿.docx", "上年报告.docx", "上年.docx", "报告文件夹/草稿.docx", "报告/草稿.docx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(formats.docx(texts))
    for name in ("草稿.txt", "上年报告.txt"):
        shutil.copy(SAMPLES / "济阳区2024.txt", tmp_path / name)
    shutil.copytree(SAMPLES, tmp_path / "samples")
    (tmp_path / "文件夹").mkdir()
    (tmp_path / "文件夹" / "规则.yaml").write_text("overrides: {}\n", encoding="utf-8")
    (tmp_path / "已接受的结果.yaml").write_text("known: []\n", encoding="utf-8")
    (tmp_path / "自己的规则.yaml").write_text("overrides:\n  numbering: {severity: info}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("page", "command"), sorted(set(commands())))
def test_commands_of_the_documents_run(page: str, command: str, desk: Path) -> None:
    if command == "checker init":  # asks for a folder of its own
        (desk / "自己的规则.yaml").unlink()
    done = CliRunner().invoke(main, shlex.split(command, comments=True)[1:])
    assert done.exit_code in (0, 1), f"{page}: {command}: {done.output}"


def test_the_rule_reference_is_fresh(ruleset: Ruleset) -> None:
    made = runpy.run_path(str(ROOT / "docs" / "rules_reference.py"))
    shown: str = made["PAGE"].read_text(encoding="utf-8")
    assert shown == made["page"](ruleset), "运行 python docs/rules_reference.py"


def test_links_lead_somewhere() -> None:
    for page in [*PAGES, ROOT / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("number", [0, 1])
def test_the_rules_shown_to_authors_are_right(number: int, tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "写规则.md").read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "自己的规则.yaml"
    path.write_text(blocks[number], encoding="utf-8")
    assert list(lint(path)) == []
