"""From a table to indicators ready for one scale: formulas, denominators, screening, imputation, outliers; flagged."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from tongchou.evaluate import impute, outliers, screen
from tongchou.evaluate.arrays import Array
from tongchou.evaluate.errors import EMPTY, NO_UNITS, SAME_VALUE, SPEC_LEVEL, SPEC_NEEDS
from tongchou.evaluate.formula import calculate, names_in
from tongchou.evaluate.spec.vocabulary import Line, Screen, Spec, Treat
from tongchou.evaluate.tables import Panel
from tongchou.terms import Problem


@dataclass(frozen=True, slots=True)
class Flag:
    """One cell that is not as it came: where, what was done, before and after."""

    period: str
    unit: str
    indicator: str
    how: str
    raw: float
    value: float


@dataclass(frozen=True, slots=True)
class Prepared:
    """Indicators (periods, units, indicators) as they came and as they go on, who was screened out, and the flags."""

    panel: Panel
    lines: tuple[Line, ...]
    raw: Array
    values: Array
    keep: NDArray[np.bool_]
    reasons: Mapping[tuple[int, int], str] = field(default_factory=dict)
    available: Array = field(default_factory=lambda: np.empty((0, 0)))
    flags: tuple[Flag, ...] = ()
    notes: tuple[Problem, ...] = ()


def indicator_lines(spec: Spec) -> tuple[Line, ...]:
    """Return the lines that nothing has as parent, in the order of the structure."""
    parents = {line.parent for line in spec.structure}
    return tuple(line for line in spec.structure if line.code not in parents)


def columns_of(lines: Sequence[Line]) -> list[str]:
    """Return the columns of the table that indicators need."""
    wanted = [n for line in lines for n in (names_in(line.formula) if line.formula else [line.column or line.code])]
    return list(dict.fromkeys([*wanted, *(line.denominator.column for line in lines if line.denominator)]))


def prepared(spec: Spec, panel: Panel, lines: tuple[Line, ...]) -> Prepared:
    """Return the indicators of a spec from its table.

    :raises Refusal: those of formulas, denominators, screening and treatment.
    """
    raw = np.stack([_column(line, panel) for line in lines], axis=-1)
    start = Prepared(panel, lines, raw, raw, panel.there)
    return _treated(_imputed(_screened(start, spec.screen), spec), spec.treat)


def _column(line: Line, panel: Panel) -> Array:
    columns = {name: panel.column(name) for name in panel.columns}
    values = calculate(line.formula, columns) if line.formula else columns[line.column or line.code]
    if line.denominator:
        values = screen.per(values, columns[line.denominator.column], line.denominator.scale)
    return values


def _screened(state: Prepared, rule: Screen) -> Prepared:
    rows = np.argwhere(state.panel.there)
    unknown = [unit for unit in rule.force if unit not in state.panel.units]
    if unknown:
        raise SPEC_LEVEL.refusal(found=unknown[0], allowed="、".join(state.panel.units[:20]))
    force = [k for k, (_, u) in enumerate(rows) if state.panel.units[u] in rule.force]
    found = screen.screen(state.raw[state.panel.there], rule.available, rule.nonzero, force)
    if not found.keep.any():
        raise NO_UNITS.refusal(found=found.reasons[0])
    keep, available = np.zeros_like(state.panel.there), np.full(state.panel.there.shape, np.nan)
    keep[state.panel.there], available[state.panel.there] = found.keep, found.available
    reasons = {(int(t), int(u)): why for (t, u), why in zip(rows, found.reasons, strict=True) if why}
    values = np.where(keep[..., None], state.raw, np.nan)
    notes = tuple(_uninformative(state.lines, values[keep]))
    return replace(state, values=values, keep=keep, reasons=reasons, available=available, notes=notes)


def _uninformative(lines: Sequence[Line], rows: Array) -> Iterator[Problem]:
    for line, column in zip(lines, rows.T, strict=True):
        known = column[~np.isnan(column)]
        if not known.size:
            yield EMPTY.at(found=line.code)
        elif known.size > 1 and np.ptp(known) == 0:
            yield SAME_VALUE.at(found=line.code)


def rule_of(name: str, value: float, groups: Sequence[str]) -> Callable[[Array], Array]:
    """Return an imputation rule by the name that files use.

    :raises Refusal: ``evaluate.spec.needs`` for a rule by group without a group column.
    """
    if name.startswith("group") and not groups:
        raise SPEC_NEEDS.refusal(found=f"impute: {name}", allowed="table.group")
    rules: dict[str, Callable[[Array], Array]] = {
        "column-mean": impute.column_mean,
        "column-median": impute.column_median,
        "unit-mean": impute.unit_mean,
        "last": impute.last,
        "linear": impute.linear,
        "group-mean": impute.group_mean(groups),
        "group-median": impute.group_median(groups),
        "constant": impute.constant(value),
    }
    return rules[name]


def _imputed(state: Prepared, spec: Spec) -> Prepared:
    common = spec.impute.rule if spec.impute.depth is None else "none"
    values, flags = state.values.copy(), list(state.flags)
    for k, line in enumerate(state.lines):
        name = line.impute or common
        if name in {"none", "unit-mean"}:
            continue
        filled = impute.impute(state.values[..., k : k + 1], rule_of(name, spec.impute.value, state.panel.groups))
        where = filled.filled[..., 0] & state.keep
        values[..., k] = np.where(where, filled.values[..., 0], values[..., k])
        flags += _flags(state, k, where, f"imputed {name}", values[..., k])
    return replace(state, values=values, flags=tuple(flags))


def _flags(state: Prepared, k: int, where: NDArray[np.bool_], how: str, values: Array) -> list[Flag]:
    panel, code = state.panel, state.lines[k].code
    return [
        Flag(panel.periods[t], panel.units[u], code, how, float(state.raw[t, u, k]), float(values[t, u]))
        for t, u in np.argwhere(where)
    ]


def _treated(state: Prepared, treat: Treat | None) -> Prepared:
    if treat is None:
        return state
    values, flags = state.values.copy(), list(state.flags)
    for k, line in enumerate(state.lines):
        for scope in _scopes(state.keep, treat.scope) if line.treat else ():
            done = outliers.treat(state.values[..., k][scope], _winsorise(treat))
            values[..., k][scope] = done.values
            for how in sorted({cell for cell in done.cells if cell}):
                where = np.zeros_like(scope)
                where[scope] = [cell == how for cell in done.cells]
                flags += _flags(state, k, where, how, values[..., k])
    return replace(state, values=values, flags=tuple(flags))


def _scopes(keep: NDArray[np.bool_], scope: str) -> list[NDArray[np.bool_]]:
    if scope == "pooled":
        return [keep]
    return [keep & (np.arange(len(keep)) == t)[:, None] for t in range(len(keep)) if keep[t].any()]


def _winsorise(treat: Treat) -> outliers.Winsorise:
    otherwise = {"log": outliers.offset_log, "box-cox": outliers.box_cox(treat.power), "none": outliers.untouched}
    return outliers.Winsorise(treat.points, treat.skew, treat.kurtosis, otherwise[treat.otherwise])
