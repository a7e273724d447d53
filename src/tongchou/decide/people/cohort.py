r"""Cohorts by place, area, registration, sex and age, moved forward one age group at a time.

Arrays have the axes ``(place, area, status, sex, age)``: area 0 rural, 1 urban (where people live); status 0 rural,
1 urban (how they are registered); sex 0 women, 1 men. Survival with migration half-way through the step is

:math:`n'_{a+1} = (n_a + \tfrac12 M_a) S_a + \tfrac12 M_{a+1}`

and with migration at the end :math:`n'_{a+1} = n_a S_a + M_{a+1}`. Source: Preston, Heuveline and Guillot,
*Demography* (2001), ch. 6; for two areas Rogers, *Introduction to Multiregional Mathematical Demography* (1975).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tongchou.decide.people import errors

Floats = NDArray[np.float64]
RURAL, URBAN = 0, 1
WOMEN, MEN = 0, 1
AXES = ("地区", "城乡", "户籍", "性别", "年龄组")
_ROUNDING = 1e-6


@dataclass(frozen=True)
class Rates:
    """What happens in one step; every array broadcasts against ``(place, area, status, sex, age)``.

    :param survival: share of each age group alive one step later; the last two share the open group's ratio.
    :param newborn: share of the step's births alive at its end, without the age axis.
    :param fertility: yearly births per woman by age, without the sex axis.
    :param boys_per_girl: the sex ratio at birth, always said.
    :param width: years in an age group and in a step.
    """

    survival: Floats
    newborn: Floats
    fertility: Floats
    boys_per_girl: float
    width: int = 1

    def __post_init__(self) -> None:
        if not self.boys_per_girl > 0:
            raise errors.SEX_RATIO.refusal(found=self.boys_per_girl)
        for ratios in (self.survival, self.newborn):
            if not (np.all(ratios >= 0) and np.all(ratios <= 1)):
                raise errors.SURVIVAL.refusal(found=f"{np.min(ratios)}…{np.max(ratios)}")


@dataclass(frozen=True)
class Moves:
    """People who move in one step, as net counts: between areas, with the world outside, and in registration.

    :param internal: net gain of each cell by moves between areas; adds to zero over areas for each age and sex.
    :param external: net gain of each cell from outside the city.
    :param settling: residents of urban areas who change from rural to urban registration, without the status axis.
    """

    internal: Floats = field(default_factory=lambda: np.zeros((1,) * 5))
    external: Floats = field(default_factory=lambda: np.zeros((1,) * 5))
    settling: Floats = field(default_factory=lambda: np.zeros((1,) * 3))

    def __post_init__(self) -> None:
        away = float(np.max(np.abs(self.internal.sum(axis=1)), initial=0.0))
        if away > _ROUNDING:
            raise errors.INTERNAL_SUM.refusal(found=away)


@dataclass(frozen=True)
class Step:
    """One step's outcome: the people at its end, and the births and deaths inside it."""

    people: Floats
    births: Floats
    deaths: float


Timing = Callable[[Floats, Floats, Floats], Floats]
"""Survive people with net migrants: (people, migrants, survival) to everybody but the newborn, a group older."""


def evenly(people: Floats, migrants: Floats, survival: Floats) -> Floats:
    """Let migrants come evenly through the step: half of them live through it here."""
    return _aged((people + migrants / 2) * survival) + migrants / 2


def at_the_end(people: Floats, migrants: Floats, survival: Floats) -> Floats:
    """Let migrants come at the end of the step."""
    return _aged(people * survival) + migrants


def advance(people: Floats, rates: Rates, moves: Moves, timing: Timing = evenly) -> Step:
    """Move a population one step forward.

    :raises Refusal: ``decide.people.negative-cohort`` naming the cell; nothing is clipped to zero.
    """
    migrants = np.broadcast_to(moves.internal + moves.external, people.shape)
    grown = timing(people, migrants, np.broadcast_to(rates.survival, people.shape))
    births = _births(people, grown, rates)
    grown[..., 0] += births * rates.newborn
    deaths = float(people.sum() + births.sum() + moves.external.sum() * _spread(moves.external, people) - grown.sum())
    return Step(_settled(_checked(grown), moves.settling), births, deaths)


def project(people: Floats, rates: Sequence[Rates], moves: Sequence[Moves], timing: Timing = evenly) -> Iterator[Step]:
    """Yield one step after another; rates and moves are given step by step, and the shorter one ends the run."""
    _fits(people, rates, moves)
    for rate, move in zip(rates, moves, strict=False):
        step = advance(people, rate, move, timing)
        people = step.people
        yield step


def advance_between_areas(people: Floats, transitions: Floats, rates: Rates) -> Step:
    r"""Move a population by probabilities :math:`S_{ij}(a)`: alive and in area j a step later (gross flows).

    :param transitions: axes ``(area from, area to, sex, age)``; rows over ``to`` add to survival.
    """
    alive = transitions.sum(axis=1)
    if np.any(transitions < 0) or np.any(alive > 1 + _ROUNDING):
        raise errors.SURVIVAL.refusal(found=f"{transitions.min()}…{alive.max()}")
    grown = _aged(np.einsum("pihsa,ijsa->pjhsa", people, transitions))
    births = _births(people, grown, rates)
    grown[..., 0] += births * rates.newborn
    return Step(_checked(grown), births, float(people.sum() + births.sum() - grown.sum()))


def _aged(survivors: Floats) -> Floats:
    """Everybody one group older; the last group keeps its own and takes in the one before."""
    older = np.zeros(survivors.shape)
    older[..., 1:] = survivors[..., :-1]
    older[..., -1] += survivors[..., -1]
    return older


def _births(people: Floats, grown: Floats, rates: Rates) -> Floats:
    women = (people[..., WOMEN, :] + grown[..., WOMEN, :]) / 2
    total = rates.width * (rates.fertility * women).sum(axis=-1)
    girls = total / (1 + rates.boys_per_girl)
    return np.stack([girls, total - girls], axis=-1)


def _settled(people: Floats, settling: Floats) -> Floats:
    if not settling.any():
        return people
    people[:, URBAN, RURAL] -= settling
    people[:, URBAN, URBAN] += settling
    return _checked(people)


def _checked(people: Floats) -> Floats:
    if people.min() < -_ROUNDING:
        cell = np.unravel_index(int(people.argmin()), people.shape)
        name = "，".join(_said(axis, int(index)) for axis, index in zip(AXES, cell, strict=True))
        raise errors.NEGATIVE_COHORT.refusal(found=f"{name}：{people.min():.3f} 人")
    return people


def _said(axis: str, index: int) -> str:
    """One coordinate of a cell: by its name where it has one, else counted from one."""
    names = _NAMES.get(axis, ())
    return f"{axis} {names[index]}" if index < len(names) else f"第 {index + 1} 个{axis}"


_NAMES = {"城乡": ("乡村", "城镇"), "户籍": ("乡村", "城镇"), "性别": ("女", "男")}


def _fits(people: Floats, rates: Sequence[Rates], moves: Sequence[Moves]) -> None:
    arrays = [("存活率", rate.survival) for rate in rates]
    arrays += [("迁移数", flow) for move in moves for flow in (move.internal, move.external)]
    for name, array in arrays:
        try:
            fits = np.broadcast_shapes(array.shape, people.shape) == people.shape
        except ValueError:
            fits = False
        if not fits:
            raise errors.SHAPE.refusal(found=array.shape, allowed=people.shape, name=name)


def _spread(array: Floats, people: Floats) -> float:
    return people.size / array.size
