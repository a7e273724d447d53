"""The special fund (专项资金) that pays part of the cost: its path, its earmarks, the year it runs dry, its stress."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tongchou.decide.cost import errors
from tongchou.decide.cost.model import Payer
from tongchou.decide.cost.sheet import CostSheet, whole
from tongchou.decide.showing import money
from tongchou.terms import Fen, Problem


@dataclass(frozen=True, slots=True)
class Fund:
    """A fund: its balance before the first year (fen), what comes in by year, its yield, what it may pay for."""

    balance: Fen
    inflows: Mapping[int, Fen]
    earned: Decimal = Decimal(0)
    earmarks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FundYear:
    """One year of a fund, in fen; ``short`` is what it could not pay."""

    year: int
    inflow: Fen
    payout: Fen
    balance: Fen
    short: Fen


def fund_path(fund: Fund, payouts: Mapping[int, Fen]) -> list[FundYear]:
    r"""Return the fund year by year: :math:`B_{t+1} = B_t(1+y) + \text{in} - \text{out}`, never below zero.

    A year in which nothing comes in or goes out still earns.
    """
    balance, path, moved = fund.balance, [], {*fund.inflows, *payouts}
    for year in range(min(moved, default=0), max(moved, default=-1) + 1):
        inflow, payout = fund.inflows.get(year, Fen(0)), payouts.get(year, Fen(0))
        left = whole(balance * (1 + fund.earned)) + inflow - payout
        balance = Fen(max(0, left))
        path.append(FundYear(year, inflow, payout, balance, Fen(max(0, -left))))
    return path


def solvency(path: Sequence[FundYear]) -> list[Problem]:
    """Warn of the first year a fund cannot pay."""
    dry = next((year for year in path if year.short), None)
    return [errors.INSOLVENT.at(found=dry.year, allowed=money(Decimal(dry.short) / 100))] if dry else []


def payouts(fund: Fund, sheet: CostSheet) -> dict[int, Fen]:
    """Return what a cost sheet asks of the fund, by year.

    :raises Refusal: ``decide.cost.not-earmarked`` for an item the fund may not pay.
    """
    for line in sheet.lines:
        if line.payer is Payer.FUND and line.amount and fund.earmarks and line.item not in fund.earmarks:
            raise errors.NOT_EARMARKED.refusal(found=line.item, allowed="、".join(sorted(fund.earmarks)))
    return sheet.of(Payer.FUND)


def stressed(run: Callable[[Decimal, Decimal], Sequence[FundYear]]) -> dict[str, Sequence[FundYear]]:
    """Run a fund as planned, with a fifth more settlers, with recurrent cost a tenth higher, and with both.

    :param run: (times settlers, times recurrent cost) to a path.
    """
    one, more, dearer = Decimal(1), Decimal("1.2"), Decimal("1.1")
    cases = {"按计划": (one, one), "人数+20%": (more, one), "经常性成本+10%": (one, dearer), "两者": (more, dearer)}
    return {name: run(*case) for name, case in cases.items()}
