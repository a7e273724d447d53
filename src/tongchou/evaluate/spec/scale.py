"""Bringing prepared indicators to one scale, each by its method, over the scope that the spec names."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tongchou.evaluate import normalise, penalty, realization
from tongchou.evaluate.arrays import Array, array
from tongchou.evaluate.errors import SPEC_NEEDS
from tongchou.evaluate.normalise import Bounds
from tongchou.evaluate.spec.vocabulary import Line, Normalise
from tongchou.terms import Direction


@dataclass(frozen=True, slots=True)
class Scaled:
    """Scores (periods, units, indicators) with and without their cap, and the bounds used (scopes, indicators)."""

    values: Array
    uncapped: Array
    worst: Array
    best: Array


def scaled(values: Array, keep: NDArray[np.bool_], lines: tuple[Line, ...], rule: Normalise) -> Scaled:
    """Return indicators on one scale; rows not kept stay missing.

    :raises Refusal: ``evaluate.spec.needs`` for bounds or targets not stated, and those of the method.
    """
    scopes = (
        [keep] if rule.scope == "pooled" else [keep & (np.arange(len(keep)) == t)[:, None] for t in range(len(keep))]
    )
    raw = np.full(values.shape, np.nan)
    worst, best = np.full((2, len(scopes), len(lines)), np.nan)
    for s, scope in enumerate(scopes):
        for k, line in enumerate(lines):
            column = values[..., k][scope][:, None]
            if not np.isnan(column).all():
                raw[..., k][scope], worst[s, k], best[s, k] = _one(column, line, rule)
    return Scaled(_capped(raw, lines, rule), raw, worst, best)


def _capped(raw: Array, lines: tuple[Line, ...], rule: Normalise) -> Array:
    if not rule.cap:
        return raw
    values = raw.copy()
    for k, line in enumerate(lines):
        method = line.normalise or rule.method
        if method in ("goalposts", "min-max"):
            values[..., k] = np.clip(raw[..., k], min(rule.scale), max(rule.scale))
        elif method in ("ratio", "baseline", "efficacy"):
            values[..., k] = array(realization.side_by_side(raw[..., k]).capped)
    return values


def _one(column: Array, line: Line, rule: Normalise) -> tuple[Array, float, float]:
    method = line.normalise or rule.method
    if line.direction is Direction.NOMINAL and method not in ("interval", "baseline", "none"):
        raise SPEC_NEEDS.refusal(found=f"{line.code} (nominal)", allowed="normalise: interval")
    if method in ("goalposts", "min-max"):
        bounds = _bounds(column, line, rule, method)
        scores = normalise.goalposts(column, bounds, rule.scale, capped=False)
        return scores[:, 0], float(bounds.worst[0]), float(bounds.best[0])
    return _METHODS[method](column, line, rule)[:, 0], float("nan"), float("nan")


def _bounds(column: Array, line: Line, rule: Normalise, method: str) -> Bounds:
    direction = line.direction
    if method == "goalposts":
        return Bounds.of([_need(line, "low")], [_need(line, "high")], [direction])
    return normalise.sample_bounds(column, [direction], [line.code], rule.tails)


def _need(line: Line, key: str) -> float:
    value = getattr(line, key)
    if value is None:
        raise SPEC_NEEDS.refusal(found=line.code, allowed=key)
    return float(value)


def _way(line: Line) -> list[Direction]:
    return [line.direction]


def _reference(column: Array, line: Line, rule: Normalise) -> Array:
    points: dict[str, Callable[[], float]] = {
        "mean": lambda: float(np.nanmean(column)),
        "median": lambda: float(np.nanmedian(column)),
        "best": lambda: float((np.nanmin if line.direction is Direction.LESS else np.nanmax)(column)),
        "target": lambda: _need(line, "target"),
    }
    return np.array([points[rule.reference]()])


def _ampi(column: Array, line: Line, rule: Normalise) -> Array:
    extremes = normalise.sample_bounds(column, _way(line), [line.code], rule.tails)
    return penalty.adjusted(column, _reference(column, line, rule), extremes)


def _interval(column: Array, line: Line, rule: Normalise) -> Array:  # noqa: ARG001
    if line.interval is None or line.limits is None:
        raise SPEC_NEEDS.refusal(found=line.code, allowed="interval, limits")
    return array(realization.interval(column, line.interval, line.limits))


def _efficacy(column: Array, line: Line, rule: Normalise) -> Array:  # noqa: ARG001
    bounds = Bounds.of([_need(line, "low")], [_need(line, "high")], _way(line))
    return array(realization.efficacy(column, bounds.worst, bounds.best))


_METHODS: dict[str, Callable[[Array, Line, Normalise], Array]] = {
    "z-score": lambda x, line, rule: normalise.standard_scores(x, _way(line), [line.code], rule.ddof),
    "mpi": lambda x, line, rule: penalty.standardised(x, _way(line), [line.code], rule.ddof),
    "ampi": _ampi,
    "rank": lambda x, line, rule: normalise.rank_scores(x, _way(line), rule.ties),
    "percentile": lambda x, line, _: normalise.percentiles(x, _way(line)),
    "exponential-rank": lambda x, line, rule: normalise.rank_exponential(x, _way(line), rule.constant),
    "reference": lambda x, line, rule: normalise.relative(x, _reference(x, line, rule), _way(line)),
    "vector": lambda x, line, _: normalise.vector(x) * (-1.0 if line.direction is Direction.LESS else 1.0),
    "ratio": lambda x, line, _: array(realization.ratio(x, _need(line, "target"), line.direction)),
    "baseline": lambda x, line, _: array(
        realization.baseline(x, _need(line, "start"), _need(line, "target"), line.direction)
    ),
    "efficacy": _efficacy,
    "interval": _interval,
    "none": lambda x, *_: x,
}
