"""Whole made-up reports in many layouts: every error and warning that must be found, and none besides."""

from typing import Any

import pytest
import yaml

from checker.engine import check
from checker.outline import parse
from checker.ruleset import load
from tests.conftest import CASES

REPORTS = yaml.safe_load((CASES / "reports.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", REPORTS, ids=lambda case: case["report"])
def test_exactly_these_are_found(case: dict[str, Any]) -> None:
    ruleset = load(profile=case["profile"])
    path = CASES / "reports" / f"{case['report']}.txt"
    result = check(parse(path.read_text(encoding="utf-8"), str(path), ruleset.cues), ruleset)
    found = [[item.rule, item.message] for item in result.findings if item.severity != "info"]
    assert found == case["found"]
