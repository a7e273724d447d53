"""Levels of planning side by side: what the five-year plan says, the plan of action, the work of the year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongchou.plan.threads import PLAN_LEVELS, Thread, threads
from tongchou.web.access import Act, needs
from tongchou.web.duties.looking import looking
from tongchou.web.duties.models import Duty


@needs(Act.SEE)
def levels(request: HttpRequest, pack: str) -> HttpResponse:
    """Show every thread of tasks that name a level of planning, and where one is missing."""
    look = looking(request, pack)
    duties = {one.code: one for one in Duty.objects.filter(pack=pack, undertaking__task__plan_level__gt="")}
    found = threads(look.programme.run.pack.tables.tasks.rows)
    context = {
        "programme": look.programme,
        "look": look,
        "heads": PLAN_LEVELS.values(),
        "rows": [(one, _cells(one, duties), [PLAN_LEVELS[level] for level in one.missing]) for one in found],
        "broken": sum(bool(one.missing) for one in found),
    }
    return render(request, "duties/levels.html", context)


def _cells(thread: Thread, duties: dict[str, Duty]) -> list[list[Duty]]:
    return [[duties[row.code] for row in thread.levels.get(level, ()) if row.code in duties] for level in PLAN_LEVELS]
