"""Issue a round: what would be asked of whom, what is known already, and then all of it at once or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from tongchou.monitor.cells import CellKey
from tongchou.monitor.returns.forms import Assigned, Form, assigned_on, expected, forms_on, route_for
from tongchou.monitor.returns.registry import Burden, Existing, Prefilled, burdens, existing, prefill
from tongchou.monitor.returns.rounds import Round as Dates
from tongchou.monitor.returns.rounds import clocks_of, issue
from tongchou.monitor.returns.workdays import WorkCalendar, china
from tongchou.packs.model import Tables
from tongchou.terms import Cell, Period
from tongchou.web.programme import Programme
from tongchou.web.returns.book import By, new_version
from tongchou.web.returns.errors import ALREADY_ISSUED, NOTHING_TO_ISSUE
from tongchou.web.returns.frozen import frozen_cells
from tongchou.web.returns.models import CellVersion, Issue, Return, Round
from tongchou.web.trail import record


@dataclass(frozen=True, slots=True)
class Plan:
    """One form as it would be issued for a period: dates, who is asked, what exists already, what is filled in."""

    form: Form
    dates: Dates
    assigned: tuple[Assigned, ...]
    existing: tuple[Existing, ...]
    known: Mapping[CellKey, Prefilled]

    @property
    def cells(self) -> int:
        """How many cells it asks for."""
        return sum(len(one.places) for one in self.assigned) * len(self.form.columns)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to issue: forms, a period, a title; another deadline where the clock's does not suit."""

    title: str
    period: Period
    forms: tuple[str, ...]
    due: date | None = None
    note: str = ""


def calendar_of(tables: Tables) -> WorkCalendar:
    """Return the working days of a programme."""
    return china(tables.calendar.rows)


def plans(programme: Programme, period: Period, codes: Sequence[str], due: date | None = None) -> list[Plan]:
    """Return what issuing forms for a period would mean, before anything is issued.

    :raises Refusal: ``monitor.round.wrong-period``, ``returns.issue.nothing``.
    """
    tables = programme.run.pack.tables
    forms = [form for form in forms_on(tables, period.end) if form.code in codes]
    if not forms:
        raise NOTHING_TO_ISSUE.refusal(found=period.code)
    reported = frozen_cells(programme.code, period)
    return [_plan(programme, form, period, reported, due) for form in forms]


def _plan(
    programme: Programme, form: Form, period: Period, reported: Mapping[str, Mapping[CellKey, Cell]], due: date | None
) -> Plan:
    tables = programme.run.pack.tables
    calendar = calendar_of(tables)
    dates = issue(form.code, form.version, period, clocks_of(tables.clocks.rows)[form.row.clock], calendar)
    dates = _moved(dates, due, calendar) if due else dates
    assigned = assigned_on(tables, form, period.end)
    keys = [key for one in assigned for key in expected(form, one, period)]
    others = forms_on(tables, period.end)
    return Plan(form, dates, assigned, existing(form, others), prefill(keys, reported))


def _moved(dates: Dates, due: date, calendar: WorkCalendar) -> Dates:
    """Return the dates with another deadline, everything else as far from it as the clock has it."""
    warn, red, lock = (
        calendar.between(dates.warns, dates.due),
        calendar.between(dates.due, dates.red),
        calendar.between(dates.due, dates.locks),
    )
    ahead, after, last = (calendar.shift(due, count) for count in (-warn, red, lock))
    return replace(dates, due=due, warns=ahead, red=after, locks=last)


def load_of(programme: Programme, day: date) -> tuple[Burden, ...]:
    """Return what the forms in force ask of every unit in a year, the most burdened first."""
    tables = programme.run.pack.tables
    forms = forms_on(tables, day)
    return burdens(forms, [one for form in forms for one in assigned_on(tables, form, day)])


@transaction.atomic
def issue_round(programme: Programme, by: By, wanted: Wanted, today: date, *, synthetic: bool = False) -> Round:
    """Issue a round: its forms, a return for every unit that is asked, and in them what is known already.

    :raises Refusal: ``returns.issue.already`` where a form was issued for the period before; what :func:`plans` raises.
    """
    planned = plans(programme, wanted.period, wanted.forms, wanted.due)
    before = Issue.objects.filter(round__pack=programme.code, round__period=wanted.period.code, code__in=wanted.forms)
    if issued := before.select_for_update().first():
        raise ALREADY_ISSUED.refusal(found=issued.words.zh, allowed=issued.round.title)
    made = Round.objects.create(
        pack=programme.code, title=wanted.title, period=wanted.period.code, issued_on=today, note=wanted.note,
        synthetic=synthetic, by=by.person,
    )  # fmt: skip
    for plan in planned:
        _issue(programme, made, plan)
    record(
        by.request or by.person, programme.code, "return.issue", about=f"round:{made.pk}",
        new={"title": made.title, "period": made.period, "forms": list(wanted.forms)},
    )  # fmt: skip
    return made


def _issue(programme: Programme, made: Round, plan: Plan) -> None:
    dates = {name: getattr(plan.dates, name) for name in ("opens", "warns", "due", "red", "locks")}
    form = plan.form.row.model_dump(mode="json")
    issued = Issue.objects.create(
        round=made, code=plan.form.code, form=form, sections=dict(plan.form.sections), **dates
    )
    made_returns = Return.objects.bulk_create([_return(programme, issued, plan, one) for one in plan.assigned])
    CellVersion.objects.bulk_create(_known(made_returns, plan), batch_size=500)


def _return(programme: Programme, issued: Issue, plan: Plan, one: Assigned) -> Return:
    units = programme.run.pack.tables.units.rows
    route = route_for(plan.form, one.unit, units)
    keys = expected(plan.form, one, plan.dates.period)
    return Return(
        issue=issued, unit=one.unit, places=list(one.places), expected=len(keys),
        filled=sum(key in plan.known for key in keys),
        place=programme.units[one.unit].place if one.unit in programme.units else one.places[0],
        desks=[[desk.stage.value, desk.unit, desk.optional] for desk in route.desks],
    )  # fmt: skip


def _known(made: Sequence[Return], plan: Plan) -> Iterator[CellVersion]:
    for one, assigned in zip(made, plan.assigned, strict=True):
        for key in expected(plan.form, assigned, plan.dates.period):
            if (found := plan.known.get(key)) is not None:
                yield new_version(one, key, found.cell, found.source)
