r"""Access where people avoid both distance and crowds: the rational agent access model.

Saxon and Snow (2020), "A Rational Agent Model for the Spatial Accessibility of Primary Health Care". A person of place
:math:`i` who uses facility :math:`j` pays for crowding and travel,

.. math:: \text{RAAM}_{ij} = \frac{D_j}{S_j \rho} + \frac{t_{ij}}{\tau}

with :math:`D_j` the people who use it, :math:`\rho = \sum P / \sum S`, and :math:`\tau` the minutes that weigh as much
as the mean crowding. People move until nobody gains; the cost of a place is then what all ways it uses cost alike.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from tongchou.onemap.services.errors import NEGATIVE, SHAPES
from tongchou.onemap.services.reach import Numbers

Indices = NDArray[np.int64]

_ROUNDS = 2000
_STILL = 1e-4
_BETWEEN = 10
"""Rounds from one look at the unrest to the next."""


@dataclass(frozen=True, slots=True, eq=False)
class Equilibrium:
    """The cost of each place (inf: reaches nothing), people each facility serves, and how far from rest it ended.

    ``unrest`` is the share of the whole cost that people could still save by going elsewhere (Wardrop's gap).
    """

    cost: Numbers
    served: Numbers
    unrest: float


def rational(minutes: csr_array, people: Numbers, supply: Numbers, tau: float = 60.0) -> Equilibrium:
    """Return the equilibrium of travel and crowding; a low cost is good access.

    The rest point is that of a convex programme; it is approached by moving people from dear ways to cheap ones, place
    by place, each exactly: what a place sends to facilities levels their cost as water levels in joined vessels.

    :raises Refusal: ``onemap.service.shapes``, ``onemap.service.negative``.

    >>> table = csr_array(np.array([[10.0, 10.0]]))  # one place, two facilities as far, one with twice the supply
    >>> found = rational(table, np.array([300.0]), np.array([1.0, 2.0]))
    >>> found.served.round(6).tolist(), round(float(found.cost[0]), 6)
    ([100.0, 200.0], 1.166667)
    """
    _refuse(minutes, people, supply)
    open_sites = supply > 0
    steep = np.zeros(len(supply))
    steep[open_sites] = supply.sum() / people.sum() / supply[open_sites] if people.sum() else 0.0
    ways = [_ways(minutes, place, open_sites) for place in range(len(people))]
    flow = _Flow(ways, steep, tau, np.zeros(len(supply)), [np.zeros(len(sites)) for sites, _ in ways])
    for _ in range(_ROUNDS // _BETWEEN):
        for _ in range(_BETWEEN):
            flow.settle(people)
        cost, paid = flow.costs()
        least = float(people[np.isfinite(cost)] @ cost[np.isfinite(cost)])
        unrest = (paid - least) / paid if paid else 0.0
        if unrest < _STILL:
            break
    return Equilibrium(cost, flow.served, unrest)


@dataclass(slots=True, eq=False)
class _Flow:
    """The ways of each place, what a person more adds to the cost of a facility, and who goes where now."""

    ways: list[tuple[Indices, Numbers]]
    steep: Numbers
    tau: float
    served: Numbers
    sent: list[Numbers]

    def settle(self, people: Numbers) -> None:
        """Let every place in turn send its people where it costs them least, given the others."""
        for place, (sites, times) in enumerate(self.ways):
            if len(sites) and people[place]:
                others = (self.served[sites] - self.sent[place]) * self.steep[sites]
                fresh = _levelled(others + times / self.tau, self.steep[sites], float(people[place]))
                self.served[sites] += fresh - self.sent[place]
                self.sent[place] = fresh

    def costs(self) -> tuple[Numbers, float]:
        """Return the least cost of each place, and what all people pay together on the ways they take."""
        cost, paid = np.full(len(self.ways), np.inf), 0.0
        for place, (sites, times) in enumerate(self.ways):
            if len(sites):
                each = self.served[sites] * self.steep[sites] + times / self.tau
                cost[place] = each.min()
                paid += float(self.sent[place] @ each)
        return cost, paid


def _ways(minutes: csr_array, place: int, open_sites: NDArray[np.bool_]) -> tuple[Indices, Numbers]:
    span = slice(minutes.indptr[place], minutes.indptr[place + 1])
    sites, times = minutes.indices[span], minutes.data[span]
    return sites[open_sites[sites]], times[open_sites[sites]]


def _levelled(level: Numbers, steep: Numbers, amount: float) -> Numbers:
    """Share an amount so that all that take some end at one height: start levels and slopes given."""
    order = np.argsort(level)
    width = np.cumsum(1.0 / steep[order])
    filled = np.cumsum(level[order] / steep[order])
    heights = (amount + filled) / width
    last = int(np.flatnonzero(heights > level[order])[-1])
    height = heights[last]
    shared: Numbers = np.maximum(0.0, (height - level) / steep)
    return shared


def _refuse(minutes: csr_array, people: Numbers, supply: Numbers) -> None:
    if minutes.shape != (len(people), len(supply)):
        raise SHAPES.refusal(found=(len(people), len(supply)), allowed=minutes.shape)
    for what, values in {"人口 people": people, "供给 supply": supply, "时间 minutes": minutes.data}.items():
        if not (values >= 0).all():
            raise NEGATIVE.refusal(found=values[~(values >= 0)][0], what=what)
