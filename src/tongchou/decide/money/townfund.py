"""A fund for priority towns: by formula, by least effective package, by tier; always beside an equal split.

Spreading a fund thin (平均使用力量) is the named fault: a town given less than its least effective package gains
nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tongchou.decide.money import errors
from tongchou.decide.showing import shown
from tongchou.decide.solver import Program
from tongchou.terms import Fen, share_out


@dataclass(frozen=True, slots=True)
class TownCase:
    """A town: its people, its least effective package (fen), the benefit of that, and what more money adds.

    :param slopes: (fen, benefit a yuan) in order, each flatter than the one before.
    """

    code: str
    people: int
    package: Fen
    benefit: float
    slopes: tuple[tuple[Fen, float], ...] = ()
    county: str = ""

    def __post_init__(self) -> None:
        gains = [gain for _, gain in self.slopes]
        if gains != sorted(gains, reverse=True):
            raise errors.CURVE.refusal(found=self.code)

    def benefit_of(self, money: Fen) -> float:
        """Return the benefit of so much money: none below the package."""
        if money < self.package or money <= 0:
            return 0.0
        left, total = money - self.package, self.benefit
        for width, gain in self.slopes:
            total += min(left, width) / 100 * gain
            left = max(0, left - width)
        return total

    @property
    def most(self) -> Fen:
        """What it can use."""
        return Fen(self.package + sum(width for width, _ in self.slopes))


@dataclass(frozen=True, slots=True)
class Allocation:
    """Money by town (fen) and how concentrated it is."""

    money: Mapping[str, Fen]

    @property
    def shares(self) -> list[Fraction]:
        """Each town's share of what was given."""
        total = sum(self.money.values())
        return [Fraction(amount, total) for amount in self.money.values()] if total else []

    @property
    def concentration(self) -> Fraction:
        r"""The Herfindahl index :math:`\sum s^2`."""
        return sum((share**2 for share in self.shares), Fraction(0))

    @property
    def effective_number(self) -> Fraction:
        """How many equal towns it is like: one over the Herfindahl index."""
        return 1 / self.concentration

    def benefit(self, towns: Iterable[TownCase]) -> float:
        """Return the benefit of it all."""
        return sum(town.benefit_of(self.money.get(town.code, Fen(0))) for town in towns)


def equal_split(budget: Fen, towns: Sequence[TownCase]) -> Allocation:
    """Return the same for every town, to the fen.

    >>> towns = [TownCase(str(n), 1, Fen(0), 0.0) for n in range(14)]
    >>> max(equal_split(Fen(6_800_000_000), towns).money.values())
    485714286
    """
    return Allocation({code: Fen(part) for code, part in share_out(budget, {one.code: 1 for one in towns}).items()})


def by_formula(budget: Fen, scores: Mapping[str, Fraction], least: Fen, most: Fen) -> Allocation:
    """Return a floor for every town and the rest by score up to a cap; what a cap stops goes to the others.

    :raises Refusal: ``decide.money.packages`` where the floors alone exceed the budget.
    """
    if least * len(scores) > budget:
        raise errors.PACKAGES.refusal(found=_yuan(least * len(scores)), allowed=_yuan(budget), count=len(scores))
    money = dict.fromkeys(scores, least)
    while open_ := {code: score for code, score in scores.items() if money[code] < most and score > 0}:
        parts = share_out(budget - sum(money.values()), open_)
        money |= {code: Fen(min(most, money[code] + part)) for code, part in parts.items()}
        if not any(parts.values()):
            break
    return Allocation(money)


def by_package(
    budget: Fen, towns: Sequence[TownCase], most_towns: int, must: frozenset[str] = frozenset()
) -> Allocation:
    """Return the allocation of greatest benefit to at most so many towns, each given its package or nothing.

    :param must: towns that stay in whatever the score.
    :raises Refusal: ``decide.money.packages`` where the towns that must stay cannot be paid.
    """
    program, scale = Program(), 1_000_000
    picked = {town.code: program.choice(town.benefit) for town in towns}
    spend = [(picked[town.code], town.package / scale) for town in towns]
    for town in towns:
        for width, gain in town.slopes:
            part = program.column(gain * scale / 100)
            program.row([(part, 1.0), (picked[town.code], -width / scale)], high=0.0)
            spend.append((part, 1.0))
    program.row(spend, high=budget / scale)
    program.row([(column, 1.0) for column in picked.values()], high=most_towns)
    for code in must:
        program.row([(picked[code], 1.0)], low=1.0)
    solved = program.solve()
    if not solved.found:
        needed = sum(town.package for town in towns if town.code in must)
        raise errors.PACKAGES.refusal(found=_yuan(needed), allowed=_yuan(budget), count=len(must))
    chosen = [town for town in towns if solved.point[picked[town.code]] > 0.5]
    return Allocation(_filled(budget, chosen))


def by_tier(budget: Fen, tiers: Mapping[str, str], weights: Mapping[str, Fraction]) -> Allocation:
    """Return shares by tier (core, ordinary, exit), a tier's weight for each of its towns.

    :raises Refusal: ``decide.money.unknown-tier`` for a tier without a weight.
    """
    if unknown := sorted(set(tiers.values()) - set(weights)):
        raise errors.UNKNOWN_TIER.refusal(found="、".join(unknown), allowed="、".join(weights))
    shares = {code: weights[tier] for code, tier in tiers.items()}
    return Allocation({code: Fen(part) for code, part in share_out(budget, shares).items()})


def per_head(allocation: Allocation, towns: Iterable[TownCase]) -> dict[str, Decimal]:
    """Return yuan a head in every town."""
    return {town.code: Decimal(allocation.money.get(town.code, 0)) / 100 / town.people for town in towns}


def _filled(budget: Fen, chosen: Sequence[TownCase]) -> dict[str, Fen]:
    """Packages first, then the steepest slopes: exact in fen, which the solver's floats are not."""
    money = {town.code: town.package for town in chosen}
    left = budget - sum(money.values())
    steps = sorted(
        ((-gain, town.code, width) for town in chosen for width, gain in town.slopes if gain > 0), key=lambda s: s[:2]
    )
    for _, code, width in steps:
        given = min(left, width)
        money[code] = Fen(money[code] + given)
        left -= given
    return money


def _yuan(amount: int) -> str:
    return shown(Decimal(amount) / 100)
