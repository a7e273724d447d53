"""Projects: this year firm, three years in view; who slips, by how much, and when it will end."""

from collections import defaultdict
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from tongchou.plan import money
from tongchou.terms import Problem, Refusal
from tongchou.web.access import Act, needs
from tongchou.web.duties.breaking import number
from tongchou.web.duties.clock import as_day
from tongchou.web.duties.errors import BAD_CELL, BAD_ROW, PROJECT_MOVED
from tongchou.web.duties.looking import Looking, looking
from tongchou.web.duties.models import ProjectPlan, ProjectReading
from tongchou.web.duties.plan_text import read_plan, write_plan
from tongchou.web.duties.schedules import Watched, bars, curve, place_on, schedule_of, span, watched, years
from tongchou.web.languages import in_words
from tongchou.web.models import Person
from tongchou.web.trail import record

FIRST = 200
"""The most projects that are drawn."""
IN_VIEW = 3


@needs(Act.SEE)
def projects(request: HttpRequest, pack: str) -> HttpResponse:
    """Show the projects: the slipping ones first, the money of three years, the Gantt drawing."""
    look = looking(request, pack)
    found = _watched(look, request.GET.get("unit", ""), request.GET.get("q", "").strip())
    whole = span(found)
    context = {
        "programme": look.programme,
        "look": look,
        "found": found,
        "slipping": sorted((one for one in found if one.slipping), key=lambda one: -one.late),
        "money": _money(found, look.day.year),
        "gantt": [(one, bars(one, whole)) for one in found[:60]] if whole else [],
        "years": list(years(whole)) if whole else [],
        "today": place_on(look.day, whole) if whole and whole[0] <= look.day <= whole[1] else None,
        "unit": request.GET.get("unit", ""),
        "q": request.GET.get("q", ""),
    }
    return render(request, "duties/projects.html", context)


def _watched(look: Looking, unit: str, text: str) -> list[Watched]:
    asked = {"pack": look.pack} | ({"unit": unit} if unit else {}) | ({"name__contains": text} if text else {})
    found = list(ProjectPlan.objects.filter(**asked)[:FIRST])
    readings: defaultdict[int, list[ProjectReading]] = defaultdict(list)
    for reading in ProjectReading.objects.filter(project__in=[one.pk for one in found]):
        readings[reading.project_id].append(reading)
    return [watched(one, readings[one.pk], look.day) for one in found]


def _money(found: list[Watched], year: int) -> list[tuple[int, dict[str, int], int]]:
    table = money([one.schedule for one in found if one.schedule], year, IN_VIEW)
    return [(when, dict(row), sum(row.values())) for when, row in table.items()]


def project_of(pack: str, code: str) -> ProjectPlan:
    """Return a project.

    :raises Http404: where there is none.
    """
    found = ProjectPlan.objects.filter(pack=pack, code=code).first()
    if found is None:
        raise Http404(in_words("没有这个项目。", "There is no such project."))
    return found


@needs(Act.SEE)
def project(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Show a project."""
    return _page(request, looking(request, pack), project_of(pack, code))


def _page(request: HttpRequest, look: Looking, one: ProjectPlan, status: int = 200, **more: Any) -> HttpResponse:
    found = watched(one, one.readings.all(), look.day)
    context = {
        "programme": look.programme,
        "look": look,
        "project": one,
        "found": found,
        "curve": curve(found),
        "text": write_plan(one.plan),
        "may_work": may_work(look, one),
        **more,
    }
    return render(request, "duties/project.html", context, status=status)


def may_work(look: Looking, one: ProjectPlan) -> bool:
    """Whether somebody may change a project: the unit that answers for it, and the office."""
    return look.may_issue or (look.may_work and one.unit in look.names)


def _require_work(look: Looking, one: ProjectPlan) -> None:
    if not may_work(look, one):
        raise PermissionDenied(
            in_words("项目由责任单位和统筹办更新。", "A project is for the unit that answers for it, and the office.")
        )


@needs(Act.WORK)
@require_POST
def reading(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Take a report of progress."""
    look, one = looking(request, pack), project_of(pack, code)
    _require_work(look, one)
    try:
        _read(request, look, one)
    except Refusal as refusal:
        return _page(request, look, one, 422, problems=refusal.problems, typed=request.POST)
    return redirect("project", pack, code)


@transaction.atomic
def _read(request: HttpRequest, look: Looking, one: ProjectPlan) -> None:
    day = as_day(request.POST.get("day", "")) or look.now.day
    percent, spent = number(request.POST.get("percent", "")), number(request.POST.get("spent", ""))
    problems: list[Problem] = []
    if percent is None or not 0 <= percent <= 100:
        problems.append(BAD_ROW.at(field=in_words("完成", "done"), allowed="0–100 %"))
    if spent is not None and spent < 0:
        problems.append(BAD_CELL.at(found=spent))
    if problems:
        raise Refusal(problems)
    ProjectReading.objects.create(
        project=one, day=day, percent=float(percent or 0), spent=None if spent is None else int(spent * 1_000_000),
        note=request.POST.get("note", "")[:200], by=cast(Person, request.user),
    )  # fmt: skip
    record(request, one.pack, "project.report", about=one.code, new={"day": day, "percent": percent, "spent": spent})


@needs(Act.WORK)
@require_POST
def plan(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Take a new plan of a project, typed line by line."""
    look, one = looking(request, pack), project_of(pack, code)
    _require_work(look, one)
    text = {name: request.POST.get(name, "") for name in ("phases", "milestones", "investments")}
    try:
        _replan(request, one, text)
    except Refusal as refusal:
        kept = any(problem.kind is PROJECT_MOVED for problem in refusal.problems)
        return _page(request, look, one, 409 if kept else 422, problems=refusal.problems, text=text, editing=True)
    return redirect("project", pack, code)


@transaction.atomic
def _replan(request: HttpRequest, one: ProjectPlan, text: dict[str, str]) -> None:
    held = ProjectPlan.objects.select_for_update().get(pk=one.pk)
    if str(held.version) != request.POST.get("seen", ""):
        raise PROJECT_MOVED.refusal(found=held.name)
    old, held.plan = held.plan, read_plan(text)
    schedule_of(held)
    held.version += 1
    held.save(update_fields=["plan", "version"])
    record(request, held.pack, "project.plan", about=held.code, old=old, new=held.plan)
