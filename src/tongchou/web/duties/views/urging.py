"""Chasing: who has which card on the day, what rests with nobody, and by which rules."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongchou.plan import Light, TaskState
from tongchou.web.access import Act, needs
from tongchou.web.duties.looking import Line, Looking, lines, lives, looking
from tongchou.web.duties.models import Duty
from tongchou.web.duties.search import Search, of_light

ORDER = (Light.ESCALATED, Light.RED, Light.YELLOW, Light.REMINDER)
FIRST = 30


@dataclass(frozen=True, slots=True)
class Level:
    """The tasks of one light."""

    light: Light
    count: int
    lines: list[Line]


@needs(Act.SEE)
def urging(request: HttpRequest, pack: str) -> HttpResponse:
    """Show the escalation list of the day."""
    look = looking(request, pack)
    search = look.search(request)
    gone = [code for code, unit in look.programme.units.items() if not lives(unit, look.day)]
    left = Duty.objects.filter(pack=pack, open=True, lead__in=gone).order_by("due", "code")
    context = {
        "programme": look.programme,
        "look": look,
        "search": search,
        "levels": list(_levels(look, search)),
        "rules": look.now.rules,
        "sign": look.now.rules.within.get(TaskState.ASSIGNED),
        "verify": look.now.rules.within.get(TaskState.REPORTED),
        "orphans": lines(look, left[:FIRST]),
        "nobody": Duty.objects.filter(pack=pack, open=True, lead="").count(),
    }
    return render(request, "duties/urging.html", context)


def _levels(look: Looking, search: Search) -> Iterator[Level]:
    for light in ORDER:
        found = search.found().filter(of_light(search.rules, light, look.day))
        yield Level(light, found.count(), lines(look, found[:FIRST]))
