r"""The price of a service: full cost and a profit on net assets, and the later national rule for urban water.

Luzhou 2015: :math:`P = (C + \rho A/(1-\tau)) / (Q(1-s))`, ρ of 10–15 %. Water since 2021 (城镇供水价格管理办法 arts
7–11): revenue = cost + RAB·r + tax, :math:`r = r_e(1-\lambda) + r_d\lambda`, with the volume lifted to 65 % of design.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tongchou.decide.finance import present_value
from tongchou.decide.money import errors
from tongchou.terms import Problem


@dataclass(frozen=True, slots=True)
class FullCost:
    """Full cost and net assets (one money unit), volume, turnover tax, income tax; granted assets stay out.

    ``after_tax`` says whether the profit rate is after income tax: it must be said, for it changes the price.
    """

    cost: Decimal
    net_assets: Decimal
    volume: Decimal
    turnover_tax: Decimal
    income_tax: Decimal
    after_tax: bool
    granted: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if not self.volume > 0:
            raise errors.VOLUME.refusal(found=self.volume)
        if self.granted > 0:
            raise errors.GRANTED.refusal(found=self.net_assets, allowed=self.granted)
        if not self.net_assets > 0:
            raise errors.NET_ASSETS.refusal(found=self.net_assets)


def price_on_net_assets(case: FullCost, profit: Decimal, band: tuple[Decimal, Decimal]) -> Decimal:
    """Return the price by full cost and profit on net assets.

    :raises Refusal: ``decide.money.profit-band`` for a rate outside the document's band.

    >>> case = FullCost(*map(Decimal, (900, 1000, 100)), Decimal(0), Decimal("0.25"), True)
    >>> price_on_net_assets(case, Decimal("0.12"), (Decimal("0.10"), Decimal("0.15")))
    Decimal('10.6')
    """
    if not band[0] <= profit <= band[1]:
        raise errors.BAND.refusal(found=profit, allowed=f"{band[0]}—{band[1]}")
    before_tax = profit * case.net_assets / (1 - case.income_tax if case.after_tax else 1)
    return (case.cost + before_tax) / (case.volume * (1 - case.turnover_tax))


@dataclass(frozen=True, slots=True)
class WaterRule:
    """The return of the water rule: treasury average and its margin, cost of debt, leverage, least use of design."""

    treasury: Decimal
    margin: Decimal
    debt_rate: Decimal
    leverage: Decimal
    least_use: Decimal

    def __post_init__(self) -> None:
        if not 0 <= self.leverage < 1:
            raise errors.LEVERAGE.refusal(found=self.leverage)

    @property
    def most_equity_return(self) -> Decimal:
        """The highest return on equity: ten-year treasury average and the margin."""
        return self.treasury + self.margin

    @property
    def allowed_return(self) -> Decimal:
        """The return on the asset base."""
        return self.most_equity_return * (1 - self.leverage) + self.debt_rate * self.leverage


def water_price(revenue: Decimal, approved: Decimal, actual: Decimal, design: Decimal, least_use: Decimal) -> Decimal:
    """Return the price before VAT; under 65 % of design the volume is lifted to it.

    >>> price = water_price(Decimal(100), Decimal(50), Decimal(50), Decimal(100), Decimal("0.65"))
    >>> round(price, 6)
    Decimal('1.538462')
    """
    if not (approved > 0 and actual > 0 and design > 0):
        raise errors.VOLUME.refusal(found=f"{approved}、{actual}、{design}")
    used = actual / (design * least_use)
    return revenue / (approved if used >= 1 else approved / used)


def allowed_revenue(cost: Decimal, asset_base: Decimal, rule: WaterRule, tax: Decimal) -> Decimal:
    """Return allowed cost, return on the asset base, and tax."""
    return cost + asset_base * rule.allowed_return + tax


def rule_conflict(profit: Decimal, cap: Decimal, since: date) -> list[Problem]:
    """Warn where a document's profit rate is above a rule that came later."""
    return [errors.RULE_CONFLICT.at(found=f"{profit:.2%}", allowed=f"{cap:.2%}", since=since)] if profit > cap else []


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A periodic adjustment: the new price, the change, what was capped away, and whether a hearing is due."""

    price: Decimal
    change: Decimal
    carried: Decimal
    hearing: bool


def adjusted(
    price: Decimal, indices: Mapping[str, tuple[Decimal, Decimal]], trigger: Decimal, cap: Decimal, residential: bool
) -> Adjustment:
    """Return the price after a period.

    :param indices: weight and index of each cost; a change under ``trigger`` does nothing, one over ``cap`` is carried.
    :raises Refusal: ``decide.money.index-weights`` where the weights do not add to one.
    """
    if (weights := sum((weight for weight, _ in indices.values()), Decimal(0))) != 1:
        raise errors.INDEX_WEIGHTS.refusal(found=weights, allowed=1)
    change = sum((weight * index for weight, index in indices.values()), Decimal(0)) - 1
    if abs(change) < trigger:
        return Adjustment(price, Decimal(0), price * change, hearing=False)
    made = max(-cap, min(cap, change))
    return Adjustment(price * (1 + made), made, price * (change - made), hearing=residential and made > 0)


def transfer_price(net_income: Sequence[Decimal], hurdle: Decimal, appraised: Decimal) -> Decimal:
    """Return the price of a transfer–operate–transfer: the worth of income less costs and tax, years 1, 2 …

    :raises Refusal: ``decide.money.below-appraised``.
    """
    worth = present_value(hurdle, [Decimal(0), *net_income])
    if worth < appraised:
        raise errors.TOO_LITTLE.refusal(found=round(worth, 2), allowed=appraised)
    return worth
