"""Published studies of the cost a head, each kept with its own scope; they are never averaged."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tongchou.decide.cost import errors
from tongchou.decide.showing import shown
from tongchou.terms import Citation, Problem


@dataclass(frozen=True, slots=True)
class Study:
    """A published figure a head (yuan) and what it counts: items, horizon in years, price year, dependants."""

    code: str
    per_head: Decimal
    items: str
    price_year: int
    citation: Citation
    horizon: Decimal | None = None
    dependants: bool = False


def scaled(per_head: Decimal, persons: int) -> Decimal:
    """Return a cost a head for so many people."""
    return per_head * persons


def band(per_head: Decimal, studies: Sequence[Study]) -> list[Problem]:
    """Warn where a cost a head lies outside all published figures; a place inside says nothing about scopes."""
    figures = [study.per_head for study in studies]
    if not figures or min(figures) <= per_head <= max(figures):
        return []
    return [
        errors.OUTSIDE_BAND.at(found=shown(round(per_head)), allowed=f"{shown(min(figures))}—{shown(max(figures))}")
    ]


def horizon_years(total: Decimal, parts: Decimal, yearly: Decimal) -> Decimal:
    """Return the horizon a study must have used: what its parts leave over, by the yearly cost.

    >>> horizon_years(Decimal(80_000), Decimal(59_000), Decimal(560))
    Decimal('37.5')
    """
    return (total - parts) / yearly
