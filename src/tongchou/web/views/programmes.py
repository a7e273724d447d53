"""The list of all programmes."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongchou.loop.model import Light
from tongchou.web.access.ruling import programmes_of
from tongchou.web.models import Person
from tongchou.web.programme import Programme


def programmes(request: HttpRequest) -> HttpResponse:
    """Show every programme with how its targets stand."""
    rows = [
        {"programme": programme, "lights": _lights(programme)}
        for programme in programmes_of(cast(Person, request.user))
    ]
    return render(request, "web/programmes.html", {"rows": rows})


def _lights(programme: Programme) -> list[tuple[Light, int]]:
    aims = programme.aims(programme.period)
    counts = ((light, sum(one.light is light for one in aims)) for light in Light)
    return [(light, count) for light, count in counts if count]
