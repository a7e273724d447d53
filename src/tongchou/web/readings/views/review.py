"""Read a document: bring it, review what was read beside the original, compare with a revision, take it along."""

from typing import Any, cast
from urllib.parse import quote

from django.core.files.base import ContentFile
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tongchou.loop.promises import paces, people
from tongchou.reading import Fate, Turn, contradicted, turns
from tongchou.terms import Refusal
from tongchou.web.access import Act, needs
from tongchou.web.desk import programme_of
from tongchou.web.languages import in_words
from tongchou.web.models import Person
from tongchou.web.readings import queue
from tongchou.web.readings.documents import SUFFIXES, keep
from tongchou.web.readings.entering import enter_later, new_lessons
from tongchou.web.readings.exports import EXPORTS, rows_of
from tongchou.web.readings.forms import AssignForm, EditForm, UploadForm, assign_form, cuts, edit_form
from tongchou.web.readings.models import DocumentReading, ReviewStep
from tongchou.web.readings.page import (
    Look,
    checks,
    listed,
    next_waiting,
    open_doubts,
    opened,
    partner,
    progress,
    repairs,
    standing,
    tallies,
    waiting_doubts,
)
from tongchou.web.readings.passages import passages
from tongchou.web.readings.steps import Reviewed, do_again, reviewed, take, take_back
from tongchou.web.trail import record

LONG = 400_000
"""The bytes of a file above which nobody is kept waiting for its reading."""
MOST_REPAIRS = 300
"""The most repairs that are listed; all are marked in the text and written to the workbook."""
FORMS: dict[str, type[EditForm] | type[AssignForm]] = {"edit": EditForm, "assign": AssignForm}


@needs(Act.READ_DOCUMENTS)
def readings(request: HttpRequest, pack: str) -> HttpResponse:
    """Show which documents were read for a programme, and take another one."""
    programme = programme_of(pack)
    form = UploadForm(request.POST or None, request.FILES or None)
    problems: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            return _taken(form, pack, cast(Person, request.user))
        except Refusal as refusal:
            problems = refusal.problems
    context = {
        "programme": programme,
        "form": form,
        "problems": problems,
        "suffixes": SUFFIXES,
        "unfinished": queue.unfinished(pack),
        "documents": DocumentReading.objects.filter(pack=pack).select_related("by"),
    }
    return render(request, "readings/list.html", context, status=422 if problems or form.errors else 200)


def _taken(form: UploadForm, pack: str, person: Person) -> HttpResponseRedirect:
    """Read one short document and open its review; let several, or a long one, be read while the list shows how far."""
    files = form.cleaned_data["file"]
    if len(files) > 1 or any(file.size > LONG for file in files):
        queue.bring(files, pack, person)
        return HttpResponseRedirect(reverse("readings", args=[pack]))
    return HttpResponseRedirect(reverse("reading", args=[pack, _brought(form, pack, person).code]))


@needs(Act.READ_DOCUMENTS)
@require_POST
@transaction.atomic
def forget(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Take a document that could not be read off the list."""
    for refused in DocumentReading.objects.filter(pack=pack, code=code, state=queue.REFUSED):
        record(request, pack, "reading.forget", about=refused.name, old=refused.told)
        refused.delete()
    return HttpResponseRedirect(reverse("readings", args=[pack]))


def _brought(form: UploadForm, pack: str, person: Person) -> DocumentReading:
    if files := form.cleaned_data["file"]:
        return keep(files[0], files[0].name, pack, person)
    name = form.cleaned_data["title"].strip() or in_words("粘贴的文字", "pasted text")
    return keep(ContentFile(form.cleaned_data["text"].encode()), f"{name}.txt", pack, person)


def _reading_of(pack: str, code: str) -> DocumentReading:
    read = DocumentReading.objects.filter(pack=pack, code=code, state=queue.READ)
    found = read.select_related("by").first()
    if found is None:
        raise Http404(in_words(f"没有读过编号为“{code}”的文件。", f"No document '{code}' was read."))
    return found


@needs(Act.READ_DOCUMENTS)
def reading(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Show the items beside the original; of one item alone where the script asks for it."""
    programme_of(pack)
    return _page(request, _reading_of(pack, code), Look.of(request.GET))


def _page(request: HttpRequest, document: DocumentReading, look: Look, status: int = 200, **said: Any) -> HttpResponse:
    programme = programme_of(document.pack)
    try:
        found = reviewed(document)
    except Refusal as refusal:
        context = {"programme": programme, "problems": refusal.problems, "document": document}
        return render(request, "readings/refused.html", context, status=409)
    ledger = found.ledger
    items = listed(ledger, look)
    item = opened(items, ledger, look)
    context = {"programme": programme, "document": document, "look": look, "ledger": ledger, "item": item}
    if item:
        context |= {"passage": ledger.reading(item.span), "partner": partner(ledger, item), "cuts": cuts(ledger, item)}
        context |= {"edit": edit_form(item), "assign": assign_form(item), "open_doubts": open_doubts(ledger, item)}
    context |= said
    if request.headers.get("HX-Request"):
        return render(request, "readings/item.html", context)
    known = people(programme.run, ledger.metadata.day())
    context |= {
        "items": items,
        "tallies": tallies(ledger),
        "progress": progress(ledger),
        "passages": passages(ledger),
        "people": known,
        "checks": (*checks(found, known.persons), *paces(programme.run, ledger)),
        "repairs": repairs(ledger)[:MOST_REPAIRS],
        "doubts": waiting_doubts(ledger),
        "found": found,
        "steps": ReviewStep.objects.filter(reading=document).select_related("who").reverse(),
    }
    return render(request, "readings/review.html", context, status=status)


@needs(Act.READ_DOCUMENTS)
@require_POST
def step(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Do one step of the review and show the ledger as it is then; what is refused is said and nothing is done."""
    programme_of(pack)
    document, look = _reading_of(pack, code), Look.of(request.POST)
    operation = request.POST.get("operation", "")
    form = FORMS[operation](request.POST, auto_id=f"{operation}-%s") if operation in FORMS else None
    if form is not None and not form.is_valid():
        return _page(request, document, look, 422, **{operation: form}, opened_form=operation)
    try:
        return _back(document, _done(request, document, look, form))
    except Refusal as refusal:
        return _page(request, document, look, 409, refused=refusal.problems)


def _back(document: DocumentReading, look: Look) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('reading', args=[document.pack, document.code])}?{look.query}")


def _done(request: HttpRequest, document: DocumentReading, look: Look, form: Form | None) -> Look:
    who, operation = cast(Person, request.user), request.POST.get("operation", "")
    if operation in {"undo", "redo"}:
        turn = take_back if operation == "undo" else do_again
        return look.at(turn(document, who, _number(request, "number")).item)
    details = {"at": [_number(request, "start"), _number(request, "end")], **_details(request, form, who)}
    items = listed(reviewed(document).ledger, look)
    take(document, who, operation, request.POST.get("doubt") or look.item, details)
    return look.at(next_waiting(items, look.item)) if operation in {"accept", "reject"} else look


def _details(request: HttpRequest, form: Form | None, who: Person) -> dict[str, Any]:
    if isinstance(form, EditForm | AssignForm):
        return form.details()
    if request.POST.get("operation") == "split":
        return {"cut": _number(request, "cut")}
    if request.POST.get("operation") == "merge":
        place = [_number(request, "with_start"), _number(request, "with_end")]
        return {"with": request.POST.get("with", ""), "with_at": place}
    if request.POST.get("operation") == "choose":
        return {"reading": request.POST.get("reading", ""), "who": str(who), "on": timezone.now().isoformat()}
    return {}


def _number(request: HttpRequest, name: str) -> int:
    """Return a number of the form; one that is none stands nowhere, so that the step is refused."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else -1


@needs(Act.READ_DOCUMENTS)
def turned(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Show what became of the promises of an earlier document in this one."""
    programme, document = programme_of(pack), _reading_of(pack, code)
    others = DocumentReading.objects.filter(pack=pack, state=queue.READ).exclude(pk=document.pk)
    earlier = _reading_of(pack, request.GET["with"]) if request.GET.get("with") else None
    context: dict[str, Any] = {"programme": programme, "document": document, "others": others, "earlier": earlier}
    context["together"] = request.GET.get("in_force") == "both"
    try:
        if earlier:
            context["groups"] = _turns(reviewed(earlier), reviewed(document), together=context["together"])
    except Refusal as refusal:
        context |= {"problems": refusal.problems}
        return render(request, "readings/refused.html", context, status=409)
    return render(request, "readings/turns.html", context)


def _turns(old: Reviewed, new: Reviewed, *, together: bool) -> list[tuple[Fate, list[Turn]]]:
    """Return the turns by what became of them; where both documents are in force, what they contradict comes first."""
    before, after = standing(old.ledger), standing(new.ledger)
    against = contradicted(before, after) if together else ()
    pairs = {(turn.old, turn.new) for turn in against}
    found = [*against, *(turn for turn in turns(before, after) if (turn.old, turn.new) not in pairs)]
    order = (Fate.CONTRADICTED, Fate.CHANGED, Fate.DROPPED, Fate.NEW, Fate.KEPT)
    return [(fate, group) for fate in order if (group := [turn for turn in found if turn.fate is fate])]


@needs(Act.READ_DOCUMENTS)
def export(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Show which files there are, what goes into the pack, and what does not and why."""
    programme, document = programme_of(pack), _reading_of(pack, code)
    context: dict[str, Any] = {"programme": programme, "document": document, "exports": EXPORTS}
    try:
        found = reviewed(document)
        context |= {"progress": progress(found.ledger), "lessons": new_lessons(found, programme.run.pack)}
        context |= {"rows": rows_of(found, programme.run.pack)}
    except Refusal as refusal:
        context["problems"] = refusal.problems
    return render(request, "readings/export.html", context)


@needs(Act.READ_DOCUMENTS)
@require_POST
def enter(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Put what was accepted, and what the corrections teach, into the programme itself as its next version."""
    programme, document = programme_of(pack), _reading_of(pack, code)
    try:
        with transaction.atomic():
            made = enter_later(document, reviewed(document), programme.run.pack, cast(Person, request.user))
            record(request, pack, "reading.enter", about=document.name, new=made.what)
    except Refusal as refusal:
        context = {"programme": programme, "problems": refusal.problems, "document": document}
        return render(request, "readings/refused.html", context, status=409)
    return HttpResponseRedirect(reverse("errand", args=[pack, made.pk]))


@needs(Act.READ_DOCUMENTS)
def exported(request: HttpRequest, pack: str, code: str, form: str) -> HttpResponse:
    """Send the reviewed ledger as a file."""
    programme, document = programme_of(pack), _reading_of(pack, code)
    if form not in EXPORTS:
        raise Http404(in_words("没有这种文件。", "There is no such file."))
    try:
        data = EXPORTS[form].write(reviewed(document), programme.run.pack)
    except Refusal as refusal:
        context = {"programme": programme, "problems": refusal.problems, "document": document}
        return render(request, "readings/refused.html", context, status=409)
    name = document.name.rsplit(".", 1)[0] if form != "zip" else programme.code
    disposition = f"attachment; filename*=utf-8''{quote(name, safe='')}.{EXPORTS[form].suffix}"
    return HttpResponse(data, "application/octet-stream", headers={"Content-Disposition": disposition})
