"""Score a report: what each finding costs, category by category, out of 100."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from checker.result import CategoryScore, Deduction, Finding, Score, Skipped
from checker.rule import Rule


@dataclass(frozen=True, slots=True)
class Scoring:
    """Titles and weights of the categories, and the grades from the highest down."""

    titles: Mapping[str, str]
    weights: Mapping[str, Fraction]
    grades: tuple[tuple[Fraction, str], ...]


def read_scoring(entry: Mapping[str, Any]) -> Scoring:
    """Take the scoring of a ruleset."""
    categories = entry["categories"]
    grades = sorted(((Fraction(str(item["least"])), item["title"]) for item in entry["grades"]), reverse=True)
    return Scoring(
        titles={name: item["title"] for name, item in categories.items()},
        weights={name: Fraction(str(item["weight"])) for name, item in categories.items()},
        grades=tuple(grades),
    )


def score(rules: Sequence[Rule], findings: Sequence[Finding], skipped: Iterable[Skipped], scoring: Scoring) -> Score:
    """Work out the score.

    A category is worth the most that all its rules which ran could cost, and earns what they did not. Rules
    that did not run count on neither side; a category that a missing part forfeits earns nothing.
    """
    not_run = {skip.rule for skip in skipped}
    ran = [rule for rule in rules if rule.id not in not_run and rule.severity != "info"]
    worth: defaultdict[str, Fraction] = defaultdict(Fraction)
    for rule in ran:
        worth[rule.category] += Fraction(str(rule.most))
    lost = _lost(ran, findings, scoring)
    forfeited = {name: finding.rule for finding in findings for name in finding.forfeits}
    active = {name for name in scoring.weights if worth[name] or name in forfeited}
    whole = sum((scoring.weights[name] for name in active), Fraction())
    if not whole:
        return Score(100.0, _grade(Fraction(100), scoring), _categories({}, scoring), ())
    costs: defaultdict[str, Fraction] = defaultdict(Fraction)
    earned: dict[str, Fraction] = {}
    for name in active:
        share = scoring.weights[name] / whole * 100
        gone = {forfeited[name]: Fraction(1)} if name in forfeited else lost[name]
        spent = {rule: part if name in forfeited else part / worth[name] for rule, part in gone.items()}
        earned[name] = 1 - sum(spent.values(), Fraction())
        for rule_id, part in spent.items():
            costs[rule_id] += part * share
    total = 100 - sum(costs.values(), Fraction())
    return Score(
        total=float(round(total, 1)),
        grade=_grade(round(total, 1), scoring),
        categories=_categories(earned, scoring),
        deductions=_deductions(costs, findings),
    )


def _lost(ran: Sequence[Rule], findings: Sequence[Finding], scoring: Scoring) -> Mapping[str, Mapping[str, Fraction]]:
    counts: defaultdict[str, int] = defaultdict(int)
    for finding in findings:
        counts[finding.rule] += finding.count
    lost: dict[str, dict[str, Fraction]] = {name: {} for name in scoring.weights}
    for rule in ran:
        if counts[rule.id]:
            points = Fraction(str(rule.points)) * counts[rule.id]
            lost.setdefault(rule.category, {})[rule.id] = min(points, Fraction(str(rule.most)))
    return lost


def _deductions(costs: Mapping[str, Fraction], findings: Sequence[Finding]) -> tuple[Deduction, ...]:
    made = [
        Deduction(rule, float(round(points, 2)), tuple(item.fingerprint for item in findings if item.rule == rule))
        for rule, points in costs.items()
        if points
    ]
    return tuple(sorted(made, key=lambda deduction: (-deduction.points, deduction.rule)))


def _categories(earned: Mapping[str, Fraction], scoring: Scoring) -> tuple[CategoryScore, ...]:
    return tuple(
        CategoryScore(
            category=name,
            title=scoring.titles[name],
            score=float(round(earned[name] * 100, 1)) if name in earned else None,
            weight=float(weight),
        )
        for name, weight in scoring.weights.items()
    )


def _grade(total: Fraction, scoring: Scoring) -> str:
    return next((title for least, title in scoring.grades if total >= least), scoring.grades[-1][1])
