"""What tests share: the built-in ruleset, and parsing with it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from checker.engine import check
from checker.outline import parse
from checker.report import Report
from checker.result import CheckResult
from checker.ruleset import Ruleset, load

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
CASES = Path(__file__).resolve().parent / "cases"


@pytest.fixture(scope="session")
def ruleset() -> Ruleset:
    return load()


@pytest.fixture(scope="session")
def parsed(ruleset: Ruleset) -> Callable[[str], Report]:
    return lambda text: parse(text, "test.txt", ruleset.cues)


@pytest.fixture(scope="session")
def checked(ruleset: Ruleset, parsed: Callable[[str], Report]) -> Callable[[str], CheckResult]:
    return lambda text: check(parsed(text), ruleset)


@pytest.fixture(scope="session")
def real_text() -> str:
    return (SAMPLES / "济阳区2024.txt").read_text(encoding="utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")
