"""The list: searched, filtered, sorted, grouped, in pages; and things done to many tasks at once."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tongchou.packs.fields import Domain
from tongchou.plan import Action, Light, TaskState
from tongchou.terms import Problem, Refusal
from tongchou.web.access import Act, needs
from tongchou.web.duties.clock import as_day
from tongchou.web.duties.doing import done_of
from tongchou.web.duties.errors import FORGED, NOTHING_CHOSEN
from tongchou.web.duties.going import back
from tongchou.web.duties.lives import life_of, steps_of
from tongchou.web.duties.looking import Looking, lines, looking
from tongchou.web.duties.models import Duty, DutyStep
from tongchou.web.duties.search import GROUPS, PAGE, counts
from tongchou.web.duties.standing import require_acting
from tongchou.web.duties.stepping import Wish, action_of, batch_of, take_step

MOST = 500
"""The most tasks one press may touch."""
IN_BULK = (Action.ASSIGN, Action.URGE, Action.RESCHEDULE, Action.HAND_OVER, Action.CLOSE)


@dataclass
class Bulk:
    """What became of something done to many tasks."""

    batch: str
    done: int = 0
    problems: list[Problem] = field(default_factory=list)


@needs(Act.SEE)
def listing(request: HttpRequest, pack: str) -> HttpResponse:
    """Show the list."""
    return _page(request, looking(request, pack))


def _page(request: HttpRequest, look: Looking, status: int = 200, **more: Any) -> HttpResponse:
    search, group = look.search(request), request.GET.get("group", "")
    group = group if group in GROUPS else ""
    found = counts(search)
    context = {
        "programme": look.programme,
        "look": look,
        "search": search,
        "group": group,
        "lines": lines(look, search.first(PAGE, (search.page - 1) * PAGE, *filter(None, [group]))),
        "counts": found,
        "pages": max(-(-found.count // PAGE), 1),
        "states": list(TaskState),
        "lights": list(Light),
        "domains": list(Domain),
        "bulk_actions": IN_BULK,
        "step_done": done_of(request, look),
        **more,
    }
    return render(request, "duties/list.html", context, status=status)


@needs(Act.ISSUE)
@require_POST
def bulk(request: HttpRequest, pack: str) -> HttpResponse:
    """Do one thing to every task that was ticked; what is refused is said task by task, the rest is done."""
    look = looking(request, pack)
    try:
        found = _bulk(request, look)
    except Refusal as refusal:
        return _page(request, look, 422, problems=refusal.problems)
    if found.problems:
        return _page(request, look, 207, problems=found.problems, bulk=found)
    back = reverse("duties-list", args=[pack])
    return HttpResponseRedirect(f"{back}?{request.POST.get('query', '')}&done={found.batch}")


def _bulk(request: HttpRequest, look: Looking) -> Bulk:
    action = action_of(request.POST.get("action", ""))
    if action not in IN_BULK:
        raise FORGED.refusal(found=action.value, allowed="、".join(one.words.zh for one in IN_BULK))
    codes = request.POST.getlist("code")[:MOST]
    chosen = Duty.objects.filter(pack=look.pack, code__in=codes).select_related("undertaking")
    if not codes or not chosen:
        raise NOTHING_CHOSEN.refusal()
    found = Bulk(batch_of())
    wish = Wish(
        action, 0, request.POST.get("reason", "")[:1000], _to(request, look, action),
        as_day(request.POST.get("deadline", "")) if action in (Action.ASSIGN, Action.RESCHEDULE) else None,
        batch=found.batch,
    )  # fmt: skip
    for duty in chosen:
        _one(request, look, duty, wish, found)
    return found


def _to(request: HttpRequest, look: Looking, action: Action) -> str:
    unit = request.POST.get("to", "")
    return unit if action in (Action.ASSIGN, Action.HAND_OVER) and unit in look.programme.units else ""


def _one(request: HttpRequest, look: Looking, duty: Duty, wish: Wish, found: Bulk) -> None:
    try:
        life = life_of(duty, steps_of(duty))
        actor = require_acting(request, look.programme, life)
        take_step(request, duty, actor, replace(wish, seen=duty.version), look.now)
        found.done += 1
    except Refusal as refusal:
        found.problems += refusal.problems


@needs(Act.SEE)
@require_POST
def undo(request: HttpRequest, pack: str, batch: str) -> HttpResponse:
    """Withdraw every step that was taken together, where nobody acted since."""
    look = looking(request, pack)
    found = Bulk(batch)
    for step in DutyStep.objects.filter(batch=batch, duty__pack=pack, person=look.person).select_related("duty"):
        _one(request, look, step.duty, Wish(Action.WITHDRAW, step.number, batch=""), found)
    if found.problems:
        return _page(request, look, 409, problems=found.problems, bulk=found)
    return HttpResponseRedirect(back(request, pack, reverse("duties-list", args=[pack])))
