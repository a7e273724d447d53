"""Analyses of an outcome as tables: disparity, convergence, coupling, components, standings, removals, neighbours.

They describe the units of a table; none of them enters a score.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from scipy.stats import kendalltau

from tongchou.evaluate import convergence as converging
from tongchou.evaluate import coupling as coupled
from tongchou.evaluate import disparity as unequal
from tongchou.evaluate import obstacle, space, understand
from tongchou.evaluate.arrays import Array
from tongchou.evaluate.composite import evaluate
from tongchou.evaluate.errors import SPEC_LEVEL, SPEC_NEEDS, TOO_FEW
from tongchou.evaluate.spec.run import Outcome
from tongchou.evaluate.spec.vocabulary import Space
from tongchou.terms import Refusal

Columns = dict[str, Sequence[object] | Array]
Row = dict[str, Any]


def disparity(outcome: Outcome) -> Columns:
    """Return the inequality of each line over the units of each period, each unit counted once.

    Groups are measured by their score, indicators by the data as they came. With a group column, Theil's T and the
    Gini are split as well. What cannot be measured is empty, with the code of the refusal in ``why``.
    """
    labels = np.array(outcome.panel.groups or [], dtype=object)
    rows = ({"period": name, "line": line} | _refusable(x, labels, _unequal) for name, line, x in _cells(outcome))
    return _columns(rows, ("period", "line", *_UNEQUAL, *(_SPLIT if labels.size else ()), "why"))


_UNEQUAL = ("units", "variation", "gini", "theil", "mean_log_deviation", "atkinson")
_SPLIT = ("theil_between", "theil_within", "gini_within", "gini_between", "gini_transvariation")


def _unequal(values: Array, labels: Array) -> Row:
    x = values[~np.isnan(values)]
    whole = (unequal.variation(x), unequal.gini(x), unequal.theil(x), unequal.mean_log_deviation(x))
    row = dict(zip(_UNEQUAL, (x.size, *whole, unequal.atkinson(x)), strict=True))
    if not labels.size:
        return row
    groups = list(labels[~np.isnan(values)])
    theil, dagum = unequal.theil_split(x, groups), unequal.dagum(x, groups)
    split = (theil.between, theil.within, dagum.within, dagum.between, dagum.transvariation)
    return row | dict(zip(_SPLIT, split, strict=True))


def convergence(outcome: Outcome) -> Columns:
    """Return σ in the first and last period and absolute β between them, a period counted as one year.

    :raises Refusal: ``evaluate.spec.needs`` without two periods.
    """
    if len(outcome.panel.periods) < 2:
        raise SPEC_NEEDS.refusal(found="outputs: convergence", allowed="table.period")
    rows = ({"line": line} | _refusable(values, np.empty(0), _converging) for line, values in _lines(outcome))
    names = ("line", "sigma_first", "sigma_last", *converging.Beta.__dataclass_fields__, "why")
    return _columns(rows, names)


def _converging(values: Array, _: Array) -> Row:
    beta = converging.beta(values[0], values[-1], len(values) - 1)
    first, last = converging.sigma(values[[0, -1]]).tolist()
    return {"sigma_first": first, "sigma_last": last, **asdict(beta)}


def coupling(outcome: Outcome) -> Columns:
    """Return the coupling coordination of the lines under the index, by both formulas, with the system that lags.

    Scores are taken over the top of the scale; the weights of the lines enter the level only.

    :raises Refusal: ``evaluate.coupling.range`` for scores outside the scale, ``evaluate.units.too-few`` for one line.
    """
    systems = outcome.tree.children(outcome.tree.groups[0])
    there = outcome.panel.there & outcome.prepared.keep
    top = max(outcome.spec.normalise.scale)
    scores = np.stack([outcome.composite.score(node.code)[there] for node in systems], axis=-1) / top
    found = coupled.coupling(scores, [node.weight for node in systems])
    times, units = np.nonzero(there)
    return {
        "unit": [outcome.panel.units[u] for u in units],
        "period": [outcome.panel.periods[t] for t in times],
        **{name: getattr(found, name).tolist() for name in _COUPLED},
        "grade": coupled.TEN_GRADES.label_all(found.coordination),
        "lagging": [systems[k].code if k >= 0 else "" for k in found.lagging],
    }


_COUPLED = ("conventional", "corrected", "level", "coordination", "corrected_coordination")


def components(outcome: Outcome) -> Columns:
    """Return the loading of each part of a group on each principal component, over complete rows of all periods.

    A group without two parts, three complete rows or any variation has no components.
    """
    keep, rows = outcome.prepared.keep, []
    for code in outcome.tree.groups:
        parts = [child.code for child in outcome.tree.children(code)]
        table = np.stack([outcome.composite.score(part)[keep] for part in parts], axis=-1)
        whole = table[~np.isnan(table).any(axis=1)]
        if len(parts) < 2 or len(whole) < 3 or not np.ptp(whole, axis=0).any():
            continue
        found = understand.components(table)
        rows += [
            dict(zip(_LOADED, (code, c + 1, value, share, part, found.loadings[k, c]), strict=True))
            for c, (value, share) in enumerate(zip(found.eigenvalues, found.explained, strict=True))
            for k, part in enumerate(parts)
        ]
    return _columns(rows, _LOADED)


_LOADED = ("group", "component", "eigenvalue", "explained", "part", "loading")


def standings(outcome: Outcome) -> Columns:
    """Return each unit's indicators from its strongest to its weakest beside its peers in the last period.

    Peers are the units of its group, or all units without a group column.
    """
    groups = np.array(outcome.panel.groups or ["*"] * len(outcome.panel.units))
    scores, kept = outcome.composite.indicators[-1], outcome.prepared.keep[-1]
    rows: list[Row] = []
    for u in np.flatnonzero(kept):
        peers = np.flatnonzero(kept & (groups == groups[u])).tolist()
        found = obstacle.standings(scores, outcome.tree.leaves, int(u), peers)
        rows += [{"unit": outcome.panel.units[u], "gap": row.gap, **asdict(row)} for row in found]
    return _columns(rows, ("unit", "code", "score", "median", "gap", "rank", "of"))


def removals(outcome: Outcome) -> Columns:
    """Return how far ranks of the last period move when one indicator leaves with its weight, for each in turn."""
    before = _last_ranks(outcome, outcome.composite.indicators[-1])
    rows = (
        {"indicator": code} | _refusable(before, np.array([k]), lambda b, at: _moved(outcome, b, int(at[0])))
        for k, code in enumerate(outcome.tree.leaves)
    )
    return _columns(
        rows, ("indicator", "units", "mean_shift", "largest_shift", "most_moved", "spearman", "kendall", "why")
    )


def _moved(outcome: Outcome, before: Array, column: int) -> Row:
    left = outcome.composite.indicators[-1].copy()
    left[:, column] = np.nan
    after = _last_ranks(outcome, left)
    both = np.flatnonzero(~np.isnan(before + after))
    if both.size < 2:
        raise TOO_FEW.refusal(what="removals", found=both.size, allowed=2)
    shift = np.abs(after - before)[both]
    return {
        "units": both.size,
        "mean_shift": float(shift.mean()),
        "largest_shift": float(shift.max()),
        "most_moved": outcome.panel.units[both[shift.argmax()]] if shift.any() else "",
        "spearman": float(understand.correlation(np.column_stack([before, after])[both], by_rank=True).r[0, 1]),
        "kendall": float(kendalltau(before[both], after[both]).statistic),
    }


def _last_ranks(outcome: Outcome, indicators: Array) -> Array:
    """Ranks of the last period by the spec's rule, with other indicators in its place."""
    scores = np.full((*outcome.prepared.keep.shape, 1), np.nan)
    scores[-1, :, 0] = evaluate(outcome.tree, indicators).score()
    return outcome.ranks(scores)[-1, :, 0]


def neighbours(outcome: Outcome) -> Columns:
    """Return Moran's I and Geary's C of each line in each period, over the neighbours that the spec names.

    :raises Refusal: ``evaluate.spec.needs`` without ``space``, ``evaluate.spec.unknown`` for a unit not in the table.
    """
    rule, links = _links(outcome)

    def measured(values: Array, _: Array) -> Row:
        moran = space.moran(values, links, rule.permutations, rule.seed)
        geary = space.geary(values, links, rule.permutations, rule.seed)
        return {"moran": moran.value, "moran_p": moran.p, "geary": geary.value, "geary_p": geary.p}

    none = np.empty(0)
    rows = ({"period": name, "line": line} | _refusable(x, none, measured) for name, line, x in _cells(outcome))
    return _columns(rows, ("period", "line", "moran", "moran_p", "geary", "geary_p", "why"))


def local(outcome: Outcome) -> Columns:
    """Return local Moran of the index for each unit in the last period: statistic, pseudo p, quadrant.

    :raises Refusal: those of :func:`neighbours`, ``evaluate.value.missing`` for a unit without a score.
    """
    rule, links = _links(outcome)
    found = space.local_moran(_kept(outcome, outcome.composite.score())[-1], links, rule.permutations, rule.seed)
    return {
        "unit": list(outcome.panel.units),
        "local_moran": found.values.tolist(),
        "p": found.p.tolist(),
        "quadrant": list(found.quadrants),
    }


def _links(outcome: Outcome) -> tuple[Space, space.Neighbours]:
    rule, places = outcome.spec.space, {unit: u for u, unit in enumerate(outcome.panel.units)}
    if rule is None:
        raise SPEC_NEEDS.refusal(found="outputs: neighbours", allowed="space.neighbours")
    if unknown := [unit for pair in rule.neighbours for unit in pair if unit not in places]:
        raise SPEC_LEVEL.refusal(found=unknown[0], allowed="、".join(outcome.panel.units[:20]))
    pairs = [(places[one], places[other]) for one, other in rule.neighbours]
    return rule, space.Neighbours.of_pairs(len(places), pairs, standardised=rule.standardised)


def _lines(outcome: Outcome) -> Iterator[tuple[str, Array]]:
    """Each line's values (periods, units): groups by their score, indicators as they came."""
    yield from ((code, _kept(outcome, outcome.composite.score(code))) for code in outcome.tree.groups)
    yield from ((code, _kept(outcome, outcome.prepared.raw[..., k])) for k, code in enumerate(outcome.tree.leaves))


def _kept(outcome: Outcome, values: Array) -> Array:
    return np.where(outcome.prepared.keep, values, np.nan)


def _cells(outcome: Outcome) -> Iterator[tuple[str, str, Array]]:
    """Period, line, and its values over the units."""
    return ((name, line, x[t]) for line, x in _lines(outcome) for t, name in enumerate(outcome.panel.periods))


def _refusable(values: Array, labels: Array, measure: Callable[[Array, Array], Row]) -> Row:
    try:
        return {**measure(values, labels), "why": ""}
    except Refusal as refusal:
        return {"why": refusal.problems[0].code}


def _columns(rows: Iterator[Row] | Sequence[Row], names: tuple[str, ...]) -> Columns:
    told = list(rows)
    return {name: [row.get(name) for row in told] for name in names}
