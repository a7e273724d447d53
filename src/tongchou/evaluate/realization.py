"""How far toward the target: ratio, baseline, efficacy and interval forms of the realization degree (实现程度).

Every form returns per cent, uncapped, for one number or an array; a missing value stays missing. A cap is a
separate, visible step, for it decides winners: with it, no province had met the 2020 goals of urban–rural
integration in 2016; without it, five had (CASS index).

>>> ratio(52.2, 58.5)
89.23...
>>> baseline(52.2, start=46, target=58.5)
49.6...
>>> side_by_side(baseline(60.0, start=46, target=58.5))
Degree(raw=112.0, capped=100.0)
"""

from dataclasses import dataclass

import numpy as np

from tongchou.evaluate.arrays import Array, Numbers, alone, array
from tongchou.evaluate.errors import BAD_INTERVAL, NEGATIVE_RATIO, SAME_BOUNDS, TARGET_ZERO
from tongchou.terms import Direction


@dataclass(frozen=True, slots=True)
class Degree:
    """A realization degree without and with its cap, in per cent."""

    raw: Numbers
    capped: Numbers

    @property
    def over(self) -> Numbers:
        """The surplus that the cap hides, in points."""
        return alone(np.maximum(array(self.raw) - array(self.capped), 0.0))


def side_by_side(raw: Numbers, floor: float = 0.0, ceiling: float = 100.0) -> Degree:
    """Return a degree with and without its cap.

    >>> side_by_side(-12.5).capped
    0.0
    """
    return Degree(raw, alone(np.clip(array(raw), floor, ceiling)))


def ratio(value: Numbers, target: Numbers, direction: Direction = Direction.MORE) -> Numbers:
    r"""Return value over target, or target over value where lower is better, in per cent.

    .. math:: R = 100\, x / T \quad\text{or}\quad R = 100\, T / x

    It gives credit for zero progress (90 toward 100 is 90 % on the first day) and is unbounded as a lower-is-better
    value falls to 0, where it is infinite before its cap. Source: NBS moderate-prosperity monitoring, 2008.

    :raises Refusal: ``evaluate.realization.target-zero``, ``evaluate.realization.negative``.

    >>> ratio(2.5, 2.0, Direction.LESS)
    80.0
    """
    x, goal = array(value), array(target)
    if np.any(goal <= 0):
        raise TARGET_ZERO.refusal(found=float(np.nanmin(goal)))
    if np.any(x < 0):
        raise NEGATIVE_RATIO.refusal(found=float(np.nanmin(x)))
    with np.errstate(divide="ignore"):
        return alone(100.0 * (goal / x if direction is Direction.LESS else x / goal))


def baseline(
    value: Numbers, start: Numbers, target: Numbers, direction: Direction = Direction.MORE, tolerance: float = 0.0
) -> Numbers:
    r"""Return the share of the way from start to target that is done, in per cent; it may be negative.

    .. math:: R = 100\, (x - x_0) / (T - x_0)

    Works both ways without a direction, for the target lies on the better side. Where target equals start the
    promise is to hold: 100 while ``direction`` (needed only then) is kept, else falling to 0 over ``tolerance``.

    >>> baseline(21.0, start=24.0, target=20.0)
    75.0
    >>> baseline(98.0, start=100.0, target=100.0, tolerance=4)
    50.0
    """
    x, x0, goal = np.broadcast_arrays(array(value), array(start), array(target))
    span = goal - x0
    held = np.isclose(span, 0.0, atol=1e-12)
    moved = 100.0 * (x - x0) / np.where(held, 1.0, span)
    return alone(np.where(held, _held(x - goal, direction, tolerance), moved) if held.any() else moved)


def _held(surplus: Array, direction: Direction, tolerance: float) -> Array:
    better = surplus * direction.sign if direction.sign else -np.abs(surplus)
    short = 100.0 * (1.0 + better / tolerance) if tolerance > 0 else np.where(np.isnan(better), np.nan, 0.0)
    return np.where(better >= 0, 100.0, np.maximum(short, 0.0))


def efficacy(
    value: Numbers, unsatisfactory: Numbers, satisfactory: Numbers, base: float = 60.0, span: float = 40.0
) -> Numbers:
    r"""Return the efficacy coefficient (功效系数), uncapped.

    .. math:: R = 60 + 40\, (x - x_u) / (x_s - x_u)

    The form of Zhejiang's urban–rural evaluation; Chuzhou's quarterly assessment uses it for level and growth.

    :raises Refusal: ``evaluate.bounds.same``.

    >>> efficacy(85.0, unsatisfactory=70, satisfactory=100)
    80.0
    """
    low, high = array(unsatisfactory), array(satisfactory)
    if np.any(low == high):
        raise SAME_BOUNDS.refusal(found=float(np.max(np.where(low == high, low, -np.inf))))
    return alone(base + span * (array(value) - low) / (high - low))


def interval(value: Numbers, target: tuple[float, float], limits: tuple[float, float]) -> Numbers:
    r"""Return the degree of a value that is best inside an interval (适度指标), from 0 to 100.

    .. math:: R = 100\, \bigl(1 - \max(q_1 - x,\; x - q_2,\; 0) / \max(q_1 - m,\; M - q_2)\bigr),\ R \ge 0

    ``target`` is :math:`[q_1, q_2]`, ``limits`` is :math:`[m, M]`. Source: standard form; NBS 2008 has six such items.

    :raises Refusal: ``evaluate.realization.interval`` unless m ≤ q1 ≤ q2 ≤ M and m < M with room on some side.

    >>> interval(7.0, target=(3, 6), limits=(1, 10))
    75.0
    """
    (q1, q2), (low, high) = target, limits
    room = max(q1 - low, high - q2)
    if not low <= q1 <= q2 <= high or room == 0:
        raise BAD_INTERVAL.refusal(found=f"{low}, {q1}, {q2}, {high}")
    x = array(value)
    return alone(100.0 * np.maximum(1.0 - np.maximum(np.maximum(q1 - x, x - q2), 0.0) / room, 0.0))


def nominal(value: Numbers, target: float, tolerance: float) -> Numbers:
    """Return the degree of a value that is best at one figure, falling to 0 at ``tolerance`` on either side.

    :raises Refusal: ``evaluate.realization.interval`` for a tolerance that is not above zero.

    >>> nominal(105.0, target=107, tolerance=8)
    75.0
    """
    return interval(value, (target, target), (target - tolerance, target + tolerance))
