"""The frozen values of an index: node, mean."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tongchou.evaluate.arrays import Array
from tongchou.terms import Direction, Words


@dataclass(frozen=True, slots=True)
class Mean:
    r"""A weighted power mean with one missing rule: what is missing leaves with its weight.

    :math:`M = (\sum w z^p / \sum w)^{1/p}`; ``power`` 1 is arithmetic, 0 geometric, -1 harmonic, minus infinity
    the worst part. ``floor`` lifts smaller parts to it first. Below ``at_least`` (a share from 0 to 1) the
    result is missing; the share is of weight observed all the way down or, with ``count``, of children scored.
    """

    power: float = 1.0
    floor: float | None = None
    at_least: float = 0.0
    count: bool = False


ARITHMETIC = Mean(1.0)
GEOMETRIC = Mean(0.0)
HARMONIC = Mean(-1.0)

Aggregate = Mean | Callable[[Array, Array], Array]
"""How a group is made of its parts: a mean, or a function of a matrix (units x parts) and their weights."""


def read_mean(text: str) -> Mean:
    """Read a mean by its name, or by its power.

    :raises ValueError: for any other text.

    >>> read_mean("geometric"), read_mean("0.5").power
    (Mean(power=0.0, floor=None, at_least=0.0, count=False), 0.5)
    """
    return _MEANS[text] if text in _MEANS else Mean(float(text))


_MEANS = {"arithmetic": ARITHMETIC, "geometric": GEOMETRIC, "harmonic": HARMONIC}


@dataclass(frozen=True, slots=True)
class Node:
    """One line of an index: an indicator when nothing has it as parent, a group otherwise.

    ``weight`` is the share among its siblings and adds to 1 with them; ``nominal`` is the weight as written.
    """

    code: str
    parent: str = ""
    weight: float = 1.0
    direction: Direction = Direction.MORE
    name: Words = field(default_factory=lambda: Words(""))
    nominal: float = 1.0
    depth: int = 0
    aggregate: Aggregate = ARITHMETIC
