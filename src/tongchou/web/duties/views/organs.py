"""Leading group, working groups and office with their members; and the tasks of a unit that is no more."""

from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from tongchou.packs.rows import Unit
from tongchou.plan import Action, Member, Organ
from tongchou.terms import Problem, Refusal
from tongchou.web.access import Act, needs
from tongchou.web.access.guarding import require
from tongchou.web.duties.errors import NOTHING_CHOSEN
from tongchou.web.duties.forms import SeatForm
from tongchou.web.duties.lives import life_of, steps_of
from tongchou.web.duties.looking import Looking, lives, looking
from tongchou.web.duties.models import Duty, Seat
from tongchou.web.duties.standing import require_acting
from tongchou.web.duties.stepping import Wish, batch_of, take_step
from tongchou.web.languages import in_words
from tongchou.web.trail import record

KINDS = ("leading_group", "working_group", "office", "expert_group")


@dataclass(frozen=True, slots=True)
class Staffed:
    """An organ, who sits in it on the day, and how many open tasks it leads."""

    unit: Unit
    now: list[Seat]
    before: list[Seat]
    open: int
    living: bool


@needs(Act.SEE)
def organs(request: HttpRequest, pack: str) -> HttpResponse:
    """Show the organs on the day, and take a new member from the office."""
    look = looking(request, pack)
    form = SeatForm(look, request.POST or None, initial={"start": look.now.day})
    if request.method == "POST":
        require(request, Act.ISSUE, pack)
        if form.is_valid():
            _seated(request, pack, form.cleaned_data)
            return redirect("duties-organs", pack)
    return _page(request, look, form, 422 if form.errors else 200)


def _page(request: HttpRequest, look: Looking, form: SeatForm, status: int = 200, **more: Any) -> HttpResponse:
    units = look.programme.units
    leads = set(Duty.objects.filter(pack=look.pack, open=True).values_list("lead", flat=True))
    seated = set(Seat.objects.filter(pack=look.pack).values_list("organ", flat=True))
    wanted = [unit for code, unit in units.items() if unit.kind in KINDS or code in seated]
    context = {
        "programme": look.programme,
        "look": look,
        "form": form,
        "organs": [_staffed(look, unit) for unit in wanted],
        "leads": [units[code] for code in sorted(leads) if code in units],
        "gone": {code for code in leads if code in units and not lives(units[code], look.day)},
        **more,
    }
    return render(request, "duties/organs.html", context, status=status)


def _staffed(look: Looking, unit: Unit) -> Staffed:
    seats = list(Seat.objects.filter(pack=look.pack, organ=unit.code))
    organ = Organ(unit.code, tuple(Member(seat.name, seat.role, seat.start, seat.end) for seat in seats))
    serving = set(organ.on(look.day))
    now = [seat for seat in seats if Member(seat.name, seat.role, seat.start, seat.end) in serving]
    led = Duty.objects.filter(pack=look.pack, lead=unit.code, open=True).count()
    return Staffed(unit, now, [seat for seat in seats if seat not in now], led, lives(unit, look.day))


@transaction.atomic
def _seated(request: HttpRequest, pack: str, typed: dict[str, Any]) -> None:
    seat = Seat.objects.create(pack=pack, **typed)
    record(request, pack, "organ.seat", about=seat.organ, new={"name": seat.name, "role": seat.role})


@needs(Act.ISSUE)
@require_POST
@transaction.atomic
def leave(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Let a seat end today; who sat there stays on record."""
    look, seat = looking(request, pack), Seat.objects.filter(pack=pack, pk=number, end=None).first()
    if seat is None:
        raise Http404(in_words("没有这个在任成员。", "There is no such member in office."))
    seat.end = look.now.day
    seat.save(update_fields=["end"])
    record(request, pack, "organ.leave", about=seat.organ, old={"name": seat.name}, new={"end": seat.end})
    return redirect("duties-organs", pack)


@needs(Act.ISSUE)
@require_POST
def hand_over(request: HttpRequest, pack: str) -> HttpResponse:
    """Hand every open task of one unit to another, all or none, as when a unit is dissolved in mid-year."""
    look = looking(request, pack)
    try:
        batch = _handed_over(request, look)
    except Refusal as refusal:
        return _page(request, look, SeatForm(look), 422, problems=_one_of_each(refusal))
    return redirect(f"/p/{pack}/duties/list/?unit={request.POST.get('to', '')}&done={batch}")


def _one_of_each(refusal: Refusal) -> list[Problem]:
    """Return one problem of each kind: the same sentence for fifty tasks says nothing more."""
    return list({problem.code: problem for problem in refusal.problems}.values())


@transaction.atomic
def _handed_over(request: HttpRequest, look: Looking) -> str:
    source, to = request.POST.get("from", ""), request.POST.get("to", "")
    found = list(Duty.objects.filter(pack=look.pack, open=True, lead=source).select_related("undertaking"))
    if not found:
        raise NOTHING_CHOSEN.refusal()
    successor = to if to in look.programme.units and lives(look.programme.units[to], look.day) else ""
    reason = request.POST.get("reason", "")[:1000]
    wish = Wish(Action.HAND_OVER, 0, reason, successor, batch=batch_of())
    for duty in found:
        actor = require_acting(request, look.programme, life_of(duty, steps_of(duty)))
        take_step(request, duty, actor, replace(wish, seen=duty.version), look.now)
    return wish.batch
