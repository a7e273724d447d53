"""Rules on events: deductions and bonuses by the case."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

import numpy as np

from tongchou.assess.facts import Array
from tongchou.assess.view import Outcome, View
from tongchou.assess.wording import Steps, number, points
from tongchou.packs import scheme_rules as rows
from tongchou.terms import Words


def events_of(scoring: rows.Scoring) -> Iterator[str]:
    """Yield the names of the events a rule speaks of."""
    if isinstance(scoring, rows.EventBonus | rows.EventDeduction):
        yield from scoring.events
    elif isinstance(scoring, rows.Parts):
        for part in scoring.parts:
            yield from events_of(part.scoring)


def _counted(events: Mapping[str, Decimal], view: View) -> tuple[Array, dict[str, Array]]:
    counts = {name: view.counts.get(name, np.zeros(view.size)) for name in events}
    whole = sum((float(each) * counts[name] for name, each in events.items()), np.zeros(view.size))
    return whole, {f"次数·{name}": count for name, count in counts.items()}


def _outcome(given: Array, steps: Mapping[str, Array], size: int) -> Outcome:
    return Outcome(given, np.zeros(size, dtype=np.uint8), steps, np.zeros(size))


def deduction(rule: rows.EventDeduction, full: float, view: View) -> Outcome:
    """Give W less the points of every event, not below 0."""
    whole, counts = _counted(rule.events, view)
    return _outcome(np.maximum(full - whole, 0), {**counts, "amount": np.minimum(whole, full)}, view.size)


def bonus(rule: rows.EventBonus, full: float, view: View) -> Outcome:
    """Give the points of every event, at most W."""
    whole, counts = _counted(rule.events, view)
    return _outcome(np.minimum(whole, full), {**counts, "amount": np.minimum(whole, full)}, view.size)


def _cases(events: Mapping[str, Decimal], steps: Steps) -> Iterator[str]:
    for name, each in events.items():
        if count := steps[f"次数·{name}"]:
            yield f"{name} {number(count)}×{each}"


def say_deduction(rule: rows.EventDeduction, steps: Steps) -> Words:
    """Say which events cost what."""
    cases, amount = "、".join(_cases(rule.events, steps)), points(steps["amount"])
    if not cases:
        return Words("没有扣分事项", "nothing to deduct")
    return Words(f"{cases}，扣 {amount} 分", f"{cases}: {amount} deducted")


def say_bonus(rule: rows.EventBonus, steps: Steps) -> Words:
    """Say which events brought what."""
    cases, amount = "、".join(_cases(rule.events, steps)), points(steps["amount"])
    if not cases:
        return Words("没有加分事项", "nothing to add")
    return Words(f"{cases}，加 {amount} 分", f"{cases}: {amount} added")
