"""Published results: ranking with intervals, editions and what changed, the bulletin; objections; what follows."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from tongchou.assess import Publication
from tongchou.assess.consequences import MEASURES
from tongchou.packs.scheme import Measures
from tongchou.report.csv_form import csv_form
from tongchou.report.forms import FORMS
from tongchou.report.model import Document
from tongchou.terms import Words
from tongchou.web.access import Act, may, needs
from tongchou.web.assets import font
from tongchou.web.judging.book import Bench
from tongchou.web.judging.days import day_for
from tongchou.web.judging.models import Edition, Notice, Plea
from tongchou.web.judging.objecting import decide, file, hear
from tongchou.web.judging.papers import bulletin_of, notice_of
from tongchou.web.judging.saying import act
from tongchou.web.judging.standing import speaks_for
from tongchou.web.judging.views.page import bench_of, person_of, show
from tongchou.web.languages import in_words
from tongchou.web.trail import record

WRITERS = {**FORMS, "csv": csv_form}
KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}


def sent(document: Document, form: str) -> HttpResponse:
    """Return a document as a file of a form.

    :raises Http404: for a form there is not.
    """
    if form not in WRITERS:
        raise Http404(in_words(f"没有“{form}”这种格式。", f"There is no form '{form}'."))
    answer = HttpResponse(WRITERS[form](document, font()), content_type=KINDS[form])
    answer.headers["Content-Disposition"] = _attached(f"{document.title}.{form}")
    return answer


def _attached(name: str) -> str:
    return content_disposition_header(True, name) or "attachment"


def _edition(bench: Bench, number: str) -> Publication | None:
    """Return the edition asked for, else the last one."""
    found = bench.publication
    while found is not None and number.isdigit() and found.edition != int(number):
        found = found.before
    return found


@needs(Act.SEE)
def result(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Show an edition of the results; to the office also the draft before any is published."""
    bench = bench_of(pack, number)
    chosen = _edition(bench, request.GET.get("edition", ""))
    office = may(person_of(request), Act.PUBLISH, pack)
    draft = [] if chosen or not office else [bench.assessment.card(unit) for unit in bench.assessment.ranking()]
    cards = chosen.result.cards if chosen else ()
    return show(
        request, "judging/result.html", bench,
        publication=chosen, draft=draft, cards=cards,
        drawn=any(one.low is not None for one in cards),
        unfirm=sum(not one.firm for one in cards),
        edition=next((one for one in bench.editions if chosen and one.number == chosen.edition), None),
        changed=chosen.differences() if chosen else (), forms=WRITERS,
    )  # fmt: skip


@needs(Act.SEE)
def card(request: HttpRequest, pack: str, number: int, edition: int, unit: str) -> HttpResponse:
    """Show one unit's published scorecard, every point with its reason."""
    bench = bench_of(pack, number)
    chosen = _edition(bench, str(edition))
    if chosen is None:
        raise Http404(in_words("没有这一版。", "There is no such edition."))
    mine = speaks_for(person_of(request), Act.OBJECT, bench.programme, unit)
    one = chosen.result.card(unit)
    return show(request, "judging/card.html", bench, publication=chosen, card=one, unit=unit, mine=mine)


@needs(Act.SEE)
def bulletin(_request: HttpRequest, pack: str, number: int, edition: int, form: str) -> HttpResponse:
    """Send the bulletin of an edition."""
    bench = bench_of(pack, number)
    found = next((one for one in bench.editions if one.number == edition), None)
    if found is None:
        raise Http404(in_words("没有这一版。", "There is no such edition."))
    return sent(bulletin_of(bench, found), form)


@needs(Act.SEE)
def objections(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Show the objections to the last edition, and file one."""
    bench = bench_of(pack, number)
    if request.method != "POST":
        return _objections(request, bench)
    unit = request.POST.get("unit", "")
    if not speaks_for(person_of(request), Act.OBJECT, bench.programme, unit):
        raise PermissionDenied(in_words("您的任职不能代表这个单位提异议。", "You cannot object for this unit."))

    def does() -> Words:
        file(request, bench, unit, request.POST.get("item", ""), request.POST.get("reason", ""))
        return Words("异议已提出。", "The objection is filed.")

    return act(request, does, reverse("judging-objections", args=[pack, number]), partial(_again, request, bench))


def _again(request: HttpRequest, bench: Bench, more: dict[str, Any], status: int) -> HttpResponse:
    return _objections(request, bench_of(bench.programme.code, bench.sitting.pk), status, **more)


def _objections(request: HttpRequest, bench: Bench, status: int = 200, **more: Any) -> HttpResponse:
    person, programme = person_of(request), bench.programme
    units = bench.publication.result.cards if bench.publication else ()
    mine = [one.unit for one in units if speaks_for(person, Act.OBJECT, programme, one.unit)]
    rows = Plea.objects.filter(edition__sitting=bench.sitting).select_related("edition", "by")
    return show(
        request, "judging/objections.html", bench, status,
        pleas=[(one, one.objection) for one in rows], mine=mine, publication=bench.publication,
        items=list(bench.basis.scheme.items()), asked=request.GET.get("item", ""), **more,
    )  # fmt: skip


@needs(Act.PUBLISH)
@require_POST
def deciding(request: HttpRequest, pack: str, number: int, key: int) -> HttpResponse:
    """Hear or decide an objection."""
    bench = bench_of(pack, number)
    plea = next((one for one in bench.pleas if one.pk == key), None)
    if plea is None:
        raise Http404(in_words("没有这件异议。", "There is no such objection."))
    state = request.POST.get("state", "")

    def does() -> Words:
        if state == "heard":
            hear(request, bench, plea)
            return Words("已记录听取。", "The hearing is recorded.")
        decide(request, bench, plea, state, request.POST.get("decision", ""))
        return Words("已裁定。", "Decided.")

    return act(request, does, reverse("judging-objections", args=[pack, number]), partial(_again, request, bench))


@needs(Act.SEE)
def following(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Show what follows from the last edition, with its notices."""
    bench = bench_of(pack, number)
    last: Edition | None = bench.editions[-1] if bench.editions else None
    rows = [(one, MEASURES[Measures(one.measure)]) for one in last.notices.all()] if last else []
    return show(request, "judging/following.html", bench, rows=rows, edition=last)


def _notice(bench: Bench, key: int) -> Notice:
    one = Notice.objects.filter(edition__sitting=bench.sitting, pk=key).select_related("edition").first()
    if one is None:
        raise Http404(in_words("没有这份通知。", "There is no such notice."))
    return one


@needs(Act.SEE)
def notice_file(_request: HttpRequest, pack: str, number: int, key: int, form: str) -> HttpResponse:
    """Send a notice."""
    bench = bench_of(pack, number)
    return sent(notice_of(bench, _notice(bench, key)), form)


@needs(Act.PUBLISH)
@require_POST
def carried_out(request: HttpRequest, pack: str, number: int, key: int) -> HttpResponse:
    """Record that what followed was carried out, once."""
    bench = bench_of(pack, number)
    one = _notice(bench, key)

    def does() -> Words:
        if one.done is None:
            one.done, one.note = day_for(request, bench.programme), request.POST.get("note", "").strip()
            one.save(update_fields=["done", "note"])
            record(
                request, pack, "notice.done", about=f"{one.unit}/{one.measure}", new={"day": one.done, "note": one.note}
            )
        return Words("已记录办结。", "Recorded as carried out.")

    where = reverse("judging-following", args=[pack, number])
    return act(
        request, does, where, lambda more, status: show(request, "judging/following.html", bench, status, **more)
    )
