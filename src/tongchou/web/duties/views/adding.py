"""Add a task by hand."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tongchou.terms import Problem, Refusal, convert, yuan
from tongchou.web.access import Act, needs
from tongchou.web.duties.adding import add_tasks
from tongchou.web.duties.clock import as_day
from tongchou.web.duties.errors import BAD_ROW
from tongchou.web.duties.forms import TaskForm
from tongchou.web.duties.looking import looking
from tongchou.web.duties.models import Duty, DutyMilestone
from tongchou.web.languages import in_words


@needs(Act.ISSUE)
def add(request: HttpRequest, pack: str) -> HttpResponse:
    """Take a new task; what cannot be is said beside what was typed."""
    look = looking(request, pack)
    form = TaskForm(look, request.POST or None, initial={"start": look.now.day})
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("duty", pack, _added(request, pack, form.cleaned_data).code)
        except Refusal as refusal:
            problems = refusal.problems
    context = {"programme": look.programme, "look": look, "form": form, "problems": problems}
    return render(request, "duties/add.html", context, status=422 if problems or form.errors else 200)


@transaction.atomic
def _added(request: HttpRequest, pack: str, typed: dict[str, Any]) -> Duty:
    stones = list(milestones_of(typed.pop("milestones")))
    (duty,) = add_tasks(request, pack, [row_of(typed)])
    DutyMilestone.objects.bulk_create(DutyMilestone(duty=duty, name=name, due=due) for due, name in stones)
    return duty


def row_of(typed: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed as a row of the ledger: money in fen, land in m²."""
    row = {name: value for name, value in typed.items() if value not in (None, "", [])}
    if "partners" in row:
        row["partners"] = ";".join(row["partners"])
    if "money" in row:
        row["money"] = yuan(row["money"] * 10_000)
    if "land" in row:
        row["land"] = str(round(convert(row["land"], "亩", "m2"), 2))
    return row


def milestones_of(text: str) -> Iterator[tuple[date, str]]:
    """Yield the milestones of a text, a line each: the day, a blank, what is to be reached.

    :raises Refusal: ``web.duties.bad_row`` for a line that is none.
    """
    for line in filter(None, (line.strip() for line in text.splitlines())):
        day, _, name = line.partition(" ")
        due = as_day(day)
        if due is None or not name.strip():
            raise BAD_ROW.refusal(field=in_words("节点", "milestone"), allowed=f"“{line[:40]}” → 2024-06-30 …")
        yield due, name.strip()[:120]
