"""Land-sale revenue: gross to net, the slices set aside, what a pilot town keeps, what goes to the countryside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tongchou.decide.cost.sheet import whole
from tongchou.decide.land import errors
from tongchou.decide.showing import shown
from tongchou.terms import Fen, Problem, convert


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel sold: town, gross receipts and its costs (fen), its area (m²)."""

    code: str
    town: str
    gross: Fen
    acquisition: Fen
    development: Fen
    fees: Fen
    area: Decimal

    @property
    def result(self) -> Fen:
        """Gross less all costs; below zero a loss."""
        return Fen(self.gross - self.acquisition - self.development - self.fees)

    @property
    def net(self) -> Fen:
        """Net revenue, never below zero: a loss is carried, not shared."""
        return Fen(max(0, self.result))


@dataclass(frozen=True, slots=True)
class Slices:
    """Shares set aside for named uses, of net and of gross revenue."""

    of_net: Mapping[str, Decimal]
    of_gross: Mapping[str, Decimal]

    def __post_init__(self) -> None:
        for shares in (self.of_net, self.of_gross):
            if sum(shares.values(), Decimal(0)) > 1:
                raise errors.SLICES.refusal(found=f"{100 * sum(shares.values(), Decimal(0))}%")


def set_aside(parcel: Parcel, slices: Slices) -> dict[str, Fen]:
    """Return what a parcel sets aside for each use, and ``left`` of net revenue.

    :raises Refusal: ``decide.land.slices`` where net and gross slices together exceed net revenue.
    """
    aside = {use: whole(share * parcel.net) for use, share in slices.of_net.items()}
    for use, share in slices.of_gross.items():
        aside[use] = Fen(aside.get(use, 0) + whole(share * parcel.gross) if parcel.net else 0)
    left = parcel.net - sum(aside.values())
    if left < 0:
        raise errors.SLICES.refusal(found=f"{sum(aside.values()) * Decimal(100) / parcel.net:.1f}%")
    return {**aside, "left": Fen(left)}


def agricultural_slice(parcel: Parcel, standard: Decimal, share: Decimal) -> Fen:
    """Return the agricultural land-development slice (财综〔2004〕49号): area × standard (yuan/m²) × share."""
    return whole(parcel.area * standard * share * 100)


@dataclass(frozen=True, slots=True)
class Retention:
    """What a town keeps, reckoned on net and on gross: a document that does not say which means either (fen)."""

    town: str
    of_net: Fen
    of_gross: Fen


def retained(parcels: Sequence[Parcel], kept: Mapping[str, Decimal], city_share: Decimal) -> list[Retention]:
    """Return what each town keeps of the city's share of its revenue, both ways."""
    return [
        Retention(
            town,
            whole(share * city_share * sum(parcel.net for parcel in parcels if parcel.town == town)),
            whole(share * city_share * sum(parcel.gross for parcel in parcels if parcel.town == town)),
        )
        for town, share in kept.items()
    ]


def rural_share(spent_rural: Fen, parcels: Sequence[Parcel]) -> Decimal | None:
    """Return spending on the countryside over net revenue; ``None`` where there is none."""
    net = sum(parcel.net for parcel in parcels)
    return Decimal(spent_rural) / net if net else None


def losses(parcels: Sequence[Parcel]) -> list[Problem]:
    """Warn of every parcel that cost more than it brought."""
    return [
        errors.LOSS.at(found=shown(Decimal(-parcel.result) / 100), parcel=parcel.code)
        for parcel in parcels
        if parcel.result < 0
    ]


def surplus_price(area: Decimal, yuan_per_mu: Decimal) -> Fen:
    """Return what surplus quota sells for."""
    return whole(convert(area, "m2", "亩") * yuan_per_mu * 100)
