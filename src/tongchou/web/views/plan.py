"""The plan ledger: targets beside their figures, tasks by domain, and the clauses they come from."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongchou.packs.fields import Domain
from tongchou.packs.rows import Clause, Indicator, Target, Task, Unit
from tongchou.web.access import Act, may
from tongchou.web.desk import Desk, desk_of
from tongchou.web.models import Person
from tongchou.web.programme import Aim


@dataclass(frozen=True, slots=True)
class Promise:
    """A target with its indicator, and how it stands."""

    target: Target
    indicator: Indicator | None
    aim: Aim | None


@dataclass(frozen=True, slots=True)
class Duty:
    """A task with the names of those who answer for it."""

    task: Task
    lead: Unit | None
    partners: tuple[Unit, ...]
    late: bool


def plan(request: HttpRequest, pack: str) -> HttpResponse:
    """Show the ledger, of one domain where one is asked for, and of words where some are typed."""
    desk = desk_of(request, pack)
    wanted, domain = request.GET.get("q", "").strip(), request.GET.get("domain", "")
    tasks = desk.programme.run.pack.tables.tasks.rows
    fitting = [task for task in tasks if wanted in f"{task.code} {task.title}" and domain in {"", task.domain}]
    context = {
        "desk": desk,
        "programme": desk.programme,
        "promises": list(_promises(desk)),
        "groups": list(_duties(desk, fitting)),
        "count": len(fitting),
        "domains": [one for one in Domain if any(task.domain is one for task in tasks)],
        "domain": domain,
        "wanted": wanted,
        "may_read": may(cast(Person, request.user), Act.READ_DOCUMENTS, pack),
        "clauses": [(row, desk.programme.documents.get(row.document)) for row in _clauses(desk)],
    }
    return render(request, "web/plan.html", context)


def _promises(desk: Desk) -> Iterator[Promise]:
    programme = desk.programme
    for target in programme.run.pack.tables.targets.rows:
        yield Promise(target, programme.indicators.get(target.indicator), programme.aim_of(target, desk.period))


def _duties(desk: Desk, tasks: list[Task]) -> Iterator[tuple[Domain, list[Duty]]]:
    order, units, today = list(Domain), desk.programme.units, desk.programme.run.as_of.true_on
    ranked = sorted(tasks, key=lambda task: order.index(task.domain))
    for domain, group in groupby(ranked, key=lambda task: task.domain):
        duties = [
            Duty(
                task,
                units.get(task.lead),
                tuple(units[code] for code in task.partners if code in units),
                late=bool(task.deadline and task.deadline < today and task.state not in {"verified", "closed"}),
            )
            for task in group
        ]
        yield domain, duties


def _clauses(desk: Desk) -> tuple[Clause, ...]:
    return desk.programme.run.pack.tables.clauses.rows
