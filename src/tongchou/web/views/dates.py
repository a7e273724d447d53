"""Choose from which day to look: at a run that is kept, or one computed beside the pages first."""

from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tongchou.terms import AsOf
from tongchou.web.access import Act, needs
from tongchou.web.dates import choose
from tongchou.web.desk import programme_of
from tongchou.web.errands import QUICK, Tell, doing
from tongchou.web.errands.sending import send
from tongchou.web.errors import BAD_DATES
from tongchou.web.languages import in_words
from tongchou.web.models import Person
from tongchou.web.shelf import shelf

EARLIEST, LATEST = date(1949, 10, 1), date(2099, 12, 31)


@require_POST
@needs(Act.SEE)
def dates(request: HttpRequest, pack: str) -> HttpResponse:
    """Keep the dates of the form; ``now`` goes back to the programme's own."""
    programme = programme_of(pack)
    try:
        wanted = None if "now" in request.POST else _wanted(request)
    except ValueError:
        found = " · ".join(request.POST.get(name, "")[:20] for name in ("true_on", "known_on"))
        context = {"programme": programme, "back": _back(request, pack)}
        context["problem"] = BAD_DATES.at(found=found, allowed=f"{EARLIEST} – {LATEST}")
        return render(request, "web/dates_refused.html", context, status=400)
    wanted = None if wanted == programme.run.as_of else wanted
    choose(request, pack, wanted)
    if wanted is None or shelf().dated(pack, wanted) is not None:
        return redirect(_back(request, pack))
    facts = {"pack": pack, "true_on": str(wanted.true_on), "known_on": str(wanted.known_on or "")}
    what = in_words(f"按 {wanted.true_on} 的区划运算", f"a run on the map of {wanted.true_on}")
    facts["back"] = _back(request, pack)
    return redirect("errand", pack, send(look_from, facts, pack=pack, what=what, by=cast(Person, request.user)).pk)


def _wanted(request: HttpRequest) -> AsOf:
    true_on = date.fromisoformat(request.POST.get("true_on", ""))
    known = request.POST.get("known_on", "")
    if not EARLIEST <= true_on <= LATEST:
        raise ValueError
    return AsOf(true_on, date.fromisoformat(known) if known else None)


def _back(request: HttpRequest, pack: str) -> str:
    """Return the page somebody came from; no other site."""
    back = request.POST.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, None) else reverse("overview", args=[pack])


@doing(QUICK)
def look_from(tell: Tell, facts: dict[str, Any]) -> str:
    """Compute the run of a programme for two dates and keep it."""
    tell(10, in_words("正在运算", "computing"))
    known = date.fromisoformat(facts["known_on"]) if facts["known_on"] else None
    dates = AsOf(date.fromisoformat(facts["true_on"]), known)
    if shelf().dated(facts["pack"], dates) is None:
        shelf().stock_dated(facts["pack"], dates)
    return str(facts["back"])
