"""How firm a ranking is: intervals of ranks, the chance of each tier, bunching above a threshold, a trial run."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import comb

import numpy as np
from numpy.typing import NDArray

from tongchou.assess.assessment import Assessment, reckoned, score
from tongchou.assess.facts import Array, Facts, Why
from tongchou.assess.ground import Ground
from tongchou.packs.scheme import Scheme
from tongchou.terms import Words

FIRM = 0.8
"""The least chance of a tier at which it counts as distinguishable."""
AT_ONCE = 20_000
"""How many units, over all draws, are scored together: it bounds memory, not what comes out."""


@dataclass(frozen=True, slots=True)
class Interval:
    """One unit's rank with its 5 % and 95 % points over the draws, and the chance that it is in its tier."""

    unit: str
    rank: int
    low: int
    high: int
    tier: Words | None
    chance: float

    @property
    def firm(self) -> bool:
        """Whether the tier holds in at least four draws of five."""
        return self.chance >= FIRM

    @property
    def words(self) -> Words:
        """Rank and interval in one sentence."""
        tier = "" if self.firm else "，等次不可区分"
        tier_en = "" if self.firm else ", tier not distinguishable"
        return Words(
            f"第 {self.rank} 名（{self.low}—{self.high}）{tier}", f"rank {self.rank} ({self.low}–{self.high}){tier_en}"
        )


def intervals(
    assessment: Assessment, errors: Mapping[str, Array | float], draws: int, random: np.random.Generator
) -> tuple[Interval, ...]:
    """Score again with figures drawn around the reported ones and return how far ranks and tiers move.

    :param errors: indicator → standard error of its figures in their unit, one for all units or one for each;
        an indicator that is not named is taken as exact.
    :param draws: how often to draw; 500 or more for a chance near four in five to be told from it.
    :param random: the generator; the same one gives the same intervals.
    """
    ranks, tiers = _drawn(assessment, errors, draws, random)
    low, high = np.percentile(ranks, [5, 95], axis=0, method="nearest")
    chance = (tiers == assessment.standings.tier).mean(axis=0)
    return tuple(
        Interval(card.unit, card.rank, int(low[at]), int(high[at]), card.tier, float(chance[at]))
        for at, card in enumerate(assessment.cards())
    )


def _drawn(
    assessment: Assessment, errors: Mapping[str, Array | float], draws: int, random: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return rank and tier of every unit in every draw (draws x units), as many draws scored at once as fit."""
    scheme, size = assessment.scheme, len(assessment.facts.units)
    ground = Ground.of(scheme, assessment.facts, assessment.groups, assessment.marks)
    at_once = min(max(AT_ONCE // size, 1), draws)
    parts = [at_once] * (draws // at_once) + ([draws % at_once] if draws % at_once else [])
    found = [reckoned(scheme, _moved_about(ground, errors, count, random)) for count in parts]
    ranks, tiers = (np.concatenate([getattr(one, name) for one in found]) for name in ("rank", "tier"))
    return ranks.reshape(draws, size), tiers.reshape(draws, size)


def _moved_about(
    ground: Ground, errors: Mapping[str, Array | float], count: int, random: np.random.Generator
) -> Ground:
    """Return a ground so many times over, the figures of each drawn around those reported."""
    noise = random.standard_normal((count, len(errors), ground.size))
    many = ground.repeated(count)
    columns = dict(many.columns)
    for at, (code, error) in enumerate(errors.items()):
        moved = ground.columns[code].values + error * noise[:, at]
        columns[code] = replace(columns[code], values=moved.ravel())
    return replace(many, columns=columns)


@dataclass(frozen=True, slots=True)
class Bunching:
    """How many values lie just under and just over a threshold, and how odd that is if neither side were preferred."""

    threshold: float
    under: int
    over: int
    chance: float

    @property
    def words(self) -> Words:
        """The finding in one sentence."""
        return Words(
            f"{self.threshold:g} 之下 {self.under} 个、之上 {self.over} 个，偶然如此的概率 {self.chance:.3f}",
            f"{self.under} just under {self.threshold:g} and {self.over} just over; by chance: {self.chance:.3f}",
        )


def bunching(values: Array, threshold: float, width: float) -> Bunching:
    r"""Test whether values crowd just above a threshold, within ``width`` on either side.

    A one-sided binomial test of equal chances: :math:`P(X \ge k),\ X \sim B(n, 1/2)`. All-or-nothing and step rules
    invite such crowding; a small chance asks for a look at the figures, it proves nothing.
    """
    under = int(np.count_nonzero((values >= threshold - width) & (values < threshold)))
    over = int(np.count_nonzero((values >= threshold) & (values < threshold + width)))
    both = under + over
    chance = Fraction(sum(comb(both, more) for more in range(over, both + 1)), 2**both)
    return Bunching(threshold, under, over, float(chance))


@dataclass(frozen=True)
class Trial:
    """A scheme tried on facts before it is issued: what it gives, and which items tell units apart badly."""

    assessment: Assessment
    flat: tuple[str, ...]
    lacking: Mapping[str, float]
    moved: Mapping[str, int]


def trial(scheme: Scheme, facts: Facts, before: Assessment | None = None) -> Trial:
    """Score last year's facts by a new scheme.

    ``flat`` names items on which every scored unit gets the same points, ``lacking`` gives items and the share of
    units (0 to 1) without a usable figure, ``moved`` the places won against an earlier assessment.
    """
    found = score(scheme, facts)
    flat, lacking = [], {}
    for code, one in found.scored.items():
        own = one.outcome.why == Why.NOT
        if np.count_nonzero(own) > 1 and np.ptp(one.points[own] + one.outcome.extra[own]) < 1e-9:
            flat.append(code)
        if not own.all():
            lacking[code] = float(1 - own.mean())
    return Trial(found, tuple(flat), lacking, _moved(found, before))


def _moved(found: Assessment, before: Assessment | None) -> dict[str, int]:
    if before is None:
        return {}
    old: dict[str, int] = dict(zip(before.facts.units, _ints(before.standings.rank), strict=True))
    new = dict(zip(found.facts.units, _ints(found.standings.rank), strict=True))
    return {unit: old[unit] - rank for unit, rank in new.items() if unit in old}


def _ints(values: NDArray[np.int64]) -> list[int]:
    return [int(value) for value in values]
