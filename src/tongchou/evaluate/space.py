"""Do neighbours resemble each other: Moran's I, local Moran, Geary's C, with weights that are always explicit.

Rook and queen neighbours give other figures, so there is no default: weights come from pairs of units that somebody
drew (a map, a road table) and say whether they were row-standardised.

>>> import numpy as np
>>> line = Neighbours.of_pairs(4, [(0, 1), (1, 2), (2, 3)])
>>> moran(np.array([1.0, 2.0, 3.0, 4.0]), line, permutations=99, seed=1).value
0.4
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array, diags_array

from tongchou.evaluate.arrays import Array, array
from tongchou.evaluate.errors import CONSTANT, MISSING_VALUE, TOO_FEW

Statistic = Callable[[Array], float]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Spatial weights between units; ``islands`` have no neighbour and count for nothing."""

    weights: csr_array
    standardised: bool

    @classmethod
    def of_pairs(
        cls, units: int, pairs: Iterable[tuple[int, int]], *, standardised: bool = True, one_way: bool = False
    ) -> "Neighbours":
        """Return weights of 1 between pairs (both ways unless ``one_way``), rows adding to 1 if standardised."""
        given = list(pairs)
        links = sorted({*given, *(() if one_way else ((j, i) for i, j in given))})
        rows, columns = np.array(links, dtype=np.int64).reshape(-1, 2).T
        plain = csr_array((np.ones(len(links)), (rows, columns)), shape=(units, units))
        sums = plain.sum(axis=1)
        scaled = diags_array(np.divide(1.0, sums, out=np.zeros(units), where=sums > 0)) @ plain
        return cls(csr_array(scaled) if standardised else plain, standardised)

    @property
    def islands(self) -> list[int]:
        """The units without a neighbour."""
        return [int(i) for i in np.flatnonzero(self.weights.sum(axis=1) == 0)]


@dataclass(frozen=True, slots=True)
class Autocorrelation:
    """A global statistic, its expectation without any pattern, and a two-sided pseudo p from permutations."""

    value: float
    expected: float
    p: float


@dataclass(frozen=True, slots=True)
class Local:
    """Local Moran: statistic, pseudo p and quadrant (HH, LH, LL, HL) of each unit.

    An island has none of the three: NaN, NaN and an empty quadrant.
    """

    values: Array
    p: Array
    quadrants: tuple[str, ...]


def moran(values: ArrayLike, neighbours: Neighbours, permutations: int, seed: int) -> Autocorrelation:
    r"""Return Moran's I, :math:`\frac{n}{S_0}\frac{z'Wz}{z'z}`.

    :raises Refusal: ``evaluate.value.missing``, ``evaluate.indicator.constant``, ``evaluate.units.too-few`` without
        any neighbours.
    """
    z = _centred(values, neighbours)
    factor = z.size / neighbours.weights.sum() / (z @ z)

    def statistic(shuffled: Array) -> float:
        return float(factor * (shuffled @ (neighbours.weights @ shuffled)))

    return _tested(z, statistic, -1.0 / (z.size - 1), permutations, seed)


def geary(values: ArrayLike, neighbours: Neighbours, permutations: int, seed: int) -> Autocorrelation:
    r"""Return Geary's C, :math:`\frac{n-1}{2 S_0}\frac{\sum w_{ij}(x_i-x_j)^2}{\sum z^2}`; below 1 is alike.

    :raises Refusal: ``evaluate.value.missing``, ``evaluate.indicator.constant``, ``evaluate.units.too-few`` without
        any neighbours.
    """
    z = _centred(values, neighbours)
    links = neighbours.weights.tocoo()
    factor = (z.size - 1) / (2.0 * links.data.sum() * (z @ z))

    def statistic(shuffled: Array) -> float:
        return float(factor * (links.data @ (shuffled[links.row] - shuffled[links.col]) ** 2))

    return _tested(z, statistic, 1.0, permutations, seed)


def local_moran(values: ArrayLike, neighbours: Neighbours, permutations: int, seed: int) -> Local:
    r"""Return local Moran, :math:`I_i = \frac{(n-1) z_i}{\sum z^2}\sum_j w_{ij} z_j`, with permutations.

    :raises Refusal: ``evaluate.value.missing``, ``evaluate.indicator.constant``, ``evaluate.units.too-few`` without
        any neighbours.
    """
    z = _centred(values, neighbours)
    lag, alone = neighbours.weights @ z, neighbours.islands
    observed = (z.size - 1) / (z @ z) * z * lag
    random = np.random.default_rng(seed)
    p = np.array([_conditional(i, z, neighbours, permutations, random) for i in range(z.size)])
    observed[alone], p[alone] = np.nan, np.nan
    names = {(True, True): "HH", (False, True): "LH", (False, False): "LL", (True, False): "HL"}
    quadrants = [names[bool(own > 0), bool(near > 0)] for own, near in zip(z, lag, strict=True)]
    return Local(observed, p, tuple("" if i in alone else name for i, name in enumerate(quadrants)))


def _conditional(i: int, z: Array, neighbours: Neighbours, permutations: int, random: np.random.Generator) -> float:
    start, end = neighbours.weights.indptr[i : i + 2]
    weights = neighbours.weights.data[start:end]
    others = np.delete(z, i)
    draws = np.array([random.permutation(others)[: weights.size] @ weights for _ in range(permutations)])
    observed = neighbours.weights[[i]] @ z
    larger = int((draws >= observed[0]).sum())
    return (min(larger, permutations - larger) + 1) / (permutations + 1)


def _centred(values: ArrayLike, neighbours: Neighbours) -> Array:
    x = array(values)
    if neighbours.weights.nnz == 0:
        raise TOO_FEW.refusal(what="neighbours", found=0, allowed=2)
    if np.isnan(x).any():
        raise MISSING_VALUE.refusal(what="Moran", found=int(np.flatnonzero(np.isnan(x))[0]) + 1)
    if np.ptp(x) == 0:
        raise CONSTANT.refusal(found="*")
    centred: Array = x - x.mean()
    return centred


def _tested(z: Array, statistic: Statistic, expected: float, permutations: int, seed: int) -> Autocorrelation:
    random, observed = np.random.default_rng(seed), statistic(z)
    drawn = np.array([statistic(random.permutation(z)) for _ in range(permutations)])
    extreme = int((np.abs(drawn - drawn.mean()) >= abs(observed - drawn.mean())).sum()) if permutations else 0
    return Autocorrelation(observed, expected, (extreme + 1) / (permutations + 1))
