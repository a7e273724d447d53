"""Findings of the checks: who answers for them by when, and what a reviewer made of them."""

from typing import Any, cast
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from tongchou.monitor.checks import Verdict
from tongchou.web.access import Act
from tongchou.web.access.acts import PERMISSIONS
from tongchou.web.access.ruling import appointments
from tongchou.web.desk import programme_of
from tongchou.web.languages import in_words
from tongchou.web.models import Person
from tongchou.web.programme import Programme
from tongchou.web.returns.book import By
from tongchou.web.returns.finding_list import STATES, WEIGHTS, Search, counted, day_of, searched, seen_by, written
from tongchou.web.returns.findings import Told, Wish, act_on

PAGE = 100
ENDINGS = ("xlsx", "csv")
REVIEWING = (Act.CHECK, Act.REVIEW, Act.APPROVE)


def findings(request: HttpRequest, pack: str) -> HttpResponse:
    """Show the findings that concern a person, and do to those that were ticked what the form asks for."""
    programme, person = programme_of(pack), cast(Person, request.user)
    told: list[Told] = []
    if request.method == "POST":
        told = act_on(programme, By(person, request), _ticked(request), _wish(request))
    status = 409 if any(one.problems for one in told) else 200
    return render(request, "returns/findings.html", _context(request, programme, person, told), status=status)


def _ticked(request: HttpRequest) -> list[int]:
    texts = request.POST.getlist("finding")[:PAGE]
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 18]


def _wish(request: HttpRequest) -> Wish:
    said = {name: request.POST.get(name, "").strip() for name in ("action", "desk", "due", "note")}
    return Wish(said["action"], said["desk"], day_of(said["due"]), said["note"][:1000])


def _context(request: HttpRequest, programme: Programme, person: Person, told: list[Told]) -> dict[str, Any]:
    mine, search, today = seen_by(programme, person), Search.of(request.GET), localdate()
    query = request.GET.copy()
    query.pop("page", None)
    return {
        "programme": programme,
        "page": Paginator(searched(programme, mine, search, today), PAGE).get_page(request.GET.get("page")),
        "search": search,
        "counts": counted(mine, today),
        "today": today,
        "told": told,
        "query": query.urlencode(),
        "states": STATES,
        "weights": {code: words for code, (words, _) in WEIGHTS.items()},
        "verdicts": list(Verdict),
        "may_judge": _reviews(person, programme.code),
    }


def _reviews(person: Person, pack: str) -> bool:
    """Whether somebody sits at any desk of the programme."""
    roles = {one.role for one in appointments(person, pack)}
    return person.is_superuser or any(roles & PERMISSIONS[act].reaches.keys() for act in REVIEWING)


@require_GET
def findings_file(request: HttpRequest, pack: str, form: str) -> HttpResponse:
    """Send the findings a search asks for as Excel or CSV."""
    if form not in ENDINGS:
        raise Http404(in_words(f"没有“{form}”这种文件。", f"There is no file of the kind '{form}'."))
    programme, person = programme_of(pack), cast(Person, request.user)
    found = searched(programme, seen_by(programme, person), Search.of(request.GET), localdate())
    name = f"attachment; filename*=utf-8''{quote('审核发现')}.{form}"
    data = written(programme, list(found), localdate(), form)
    return HttpResponse(data, "application/octet-stream", headers={"Content-Disposition": name})
