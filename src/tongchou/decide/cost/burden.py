"""What settling weighs in the public budget, and when the taxes of those who settled have paid it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tongchou.terms import Fen


@dataclass(frozen=True, slots=True)
class Burden:
    """A year: public cost, its share of the budget, extra tax, and what is still not paid back by then (fen)."""

    year: int
    cost: Fen
    share: Decimal | None
    tax: Fen
    open: Fen


def burden(
    cost: Mapping[int, Fen], budget: Mapping[int, Fen], settled: Mapping[int, int], tax_a_head: Fen
) -> list[Burden]:
    """Return the burden year by year; a year without a budget has no share, never a share of nothing.

    :param settled: people settled by the end of each year; each brings ``tax_a_head`` that year.

    >>> [one.open for one in burden({2015: Fen(300), 2016: Fen(0)}, {}, {2015: 1, 2016: 2}, Fen(100))]
    [200, 0]
    """
    years, still = list[Burden](), 0
    for year in sorted(cost):
        tax = Fen(settled.get(year, 0) * tax_a_head)
        still = max(0, still + cost[year] - tax)
        share = Decimal(cost[year]) / budget[year] if budget.get(year) else None
        years.append(Burden(year, cost[year], share, tax, Fen(still)))
    return years


def paid_back(years: list[Burden]) -> int | None:
    """Return the first year from which nothing is open any more; ``None`` where it stays open."""
    return next((one.year for n, one in enumerate(years) if not any(later.open for later in years[n:])), None)
