"""A spec and its table, carried out: every stage kept, so that each can be shown and exported."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from tongchou.evaluate import change, draws, ranks
from tongchou.evaluate.arrays import Array
from tongchou.evaluate.bands import Bands
from tongchou.evaluate.composite import Composite, evaluate
from tongchou.evaluate.errors import SPEC_LEVEL, SPEC_NEEDS
from tongchou.evaluate.impute import impute, unit_mean
from tongchou.evaluate.model import Mean
from tongchou.evaluate.sensitivity import Effect, Study, sobol
from tongchou.evaluate.spec.prepare import Prepared, columns_of, indicator_lines, prepared, rule_of
from tongchou.evaluate.spec.scale import Scaled, scaled
from tongchou.evaluate.spec.vocabulary import Line, Rule, Spec, TableSpec, Uncertainty
from tongchou.evaluate.spec.weighting import bare_tree, weighted
from tongchou.evaluate.tables import Layout, Panel, read_panel
from tongchou.evaluate.tree import IndexTree
from tongchou.evaluate.uncertainty import Progress, Simulation, simulate
from tongchou.packs.yaml_file import read_yaml
from tongchou.terms import Problem

_POWERS = {"arithmetic": 1.0, "geometric": 0.0, "harmonic": -1.0}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a spec gives: indicators prepared and scaled, the tree in force, scores, ranks, and what was simulated."""

    spec: Spec
    prepared: Prepared
    scaled: Scaled
    tree: IndexTree
    composite: Composite
    notes: tuple[Problem, ...]
    simulation: Simulation | None = None
    effects: tuple[Effect, ...] = ()
    simulated_period: str = ""

    @property
    def panel(self) -> Panel:
        """The table behind it."""
        return self.prepared.panel

    def ranks(self, scores: Array) -> Array:
        """Return the ranks of scores (periods, units, lines) within each period, by the spec's rule.

        :raises Refusal: ``evaluate.spec.needs`` for ranks within groups without a group column.
        """
        return _ranked(scores, self.prepared, self.spec)

    def changes(self) -> list[tuple[str, change.Change]]:
        """Return the split of the change into each period after the first."""
        return [(self.panel.periods[t], split) for t, split in enumerate(_steps(self), start=1)]


def read_spec(path: Path) -> Spec:
    """Read a spec file.

    :raises Refusal: every unknown key, wrong value or broken line with file, line and column, at once.
    """
    return read_yaml(path, Spec, path.name)


def run_spec(table: Path, spec: Spec, progress: Progress | None = None) -> Outcome:
    """Carry out a spec on its table.

    :raises Refusal: any ``evaluate.*``; nothing is written or guessed.
    """
    lines = _in_tree_order(spec)
    return run_panel(read_panel(table, _layout(spec.table), columns_of(lines)), spec, progress)


def run_panel(panel: Panel, spec: Spec, progress: Progress | None = None) -> Outcome:
    """Carry out a spec on a panel already read; the panel must hold the columns the spec names."""
    state = prepared(spec, panel, _in_tree_order(spec))
    scale = _siblings_filled(scaled(state.values, state.keep, state.lines, spec.normalise), state, spec)
    tree = weighted(spec, bare_tree(spec), scale.values[state.keep])
    composite = _evaluated(tree, scale.values, spec, panel)
    outcome = Outcome(spec, state, scale, tree, composite, state.notes + composite.notes)
    return outcome if spec.uncertainty is None else _simulated(outcome, spec.uncertainty, progress)


def _in_tree_order(spec: Spec) -> tuple[Line, ...]:
    by_code = {line.code: line for line in indicator_lines(spec)}
    return tuple(by_code[code] for code in bare_tree(spec).leaves)


def _layout(table: TableSpec) -> Layout:
    indicator = table.indicator if table.layout == "long" else ""
    return Layout(table.unit, table.period, table.group, indicator, table.value, table.encoding, table.missing)


def _siblings_filled(scale: Scaled, state: Prepared, spec: Spec) -> Scaled:
    """Fill from a unit's other indicators in the same group, which needs one scale: after normalising."""
    common = spec.impute.rule if spec.impute.depth is None else "none"
    wanted = [(line.impute or common) == "unit-mean" for line in state.lines]
    if not any(wanted):
        return scale
    values = scale.values.copy()
    for parent in dict.fromkeys(line.parent for line in state.lines):
        members = [k for k, line in enumerate(state.lines) if line.parent == parent]
        filled = impute(scale.values[..., members], unit_mean).values
        for place, k in enumerate(members):
            values[..., k] = filled[..., place] if wanted[k] else values[..., k]
    return replace(scale, values=np.where(state.keep[..., None], values, np.nan))


def _fills(tree: IndexTree, spec: Spec, panel: Panel) -> Mapping[str, Callable[[Array], Array]]:
    depth = spec.impute.depth
    if depth is None or spec.impute.rule == "none":
        return {}
    codes = [code for code in tree.groups if tree.node(code).depth == depth]
    if not codes:
        raise SPEC_LEVEL.refusal(
            found=f"impute.depth: {depth}", allowed="0–" + str(max(n.depth for n in tree.nodes) - 1)
        )
    return dict.fromkeys(codes, rule_of(spec.impute.rule, spec.impute.value, panel.groups))


def _evaluated(tree: IndexTree, values: Array, spec: Spec, panel: Panel) -> Composite:
    fills = _fills(tree, spec, panel)
    if fills or all(isinstance(tree.node(code).aggregate, Mean) for code in tree.groups):
        return evaluate(tree, values, fills=fills)
    return _stacked([evaluate(tree, period) for period in values])


def _stacked(results: list[Composite]) -> Composite:
    return Composite(
        results[0].tree,
        np.stack([result.indicators for result in results]),
        np.stack([result.scores for result in results]),
        np.stack([result.shares for result in results]),
        tuple(note for result in results for note in result.notes),
    )


def _ranked(values: Array, state: Prepared, spec: Spec) -> Array:
    scores = np.where(state.keep[..., None], -values if spec.rank.lowest_first else values, np.nan)
    rule, groups = ranks.TIE_RULES[spec.rank.ties], state.panel.groups
    if spec.rank.within_group and not groups:
        raise SPEC_NEEDS.refusal(found="rank.within_group", allowed="table.group")
    labels = np.array(groups if spec.rank.within_group else ["*"] * len(state.panel.units))
    out = np.full_like(scores, np.nan)
    for label in dict.fromkeys(labels.tolist()):
        members = np.flatnonzero(labels == label)
        for t, k in np.ndindex(scores.shape[0], scores.shape[2]):
            out[t, members, k] = rule(scores[t, members, k])
    return out


def _steps(outcome: Outcome) -> list[change.Change]:
    periods = [evaluate(outcome.tree, values) for values in outcome.composite.indicators]
    return [change.split(before, after) for before, after in pairwise(periods)]


def _simulated(outcome: Outcome, rule: Uncertainty, progress: Progress | None) -> Outcome:
    if rule.period and rule.period not in outcome.panel.periods:
        raise SPEC_LEVEL.refusal(found=f"uncertainty.period: {rule.period}", allowed="、".join(outcome.panel.periods))
    period = outcome.panel.periods.index(rule.period) if rule.period else -1
    matrices = [np.where(outcome.prepared.keep[period][:, None], m[period], np.nan) for m in _variants(outcome, rule)]
    drawn = _drawn(outcome.tree, rule)
    powers = tuple(_POWERS[name] for name in rule.means)
    varied = drawn.with_variants(draws.choices(len(matrices), rule.runs, rule.seed + 1))
    if powers:
        varied = varied.with_powers(powers, draws.choices(len(powers), rule.runs, rule.seed + 2))
    if rule.leave_one_out:
        varied = varied.without_indicators(draws.one_left_out(outcome.tree, rule.runs, rule.seed + 3))
    simulation = simulate(outcome.tree, matrices, varied, progress)
    effects = sobol(Study(outcome.tree, tuple(matrices), powers, drawn), rule.sobol, rule.seed) if rule.sobol else []
    period_name = outcome.panel.periods[period]
    return replace(outcome, simulation=simulation, effects=tuple(effects), simulated_period=period_name)


def _variants(outcome: Outcome, rule: Uncertainty) -> list[Array]:
    """The indicators on one scale as published, then as every other choice named would have them."""
    state, spec = outcome.prepared, outcome.spec
    matrices = [outcome.scaled.values, *([outcome.scaled.uncapped] if rule.caps else [])]
    for method in rule.normalise:
        lines = tuple(line.model_copy(update={"normalise": None}) for line in state.lines)
        matrices.append(
            scaled(state.values, state.keep, lines, spec.normalise.model_copy(update={"method": method})).values
        )
    return matrices + [_imputed_by(name, outcome) for name in rule.impute]


def _imputed_by(name: Rule, outcome: Outcome) -> Array:
    lines = tuple(line.model_copy(update={"impute": None}) for line in outcome.prepared.lines)
    spec = outcome.spec.model_copy(
        update={"impute": outcome.spec.impute.model_copy(update={"rule": name, "depth": None})}
    )
    state = prepared(spec, outcome.panel, lines)
    return _siblings_filled(scaled(state.values, state.keep, lines, spec.normalise), state, spec).values


def _drawn(tree: IndexTree, rule: Uncertainty) -> draws.Draws:
    if rule.concentration is not None:
        return draws.around(tree, rule.runs, rule.seed, rule.concentration)
    return draws.scattered(tree, rule.runs, rule.seed, rule.spread)


def bands_of(spec: Spec) -> Bands | None:
    """Return the labels of a spec."""
    if spec.bands is None:
        return None
    return Bands(spec.bands.limits, spec.bands.labels, spec.bands.closed, spec.bands.version)
