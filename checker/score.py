"""Score a report: what each finding costs, category by category, out of 100."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import Any

from checker.result import CategoryScore, Deduction, Finding, Score, Skipped
from checker.rule import Rule


@dataclass(frozen=True, slots=True)
class Scoring:
    """Titles and weights of the categories, and the grades from the highest down."""

    titles: Mapping[str, str]
    weights: Mapping[str, float]
    grades: tuple[tuple[float, str], ...]


def read_scoring(entry: Mapping[str, Any]) -> Scoring:
    """Take the scoring of a ruleset."""
    categories = entry["categories"]
    grades = sorted(((float(item["least"]), item["title"]) for item in entry["grades"]), reverse=True)
    return Scoring(
        titles={name: item["title"] for name, item in categories.items()},
        weights={name: float(item["weight"]) for name, item in categories.items()},
        grades=tuple(grades),
    )


def score(rules: Sequence[Rule], findings: Sequence[Finding], skipped: Iterable[Skipped], scoring: Scoring) -> Score:
    """Work out the score.

    A category is worth the most that all its rules which ran could cost, and earns what they did not. Rules
    that did not run count on neither side; a category that a missing part forfeits earns nothing.
    """
    not_run = {skip.rule for skip in skipped}
    ran = [rule for rule in rules if rule.id not in not_run and rule.severity != "info"]
    worth: defaultdict[str, float] = defaultdict(float)
    for rule in ran:
        worth[rule.category] += rule.most
    lost = _lost(ran, findings, scoring)
    forfeited = {name: finding.rule for finding in findings for name in finding.forfeits}
    active = {name for name in scoring.weights if worth[name] or name in forfeited}
    whole = fsum(scoring.weights[name] for name in active)
    if not whole:
        return Score(100.0, _grade(100.0, scoring), _categories({}, scoring), ())
    costs: defaultdict[str, float] = defaultdict(float)
    earned: dict[str, float] = {}
    for name in active:
        share = scoring.weights[name] / whole * 100
        gone = {forfeited[name]: 1.0} if name in forfeited else lost[name]
        spent = {rule: part if name in forfeited else part / worth[name] for rule, part in gone.items()}
        earned[name] = 1 - fsum(spent.values())
        for rule_id, part in spent.items():
            costs[rule_id] += part * share
    total = 100 - fsum(costs.values())
    return Score(
        total=round(total, 1),
        grade=_grade(round(total, 1), scoring),
        categories=_categories(earned, scoring),
        deductions=_deductions(costs, findings),
    )


def beside(own: Score, baseline: Score | None) -> Score:
    """Put a baseline's scores beside a report's own."""
    if baseline is None:
        return own
    former = {item.category: item.score for item in baseline.categories}
    categories = tuple(replace(item, baseline=former.get(item.category)) for item in own.categories)
    return replace(own, categories=categories, baseline_total=baseline.total)


def _lost(ran: Sequence[Rule], findings: Sequence[Finding], scoring: Scoring) -> Mapping[str, Mapping[str, float]]:
    counts: defaultdict[str, int] = defaultdict(int)
    for finding in findings:
        counts[finding.rule] += finding.count
    lost: dict[str, dict[str, float]] = {name: {} for name in scoring.weights}
    for rule in ran:
        if counts[rule.id]:
            points = rule.points * counts[rule.id]
            lost.setdefault(rule.category, {})[rule.id] = min(points, rule.most)
    return lost


def _deductions(costs: Mapping[str, float], findings: Sequence[Finding]) -> tuple[Deduction, ...]:
    made = [
        Deduction(rule, round(points, 2), tuple(item.fingerprint for item in findings if item.rule == rule))
        for rule, points in costs.items()
        if points
    ]
    return tuple(sorted(made, key=lambda deduction: (-deduction.points, deduction.rule)))


def _categories(earned: Mapping[str, float], scoring: Scoring) -> tuple[CategoryScore, ...]:
    return tuple(
        CategoryScore(
            category=name,
            title=scoring.titles[name],
            score=round(earned[name] * 100, 1) if name in earned else None,
            weight=weight,
        )
        for name, weight in scoring.weights.items()
    )


def _grade(total: float, scoring: Scoring) -> str:
    return next((title for least, title in scoring.grades if total >= least), scoring.grades[-1][1])
