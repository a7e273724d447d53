"""What a page about tasks looks at: the programme's ledger on a day, for somebody; and tasks as lines of a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone

from tongchou.packs.rows import Unit
from tongchou.plan import Action, Actor, Life, Light, fold
from tongchou.web.access import Act, may
from tongchou.web.desk import programme_of
from tongchou.web.duties.clock import Now, day_of, now_of, replayed
from tongchou.web.duties.following import follow
from tongchou.web.duties.lives import as_step
from tongchou.web.duties.models import Duty
from tongchou.web.duties.search import Search, light_of
from tongchou.web.duties.standing import acting, actors_of
from tongchou.web.models import Person
from tongchou.web.programme import Programme

QUICK = (Action.ASSIGN, Action.ACCEPT, Action.START, Action.VERIFY, Action.CLOSE)
"""What can be done with one press: it needs neither reason nor file."""


@dataclass(frozen=True, slots=True)
class Looking:
    """Somebody looks at a ledger on a day."""

    programme: Programme
    person: Person
    day: date
    now: Now
    replayed: bool

    @property
    def pack(self) -> str:
        """The programme's code."""
        return self.programme.code

    @property
    def actors(self) -> list[Actor]:
        """The units the person acts for."""
        return actors_of(self.person, self.programme)

    @property
    def names(self) -> tuple[str, ...]:
        """The codes of those units and of the groups they belong to."""
        return tuple(dict.fromkeys(name for actor in self.actors for name in actor.names))

    def may(self, act: Act) -> bool:
        """Whether the person may do an act here."""
        return may(self.person, act, self.pack)

    def may_on(self, act: Act, lead: str) -> bool:
        """Whether the person may do an act on a task of a lead unit: a county verifies beneath it only."""
        return may(self.person, act, self.pack, place=self.place_for(act, lead))

    def place_for(self, act: Act, lead: str) -> str:
        """Return the place that an act on a task of a lead unit touches; none for acts that follow the unit."""
        units = self.programme.units
        own = units[lead].place if lead in units else ""
        return (own or self.programme.city.code) if act is Act.VERIFY else ""

    @property
    def verifies(self) -> list[str]:
        """The lead units whose tasks the person may verify."""
        return [code for code in ("", *self.programme.units) if self.may_on(Act.VERIFY, code)]

    @property
    def may_issue(self) -> bool:
        """Whether the person may put tasks on the ledger and assign them."""
        return self.may(Act.ISSUE)

    @property
    def may_work(self) -> bool:
        """Whether the person may work on tasks."""
        return self.may(Act.WORK)

    @property
    def may_verify(self) -> bool:
        """Whether the person may verify the tasks of others."""
        return self.may(Act.VERIFY)

    @property
    def units(self) -> list[Unit]:
        """The units in force on the day, those of the city first."""
        city = self.programme.city.code
        living = [one for one in self.programme.units.values() if lives(one, self.day)]
        return sorted(living, key=lambda one: one.place not in ("", city))

    def search(self, request: HttpRequest) -> Search:
        """Return what the request searches for."""
        return Search.of(request.GET, self.pack, self.day, self.now.rules)


def lives(unit: Unit, day: date) -> bool:
    """Whether a unit is there on a day."""
    return (unit.valid_from is None or unit.valid_from <= day) and (unit.valid_to is None or day < unit.valid_to)


def looking(request: HttpRequest, pack: str) -> Looking:
    """Return the ledger a request looks at, brought up to its pack.

    :raises Http404: where there is no such programme.
    """
    programme = programme_of(pack)
    follow(programme)
    now = now_of(programme)
    person, day = cast(Person, request.user), day_of(request, programme)
    return Looking(programme, person, day, now, replayed(programme, timezone.localdate()))


@dataclass(frozen=True, slots=True)
class Line:
    """A task as a line or a card: its light, and what the person may do with it."""

    duty: Duty
    life: Life
    light: Light
    late: int
    offered: tuple[Action, ...]

    @property
    def quick(self) -> tuple[Action, ...]:
        """What they may do with one press."""
        ready = (one for one in self.offered if one in QUICK)
        return tuple(one for one in ready if one is not Action.ASSIGN or self.duty.lead)

    @property
    def others(self) -> bool:
        """Whether they may do more than that."""
        return len(self.offered) > len(self.quick)


def lines(look: Looking, duties: Iterable[Duty]) -> list[Line]:
    """Return tasks as lines, their steps read together."""
    found = list(duties)
    prefetch_related_objects(found, "undertaking", "steps__proofs")
    return [line(look, duty) for duty in found]


def line(look: Looking, duty: Duty) -> Line:
    """Return one task as a line."""
    life = fold(duty.undertaking.row, (as_step(one) for one in duty.steps.all()))
    light, late = light_of(duty, look.day, look.now.rules)
    return Line(duty, life, light, late, offered(look, life))


def offered(look: Looking, life: Life) -> tuple[Action, ...]:
    """Return what a person may do with a task: what the machine offers their unit and their role permits."""
    actor = acting(look.person, look.programme, life)
    if actor is None:
        return ()
    return tuple(one for one in life.offered(actor) if look.may_on(act_of(one), life.lead))


_ACTS = {
    Action.ASSIGN: Act.ISSUE, Action.CLOSE: Act.ISSUE, Action.URGE: Act.ISSUE, Action.RESCHEDULE: Act.ISSUE,
    Action.HAND_OVER: Act.ISSUE, Action.VERIFY: Act.VERIFY, Action.SEND_BACK: Act.VERIFY, Action.REOPEN: Act.VERIFY,
}  # fmt: skip


def act_of(action: Action) -> Act:
    """Return the permission an action needs."""
    return _ACTS.get(action, Act.WORK)
