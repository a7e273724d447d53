"""A round in progress for trying things out: invented returns in every state, and said to be invented."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from django.db import transaction

from tongchou.monitor.cells import CellKey
from tongchou.monitor.checks import Hit, Weight
from tongchou.monitor.returns import Action, Actor, Role
from tongchou.monitor.returns import Event as Step
from tongchou.monitor.returns import Return as Held
from tongchou.terms import Cell, Period
from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import Role as Office
from tongchou.web.access.models import Appointment
from tongchou.web.models import Person
from tongchou.web.programme import Programme
from tongchou.web.returns.beside import besides
from tongchou.web.returns.book import By, held, now, write
from tongchou.web.returns.checking import hits_of
from tongchou.web.returns.issuing import Wanted, calendar_of, issue_round
from tongchou.web.returns.models import Return, Round
from tongchou.web.returns.notices import tell

FORMS = ("village_year", "town_year", "county_year")
PERIOD = "2025"
TITLE = "2025年年报（演示，虚构）"
HEAD = "李负责（虚构）"
WORKING_DAYS_LEFT = 2
STORIES = (
    "half", "returned", "submitted", "asked", "empty", "checked", "reviewed", "approved", "locked", "declared",
)  # fmt: skip
"""What became of the returns of the first county, town by town; elsewhere mostly approved."""
ELSEWHERE = ("approved", "approved", "reviewed", "approved", "submitted", "approved", "half", "approved", "checked")


@dataclass(frozen=True, slots=True)
class Play:
    """One return played through, by one account a role."""

    programme: Programme
    one: Return
    people: dict[Role, Person]
    random: Random
    quiet: bool
    """Whether nobody is told of its steps: what happened elsewhere is over."""

    def take(
        self,
        role: Role,
        action: Action,
        made: Callable[[Step, Held], Step] | None = None,
        *,
        reason: str = "",
        hit: str = "",
    ) -> None:
        """Take one step in a role."""
        before, person = held(self.one), self.people[role]
        unit = next((desk.unit for desk in before.route.desks if desk.role is role), self.one.unit)
        step = Step(action, Actor(person.get_username(), frozenset({role}), unit), now(before), reason, hit=hit)
        step = made(step, before) if made else step
        write(self.one, By(person), step)
        if not self.quiet:
            tell(self.programme, self.one, step)

    def fill(self, share: float = 1.0) -> None:
        """Fill in a share of the cells with figures near those of the year before."""
        self.take(Role.FILLER, Action.SAVE, lambda step, before: _with_cells(step, self._near(before, share)))

    def _near(self, before: Held, share: float) -> dict[CellKey, Cell]:
        growth = {place: self.random.uniform(1.002, 1.02) for place in self.one.places}
        found = {}
        for key in before.expected[: round(share * len(before.expected))]:
            beside = besides(self.programme).of(key)
            last = beside.last if beside and beside.last is not None else beside.low if beside else None
            grown = (last or 0.0) * growth[key.place]
            found[key] = Cell.number(round(grown, 0 if last is None or last == round(last) else 1))
        return found

    def hits(self) -> tuple[Hit, ...]:
        """Return what the checks find now."""
        return hits_of(self.programme, held(self.one), self.one)

    def submit(self) -> None:
        """Explain what wants it, sign and submit."""
        for hit in self.hits():
            if hit.weight is Weight.EXPLAIN:
                self.take(Role.FILLER, Action.EXPLAIN, reason="口径按新规定调整（虚构的说明）", hit=hit.id)
        self.take(Role.HEAD, Action.SIGN, reason=HEAD)
        found = self.hits()
        self.take(Role.FILLER, Action.SUBMIT, lambda step, _before: _with_hits(step, found))

    def approve(self, *roles: Role) -> None:
        """Approve at the desks of some roles, as far as the return has them."""
        for desk in held(self.one).route.desks:
            if desk.role in roles:
                self.take(desk.role, Action.APPROVE)

    def ask(self) -> None:
        """Let the county ask about the first cell."""
        self.take(Role.COUNTY, Action.ASK, _asking)


def _with_cells(step: Step, cells: dict[CellKey, Cell]) -> Step:
    return Step(step.action, step.actor, step.at, cells=cells)


def _with_hits(step: Step, hits: tuple[Hit, ...]) -> Step:
    return Step(step.action, step.actor, step.at, hits=hits)


def _asking(step: Step, before: Held) -> Step:
    return Step(step.action, step.actor, step.at, questions={before.expected[0]: "与去年相比变化的原因？（演示）"})


def _played(play: Play, story: str) -> None:
    """Play a return up to where its story ends."""
    if story == "empty":
        return
    if story == "declared":
        play.take(Role.FILLER, Action.DECLARE)
        return
    play.fill(0.5 if story == "half" else 1.0)
    if story != "half":
        play.submit()
    if story in _ENDINGS:
        _ENDINGS[story](play)


def _returned(play: Play) -> None:
    play.ask()
    play.take(Role.COUNTY, Action.SEND_BACK, reason="个别数与上年差别大，请核对后再报（演示）")


def _locked(play: Play) -> None:
    play.approve(*ACROSS)
    play.take(Role.OFFICE, Action.LOCK)


ACROSS = (Role.COUNTY, Role.DEPARTMENT, Role.OFFICE)
_ENDINGS: dict[str, Callable[[Play], None]] = {
    "asked": Play.ask,
    "returned": _returned,
    "checked": lambda play: play.approve(Role.COUNTY),
    "reviewed": lambda play: play.approve(Role.COUNTY, Role.DEPARTMENT),
    "approved": lambda play: play.approve(*ACROSS),
    "locked": _locked,
}


@transaction.atomic
def seed(programme: Programme, today: date) -> Round | None:
    """Issue and play a round of a synthetic programme; nothing where it has one already, or is not synthetic."""
    known = Round.objects.filter(pack=programme.code, synthetic=True).exists()
    if known or not programme.run.pack.manifest.synthetic:
        return None
    due = calendar_of(programme.run.pack.tables).shift(today, WORKING_DAYS_LEFT)
    wanted = Wanted(TITLE, Period.parse(PERIOD), FORMS, due, "演示用：地区、人名和数字都是虚构的")
    office = _account("demo-office", "统筹办（演示）")
    made = issue_round(programme, By(office), wanted, today, synthetic=True)
    _seat_department(programme)
    for play, story in _plays(programme, made):
        _played(play, story)
    return made


def _plays(programme: Programme, made: Round) -> Iterator[tuple[Play, str]]:
    """Yield every return with its story: the first county's towns one of each, the rest mostly approved."""
    random, first = Random(2025), _first_county(programme)  # noqa: S311  invented figures, the same every time
    people = _people()
    for order, issue in enumerate(made.issues.order_by("-code")):
        rows = list(issue.returns.select_related("issue__round"))
        near = [one for one in rows if programme.run.tree.parents.get(one.place) == first or one.place == first]
        far = [one for one in rows if one not in near]
        for number, one in enumerate(near, order):
            ours = {**people, Role.FILLER: people[Role.HEAD]}
            yield Play(programme, one, ours, random, quiet=False), STORIES[number % len(STORIES)]
        for number, one in enumerate(far):
            yield Play(programme, one, people, random, quiet=True), ELSEWHERE[number % len(ELSEWHERE)]


def _people() -> dict[Role, Person]:
    filler = _account("demo-town", "乡镇（演示）")
    return {
        Role.FILLER: _account("demo-reporter", "填报员（演示）"),
        Role.HEAD: filler,
        Role.COUNTY: _account("demo-county", "县区（演示）"),
        Role.DEPARTMENT: _account("demo-department", "部门（演示）"),
        Role.OFFICE: _account("demo-office", "统筹办（演示）"),
    }


def _account(name: str, called: str) -> Person:
    """Return an account; one that is not there is made without a password, so that nobody signs in with it."""
    person, made = Person.objects.get_or_create(username=name, defaults={"called": called})
    if made:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    return person


def _first_county(programme: Programme) -> str:
    return next(one.code for one in programme.own_places if one.level == "county")


def _seat_department(programme: Programme) -> None:
    """Let the demo account of a department sit at the desks of the forms' owners."""
    person = _account("demo-department", "部门（演示）")
    for unit in dict.fromkeys(row.owner for row in programme.run.pack.tables.forms.rows if row.code in FORMS):
        if not Appointment.objects.filter(person=person, pack=programme.code, unit=unit).exists():
            appoint(person, Office.DEPARTMENT, pack=programme.code, unit=unit)
