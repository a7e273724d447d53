"""Break a target down to places and years; the difference shows while one types; then issue the parts as tasks."""

from typing import cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tongchou.packs.fields import Domain
from tongchou.packs.rows import Target
from tongchou.terms import Refusal
from tongchou.web.access import Act, needs
from tongchou.web.access.guarding import require
from tongchou.web.duties.adding import add_tasks
from tongchou.web.duties.breaking import Table, kept, key, number, plain, proposed, table_of, targets_of
from tongchou.web.duties.errors import BAD_CELL, PARTS_OPEN
from tongchou.web.duties.looking import Looking, looking
from tongchou.web.duties.models import Breakdown, Duty
from tongchou.web.languages import in_words
from tongchou.web.models import Person
from tongchou.web.trail import record


@needs(Act.SEE)
def breakdowns(request: HttpRequest, pack: str) -> HttpResponse:
    """Show which targets there are to break down, and how far each is."""
    look = looking(request, pack)
    last: dict[str, Breakdown] = {}
    for one in Breakdown.objects.filter(pack=pack).select_related("by").order_by("pk"):
        last[one.target] = one
    found = [(target, last.get(target.code)) for target in targets_of(look.programme)]
    return render(request, "duties/breakdowns.html", {"programme": look.programme, "look": look, "targets": found})


@needs(Act.SEE)
def breakdown(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Show the table of a target; check, save or issue what was typed."""
    look = looking(request, pack)
    target = next((one for one in targets_of(look.programme) if one.code == code), None)
    if target is None:
        raise Http404(in_words("没有这个可分解的目标。", "There is no such target to break down."))
    last, typed = kept(look.programme, target)
    table = table_of(look.programme, target, typed)
    if request.method == "POST":
        return _posted(request, look, target, plain(request.POST.dict(), table))
    if request.GET.get("propose") and look.may_issue:
        table = table_of(look.programme, target, proposed(look.programme, target))
    return _page(request, look, table, last)


def _page(request: HttpRequest, look: Looking, table: Table, last: Breakdown | None, **more: object) -> HttpResponse:
    issued = Duty.objects.filter(pack=look.pack, origin=f"breakdown:{table.target.code}").count()
    context = {"programme": look.programme, "look": look, "table": table, "last": last, "issued": issued, **more}
    if request.headers.get("HX-Request"):
        return render(request, "duties/breakdown_sums.html", context)
    return render(request, "duties/breakdown.html", context, status=422 if more.get("problems") else 200)


def _posted(request: HttpRequest, look: Looking, target: Target, typed: dict[str, str]) -> HttpResponse:
    table = table_of(look.programme, target, typed)
    last, _ = kept(look.programme, target)
    if request.headers.get("HX-Request"):
        return _page(request, look, table, last)
    require(request, Act.ISSUE, look.pack)
    issue = request.POST.get("do") == "issue"
    try:
        _save(request, look, table, issue)
    except Refusal as refusal:
        return _page(request, look, table, last, problems=refusal.problems)
    return HttpResponseRedirect(f"{reverse('duties-breakdown', args=[look.pack, target.code])}?saved=1")


@transaction.atomic
def _save(request: HttpRequest, look: Looking, table: Table, issue: bool) -> None:
    wrong = [BAD_CELL.at(found=text) for text in table.typed.values() if number(text) is None]
    if wrong:
        raise Refusal(wrong)
    if issue and table.problems:
        raise Refusal([PARTS_OPEN.at(), *table.problems])
    Breakdown.objects.create(
        pack=look.pack, target=table.target.code, cells=dict(table.typed), issued=issue, by=cast(Person, request.user)
    )
    record(request, look.pack, "target.break_down", about=table.target.code, new={"cells": dict(table.typed)})
    if issue:
        add_tasks(request, look.pack, _rows(look, table), origin=f"breakdown:{table.target.code}")


def _rows(look: Looking, table: Table) -> list[dict[str, object]]:
    """Return a task for every place: reach its part, year by year."""
    target, indicator = table.target, look.programme.indicators[table.target.indicator]
    leads = {unit.place: unit.code for unit in look.programme.units.values() if unit.kind in {"county", "town"}}
    above = Duty.objects.filter(pack=look.pack, undertaking__task__indicator=target.indicator).order_by("pk").first()
    taken = set(Duty.objects.filter(pack=look.pack).values_list("code", flat=True))
    wanted = [place for place in table.places if f"{target.code}.{place.code}" not in taken]
    return [
        {
            "code": f"{target.code}.{place.code}",
            "title": f"{place.name}：{indicator.name}{_parts(table, place.code)}",
            "domain": (indicator.domain or Domain.PLANNING).value,
            "lead": leads.get(place.code, ""),
            "place": place.code,
            "parent": above.code if above else "",
            "start": look.now.day.isoformat() if look.now.day <= target.period.end else "",
            "deadline": target.period.end.isoformat(),
            "deliverable": _parts(table, place.code),
            "indicator": target.indicator,
            "clause": target.clause,
            "standing": target.standing.value,
        }
        for place in wanted
    ]


def _parts(table: Table, place: str) -> str:
    told = (f"{due.period.say()} {table.typed[key(place, due.period)]}" for due in table.grid.dues)
    return "、".join(told) + table.target.unit
