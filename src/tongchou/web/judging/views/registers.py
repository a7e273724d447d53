"""Registers: who stands where, what is proposed, who would be chosen, and a place's whole story."""

import csv
from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tongchou.assess.register import MOVES, Result, Status, story
from tongchou.packs.rows import Designation
from tongchou.report.assessed import Issue, register_notice
from tongchou.report.offices import office as signer
from tongchou.terms import Refusal, Words
from tongchou.web.access import Act, may, needs
from tongchou.web.access.guarding import require
from tongchou.web.desk import programme_of
from tongchou.web.duties.clock import today_of
from tongchou.web.judging.choosing import applicants, chosen, question_of
from tongchou.web.judging.days import day_for, read_day
from tongchou.web.judging.errors import NO_SUCH
from tongchou.web.judging.listing import (
    Book,
    add_event,
    book_of,
    changes_of,
    event_of,
    kinds,
    powers_of,
    propose_change,
)
from tongchou.web.judging.models import Delegation, StatusChange
from tongchou.web.judging.saying import act, told
from tongchou.web.judging.standing import speaks_for
from tongchou.web.judging.views.page import person_of, replay
from tongchou.web.judging.views.results import sent
from tongchou.web.trail import record


@needs(Act.SEE)
def registers(request: HttpRequest, pack: str) -> HttpResponse:
    """Show the registers of a programme."""
    programme = programme_of(pack)
    day = today_of(programme)
    books = [Book(programme, kind, day) for kind in kinds(programme).values()]
    context = {"programme": programme, "books": books, "changes": StatusChange.objects.filter(pack=pack)}
    return render(request, "judging/registers.html", context)


@needs(Act.SEE)
def register(request: HttpRequest, pack: str, registry: str) -> HttpResponse:
    """Show a register on a day, with what the last evaluation proposes; enter an event."""
    if request.method == "POST":
        return _enter(request, pack, registry)
    return _register(request, pack, registry)


def _day(request: HttpRequest, pack: str) -> date:
    wanted = request.GET.get("day", "")
    try:
        return read_day(wanted) if wanted else today_of(programme_of(pack))
    except Refusal:
        return today_of(programme_of(pack))


def _register(request: HttpRequest, pack: str, registry: str, status: int = 200, **more: Any) -> HttpResponse:
    book = book_of(programme_of(pack), registry, _day(request, pack))
    entries = list(book.register.entries.values())
    order = list(Status)
    rows = [(one, one.status, one.deadline(book.rules), _last(book, one.place)) for one in entries]
    context = {
        "programme": book.programme,
        "book": book,
        "rows": sorted(rows, key=lambda row: (not (row[1] and row[1].holds), order.index(row[1]) if row[1] else 9)),
        "problems": book.replayed[1],
        "proposals": book.proposals,
        "days": sorted({one.date for one in book.events if one.event != Status.CANDIDATE}, reverse=True),
        "keeper": may(person_of(request), Act.DESIGNATE, pack),
        "told": told(request),
        **replay(book.programme),
        **more,
    }
    return render(request, "judging/register.html", context, status=status)


def _last(book: Book, place: str) -> Result | None:
    found = book.results.get(place)
    return found[-1] if found else None


def _enter(request: HttpRequest, pack: str, registry: str) -> HttpResponse:
    place, event = request.POST.get("place", ""), request.POST.get("event", "")
    _require_entry(request, pack, place, event)

    def does() -> Words:
        programme = programme_of(pack)
        if event not in set(Status) or place not in programme.places:
            raise NO_SUCH.refusal(found=f"{event} {place}"[:60], allowed="、".join(one.words.zh for one in Status))
        day = day_for(request, programme)
        words = {name: request.POST.get(name, "").strip() for name in ("document", "note")}
        row = Designation(registry=registry, place=place, date=day, event=event, **words)
        add_event(request, book_of(programme, registry, day), row)
        return Words(f"已记：{programme.places[place].name}{Status(event).words.zh}。", "The event is entered.")

    where = request.POST.get("next") or reverse("register-one", args=[pack, registry])
    inside = (
        where if where.startswith(reverse("register", args=[pack])) else reverse("register-one", args=[pack, registry])
    )
    return act(request, does, inside, lambda more, status: _register(request, pack, registry, status, **more))


def _require_entry(request: HttpRequest, pack: str, place: str, event: str) -> None:
    """A place applies for itself; everything else is the office's."""
    if event == Status.CANDIDATE and speaks_for(person_of(request), Act.REPORT, programme_of(pack), place):
        return
    require(request, Act.DESIGNATE, pack)


@needs(Act.SEE)
def choosing(request: HttpRequest, pack: str, registry: str) -> HttpResponse:
    """Show who would be chosen under limits, and what the limits cost."""
    programme = programme_of(pack)
    book = book_of(programme, registry, _day(request, pack))
    context: dict[str, Any] = {"programme": programme, "book": book, "count": len(applicants(book))}
    status = 200
    try:
        asked = question_of(book, request.GET)
        context |= {"asked": asked, "selection": chosen(book, asked)}
    except Refusal as refusal:
        context["refused"], status = refusal.problems, 422 if request.GET else 200
    context["schemes"], context["indicators"] = programme.run.pack.schemes, programme.indicators.values()
    context["periods"] = programme.run.periods
    return render(request, "judging/choosing.html", context, status=status)


@needs(Act.SEE)
def register_place(request: HttpRequest, pack: str, registry: str, place: str) -> HttpResponse:
    """Show a place's whole story on one page; give it a power, withdraw one, propose a change of its kind."""
    if request.method == "POST":
        require(request, Act.DESIGNATE, pack)
        return _act_on_place(request, pack, registry, place)
    return _story(request, pack, registry, place)


def _story(request: HttpRequest, pack: str, registry: str, place: str, status: int = 200, **more: Any) -> HttpResponse:
    programme = programme_of(pack)
    if place not in programme.places:
        book_of(programme, "", today_of(programme))
    book = book_of(programme, registry, _day(request, pack))
    entry, powers = book.entry(place), powers_of(book)
    lines = story(entry, book.results.get(place, ()), powers, changes_of(programme))
    moves = MOVES[entry.status]
    context = {
        "programme": programme,
        "book": book,
        "place": programme.places[place],
        "entry": entry,
        "deadline": entry.deadline(book.rules),
        "lines": lines,
        "powers": [one for one in powers if one.place == place],
        "moves": moves,
        "keeper": may(person_of(request), Act.DESIGNATE, pack),
        "applicant": Status.CANDIDATE in moves and speaks_for(person_of(request), Act.REPORT, programme, place),
        "told": told(request),
        **replay(programme),
        **more,
    }
    return render(request, "judging/story.html", context, status=status)


def _act_on_place(request: HttpRequest, pack: str, registry: str, place: str) -> HttpResponse:
    doing: dict[str, Callable[[HttpRequest, str, str], Words]] = {
        "power": _give, "withdraw": _withdraw, "change": _change,
    }  # fmt: skip

    def does() -> Words:
        name = request.POST.get("do", "")
        if name not in doing:
            raise NO_SUCH.refusal(found=name[:20], allowed="赋权、收回、建制变更")
        return doing[name](request, pack, place)

    where = reverse("register-place", args=[pack, registry, place])
    return act(request, does, where, lambda more, status: _story(request, pack, registry, place, status, **more))


def _filled(request: HttpRequest, *names: str) -> dict[str, str]:
    found = {name: request.POST.get(name, "").strip() for name in names}
    if empty := [name for name, text in found.items() if not text]:
        raise NO_SUCH.refusal(found="（空）", allowed="、".join(empty))
    return found


def _give(request: HttpRequest, pack: str, place: str) -> Words:
    facts, day = _filled(request, "name", "document"), day_for(request, programme_of(pack))
    Delegation.objects.create(pack=pack, place=place, start=day, **facts)
    record(request, pack, "power.give", about=place, new=facts)
    return Words(f"已赋权：{facts['name']}。", "The power is given.")


def _withdraw(request: HttpRequest, pack: str, place: str) -> Words:
    key, day = request.POST.get("power", "").removeprefix("d"), day_for(request, programme_of(pack))
    one = Delegation.objects.filter(pack=pack, place=place, end=None, pk=key if key.isdigit() else 0).first()
    if one is None:
        raise NO_SUCH.refusal(found=key[:20], allowed="在这里赋予、仍然有效的权限")
    one.end = day
    one.save(update_fields=["end"])
    record(request, pack, "power.withdraw", about=place, old=one.name, new={"day": day})
    return Words(f"已收回：{one.name}。", "The power is withdrawn.")


def _change(request: HttpRequest, pack: str, place: str) -> Words:
    facts = _filled(request, "name", "document") | {"place": place, "after": request.POST.get("after", "").strip()}
    programme = programme_of(pack)
    propose_change(request, programme, facts, day_for(request, programme))
    return Words("建制变更已提出，交区划变更办理。", "Proposed; it goes to the map of places.")


@needs(Act.SEE)
def changes_file(_request: HttpRequest, pack: str) -> HttpResponse:
    """Send the proposed changes of status as rows of ``place_events.csv``."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="place_events.csv"'
    rows = csv.writer(answer)
    rows.writerow(("date", "kind", "before", "after", "basis", "note"))
    for change in StatusChange.objects.filter(pack=pack):
        one = event_of(change)
        rows.writerow((one.date, one.kind, ";".join(one.before), ";".join(one.after), one.basis, one.note))
    return answer


@needs(Act.SEE)
def notice(_request: HttpRequest, pack: str, registry: str, day: str, form: str) -> HttpResponse:
    """Send the notice of what changed in a register on one day."""
    programme = programme_of(pack)
    book = book_of(programme, registry, read_day(day))
    events = [one for one in book.events if one.date == book.day and one.event != Status.CANDIDATE]
    names = {one.place: programme.places[one.place].name for one in events if one.place in programme.places}
    rows = programme.run.pack.tables.register.rows
    invented = programme.run.pack.manifest.synthetic or any(
        one.standing.value == "synthetic" for one in rows if one.registry == registry and one.date == book.day
    )
    version = f"名录 {registry}，{len(events)} 项变更。"
    issue = Issue(signer(programme.run), book.day, version, synthetic=invented)
    return sent(register_notice(f"{book.kind.name}名录", events, names, issue), form)
