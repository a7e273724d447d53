"""Where to put facilities: the classical location models, exact, with existing sites kept and the gap proven.

Set covering (Toregas and others 1971), maximal covering (Church and ReVelle 1974), p-median (Hakimi 1964; ReVelle and
Swain 1970), p-center (Hakimi 1964), the capacitated p-median. ``minutes`` is a dense table, a row a demand point and a
column a candidate site; ``inf`` is out of reach.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_array, coo_array, csr_array, eye_array, hstack, vstack

from tongchou.onemap.services.errors import NO_PLAN, SHAPES, TOO_MANY, UNCOVERED
from tongchou.onemap.services.programs import Program, solve
from tongchou.onemap.services.reach import Numbers

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """Demand points with people, candidate sites, the minutes between them, and the sites that stay open."""

    minutes: Numbers
    people: Numbers
    kept: Sequence[int] = ()
    seconds: float = 60.0

    def __post_init__(self) -> None:
        if self.minutes.ndim != 2 or len(self.minutes) != len(self.people):
            raise SHAPES.refusal(found=len(self.people), allowed=self.minutes.shape)


@dataclass(frozen=True, slots=True, eq=False)
class Siting:
    """The sites chosen, the site each demand point goes to (-1: none), the value, and its proven gap (0: the best)."""

    sites: tuple[int, ...]
    served_by: Indices
    value: float
    gap: float
    unserved: Numbers = field(default_factory=lambda: np.empty(0))


def cover_all(case: Case, limit: float) -> Siting:
    """Return the fewest sites with every demand point within ``limit`` [min] of one (set covering).

    :raises Refusal: ``onemap.siting.uncoverable`` where some point is beyond every candidate.
    """
    covers = case.minutes <= limit
    beyond = np.flatnonzero(~covers.any(axis=1))
    if len(beyond):
        raise UNCOVERED.refusal(found=len(beyond), allowed=int(beyond[0]) + 1)
    rows, sites = np.unique(covers, axis=0), case.minutes.shape[1]
    least = _opened(case, sites)
    ones = np.ones(sites)
    program = Program(
        ones, csr_array(rows.astype(float)), np.ones(len(rows)), np.full(len(rows), np.inf), least, ones, ones
    )
    answer = solve(program, case.seconds)
    return _nearest(case, answer.x > 0.5, answer.value, answer.gap, limit)


def cover_most(case: Case, limit: float, count: int) -> Siting:
    """Return ``count`` sites with most people within ``limit`` [min] (maximal covering); the value is people covered.

    Demand points that the same candidates cover are one; a point no candidate covers is left out of the program.

    :raises Refusal: ``onemap.siting.sites``.
    """
    sites = case.minutes.shape[1]
    _refuse_count(case, count, sites)
    patterns, member = np.unique(case.minutes <= limit, axis=0, return_inverse=True)
    people = np.bincount(member.reshape(-1), case.people, minlength=len(patterns))
    useful = patterns.any(axis=1)
    patterns, people = patterns[useful], people[useful]
    groups = len(patterns)
    rows = vstack([hstack([csr_array(patterns.astype(float)), -eye_array(groups)]), _counting(sites, groups)])
    program = Program(
        np.concatenate([np.zeros(sites), -people]),
        csr_array(rows),
        np.append(np.zeros(groups), count),
        np.append(np.full(groups, np.inf), count),
        np.concatenate([_opened(case, sites), np.zeros(groups)]),
        np.ones(sites + groups),
        np.concatenate([np.ones(sites), np.zeros(groups)]),
        presolve=False,
    )
    answer = solve(program, case.seconds)
    return _nearest(case, answer.x[:sites] > 0.5, -answer.value, answer.gap, limit)


def p_median(case: Case, count: int, nearest: int = 60) -> Siting:
    """Return ``count`` sites with the least people-minutes to the nearest one; the value is that sum.

    Only the ``nearest`` candidates of each point enter the program, and beyond them one way out as long as the next
    candidate's: the program can then only be too cheap, and if nobody takes the way out its answer is the best of all.
    If somebody does, twice as many candidates enter.

    :raises Refusal: ``onemap.siting.sites``, ``onemap.siting.infeasible``.
    """
    sites = case.minutes.shape[1]
    _refuse_count(case, count, sites)
    links = _links(case, min(nearest, sites))
    answer = solve(_median_program(case, count, links, None), case.seconds)
    if (answer.x[sites:][links.site == sites] > 1e-6).any():
        return p_median(case, count, 2 * nearest)
    return _nearest(case, answer.x[:sites] > 0.5, answer.value, answer.gap)


def p_median_with_capacity(case: Case, count: int, capacity: Numbers, nearest: int = 60) -> Siting:
    """Return the p-median under capacities: a point's people may be shared among sites, none beyond what it holds.

    ``served_by`` is the site that takes most of a point's people.

    :raises Refusal: ``onemap.siting.sites``, ``onemap.siting.infeasible``.
    """
    sites = case.minutes.shape[1]
    _refuse_count(case, count, sites)
    links = _links(case, min(nearest, sites))
    answer = solve(_median_program(case, count, links, capacity), case.seconds)
    if (answer.x[sites:][links.site == sites] > 1e-6).any():
        return p_median_with_capacity(case, count, capacity, 2 * nearest)
    shape = (len(case.people), sites + 1)
    shares = coo_array((answer.x[sites:], (links.point, links.site)), shape=shape).toarray()[:, :sites]
    chosen = tuple(np.flatnonzero(answer.x[:sites] > 0.5).tolist())
    return Siting(chosen, shares.argmax(axis=1), answer.value, answer.gap)


def p_center(case: Case, count: int) -> Siting:
    """Return ``count`` sites with the least longest way; the value is that way [min].

    Searched by halves among the distinct minutes, each step a set covering, so that the answer is exact.

    :raises Refusal: ``onemap.siting.sites``, ``onemap.siting.infeasible`` where some point reaches no candidate.
    """
    _refuse_count(case, count, case.minutes.shape[1])
    radii = np.unique(case.minutes[np.isfinite(case.minutes)])
    low = int(np.searchsorted(radii, case.minutes.min(axis=1).max()))
    if low == len(radii):
        raise NO_PLAN.refusal(found="inf")
    high, best = len(radii) - 1, cover_all(case, float(radii[-1]))
    if len(best.sites) > count:
        raise NO_PLAN.refusal(found=f"{len(best.sites)} > {count}")
    while low < high:
        middle = (low + high) // 2
        tried = cover_all(case, float(radii[middle]))
        low, high, best = (low, middle, tried) if len(tried.sites) <= count else (middle + 1, high, best)
    return Siting(best.sites, best.served_by, float(radii[high]), 0.0)


def trade_off(model: Callable[[int], Siting], counts: Sequence[int]) -> list[tuple[int, Siting]]:
    """Return a model's answers for several numbers of sites, the curve between cost and good."""
    return [(count, model(count)) for count in counts]


@dataclass(frozen=True, slots=True, eq=False)
class _Links:
    """Ways from points to sites; the site one past the last stands for any that was left out."""

    point: Indices
    site: Indices
    minutes: Numbers


def _links(case: Case, nearest: int) -> _Links:
    """Return each point's ways to its nearest candidates and to kept sites, and its way out to the next one."""
    points, sites = case.minutes.shape
    order = np.argsort(case.minutes, axis=1, kind="stable")
    wanted = np.zeros(case.minutes.shape, dtype=bool)
    np.put_along_axis(wanted, order[:, :nearest], True, axis=1)
    wanted[:, list(case.kept)] = True
    point, site = np.nonzero(wanted & np.isfinite(case.minutes))
    times = case.minutes[point, site]
    if nearest >= sites:
        return _Links(point, site, times)
    beyond = case.minutes[np.arange(points), order[:, nearest]]
    out = np.flatnonzero(np.isfinite(beyond))
    return _Links(np.append(point, out), np.append(site, np.full(len(out), sites)), np.append(times, beyond[out]))


def _median_program(case: Case, count: int, links: _Links, capacity: Numbers | None) -> Program:
    points, sites, size = len(case.people), case.minutes.shape[1], len(links.point)
    inside = np.flatnonzero(links.site < sites)
    each, ways = np.arange(size), np.arange(len(inside))
    assign = csr_array((np.ones(size), (links.point, each)), shape=(points, size))
    taken = csr_array((np.ones(len(inside)), (ways, inside)), shape=(len(inside), size))
    opened = csr_array((np.ones(len(inside)), (ways, links.site[inside])), shape=(len(inside), sites))
    blocks = [[None, assign], [-opened, taken], [csr_array(np.ones((1, sites))), None]]
    low = [np.ones(points), np.full(len(inside), -np.inf), np.array([count])]
    high = [np.ones(points), np.zeros(len(inside)), np.array([count])]
    if capacity is not None:
        load = csr_array((case.people[links.point[inside]], (links.site[inside], inside)), shape=(sites, size))
        blocks.append([-csr_array(np.diag(capacity)), load])
        low.append(np.full(sites, -np.inf))
        high.append(np.zeros(sites))
    return Program(
        np.concatenate([np.zeros(sites), case.people[links.point] * links.minutes]),
        csr_array(block_array(blocks)),
        np.concatenate(low),
        np.concatenate(high),
        np.concatenate([_opened(case, sites), np.zeros(size)]),
        np.ones(sites + size),
        np.concatenate([np.ones(sites), np.zeros(size)]),
    )


def _opened(case: Case, sites: int) -> Numbers:
    least = np.zeros(sites)
    least[list(case.kept)] = 1.0
    return least


def _counting(sites: int, others: int) -> csr_array:
    return csr_array(np.concatenate([np.ones(sites), np.zeros(others)])[None, :])


def _refuse_count(case: Case, count: int, sites: int) -> None:
    if not max(1, len(set(case.kept))) <= count <= sites:
        raise TOO_MANY.refusal(found=count, allowed=f"{max(1, len(set(case.kept)))}–{sites}")


def _nearest(case: Case, opened: NDArray[np.bool_], value: float, gap: float, limit: float = np.inf) -> Siting:
    sites = np.flatnonzero(opened)
    times = case.minutes[:, sites]
    best = times.argmin(axis=1)
    reached = np.take_along_axis(times, best[:, None], axis=1)[:, 0]
    served = np.where((reached <= limit) & np.isfinite(reached), sites[best], -1)
    return Siting(tuple(sites.tolist()), served, value, gap)
