"""Work beside the pages, seen: what is under way, how far it is, and once more what broke off."""

from typing import cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from tongchou.web.access import Act, may
from tongchou.web.desk import programme_of
from tongchou.web.errands.models import Errand
from tongchou.web.errands.sending import queue_up
from tongchou.web.languages import in_words
from tongchou.web.models import Person

MOST = 200


def errands(request: HttpRequest, pack: str) -> HttpResponse:
    """List the errands of a programme, the newest first: one's own, or all for who issues."""
    rows = list(_seen(request, pack)[:MOST])
    context = {"programme": programme_of(pack), "errands": rows, "running": any(one.is_open for one in rows)}
    return render(request, "errands/errands.html", context)


def errand(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Show how far an errand is; done, its page leads to where the result stands."""
    context = {"programme": programme_of(pack), "errand": _errand(request, pack, number)}
    return render(request, "errands/errand.html", context)


@require_POST
def again(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Begin an errand again that broke off or was refused."""
    one = _errand(request, pack, number)
    if one.state in {"broken", "refused"}:
        queue_up(one)
    return redirect("errand", pack, number)


def _seen(request: HttpRequest, pack: str) -> QuerySet[Errand]:
    person = cast(Person, request.user)
    rows = Errand.objects.filter(pack=pack).select_related("by", "queued")
    return rows if may(person, Act.ISSUE, pack) else rows.filter(by=person)


def _errand(request: HttpRequest, pack: str, number: int) -> Errand:
    found = _seen(request, pack).filter(pk=number).first()
    if found is None:
        raise Http404(in_words(f"没有编号 {number} 的计算。", f"There is no errand {number}."))
    return found
