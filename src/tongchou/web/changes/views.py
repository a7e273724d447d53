"""Propose a change of places, try it, judge it, enact it."""

from typing import cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from tongchou.loop.changing import ChangeTrial, try_change
from tongchou.terms import Problem, Refusal
from tongchou.territory.proposals import Move, Stage, move
from tongchou.web.access import Act, may
from tongchou.web.access.guarding import require
from tongchou.web.amending.making import amend_later
from tongchou.web.amending.models import Amendment
from tongchou.web.changes.enacting import enact
from tongchou.web.changes.forms import KINDS, NewProposal
from tongchou.web.changes.models import Proposal
from tongchou.web.desk import programme_of
from tongchou.web.models import Person
from tongchou.web.trail import record

BY = {Move.AGREE: Act.REVIEW, Move.REFUSE: Act.REVIEW, Move.WITHDRAW: Act.CHANGE_PLACES, Move.ENACT: Act.CHANGE_PLACES}
"""What somebody needs for a move."""


def proposals(request: HttpRequest, pack: str) -> HttpResponse:
    """List the proposals of a programme; take a new one and show what it would do."""
    programme, form = programme_of(pack), NewProposal(request.POST or None)
    if request.method == "POST":
        require(request, Act.CHANGE_PLACES, pack)
        if form.is_valid():
            return _proposed(request, pack, form)
    context = {
        "programme": programme,
        "form": form,
        "proposals": Proposal.objects.filter(pack=pack).select_related("by", "judge"),
        "kinds": KINDS,
        "may_propose": may(cast(Person, request.user), Act.CHANGE_PLACES, pack),
    }
    return render(request, "changes/proposals.html", context, status=422 if form.is_bound else 200)


def _proposed(request: HttpRequest, pack: str, form: NewProposal) -> HttpResponse:
    with transaction.atomic():
        made = form.save(commit=False)
        made.pack, made.by, made.arrivals = pack, request.user, form.cleaned_data["arrivals_text"]
        made.save()
        record(request, pack, "places.propose", about=str(made), new=made.facts)
    return redirect("place-change", pack, made.pk)


def proposal(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Show one proposal with what it would do, and what may be done with it."""
    found = get_object_or_404(Proposal.objects.select_related("by", "judge", "amendment"), pk=number, pack=pack)
    trial, problems = _tried(found) if found.stage in {Stage.PROPOSED, Stage.AGREED} else (None, [])
    context = {
        "programme": programme_of(pack),
        "proposal": found,
        "kind": KINDS[found.kind],
        "trial": trial,
        "problems": problems,
        "moves": _moves(cast(Person, request.user), found, possible=trial is not None),
    }
    return render(request, "changes/proposal.html", context)


def _tried(found: Proposal) -> tuple[ChangeTrial | None, list[Problem]]:
    try:
        return try_change(programme_of(found.pack).run, found.event, found.places), []
    except Refusal as refusal:
        return None, list(refusal.problems)


def _moves(person: Person, found: Proposal, *, possible: bool) -> list[str]:
    return [one.value for one, act in BY.items() if may(person, act, found.pack) and _may_move(person, found, one)
            and (possible or one not in {Move.AGREE, Move.ENACT})]  # fmt: skip


def _may_move(person: Person, found: Proposal, wanted: Move) -> bool:
    try:
        move(Stage(found.stage), wanted, by_proposer=found.by.pk == person.pk)
    except Refusal:
        return False
    return True


@require_POST
def step(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Move a proposal on; enacting it changes the programme beside the pages."""
    wanted = Move(request.POST.get("move", "")) if request.POST.get("move") in list(Move) else None
    require(request, BY[wanted] if wanted else Act.CHANGE_PLACES, pack)
    try:
        with transaction.atomic():
            _moved(request, pack, number, wanted or Move.WITHDRAW)
    except Refusal as refusal:
        context = {"programme": programme_of(pack), "problems": refusal.problems, "number": number}
        return render(request, "changes/refused.html", context, status=409)
    return redirect("place-change", pack, number)


def _moved(request: HttpRequest, pack: str, number: int, wanted: Move) -> None:
    found = get_object_or_404(Proposal.objects.select_for_update(), pk=number, pack=pack)
    old = found.stage
    found.stage = move(Stage(old), wanted, by_proposer=found.by.pk == request.user.pk).value
    if wanted in {Move.AGREE, Move.REFUSE}:
        found.judge, found.reason = cast(Person, request.user), request.POST.get("reason", "").strip()[:500]
    if wanted is Move.ENACT:
        found.amendment = _enacted(request, found)
    found.save()
    record(request, pack, f"places.{wanted}", about=str(found), old=old, new=found.stage)


def _enacted(request: HttpRequest, found: Proposal) -> Amendment:
    return amend_later(
        found.pack, f"{enact.__module__}:{enact.__name__}", {"event": found.facts, "arrivals": found.arrivals},
        by=cast(Person, request.user), what=str(found),
    )  # fmt: skip
