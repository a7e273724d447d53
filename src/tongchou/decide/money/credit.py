"""Credit: compensation of loan losses, caps on guarantees and microloans, each by its dated rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tongchou.decide.cost.sheet import whole
from tongchou.decide.money import errors
from tongchou.decide.showing import money
from tongchou.terms import Fen, Problem, share_out


@dataclass(frozen=True, slots=True)
class Claim:
    """A lender's loss of principal and what was recovered (fen), on a day."""

    code: str
    on: date
    loss: Fen
    recovered: Fen

    @property
    def net(self) -> Fen:
        """Loss less recoveries, never below zero."""
        return Fen(max(0, self.loss - self.recovered))


def compensate(claims: Iterable[Claim], share: Decimal, pool: Fen) -> dict[str, Fen]:
    """Return what each claim is paid from the pool, earliest first; claims of one day share what is left pro rata.

    >>> from datetime import date
    >>> compensate([Claim("a", date(2015, 1, 1), Fen(1500), Fen(300))], Decimal("0.2"), Fen(1000))
    {'a': 240}
    """
    paid: dict[str, Fen] = {}
    kept = sorted(claims, key=lambda claim: (claim.on, claim.code))
    due = {claim.code: whole(share * claim.net) for claim in kept}
    for day in sorted({claim.on for claim in kept}):
        today = {claim.code: due[claim.code] for claim in kept if claim.on == day}
        wanted = sum(today.values())
        left = pool - sum(paid.values())
        paid |= today if wanted <= left else _pro_rata(today, left)
    return paid


def covered_loss(share: Decimal, pool: Fen) -> Fen:
    """Return the net loss at which a pool is exhausted."""
    return whole(pool / share)


def loans_supportable(pool: Fen, share: Decimal, default: Decimal, loss_given_default: Decimal) -> Fen:
    """Return the loans a pool can stand behind: pool / (share · default · loss given default)."""
    return whole(pool / (share * default * loss_given_default))


@dataclass(frozen=True, slots=True)
class Cap:
    """A dated cap as a multiple of a base (net assets or net capital)."""

    name: str
    times: Decimal


@dataclass(frozen=True, slots=True)
class Headroom:
    """A balance under a cap: the limit, room left, and what is over (fen)."""

    cap: Cap
    balance: Fen
    limit: Fen

    @property
    def room(self) -> Fen:
        """What may still be added."""
        return Fen(max(0, self.limit - self.balance))

    @property
    def over(self) -> Fen:
        """What is over the limit."""
        return Fen(max(0, self.balance - self.limit))

    def problems(self) -> list[Problem]:
        """Warn of a breach."""
        if not self.over:
            return []
        yuan = [money(Decimal(amount) / 100) for amount in (self.balance, self.limit, self.over)]
        return [errors.BREACH.at(found=yuan[0], allowed=yuan[1], over=yuan[2], name=self.cap.name)]


def headroom(cap: Cap, base: Fen, balance: Fen) -> Headroom:
    """Return a balance beside its cap; a base of zero or less gives no room at all."""
    return Headroom(cap, balance, whole(cap.times * max(0, base)))


def leverage(balance: Fen, base: Fen) -> Decimal | None:
    """Return a balance over its base; ``None`` where the base is not above zero."""
    return Decimal(balance) / base if base > 0 else None


def _pro_rata(claims: dict[str, Fen], left: int) -> dict[str, Fen]:
    return {code: Fen(part) for code, part in share_out(left, claims).items()}
