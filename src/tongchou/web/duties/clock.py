"""Which day it is for a programme, and the rules by which a day means a card."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from tongchou.packs import Pack
from tongchou.plan import CardRules, TaskState
from tongchou.terms import AsOf, Refusal
from tongchou.web.programme import Programme

WITHIN = {TaskState.ASSIGNED: 5, TaskState.REPORTED: 10}
"""Days to sign for and to verify, unless the pack's parameters say otherwise."""
PARAMETERS = {
    "remind_before": "duty.remind_before",
    "yellow_after": "duty.yellow_after",
    "red_after": "duty.red_after",
    "escalate_after": "duty.escalate_after",
}
WITHIN_PARAMETERS = {TaskState.ASSIGNED: "duty.accept_within", TaskState.REPORTED: "duty.verify_within"}


def replayed(programme: Programme, today: date) -> bool:
    """Whether the plan of a programme is over, so that its pages stand on the day of its run."""
    plan = programme.run.pack.manifest.plan
    return plan is not None and plan.end < today


def today_of(programme: Programme) -> date:
    """Return the day on which tasks are looked at and done: today, or the day of the run where the plan is over."""
    today = timezone.localdate()
    return programme.run.as_of.true_on if replayed(programme, today) else today


def day_of(request: HttpRequest, programme: Programme) -> date:
    """Return the day a page is asked for, ``?day=2024-11-30``, else the programme's own; nonsense asks for nothing."""
    return as_day(request.GET.get("day", "")) or today_of(programme)


def as_day(text: str) -> date | None:
    """Return a written day; ``None`` for anything else.

    >>> as_day("2024-02-29"), as_day("2023-02-29"), as_day("")
    (datetime.date(2024, 2, 29), None, None)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def moment_of(programme: Programme) -> datetime:
    """Return the moment at which a step is taken now, on the programme's day."""
    now = timezone.localtime()
    return datetime.combine(today_of(programme), time(now.hour, now.minute, now.second), now.tzinfo)


@dataclass(frozen=True, slots=True)
class Now:
    """The moment at which something is done, and the rules of that day."""

    at: datetime
    rules: CardRules

    @property
    def day(self) -> date:
        """The day."""
        return self.at.date()


def now_of(programme: Programme) -> Now:
    """Return the moment at which things are done in a programme now."""
    at = moment_of(programme)
    return Now(at, rules_of(programme.run.pack, at.date()))


def rules_of(pack: Pack, day: date) -> CardRules:
    """Return the rules in force on a day: the pack's parameters ``duty.*``, else the ones of the house."""
    asked = {name: _days(pack, code, day) for name, code in PARAMETERS.items()}
    within = {state: _days(pack, code, day) for state, code in WITHIN_PARAMETERS.items()}
    return CardRules(
        **{name: days for name, days in asked.items() if days is not None},
        within={state: WITHIN[state] if days is None else days for state, days in within.items()},
    )


def _days(pack: Pack, code: str, day: date) -> int | None:
    try:
        return int(pack.parameters.value_at(code, pack.manifest.city, AsOf(day)).number)
    except Refusal:
        return None


def plain(rules: CardRules) -> dict[str, Any]:
    """Return rules as plain data, to see whether they changed."""
    return asdict(rules)
