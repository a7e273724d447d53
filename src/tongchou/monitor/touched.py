"""The part of a system that some elements go into, so that a change is computed and nothing beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tongchou.monitor.system import System
from tongchou.packs.rows import Element


@dataclass(frozen=True)
class Touched:
    """What has to be computed anew.

    :param codes: the indicators that may have changed.
    :param system: these, and the indicators they need, in order.
    :param elements: the elements these are made of, with the weights of their means.
    """

    codes: frozenset[str]
    system: System
    elements: tuple[Element, ...]


def touched(system: System, changed: Iterable[str]) -> Touched:
    """Return the part of a system that some elements go into, directly or through other indicators.

    >>> from tongchou.monitor.system import read_system
    >>> from tongchou.packs.rows import Indicator
    >>> elements = [Element(code=code, name=code, unit="人") for code in "abc"]
    >>> formulas = {"x": "a / b * 100", "y": "x - prev(x)", "z": "c"}
    >>> rows = [Indicator(code=code, name=code, unit="%", formula=text) for code, text in formulas.items()]
    >>> part = touched(read_system(rows, elements), ["a"])
    >>> sorted(part.codes), part.system.steps, [element.code for element in part.elements]
    (['x', 'y'], (('x',), ('y',)), ['a', 'b'])
    """
    codes = _upwards(system, frozenset(changed) | _weighted(system, frozenset(changed)))
    needed = _downwards(system, codes)
    steps = (tuple(code for code in step if code in needed) for step in system.steps)
    part = System(
        {code: row for code, row in system.indicators.items() if code in needed},
        {code: formula for code, formula in system.formulas.items() if code in needed},
        system.elements,
        tuple(step for step in steps if step),
    )
    return Touched(codes, part, tuple(_elements(part)))


def _weighted(system: System, changed: frozenset[str]) -> frozenset[str]:
    """Return the elements whose mean is weighted with one that changed."""
    return frozenset(code for code, element in system.elements.items() if element.weight in changed)


def _upwards(system: System, changed: frozenset[str]) -> frozenset[str]:
    moved = set(changed)
    for step in system.steps:
        moved |= {code for code in step if any(name.code in moved for name in system.formulas[code].names)}
    return frozenset(moved & set(system.indicators))


def _downwards(system: System, codes: frozenset[str]) -> frozenset[str]:
    needed = set(codes)
    for step in reversed(system.steps):
        for code in needed.intersection(step):
            needed |= {name.code for name in system.formulas[code].names if name.code in system.formulas}
    return frozenset(needed)


def _elements(part: System) -> Iterator[Element]:
    named = {name.code for formula in part.formulas.values() for name in formula.names}
    weights = {part.elements[code].weight for code in named if code in part.elements}
    return (element for code, element in part.elements.items() if code in named | weights)
