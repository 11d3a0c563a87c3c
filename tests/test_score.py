from collections.abc import Sequence

import pytest

from checker.result import Finding, Skipped
from checker.rule import Rule
from checker.ruleset import Ruleset
from checker.score import score
from checker.text import Span


def finding(rule: Rule, *, count: int = 1, forfeits: tuple[str, ...] = ()) -> Finding:
    return Finding(
        rule=rule.id, category=rule.category, severity=rule.severity, message="", suggestion="", basis=None,
        span=Span(0, 0), quote="", section=None, related=(), count=count, forfeits=forfeits, fingerprint="f",
    )  # fmt: skip


def total(ruleset: Ruleset, findings: Sequence[Finding], skipped: Sequence[str] = ()) -> float:
    return score(ruleset.rules, findings, [Skipped(rule, "") for rule in skipped], ruleset.scoring).total


def rule(ruleset: Ruleset, name: str) -> Rule:
    return next(item for item in ruleset.rules if item.id == name)


def test_no_finding_is_full_marks(ruleset: Ruleset) -> None:
    assert total(ruleset, []) == 100


def test_deductions_add_up_and_name_rule_and_findings(ruleset: Ruleset) -> None:
    found = [finding(rule(ruleset, name)) for name in ("duties-actor", "problems-causes", "numbering")]
    made = score(ruleset.rules, found, [], ruleset.scoring)
    assert {cost.rule for cost in made.deductions} == {"duties-actor", "problems-causes", "numbering"}
    assert all(cost.fingerprints == ("f",) for cost in made.deductions)
    assert made.total == pytest.approx(100 - sum(cost.points for cost in made.deductions), abs=0.1)


def test_information_costs_nothing(ruleset: Ruleset) -> None:
    assert total(ruleset, [finding(rule(ruleset, "plans-concrete"), count=9)]) == 100


def test_a_rule_costs_no_more_than_its_most(ruleset: Ruleset) -> None:
    numbering = rule(ruleset, "numbering")
    assert total(ruleset, [finding(numbering)] * 4) == total(ruleset, [finding(numbering)] * 40)


def test_a_rule_that_did_not_run_counts_on_neither_side(ruleset: Ruleset) -> None:
    causes = finding(rule(ruleset, "problems-causes"))
    both = score(ruleset.rules, [causes], [], ruleset.scoring)
    alone = score(ruleset.rules, [causes], [Skipped("problems-specific", "")], ruleset.scoring)
    shares = [next(item.score for item in made.categories if item.category == "problems") for made in (both, alone)]
    assert shares == [60.0, 0.0]


def test_a_category_without_rules_that_ran_is_not_scored(ruleset: Ruleset) -> None:
    names = [item.id for item in ruleset.rules if item.category == "duties"]
    made = score(ruleset.rules, [], [Skipped(name, "") for name in names], ruleset.scoring)
    assert next(item.score for item in made.categories if item.category == "duties") is None
    assert made.total == 100


def test_leaving_a_chapter_out_never_pays(ruleset: Ruleset) -> None:
    of_problems = [finding(item, count=9) for item in ruleset.rules if item.category == "problems"]
    missing = [finding(rule(ruleset, "chapter-missing"), forfeits=("problems",))]
    not_run = ["problems-specific", "problems-causes"]
    assert total(ruleset, missing, not_run) < total(ruleset, of_problems)


def test_grades_come_from_the_ruleset(ruleset: Ruleset) -> None:
    assert score(ruleset.rules, [], [], ruleset.scoring).grade == "优"
    worst = [finding(item, count=99, forfeits=("duties", "measures", "problems", "plans")) for item in ruleset.rules]
    assert score(ruleset.rules, worst, [], ruleset.scoring).grade == "差"
