"""Editions at the door: a spec with nothing left to the sample, and what a recalculation changes.

A frozen spec names the bounds and the weights that a sample gave, so that it scores next year's table, or one unit, as
it scored this one. Two outcomes are told apart by the parameters that differ and, unit by unit, by cause.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tongchou.evaluate.change import Change, split
from tongchou.evaluate.composite import Composite
from tongchou.evaluate.errors import RELATIVE
from tongchou.evaluate.model import Mean
from tongchou.evaluate.spec.run import Outcome
from tongchou.evaluate.spec.stages import Table
from tongchou.evaluate.spec.vocabulary import Line, Spec, Weights

FIXED = ("goalposts", "min-max", "ratio", "baseline", "efficacy", "interval", "none")
_TOLD_ELSEWHERE = {"structure", "outputs", "table", "title", "source", "format"}
Cells = tuple[NDArray[np.int64], NDArray[np.int64]]


def frozen(outcome: Outcome, version: str) -> Spec:
    """Return the spec with the bounds and weights that were in force, under a version of its own.

    :raises Refusal: ``evaluate.edition.relative`` where a score depends on the other units or on its own period.
    """
    spec = outcome.spec
    if relative := _relative(outcome):
        raise RELATIVE.refusal(found="、".join(relative), allowed="、".join(FIXED))
    bounds = {line.code: k for k, line in enumerate(outcome.prepared.lines)}
    lines = tuple(_fixed(line, outcome, bounds.get(line.code)) for line in spec.structure)
    method = "goalposts" if spec.normalise.method == "min-max" else spec.normalise.method
    scale = spec.normalise.model_copy(update={"method": method, "tails": (0.0, 1.0)})
    return spec.model_copy(
        update={"version": version, "structure": lines, "normalise": scale, "weights": Weights(rescale=True)}
    )


def text_of(spec: Spec) -> str:
    """Return a spec as the text of a file that :func:`tongchou.evaluate.spec.read_spec` reads."""
    return json.dumps(spec.model_dump(exclude_defaults=True), ensure_ascii=False, indent=2) + "\n"


def _relative(outcome: Outcome) -> list[str]:
    rule = outcome.spec.normalise
    lines = [line.code for line in outcome.prepared.lines if (line.normalise or rule.method) not in FIXED]
    groups = [code for code in outcome.tree.groups if not isinstance(outcome.tree.node(code).aggregate, Mean)]
    return [*lines, *groups, *(["scope: period"] if len(outcome.scaled.worst) > 1 else [])]


def _fixed(line: Line, outcome: Outcome, column: int | None) -> Line:
    changes: dict[str, Any] = {"weight": float(outcome.tree.node(line.code).weight)}
    if line.normalise == "min-max":
        changes["normalise"] = "goalposts"
    if column is not None and np.isfinite(outcome.scaled.worst[0, column]):
        ends = (float(outcome.scaled.worst[0, column]), float(outcome.scaled.best[0, column]))
        changes |= {"low": min(ends), "high": max(ends)}
    return line.model_copy(update=changes)


def differences(old: Spec, new: Spec) -> Table:
    """Return every parameter of the index that two specs state differently, an absent one as nothing."""
    one, other = dict(_facts(old)), dict(_facts(new))
    keys = [key for key in dict.fromkeys([*one, *other]) if one.get(key) != other.get(key)]
    return {"parameter": keys, "before": [one.get(key) for key in keys], "after": [other.get(key) for key in keys]}


def _facts(spec: Spec) -> Iterator[tuple[str, str]]:
    yield from _flat("", spec.model_dump(exclude=_TOLD_ELSEWHERE))
    for line in spec.structure:
        yield from _flat(f"{line.code}.", line.model_dump(exclude={"code", "zh", "en"}))


def _flat(head: str, facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in facts.items():
        if isinstance(value, Mapping) and value:
            yield from _flat(f"{head}{name}.", value)
        elif value is not None:
            yield f"{head}{name}", str(value)


def recalculation(published: Outcome, restated: Outcome, new: Outcome) -> Table:
    """Return, for units and periods in both, the score published and the new one, and the change by cause.

    ``restated`` is the old spec on the new table. ``revision`` is what other data change, ``rules`` what other bounds
    and treatment change, ``weights`` what other weights and means change, ``coverage`` what cells lost or won change;
    they add to ``total``. Where the two structures differ, everything but revision is in ``rules``.
    """
    there = sorted(set(_cells(published)) & set(_cells(restated)) & set(_cells(new)))
    one, between, other = (_at(outcome, there) for outcome in (published, restated, new))
    change = _causes(one, between, other)
    ranks = [outcome.ranks(outcome.composite.score()[..., None])[..., 0] for outcome in (published, new)]
    return {
        "unit": [unit for _, unit in there],
        "period": [period for period, _ in there],
        "published": one.score(),
        "recalculated": other.score(),
        "rank_published": ranks[0][_places(published, there)],
        "rank_recalculated": ranks[1][_places(new, there)],
        "total": change.total,
        "revision": change.revision,
        "rules": change.performance.sum(axis=-1),
        "weights": change.weights,
        "coverage": change.coverage,
    }


def _cells(outcome: Outcome) -> Iterator[tuple[str, str]]:
    return ((outcome.panel.periods[t], outcome.panel.units[u]) for t, u in np.argwhere(outcome.prepared.keep))


def _places(outcome: Outcome, cells: list[tuple[str, str]]) -> Cells:
    times = {period: t for t, period in enumerate(outcome.panel.periods)}
    units = {unit: u for u, unit in enumerate(outcome.panel.units)}
    found = np.array([(times[period], units[unit]) for period, unit in cells], dtype=np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _at(outcome: Outcome, cells: list[tuple[str, str]]) -> Composite:
    rows, whole = _places(outcome, cells), outcome.composite
    return replace(
        whole, indicators=whole.indicators[rows], scores=whole.scores[rows], shares=whole.shares[rows], notes=()
    )


def _causes(published: Composite, restated: Composite, new: Composite) -> Change:
    shape = [[(node.code, node.parent) for node in one.tree.nodes] for one in (restated, new)]
    means = all(isinstance(one.tree.node(code).aggregate, Mean) for one in (restated, new) for code in one.tree.groups)
    if shape[0] == shape[1] and means:
        return split(restated, new, published)
    told, between, after = published.score(), restated.score(), new.score()
    nothing = np.zeros_like(told)
    return Change(after - told, (after - between)[:, None], nothing, between - told, nothing)
