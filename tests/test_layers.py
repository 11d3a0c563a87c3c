"""Imports go one way; siblings among kinds, readers and renderers do not import one another."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "checker"
LAYERS = [
    "errors", "text", "terminal", "markdown", "reading", "encodings", "archive", "number_formats", "wordml", "word_styles", "paragraphs", "numerals", "literals", "patterns", "report", "words", "headings", "roles", "matters", "answers", "figures",
    "indicators", "calendar", "laws", "vocabulary",
    "comparison", "similarity", "redline", "edition", "reuse", "alignment", "changes", "commitments", "compare", "header", "outline", "profile", "readers", "rule", "kinds", "yaml_file", "schema", "result", "score", "ruleset",
    "engine", "known", "wording", "word_edit", "annotate", "fix", "run", "settings", "starter", "rule_tests", "renderers", "outputs", "cli", "__main__",
]  # fmt: skip
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("checker"):
            names = [f"{node.module}.{name.name}" for name in node.names]
            found += names if node.module == "checker" else [node.module or ""]
    return [name for name in found if name not in ("checker", "checker.__version__")]


def siblings(module: str, other: str) -> bool:
    """Say whether two modules stand in one folder of siblings; the parts of one renderer are no siblings."""
    one, two = module.split("."), other.split(".")
    return one[1] == two[1] and not (len(one) > 3 and one[:3] == two[:3])


def layer(module: str) -> int:
    return LAYERS.index(module.split(".")[1])


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    module = "checker." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    if module == "checker.__init__":
        return
    for name in imported(path):
        if siblings(module, name):
            assert path.name == "__init__.py", f"{module} imports its sibling {name}"
        elif name.split(".")[1] != module.split(".")[1]:
            assert layer(name) < layer(module), f"{module} imports {name}, which is not below it"


def test_no_cycle_of_imports() -> None:
    graph = {
        "checker." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): imported(path)
        for path in MODULES
    }
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize(
    "heavy", ["jieba", "yaml", "jsonschema", "rich", "regex", "lxml", "pypdfium2", "checker.ruleset"]
)
def test_nothing_heavy_is_loaded_for_help(heavy: str) -> None:
    import subprocess
    import sys

    code = (
        "import sys; sys.argv = ['checker', '--help']\n"
        "from checker.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"sys.exit({heavy!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=False).returncode == 0
