"""Bringing indicators to one scale, with direction applied once.

Every scale through bounds is the same affine step, :func:`goalposts`; what differs is where the bounds come from.
Fixed goalposts, kept with the edition, are the default: bounds of a single year make an index fall while every
indicator rises, bounds of a pooled panel rewrite history when a year is added.

>>> import numpy as np
>>> goalposts(np.array([[65.0], [20.0]]), Bounds.of([20.0], [85.0]))
array([[69.23076923],
       [ 0.        ]])
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import rankdata

from tongchou.evaluate.arrays import Array, array, kernel
from tongchou.evaluate.errors import CONSTANT, EMPTY, SAME_BOUNDS
from tongchou.terms import Direction, Problem, Refusal

Scale = Callable[[Array], Array]


@dataclass(frozen=True, slots=True)
class Bounds:
    """The worst and the best value of each indicator: ``worst`` above ``best`` where lower is better.

    Kept with the edition that used them. A missing bound (an indicator without any value) scores nobody.
    """

    worst: Array
    best: Array
    notes: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, low: ArrayLike, high: ArrayLike, directions: Sequence[Direction] = ()) -> "Bounds":
        """Return bounds from low and high values, turned round where lower is better.

        :raises Refusal: ``evaluate.bounds.same``.

        >>> Bounds.of([0.0], [10.0], [Direction.LESS]).worst
        array([10.])
        """
        lows, highs = array(low), array(high)
        if np.any(lows == highs):
            raise SAME_BOUNDS.refusal(found=float(lows[lows == highs][0]))
        turned = np.array([d is Direction.LESS for d in directions] or [False] * lows.size)
        return cls(np.where(turned, highs, lows), np.where(turned, lows, highs))


def sample_bounds(
    values: Array, directions: Sequence[Direction], codes: Sequence[str], tails: tuple[float, float] = (0.0, 1.0)
) -> Bounds:
    """Return the bounds that a sample itself shows: its extremes, or the quantiles ``tails`` of it.

    ``values`` is (..., indicators); pass one year for a cross-section, the whole panel for pooled bounds.

    :raises Refusal: ``evaluate.indicator.constant``, for all such indicators at once.
    """
    flat = array(values).reshape(-1, len(codes))
    empty: NDArray[np.bool_] = np.asarray(np.isnan(flat).all(axis=0))
    low, high = _extremes(flat) if tails == (0.0, 1.0) else _quantiles(flat, tails, empty)
    constant: NDArray[np.bool_] = np.equal(low, high)
    if problems := [CONSTANT.at(found=codes[k]) for k in _places(constant)]:
        raise Refusal(problems)
    bounds = Bounds.of(low, high, directions)
    return Bounds(bounds.worst, bounds.best, tuple(EMPTY.at(found=codes[k]) for k in _places(empty)))


def goalposts(
    values: Array, bounds: Bounds, scale: tuple[float, float] = (0.0, 100.0), *, capped: bool = True
) -> Array:
    r"""Return :math:`z = a + (b - a)(x - x_{worst})/(x_{best} - x_{worst})`, kept within ``scale`` when ``capped``.

    ``values`` is (..., indicators).
    """
    numbers = np.asarray(values, dtype=np.float64)
    flat = np.ascontiguousarray(numbers.reshape(-1, numbers.shape[-1]))
    slope = (scale[1] - scale[0]) / (bounds.best - bounds.worst)
    limits = (min(scale), max(scale)) if capped else (-np.inf, np.inf)
    scaled: Array = _affine(flat, slope, scale[0] - slope * bounds.worst, limits).reshape(numbers.shape)
    return scaled


@kernel
def _affine(flat: Array, slope: Array, offset: Array, limits: tuple[float, float]) -> Array:
    out = np.empty_like(flat)
    for row in numba.prange(flat.shape[0]):
        for k in range(flat.shape[1]):
            scaled = flat[row, k] * slope[k] + offset[k]
            if scaled < limits[0]:
                scaled = limits[0]
            elif scaled > limits[1]:
                scaled = limits[1]
            out[row, k] = scaled
    return out


def standard_scores(values: Array, directions: Sequence[Direction], codes: Sequence[str], ddof: int = 1) -> Array:
    """Return z-scores over all rows (sample s.d. unless ``ddof`` is 0), turned round where lower is better.

    :raises Refusal: ``evaluate.indicator.constant``.
    """
    flat = _rows(values)
    sample_bounds(flat, directions, codes)
    signs = np.array([-1.0 if d is Direction.LESS else 1.0 for d in directions])
    scores: Array = signs * (flat - np.nanmean(flat, axis=0)) / np.nanstd(flat, axis=0, ddof=ddof)
    return scores.reshape(values.shape)


def rank_scores(values: Array, directions: Sequence[Direction], ties: str = "min") -> Array:
    """Return ranks as scores: 1 for the worst unit, more for a better one; ``ties`` as in :mod:`scipy.stats`."""
    return _each(values, directions, lambda column: rankdata(column, method=ties))


def percentiles(values: Array, directions: Sequence[Direction]) -> Array:
    """Return the share of the other units that a unit outdoes, from 0 to 100 (ties: the worse place)."""
    return _each(
        values, directions, lambda column: 100.0 * (rankdata(column, method="min") - 1) / max(column.size - 1, 1)
    )


def rank_exponential(values: Array, directions: Sequence[Direction], constant: float = 23.0) -> Array:
    r"""Return :math:`-k \ln(1 - R (1 - e^{-100/k}))` of the scaled rank R (1 for the best unit): few units score high.

    The transform of the English Indices of Deprivation, where k = 23 lets a tenth of the units score above 50.
    """

    def transform(column: Array) -> Array:
        scaled = rankdata(column, method="average") / column.size
        return np.asarray(-constant * np.log(1.0 - scaled * (1.0 - np.exp(-100.0 / constant))))

    return _each(values, directions, transform)


def vector(values: Array) -> Array:
    """Return each indicator over its Euclidean length, the scaling that TOPSIS textbooks use."""
    flat = _rows(values)
    length = np.sqrt(np.nansum(flat**2, axis=0))
    scaled: Array = np.divide(flat, length, out=flat * 0.0, where=length > 0)
    return scaled.reshape(values.shape)


def relative(values: Array, reference: ArrayLike, directions: Sequence[Direction]) -> Array:
    """Return values in per cent of a reference (a unit, a mean, a target), or the inverse where lower is better."""
    turned = np.array([d is Direction.LESS for d in directions])
    numbers, standard = array(values), array(reference)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(turned, 100.0 * standard / numbers, 100.0 * numbers / standard)


def _extremes(flat: Array) -> tuple[Array, Array]:
    return np.fmin.reduce(flat, axis=0), np.fmax.reduce(flat, axis=0)


def _quantiles(flat: Array, tails: tuple[float, float], empty: NDArray[np.bool_]) -> tuple[Array, Array]:
    low, high = np.nanquantile(np.where(empty, 0.0, flat), tails, axis=0)
    return np.where(empty, np.nan, low), np.where(empty, np.nan, high)


def _places(mask: NDArray[np.bool_]) -> list[int]:
    return [int(k) for k in np.flatnonzero(mask)]


def _rows(values: Array) -> Array:
    return array(values).reshape(-1, values.shape[-1])


def _each(values: Array, directions: Sequence[Direction], function: Scale) -> Array:
    flat = _rows(values)
    out = np.full(flat.shape, np.nan)
    for k, direction in enumerate(directions):
        there = ~np.isnan(flat[:, k])
        if there.any():
            out[there, k] = function(-flat[there, k] if direction is Direction.LESS else flat[there, k])
    return out.reshape(values.shape)
