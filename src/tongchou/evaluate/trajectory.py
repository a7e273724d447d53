"""Where a target should stand on the way: planned values, schedule progress (序时进度) and lights.

>>> halfway = elapsed(Period.year(2017), Period.year(2015), Period.year(2019))
>>> planned = linear(start=40.0, target=50.0, elapsed=halfway)
>>> planned, schedule(44.5, start=40.0, planned=planned)
(45.0, 90.0)
"""

from collections.abc import Mapping

import numpy as np

from tongchou.evaluate.arrays import Numbers, alone, array
from tongchou.evaluate.errors import BAD_ELAPSED, NEEDS_POSITIVE, NO_PLANNED
from tongchou.evaluate.realization import baseline
from tongchou.plan import paths
from tongchou.terms import Direction, Period


def elapsed(now: Period, first: Period, last: Period) -> float:
    """Return the share of the plan's time gone by the end of ``now``, from 0 at the end of ``first`` to 1 at ``last``.

    Counted in whole months; it passes 1 after the plan and is below 0 before it.

    :raises Refusal: ``evaluate.trajectory.span`` where last does not end after first.
    """
    if last.end <= first.end:
        raise BAD_ELAPSED.refusal(found=f"{first}–{last}")
    return paths.elapsed(first, last, now)


def linear(start: Numbers, target: Numbers, elapsed: Numbers) -> Numbers:
    """Return the planned value on the straight line from start to target.

    >>> linear(46.0, 58.5, elapsed=0.4)
    51.0
    """
    return alone(paths.on_line(array(start), array(target), array(elapsed)))


def growth(start: Numbers, target: Numbers, elapsed: Numbers) -> Numbers:
    r"""Return the planned value at a constant rate of growth, :math:`x_0 (T/x_0)^\tau`.

    :raises Refusal: ``evaluate.value.not-positive`` unless start and target are above zero.

    >>> growth(100.0, 400.0, elapsed=0.5)
    200.0
    """
    x0, goal = array(start), array(target)
    lowest = min(np.min(x0), np.min(goal))
    if lowest <= 0:
        raise NEEDS_POSITIVE.refusal(what="growth", found=float(lowest))
    return alone(paths.at_growth(x0, goal, array(elapsed)))


def published(table: Mapping[Period, float], now: Period) -> float:
    """Return the planned value that a yearly table of the document states; such a table wins over any formula.

    :raises Refusal: ``evaluate.trajectory.unplanned`` for a period that the table does not have.
    """
    if now not in table:
        raise NO_PLANNED.refusal(found=now, allowed="、".join(period.code for period in sorted(table)))
    return table[now]


def schedule(value: Numbers, start: Numbers, planned: Numbers, direction: Direction = Direction.MORE) -> Numbers:
    r"""Return progress against the plan for now, in per cent: :math:`S = 100 (x - x_0)/(P_t - x_0)`.

    It is the baseline form toward today's planned value; 40 % done in year 1 of 5 is ahead, not failing. Where
    nothing was planned yet (:math:`P_t = x_0`) it is 100 as long as ``direction`` is kept.
    """
    return baseline(value, start, planned, direction)
