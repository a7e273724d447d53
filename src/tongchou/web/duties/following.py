"""Let a ledger follow its pack: new tasks come in, rules change, tasks whose figures relapsed open again."""

from typing import Any

from django.db import transaction

from tongchou.packs.fields import Standing
from tongchou.packs.rows import Project, Task
from tongchou.plan import Action, Actor, due_by, relapsed
from tongchou.terms import Cell, Refusal, convert
from tongchou.web.duties.adding import store
from tongchou.web.duties.clock import Now, now_of, plain
from tongchou.web.duties.lives import life_of, steps_of
from tongchou.web.duties.models import NEVER, Duty, Follow, ProjectPlan, ProjectReading
from tongchou.web.duties.progressing import measured
from tongchou.web.duties.schedules import budget_of, plan_of
from tongchou.web.duties.standing import office_of
from tongchou.web.duties.stepping import Wish, take_step
from tongchou.web.programme import Programme
from tongchou.web.trail import record

PROGRAM = "tongchou"
"""Who the trail says re-opened a task: nobody did, a figure did."""


def follow(programme: Programme) -> None:
    """Bring the ledger of a programme up to its pack and its run; quick where nothing changed."""
    now = now_of(programme)
    run, rules = _stamp(programme), plain(now.rules)
    kept = Follow.objects.filter(pack=programme.code).first()
    if kept is not None and kept.run == run and kept.rules == rules:
        return
    with transaction.atomic():
        kept, _ = Follow.objects.select_for_update().get_or_create(pack=programme.code)
        if (kept.run, kept.rules) == (run, rules):
            return
        _take_in(programme)
        _take_in_projects(programme)
        if kept.rules not in ({}, rules):
            _restate(programme, now)
        _reopen(programme, now)
        kept.run, kept.rules = run, rules
        kept.save()


def _stamp(programme: Programme) -> str:
    found = programme.run
    return f"{found.pack.digest} {found.as_of.true_on} {found.as_of.known_on or ''}"


def _take_in(programme: Programme) -> None:
    """Take in the pack's tasks that are not on the ledger yet; one that is there is changed on the ledger only."""
    rows = programme.run.pack.tables.tasks.rows
    there = set(Duty.objects.filter(pack=programme.code).values_list("code", flat=True))
    new: list[tuple[Task, dict[str, Any]]] = [(task, {}) for task in rows if task.code not in there]
    if new:
        store(programme, new, "pack")
        record(PROGRAM, programme.code, "task.take_in", about="tasks.csv", new=[task.code for task, _ in new])


def _take_in_projects(programme: Programme) -> None:
    """Take in the pack's projects that are not there yet, with the progress they state on the day of the run."""
    there = set(ProjectPlan.objects.filter(pack=programme.code).values_list("code", flat=True))
    for row in programme.run.pack.tables.projects.rows:
        if row.code not in there:
            _take_in_project(programme, row)


def _take_in_project(programme: Programme, row: Project) -> None:
    project = ProjectPlan.objects.create(
        pack=programme.code, code=row.code, name=row.name[:200], task=row.task, unit=row.unit, place=row.place,
        budget=budget_of(row), land=None if row.land is None else convert(row.land, row.land_unit, "m2"),
        synthetic=row.standing is Standing.SYNTHETIC, plan=plan_of(row),
    )  # fmt: skip
    if row.progress is not None:
        day = programme.run.as_of.true_on
        ProjectReading.objects.create(project=project, day=day, percent=float(row.progress))


def _restate(programme: Programme, now: Now) -> None:
    """Work out anew by when open tasks are due, after the rules have changed."""
    for duty in Duty.objects.filter(pack=programme.code, open=True).select_related("undertaking"):
        duty.due = due_by(life_of(duty, steps_of(duty)), now.rules) or NEVER
        duty.save(update_fields=["due"])


def _reopen(programme: Programme, now: Now) -> None:
    """Open again every closed task whose indicator no longer keeps its target."""
    for duty in Duty.objects.filter(pack=programme.code, open=False).select_related("undertaking"):
        reason = relapse(programme, duty)
        if reason:
            office = Actor(office_of(programme), office=True)
            take_step(PROGRAM, duty, office, Wish(Action.REOPEN, duty.version, reason), now)


def relapse(programme: Programme, duty: Duty) -> str:
    """Return why a closed task has relapsed; empty where it has not."""
    found = measured(programme, duty.undertaking.row)
    if found is None or found.due is None or found.figure is None or found.period.end < found.due.period.end:
        return ""
    try:
        life = life_of(duty, steps_of(duty))
    except Refusal:
        return ""
    if not relapsed(life, found.due, Cell(found.figure.value, found.figure.state)):
        return ""
    row = programme.indicators[found.indicator]
    return (
        f"{row.name} {found.period.say()}为 {found.figure.text}，未保持目标 {found.due.value:g}（{found.due.how.zh}）"
    )
