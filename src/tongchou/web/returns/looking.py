"""What a return page looks at: the return, what its steps made of it, who is looking, what the checks find."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.timezone import localdate

from tongchou.monitor.checks.model import Hit
from tongchou.monitor.returns import Action, Actor, Difference, allowed, differences, digest
from tongchou.monitor.returns import Event as Step
from tongchou.monitor.returns import Return as Held
from tongchou.monitor.returns.rounds import Lateness
from tongchou.monitor.returns.rounds import Round as Dates
from tongchou.terms import Period, Words
from tongchou.web.desk import programme_of
from tongchou.web.languages import in_words
from tongchou.web.models import Person
from tongchou.web.programme import Programme
from tongchou.web.returns.book import held, versions
from tongchou.web.returns.checking import hits_of
from tongchou.web.returns.grid import Grid, grid, open_hit
from tongchou.web.returns.issuing import calendar_of
from tongchou.web.returns.models import CellVersion, Issue, Return
from tongchou.web.returns.standing import actor_of, may_see


def dates_of(issue: Issue) -> Dates:
    """Return the days of an issued form."""
    period = Period.parse(issue.round.period)
    return Dates(issue.code, issue.row.version, period, issue.opens, issue.warns, issue.due, issue.red, issue.locks)


@dataclass(frozen=True)
class Look:
    """One look at one return."""

    programme: Programme
    one: Return
    person: Person
    today: date

    @cached_property
    def held(self) -> Held:
        """What the steps made of it."""
        return held(self.one)

    @cached_property
    def actor(self) -> Actor:
        """Who looks, as the library sees them."""
        return actor_of(self.person, self.one, self.held)

    @cached_property
    def allowed(self) -> frozenset[str]:
        """What the person may do now."""
        return frozenset(one.value for one in allowed(self.held, self.actor) if not self._shut(one))

    def _shut(self, action: Action) -> bool:
        """Whether the form's clock has locked it for who fills it in."""
        return action in {Action.SAVE, Action.DECLARE, Action.SUBMIT} and not dates_of(self.one.issue).open(self.today)

    @property
    def editable(self) -> bool:
        """Whether the person may fill it in now."""
        return Action.SAVE.value in self.allowed

    @cached_property
    def versions(self) -> dict[str, CellVersion]:
        """The newest version of each cell, by address."""
        return versions(self.one)

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """What the checks find in the figures as they are."""
        return hits_of(self.programme, self.held, self.one)

    @cached_property
    def grid(self) -> Grid:
        """The cells as they are laid out."""
        return grid(self.programme, self.held, self.versions, self.hits)

    @property
    def stops(self) -> int:
        """How many findings still want to be mended or explained."""
        return sum(open_hit(self.held, hit) for hit in self.hits)

    @property
    def place(self) -> Words:
        """Whose return it is."""
        unit = self.programme.units.get(self.one.unit)
        place = self.programme.places.get(self.one.place)
        return place.words if place else unit.words if unit else Words(self.one.unit)

    @property
    def light(self) -> Lateness:
        """Its light today."""
        return dates_of(self.one.issue).light(self.today, self.one.submitted)

    @property
    def left(self) -> Words:
        """How long there is still, in working days."""
        return time_left(self.programme, self.one.issue, self.today, self.one.submitted)

    @property
    def digest(self) -> str:
        """The digest of the figures that are looked at."""
        return digest(self.held.cells, self.held.explanations)

    @cached_property
    def changed(self) -> tuple[Difference, ...]:
        """What differs from what was approved last."""
        frozen = self.held.snapshots[-1:] if not self.held.final else self.held.snapshots[-2:-1]
        return differences(frozen[0].cells, self.held.cells) if frozen else ()

    @property
    def came_back(self) -> Step | None:
        """The step that sent it back, where it stands returned."""
        if self.held.stage.value != "returned":
            return None
        return next(step for step in reversed(self.held.events) if step.action is Action.SEND_BACK)


def time_left(programme: Programme, issue: Issue, today: date, submitted: date | None) -> Words:
    """Return how long there is until a deadline, or since when it is past, in working days."""
    light = dates_of(issue).light(today, submitted)
    if submitted is not None:
        return light.words
    days = calendar_of(programme.run.pack.tables)
    if today <= issue.due:
        count = days.between(today, issue.due)
        return (
            Words(f"还有 {count} 个工作日", f"{count} working days left") if count else Words("今天截止", "due today")
        )
    late = days.between(issue.due, today)
    return Words(f"{light.words.zh}，逾期 {late} 个工作日", f"{light.words.en}, {late} working days late")


def look(request: HttpRequest, pack: str, number: int) -> Look:
    """Return what a request looks at.

    :raises Http404: where the programme has no such return.
    :raises PermissionDenied: for somebody it does not concern.
    """
    programme = programme_of(pack)
    found = Return.objects.select_related("issue__round").filter(pk=number, issue__round__pack=pack).first()
    if found is None:
        raise Http404(in_words(f"没有第 {number} 号表。", f"There is no return {number}."))
    person = cast(Person, request.user)
    if not may_see(person, found, held(found)):
        raise PermissionDenied(
            in_words(
                "这张表由填报单位、审核单位和统筹办看；您的任职不在其内。",
                "A return is open to who fills it in, who checks it and the office; your appointment is none of these.",
            )
        )
    return Look(programme, found, person, localdate())
