"""Linked quota (增减挂钩): issued, built on, paid back with reclaimed land in three years (国土资发〔2008〕138号).

Quota: 批准 → 下达 → 建新. Land: 拆旧 → 复垦 → 验收 → 归还, the surplus 节余. Quota owed at any time is what was issued
less what was returned.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tongchou.decide.land import errors
from tongchou.decide.land.ledger import Balances, Entry, Ledger
from tongchou.decide.showing import shown
from tongchou.terms import AsOf, Citation, Problem


class Account(StrEnum):
    """The accounts of one project; the first two are where area comes from."""

    AUTHORITY = "authority"
    VILLAGE = "village"
    APPROVED = "approved"
    ISSUED = "issued"
    USED = "used"
    DEMOLISHED = "demolished"
    RECLAIMED = "reclaimed"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    SURPLUS = "surplus"


class Move(StrEnum):
    """What happens to area, in words of the trade."""

    APPROVE = "approve"
    ISSUE = "issue"
    BUILD = "build"
    DEMOLISH = "demolish"
    RECLAIM = "reclaim"
    ACCEPT = "accept"
    FAIL = "fail"
    RETURN = "return"
    SAVE = "save"


MOVES: dict[Move, tuple[Account, Account]] = {
    Move.APPROVE: (Account.AUTHORITY, Account.APPROVED),
    Move.ISSUE: (Account.APPROVED, Account.ISSUED),
    Move.BUILD: (Account.ISSUED, Account.USED),
    Move.DEMOLISH: (Account.VILLAGE, Account.DEMOLISHED),
    Move.RECLAIM: (Account.DEMOLISHED, Account.RECLAIMED),
    Move.ACCEPT: (Account.RECLAIMED, Account.ACCEPTED),
    Move.FAIL: (Account.RECLAIMED, Account.DEMOLISHED),
    Move.RETURN: (Account.ACCEPTED, Account.RETURNED),
    Move.SAVE: (Account.ACCEPTED, Account.SURPLUS),
}


class Stage(StrEnum):
    """How far a project has come."""

    PLANNED = "planned"
    APPROVED = "approved"
    ISSUED = "quota_issued"
    BUILDING = "building"
    DEMOLITION = "demolition"
    RECLAIMED = "reclaimed"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    OVERDUE = "overdue"

    @property
    def zh(self) -> str:
        """The stage on Chinese screens."""
        return _STAGES[self]


_STAGES = {
    Stage.PLANNED: "待批准",
    Stage.APPROVED: "已批准",
    Stage.ISSUED: "已下达指标",
    Stage.BUILDING: "建新中",
    Stage.DEMOLITION: "拆旧中",
    Stage.RECLAIMED: "已复垦",
    Stage.ACCEPTED: "已验收",
    Stage.CLOSED: "已归还",
    Stage.OVERDUE: "逾期未还",
}


@dataclass(frozen=True, slots=True)
class SwapProject:
    """A project area: its county, approval and the day its quota must be returned; an extension needs a document."""

    code: str
    county: str
    approved: date
    deadline: date
    extended_by: Citation | None = None
    years: int = 3

    def __post_init__(self) -> None:
        if self.deadline < self.approved:
            raise errors.DEADLINE.refusal(found=self.deadline, allowed=self.approved)
        if self.deadline > _later(self.approved, self.years) and self.extended_by is None:
            raise errors.NO_DOCUMENT.refusal(found=self.deadline)


@dataclass(frozen=True, slots=True)
class Standing:
    """A project's account on a day, m²: issued in all, built on, accepted in all, returned, still owed, saved."""

    issued: Decimal
    used: Decimal
    accepted: Decimal
    returned: Decimal
    surplus: Decimal
    stage: Stage

    @property
    def owed(self) -> Decimal:
        """Quota issued and not returned."""
        return max(Decimal(0), self.issued - self.returned)


def new_ledger() -> Ledger:
    """Return an empty ledger of linked quota."""
    return Ledger(outside=frozenset({Account.AUTHORITY, Account.VILLAGE}))


def entry(move: Move, code: str, project: str, on: date, area: Decimal) -> Entry:
    """Return the entry of one move, known on the day it was made."""
    source, target = MOVES[move]
    return Entry(code, on, on, project, source, target, area)


def standing(project: SwapProject, held: Balances, day: date) -> Standing:
    """Return where a project stands, from the balances of that day."""
    at = {account: held.get((project.code, account), Decimal(0)) for account in Account}
    issued, returned = at[Account.ISSUED] + at[Account.USED], at[Account.RETURNED]
    accepted = at[Account.ACCEPTED] + returned + at[Account.SURPLUS]
    return Standing(issued, at[Account.USED], accepted, returned, at[Account.SURPLUS], _stage(project, at, day))


def overdue(projects: Sequence[SwapProject], held: Balances, day: date) -> list[Problem]:
    """Warn of every project past its deadline that has not returned what was issued to it."""
    late = [(project, standing(project, held, day)) for project in projects if day > project.deadline]
    return [
        errors.OVERDUE.at(found=shown(now.owed / 10_000), project=project.code, day=project.deadline)
        for project, now in late
        if now.owed
    ]


def as_of(ledger: Ledger, projects: Sequence[SwapProject], when: AsOf) -> dict[str, Standing]:
    """Return every project's standing as it was, and as it was known."""
    held = ledger.balances(when)
    return {project.code: standing(project, held, when.true_on) for project in projects}


def _stage(project: SwapProject, at: dict[Account, Decimal], day: date) -> Stage:
    issued, returned = at[Account.ISSUED] + at[Account.USED], at[Account.RETURNED]
    if issued and returned >= issued:
        return Stage.CLOSED
    if issued and day > project.deadline:
        return Stage.OVERDUE
    steps = (
        (Stage.ACCEPTED, at[Account.ACCEPTED] + returned),
        (Stage.RECLAIMED, at[Account.RECLAIMED]),
        (Stage.DEMOLITION, at[Account.DEMOLISHED]),
        (Stage.BUILDING, at[Account.USED]),
        (Stage.ISSUED, issued),
        (Stage.APPROVED, at[Account.APPROVED]),
    )
    return next((stage for stage, area in steps if area > 0), Stage.PLANNED)


def _later(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
