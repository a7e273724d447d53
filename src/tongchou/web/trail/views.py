"""The audit trail on a page: searched, verified, exported."""

import csv
import json
from collections.abc import Iterator
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from tongchou.web.access import Act, needs
from tongchou.web.trail.chain import breaks
from tongchou.web.trail.models import Entry

PAGE = 100
FIELDS = ("number", "at", "who", "address", "pack", "what", "about", "old", "new", "before", "digest")


@needs(Act.SEE_TRAIL)
def trail(request: HttpRequest) -> HttpResponse:
    """Show what was done, the latest first; with ``?verify=1`` say whether the chain is whole."""
    shown = Paginator(_found(request).order_by("-number"), PAGE).get_page(request.GET.get("page"))
    context = {"entries": shown, "asked": request.GET, "broken": _broken(request), "total": Entry.objects.count()}
    return render(request, "trail/trail.html", context)


def _found(request: HttpRequest) -> QuerySet[Entry]:
    wanted, day = request.GET.get("q", "").strip(), request.GET.get("day", "").strip()
    found = Entry.objects.all()
    if wanted:
        parts = ("who", "what", "about", "pack")
        found = found.filter(Q(*((f"{part}__icontains", wanted) for part in parts), _connector=Q.OR))
    return found.filter(at__date=day) if _is_day(day) else found


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _broken(request: HttpRequest) -> list[int] | None:
    return list(breaks(Entry.objects.order_by("number").iterator())) if request.GET.get("verify") else None


@needs(Act.SEE_TRAIL)
def export(_request: HttpRequest) -> StreamingHttpResponse:
    """Give the whole trail as CSV, with its digests, so that anybody can check the chain."""
    disposition = {"Content-Disposition": 'attachment; filename="trail.csv"'}
    return StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8", headers=disposition)


class _Echo:
    def write(self, text: str) -> str:
        return text


def lines() -> Iterator[str]:
    """Yield the trail as lines of CSV, the head first."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(FIELDS)
    for entry in Entry.objects.order_by("number").iterator():
        yield writer.writerow([_cell(getattr(entry, field)) for field in FIELDS])


def _cell(fact: object) -> str:
    if fact is None:
        return ""
    return json.dumps(fact, ensure_ascii=False) if isinstance(fact, dict | list) else str(fact)
