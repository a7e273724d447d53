"""From returns to figures: the live board, approved figures into the programme, the pack out and in."""

from collections.abc import Callable
from typing import cast

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from tongchou.terms import Refusal
from tongchou.web.access import Act, needs
from tongchou.web.amending.models import Amendment
from tongchou.web.desk import programme_of
from tongchou.web.languages import in_words
from tongchou.web.models import Person
from tongchou.web.returns.book import By
from tongchou.web.returns.live import live
from tongchou.web.returns.models import Round
from tongchou.web.returns.publishing import bring_pack, pack_as_zip, publish
from tongchou.web.returns.views.rounds import scope_of


@require_GET
def live_board(request: HttpRequest, pack: str) -> HttpResponse:
    """Show the indicators of a place from the newest saved cells of the newest round, and say that they are that."""
    programme, person = programme_of(pack), cast(Person, request.user)
    round_ = Round.objects.filter(pack=pack).first()
    scope = scope_of(programme, person)
    choices = [place for place in programme.own_places if place.level != "village"]
    choices = [place for place in choices if scope is None or place.code in scope]
    wanted = request.GET.get("place") or (choices[0].code if choices else "")
    if round_ is not None and wanted not in {place.code for place in choices}:
        raise Http404(in_words(f"没有地区“{wanted}”，或不在您的范围。", f"There is no place '{wanted}' in your area."))
    figures = live(programme, round_, wanted) if round_ else []
    context = {"programme": programme, "round": round_, "choices": choices, "wanted": wanted, "figures": figures}
    return render(request, "returns/live.html", context)


@require_POST
@needs(Act.PUBLISH)
def put_into_figures(request: HttpRequest, pack: str) -> HttpResponseBase:
    """Start to put what was approved into index and assessment."""
    return _started(request, pack, lambda by: publish(programme_of(pack), by))


@require_POST
@needs(Act.PUBLISH)
def bring(request: HttpRequest, pack: str) -> HttpResponseBase:
    """Start to put another archive of the programme in place."""
    file = request.FILES.get("file")
    data = b"".join(file.chunks()) if isinstance(file, UploadedFile) else b""
    return _started(request, pack, lambda by: bring_pack(programme_of(pack), by, data))


def _started(request: HttpRequest, pack: str, start: Callable[[By], Amendment]) -> HttpResponseBase:
    try:
        start(By(cast(Person, request.user), request))
    except Refusal as refusal:
        context = {"programme": programme_of(pack), "problems": refusal.problems}
        return render(request, "returns/refused.html", context, status=409)
    return redirect("versions", pack)


@require_GET
def archive(_request: HttpRequest, pack: str) -> HttpResponse:
    """Send the programme as it counts now as one archive."""
    name = f'attachment; filename="{pack}.zip"'
    return HttpResponse(pack_as_zip(programme_of(pack)), "application/zip", headers={"Content-Disposition": name})
