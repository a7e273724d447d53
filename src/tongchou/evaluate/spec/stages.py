"""Every stage of an outcome as a plain table: named columns of one length, ready for CSV and JSON."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tongchou.evaluate import contribution, obstacle, understand, weigh
from tongchou.evaluate.arrays import Array
from tongchou.evaluate.errors import SPEC_NEEDS
from tongchou.evaluate.spec import analysis
from tongchou.evaluate.spec.run import Outcome, bands_of

Column = Sequence[object] | Array
Table = dict[str, Column]


def stage(outcome: Outcome, name: str) -> Table:
    """Return one stage by its name.

    :raises Refusal: ``evaluate.spec.needs`` for a stage that the spec did not prepare (intervals, sensitivity).
    """
    return STAGES[name](outcome)


def _keys(outcome: Outcome) -> Table:
    times, units = np.nonzero(outcome.panel.there)
    keys: Table = {"unit": _named(outcome.panel.units, units)}
    if outcome.panel.periods != ("",):
        keys["period"] = _named(outcome.panel.periods, times)
    if outcome.panel.groups:
        keys["group"] = _named(outcome.panel.groups, units)
    return keys


def _named(names: Sequence[str], places: NDArray[np.int64]) -> list[str]:
    return list(np.array(names, dtype=object)[places].tolist())


def _wide(outcome: Outcome, values: Array, codes: Sequence[str]) -> Table:
    there = outcome.panel.there
    return _keys(outcome) | {code: values[..., k][there] for k, code in enumerate(codes)}


def _lines(outcome: Outcome) -> tuple[str, ...]:
    return (*outcome.tree.groups, *outcome.tree.leaves)


def results(outcome: Outcome) -> Table:
    """Return score, rank, observed share and label of each unit, best first within each period."""
    there, score = outcome.panel.there, np.where(outcome.prepared.keep, outcome.composite.score(), np.nan)
    table = _keys(outcome) | {
        "score": score[there],
        "rank": outcome.ranks(score[..., None])[..., 0][there],
        "observed": outcome.composite.observed()[there],
    }
    bands = bands_of(outcome.spec)
    if bands:
        table["label"] = bands.label_all(score[there])
    rows = np.argwhere(there)
    order = np.lexsort((rows[:, 1], np.nan_to_num(table["rank"], nan=np.inf), rows[:, 0]))
    return {name: _taken(column, order) for name, column in table.items()}


def _taken(column: Column, order: NDArray[np.int64]) -> Column:
    return column[order] if isinstance(column, np.ndarray) else [column[row] for row in order.tolist()]


def scores(outcome: Outcome) -> Table:
    """Return the score of every line for each unit."""
    kept = outcome.prepared.keep[..., None]
    return _wide(outcome, np.where(kept, _all_scores(outcome), np.nan), _lines(outcome))


def _all_scores(outcome: Outcome) -> Array:
    return np.concatenate([outcome.composite.scores, outcome.composite.indicators], axis=-1)


def observed(outcome: Outcome) -> Table:
    """Return the share of weight observed of every group for each unit."""
    return _wide(outcome, outcome.composite.shares, outcome.tree.groups)


def screening(outcome: Outcome) -> Table:
    """Return who stayed, the share available, and why not."""
    there, rows = outcome.panel.there, np.argwhere(outcome.panel.there)
    return _keys(outcome) | {
        "kept": outcome.prepared.keep[there].tolist(),
        "available": outcome.prepared.available[there],
        "reason": [outcome.prepared.reasons.get((int(t), int(u)), "") for t, u in rows],
    }


def flags(outcome: Outcome) -> Table:
    """Return every cell that is not as it came."""
    names = ("period", "unit", "indicator", "how", "raw", "value")
    return {name: [getattr(flag, name) for flag in outcome.prepared.flags] for name in names}


def bounds(outcome: Outcome) -> Table:
    """Return the worst and best value of each indicator, per scope."""
    scopes = ["pooled"] if len(outcome.scaled.worst) == 1 else list(outcome.panel.periods)
    count = len(outcome.tree.leaves)
    return {
        "scope": [scope for scope in scopes for _ in range(count)],
        "indicator": list(outcome.tree.leaves) * len(scopes),
        "worst": outcome.scaled.worst.ravel(),
        "best": outcome.scaled.best.ravel(),
    }


def weights(outcome: Outcome) -> Table:
    """Return each line's weight as written, as share, down to the index, and the main effect of indicators."""
    tree = outcome.tree
    effective = {node.code: sum(_under(outcome, node.code)) for node in tree.nodes}
    given = {line.code: line.weight for line in outcome.spec.structure}
    effects = _importance(outcome)
    return {
        "code": [node.code for node in tree.nodes],
        "parent": [node.parent for node in tree.nodes],
        "level": [node.depth for node in tree.nodes],
        "direction": [node.direction.value for node in tree.nodes],
        "given": [given[node.code] for node in tree.nodes],
        "share": [node.weight for node in tree.nodes],
        "effective": [effective[node.code] for node in tree.nodes],
        "main_effect": [effects.get(node.code) for node in tree.nodes],
    }


def _under(outcome: Outcome, code: str) -> list[float]:
    whole = outcome.tree.effective_weights()
    return [whole[leaf] for leaf in outcome.tree.leaves_under(code)]


def _importance(outcome: Outcome) -> Mapping[str, float]:
    keep = outcome.prepared.keep
    if keep.sum() < 20:
        return {}
    found = weigh.importance(outcome.composite.indicators[keep], outcome.composite.score()[keep])
    return dict(zip(outcome.tree.leaves, map(float, found), strict=True))


def contributions(outcome: Outcome) -> Table:
    """Return the points that each indicator brings to the index; they add to the score."""
    return _wide(outcome, contribution.points(outcome.composite), outcome.tree.leaves)


def obstacles(outcome: Outcome) -> Table:
    """Return the degree of obstacle of each indicator, in per cent."""
    shares = np.array([outcome.tree.effective_weights()[leaf] for leaf in outcome.tree.leaves])
    full = max(outcome.spec.normalise.scale)
    return _wide(outcome, obstacle.obstacles(outcome.composite.indicators, shares, full), outcome.tree.leaves)


def changes(outcome: Outcome) -> Table:
    """Return the change since the last period by cause, and performance by indicator."""
    table: dict[str, list[object]] = {}
    for period, split in outcome.changes():
        rows = [u for u in range(len(outcome.panel.units)) if not np.isnan(split.total[u])]
        parts = {"total": split.total, "weights": split.weights, "revision": split.revision, "coverage": split.coverage}
        parts |= {code: split.performance[:, k] for k, code in enumerate(outcome.tree.leaves)}
        _append(table, "unit", [outcome.panel.units[u] for u in rows])
        _append(table, "period", [period] * len(rows))
        for name, values in parts.items():
            _append(table, name, values[rows].tolist())
    return dict(table)


def _append(table: dict[str, list[object]], name: str, values: Sequence[object]) -> None:
    table.setdefault(name, []).extend(values)


def correlation(outcome: Outcome) -> Table:
    """Return the correlation of every pair of indicators, with its p-value and number of units."""
    found = understand.correlation(outcome.composite.indicators[outcome.prepared.keep])
    leaves = outcome.tree.leaves
    pairs = [(j, k) for j in range(len(leaves)) for k in range(j + 1, len(leaves))]
    return {
        "one": [leaves[j] for j, _ in pairs],
        "other": [leaves[k] for _, k in pairs],
        "r": [float(found.r[p]) for p in pairs],
        "p": [float(found.p[p]) for p in pairs],
        "n": [int(found.n[p]) for p in pairs],
    }


def coherence(outcome: Outcome) -> Table:
    """Return Cronbach's alpha and the share of the first component for each group of two or more parts."""
    keep, composite = outcome.prepared.keep, outcome.composite
    rows = []
    for code in outcome.tree.groups:
        parts = np.stack([composite.score(child.code)[keep] for child in outcome.tree.children(code)], axis=-1)
        whole = parts[~np.isnan(parts).any(axis=1)]
        if parts.shape[1] > 1 and len(whole) > 2 and np.ptp(whole.sum(axis=1)) > 0:
            rows.append((code, understand.alpha(parts), understand.components(parts)))
    return {
        "group": [code for code, _, _ in rows],
        "parts": [a.indicators for _, a, _ in rows],
        "units": [a.units for _, a, _ in rows],
        "alpha": [a.value for _, a, _ in rows],
        "first_component": [float(c.explained[0]) for _, _, c in rows],
    }


def intervals(outcome: Outcome) -> Table:
    """Return the simulated spread of each unit's rank, and how probable its place and label are."""
    simulation, rule = outcome.simulation, outcome.spec.uncertainty
    if simulation is None or rule is None:
        raise SPEC_NEEDS.refusal(found="outputs: intervals", allowed="uncertainty")
    spread = simulation.intervals()
    table: Table = {"unit": list(outcome.panel.units), "period": [outcome.simulated_period] * len(outcome.panel.units)}
    table |= {"score": simulation.nominal, "rank": spread.nominal}
    table |= {"rank_q05": spread.low, "rank_median": spread.median, "rank_q95": spread.high}
    table |= {"rank_best": spread.best, "rank_worst": spread.worst}
    table |= {f"p_top_{count}": simulation.top(count) for count in rule.top}
    if bands := bands_of(outcome.spec):
        tiers = simulation.tiers(bands)
        table |= {"label": list(tiers.labels), "p_label": tiers.probability}
        table["distinguishable"] = tiers.distinguishable.tolist()
    return table


def sensitivity(outcome: Outcome) -> Table:
    """Return Sobol's first-order and total index of each factor, with half-widths."""
    if not outcome.effects:
        raise SPEC_NEEDS.refusal(found="outputs: sensitivity", allowed="uncertainty.sobol")
    names = ("factor", "first", "first_interval", "total", "total_interval")
    return {name: [getattr(effect, name) for effect in outcome.effects] for name in names}


def edition(outcome: Outcome) -> Table:
    """Return what the edition freezes: weight, bounds, target and direction of each indicator."""
    lines = outcome.prepared.lines
    shares = outcome.tree.effective_weights()
    return {
        "version": [outcome.spec.version] * len(lines),
        "indicator": [line.code for line in lines],
        "direction": [line.direction.value for line in lines],
        "weight": [shares[line.code] for line in lines],
        "worst": outcome.scaled.worst[-1],
        "best": outcome.scaled.best[-1],
        "start": [line.start for line in lines],
        "target": [line.target for line in lines],
    }


STAGES: dict[str, Callable[[Outcome], Table]] = {
    "results": results,
    "raw": lambda o: _wide(o, o.prepared.raw, o.tree.leaves),
    "prepared": lambda o: _wide(o, o.prepared.values, o.tree.leaves),
    "flags": flags,
    "screening": screening,
    "bounds": bounds,
    "normalised": lambda o: _wide(o, o.scaled.values, o.tree.leaves),
    "uncapped": lambda o: _wide(o, o.scaled.uncapped, o.tree.leaves),
    "weights": weights,
    "scores": scores,
    "ranks": lambda o: _wide(o, o.ranks(_all_scores(o)), _lines(o)),
    "observed": observed,
    "contributions": contributions,
    "obstacles": obstacles,
    "changes": changes,
    "correlation": correlation,
    "coherence": coherence,
    "intervals": intervals,
    "sensitivity": sensitivity,
    "edition": edition,
    "components": analysis.components,
    "standings": analysis.standings,
    "removals": analysis.removals,
    "disparity": analysis.disparity,
    "convergence": analysis.convergence,
    "coupling": analysis.coupling,
    "neighbours": analysis.neighbours,
    "local": analysis.local,
}
