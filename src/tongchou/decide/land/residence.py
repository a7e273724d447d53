"""Concentrated residence (农民集中居住): what each household is due, the project's balance, and its gates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tongchou.decide.cost.sheet import whole
from tongchou.decide.land import errors
from tongchou.decide.showing import shown
from tongchou.terms import Fen, Problem, convert


class Choice(StrEnum):
    """What a household takes for its house."""

    FLAT = "flat"
    PLOT = "plot"
    CASH = "cash"


@dataclass(frozen=True, slots=True)
class Household:
    """A household: people, land taken and homestead (m²), its choice, and what it lost (fen)."""

    code: str
    people: int
    land: Decimal
    homestead: Decimal
    choice: Choice
    house: Fen
    crops: Fen
    rehoused: Decimal = Decimal(0)
    consents: bool = True
    unpaid_days: int = 0


@dataclass(frozen=True, slots=True)
class Compensation:
    """The four sums the law lists apart, in fen (土地管理法 2019 第48条)."""

    household: str
    land: Fen
    house: Fen
    crops: Fen
    security: Fen

    @property
    def total(self) -> Fen:
        """All four."""
        return Fen(self.land + self.house + self.crops + self.security)


def compensation(household: Household, land_price: Decimal, security_per_head: Fen) -> Compensation:
    """Return what a household is due.

    :param land_price: the area's composite price (区片综合地价), yuan/m², land and resettlement subsidy together.
    """
    return Compensation(
        household.code,
        whole(household.land * land_price * 100),
        household.house,
        household.crops,
        Fen(household.people * security_per_head),
    )


def price_in_date(published: date, on: date, years: int) -> None:
    """Refuse a composite price that should have been published anew.

    :raises Refusal: ``decide.land.price-too-old``.
    """
    if (on.year - published.year, on.month, on.day) > (years, published.month, published.day):
        raise errors.OLD_PRICE.refusal(found=published, allowed=years)


def funds_in_place(due: Iterable[Compensation], deposited: Fen) -> None:
    """Refuse approval while the money is not all there (实施条例 2021 第32条).

    :raises Refusal: ``decide.land.funds-not-in-place``.
    """
    needed = sum(one.total for one in due)
    if deposited < needed:
        raise errors.FUNDS.refusal(found=shown(Decimal(deposited) / 100), allowed=shown(Decimal(needed) / 100))


def old_multiples(arable: Decimal, arable_per_head: Decimal, output: Decimal, times: Decimal, each: Decimal) -> Decimal:
    """Return compensation under the rules before 2020, yuan: output value × (land times + times a person resettled).

    :param arable: arable taken, mu; ``output`` yearly output value, yuan/mu.
    :param arable_per_head: mu before taking; persons resettled = arable ÷ arable a head.
    """
    people = arable / arable_per_head
    return arable * output * times + people * output * arable_per_head * each


@dataclass(frozen=True, slots=True)
class ResidenceProject:
    """A project's money, fen, and land, m²."""

    quota_value: Fen
    receipts: Fen
    subsidies: Fen
    demolition: Fen
    resettlement: Fen
    infrastructure: Fen
    reclamation: Fen
    finance: Fen
    new_site: Decimal
    roads: Decimal

    @property
    def balance(self) -> Fen:
        """Income less cost; below zero the project does not pay for itself."""
        income = self.quota_value + self.receipts + self.subsidies
        return Fen(income - self.demolition - self.resettlement - self.infrastructure - self.reclamation - self.finance)

    def saved(self, households: Iterable[Household]) -> Decimal:
        """Return the land saved, mu: old homesteads less the new site and its roads."""
        old = sum((household.homestead for household in households), Decimal(0))
        return convert(old - self.new_site - self.roads, "m2", "亩")


@dataclass(frozen=True, slots=True)
class Gates:
    """What a project must show before it goes on."""

    least_consent: Decimal
    most_interim_months: int
    most_distance_km: Decimal
    unpaid_days: int = 30


@dataclass(frozen=True, slots=True)
class Plan:
    """How a project is to be done; a developer may have no part in it, and rural rights stay."""

    interim_months: int
    distance_km: Decimal
    developer: bool
    rights_kept: bool


def gate_problems(households: Sequence[Household], plan: Plan, gates: Gates) -> list[Problem]:
    """Return the gates a project has not passed."""
    consent = Decimal(sum(one.consents for one in households)) / len(households)
    checks = (
        ("自愿同意率", consent, f"≥ {gates.least_consent}", consent >= gates.least_consent),
        ("不引入开发商", "有" if plan.developer else "无", "无", not plan.developer),
        (
            "过渡期（月）",
            plan.interim_months,
            f"≤ {gates.most_interim_months}",
            plan.interim_months <= gates.most_interim_months,
        ),
        (
            "耕作半径（公里）",
            plan.distance_km,
            f"≤ {gates.most_distance_km}",
            plan.distance_km <= gates.most_distance_km,
        ),
        ("保留三权", "保留" if plan.rights_kept else "不保留", "保留", plan.rights_kept),
    )
    problems = [
        errors.GATE.at(found=found, allowed=allowed, gate=name) for name, found, allowed, ok in checks if not ok
    ]
    return problems + [
        errors.UNPAID.at(found=one.unpaid_days, allowed=gates.unpaid_days, household=one.code)
        for one in households
        if one.unpaid_days > gates.unpaid_days
    ]


def entitled(household: Household, area_per_head: Decimal) -> None:
    """Refuse a flat smaller than the household is entitled to.

    :raises Refusal: ``decide.land.area-below-entitlement``.
    """
    due = household.people * area_per_head
    if household.choice is Choice.FLAT and household.rehoused < due:
        raise errors.SMALL_HOME.refusal(found=household.rehoused, allowed=due, household=household.code)
