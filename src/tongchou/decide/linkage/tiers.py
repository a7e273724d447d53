"""Land quota that follows settlers (国土资发〔2016〕123号): by the built-up land a head of the town they settle in.

Nothing of what a settler keeps or gives up in the village enters: leaving rural rights is no condition.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tongchou.decide.linkage import errors
from tongchou.packs.parameters import Scale
from tongchou.terms import Problem, convert

BIG_CITY = 5_000_000
ORDER_OF_USE = ("落户人口住房", "教育", "医疗", "养老", "就业", "必要产业")


class Centre(StrEnum):
    """Whether land is in the central area of a super or mega city, where in principle no quota is given."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Town:
    """A town: settlers of the year, built-up land a head (m²), and what decides whether quota is due at all."""

    code: str
    settlers: int
    area_per_head: Decimal
    city_people: int = 0
    centre: Centre | None = None

    def __post_init__(self) -> None:
        if self.settlers < 0:
            raise errors.NEGATIVE.refusal(found=self.settlers, town=self.code)
        if not self.area_per_head > 0:
            raise errors.NO_AREA.refusal(found=self.area_per_head, town=self.code)
        if self.city_people >= BIG_CITY and self.centre is None:
            raise errors.CITY_CLASS.refusal(found=self.city_people, allowed=BIG_CITY, town=self.code)


@dataclass(frozen=True, slots=True)
class Quota:
    """A town's quota: m² a settler and in all."""

    town: str
    per_settler: Decimal
    area: Decimal

    @property
    def hectares(self) -> Decimal:
        """The quota in hectares."""
        return convert(self.area, "m2", "公顷")

    @property
    def mu(self) -> Decimal:
        """The quota in mu."""
        return convert(self.area, "m2", "亩")


def quota(town: Town, tiers: Scale, adjustment: Decimal, most: Decimal) -> Quota:
    """Return a town's quota.

    :param tiers: m² a settler by built-up land a head; bounds belong to the step below them (100 → 100, 150 → 80).
    :param adjustment: the province's adjustment, as a fraction; ``most`` how far it may go.
    :raises Refusal: ``decide.linkage.adjustment``.

    >>> tiers = Scale(((Decimal(100), Decimal(100)), (Decimal(150), Decimal(80)), (None, Decimal(50))))
    >>> quota(Town("玄滩镇", 420_000, Decimal(120)), tiers, Decimal(0), Decimal("0.1")).hectares
    Decimal('3360')
    """
    if abs(adjustment) > most:
        raise errors.ADJUSTMENT.refusal(found=adjustment, allowed=most)
    each = Decimal(0) if town.centre is Centre.YES else tiers.at(town.area_per_head) * (1 + adjustment)
    return Quota(town.code, each, town.settlers * each)


def quotas(towns: Sequence[Town], tiers: Scale, adjustment: Decimal, most: Decimal) -> list[Quota]:
    """Return every town's quota, each town once.

    :raises Refusal: ``decide.linkage.twice`` and those of :func:`quota`.
    """
    codes = [town.code for town in towns]
    for code in codes:
        if codes.count(code) > 1:
            raise errors.TWICE.refusal(found=code)
    return [quota(town, tiers, adjustment, most) for town in towns]


def cliffs(towns: Iterable[Town], tiers: Scale, near: Decimal) -> list[Problem]:
    """Warn of each town so near a step that its figure decides much land."""
    found = []
    for town in towns:
        for bound in tiers.bounds:
            if abs(town.area_per_head - bound) < near and town.settlers:
                up = (tiers.at(bound + near) - tiers.at(bound)) * town.settlers
                change = f"{(up if town.area_per_head <= bound else -up) / 10_000:+,.2f}"
                found.append(
                    errors.CLIFF.at(found=town.area_per_head, allowed=bound, town=town.code, near=near, change=change)
                )
    return found


def ghosts(town: Town, registers: Mapping[str, int]) -> list[Problem]:
    """Warn where another register (police, schools) knows fewer settlers than were reported."""
    return [
        errors.GHOSTS.at(found=town.settlers, allowed=known, town=town.code, register=name)
        for name, known in registers.items()
        if known < town.settlers
    ]
