"""One return: its grid, its cells as they are saved, its steps, the story of a cell, its whole history."""

import json
from collections.abc import Mapping
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from tongchou.monitor.cells import CellKey
from tongchou.monitor.returns import Return as Held
from tongchou.monitor.returns import Role, Stage
from tongchou.terms import Problem, Refusal, Words
from tongchou.web.languages import in_words, language
from tongchou.web.models import Person
from tongchou.web.returns.beside import besides
from tongchou.web.returns.book import By, with_who
from tongchou.web.returns.errors import BAD_BATCH
from tongchou.web.returns.looking import Look, look
from tongchou.web.returns.models import CellVersion, Return
from tongchou.web.returns.plain import fill_in
from tongchou.web.returns.presence import beat
from tongchou.web.returns.saving import Outcome, Sent, save, told
from tongchou.web.returns.stepping import TOLD, do

MOST_CELLS = 1000
"""The most cells of one batch."""
DESK_WORDS = {
    Stage.CHECKED: Words("县级初审", "county check"),
    Stage.REVIEWED: Words("部门审核", "department review"),
    Stage.APPROVED: Words("统筹办核准", "approval by the office"),
}


@require_GET
def one_return(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Show a return: a grid to fill in for who fills it in now, the figures for everybody else it concerns."""
    return page(request, look(request, pack, number))


def page(
    request: HttpRequest,
    seen: Look,
    status: int = 200,
    refused: tuple[Problem, ...] = (),
    left: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Show a return, with what was refused where something was.

    :param left: what was typed and not saved, by address.
    """
    told_now = TOLD.get(request.GET.get("done", ""))
    context = {**context_of(seen), "refused": refused, "told": told_now.say(language()) if told_now else ""}
    return render(request, "returns/return.html", {**context, "left_over": left or {}}, status=status)


def context_of(seen: Look) -> dict[str, Any]:
    """Return what the templates of a return need."""
    held, one = seen.held, seen.one
    turn = next((desk for desk in reversed(held.route.waiting(held.stage)) if desk.unit == seen.actor.unit), None)
    last = CellVersion.objects.filter(of=one).order_by("-pk").values_list("pk", flat=True).first()
    return {
        "programme": seen.programme,
        "one": one,
        "held": held,
        "place": seen.place,
        "period": held.expected[0].period if held.expected else None,
        "light": seen.light,
        "left": seen.left,
        "allowed": seen.allowed,
        "editable": seen.editable,
        "grid": seen.grid,
        "stops": seen.stops,
        "filled": one.filled,
        "digest": seen.digest,
        "desk": DESK_WORDS[turn.stage] if turn else None,
        "stands_in": turn is not None and turn.role is not Role.OFFICE and Role.OFFICE in seen.actor.roles,
        "changed": seen.changed,
        "changes": {change.cell: change for change in seen.changed},
        "came_back": seen.came_back,
        "signed": next((step.reason for step in reversed(held.events) if step.action.value == "sign"), ""),
        "since": last or 0,
        "people": {one.get_username(): str(one) for one in Person.objects.filter(username__in=_names(held))},
        "born": one.issue.round.at.timestamp(),
    }


def _names(held: Held) -> set[str]:
    return {step.actor.person for step in held.events}


@require_POST
def step(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Do a step and show the return as it is then; what is refused is said in a sentence, and nothing is done."""
    seen = look(request, pack, number)
    try:
        done = do(request, seen)
    except Refusal as refusal:
        return page(request, look(request, pack, number), 409, refusal.problems)
    return redirect(f"{request.path.removesuffix('step/')}?done={done}")


@require_POST
def cells(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Save a batch of cells; answer with what became of each, and what the checks say now.

    What comes from an ordinary form is answered with the page.
    """
    seen = look(request, pack, number)
    if request.content_type == "application/x-www-form-urlencoded":
        return _filled(request, seen)
    try:
        sent = _sent(request.body)
    except (ValueError, KeyError, TypeError, RecursionError):
        return JsonResponse({"closed": BAD_BATCH.at().sentence(language()), **_NOTHING}, status=400)
    if not seen.editable:
        return JsonResponse({"closed": _closed(seen), **_NOTHING}, status=409)
    outcome = save(number, By(cast(Person, request.user), request), sent, units_of(seen))
    return JsonResponse(_answer(seen, outcome), status=409 if outcome.closed else 200)


def _filled(request: HttpRequest, seen: Look) -> HttpResponse:
    if not seen.editable:
        raise PermissionDenied(_closed(seen))
    by = By(cast(Person, request.user), request)
    filled = fill_in(seen.one, by, request.POST.dict(), units_of(seen))
    if not filled.problems:
        return redirect(f"{request.path.removesuffix('cells/')}?done=save")
    return page(request, look(request, seen.programme.code, seen.one.pk), 409, filled.problems, filled.left)


def units_of(seen: Look) -> dict[str, str]:
    """Return the unit of every element."""
    return {code: row.unit for code, row in besides(seen.programme).elements.items()}


_NOTHING: dict[str, Any] = {"saved": [], "conflicts": [], "refused": [], "said": {}, "warned": [], "progress": ""}


def _closed(seen: Look) -> str:
    return in_words(
        f"这张表现在是“{seen.held.stage.words.zh}”，不能再填；您刚才填的还在这台电脑上。",
        f"The return is '{seen.held.stage.words.en}' now and takes no figures; what you typed is kept on this machine.",
    )


def _sent(body: bytes) -> list[Sent]:
    """Read a batch.

    :raises ValueError: for anything else than a list of cells.
    """
    rows = json.loads(body)["cells"]
    if not isinstance(rows, list) or len(rows) > MOST_CELLS:
        raise ValueError
    return [Sent(str(row["address"]), str(row["text"])[:200], int(row["base"])) for row in rows]


def _answer(before: Look, outcome: Outcome) -> dict[str, Any]:
    """Return what became of a batch, with the findings of the rows as they are now."""
    one = Return.objects.select_related("issue__round").get(pk=before.one.pk)
    seen = Look(before.programme, one, before.person, localdate())
    context = context_of(seen)
    said = {row.code: render_to_string("returns/said.html", {**context, "row": row}) for row in seen.grid.rows}
    lang = language()
    return {
        "saved": list(told(outcome.saved)),
        "conflicts": list(told(outcome.conflicts)),
        "refused": [{"address": key, "sentence": problem.sentence(lang)} for key, problem in outcome.refused.items()],
        "said": said,
        "warned": [str(box.key) for row in seen.grid.rows for box in row.boxes if box.stopped],
        "progress": render_to_string("returns/progress.html", context),
        "version": one.version,
        "digest": seen.digest,
        "closed": "；".join(problem.sentence(lang) for problem in outcome.closed),
    }


@require_GET
def pulse(request: HttpRequest, pack: str, number: int) -> JsonResponse:
    """Say what others did since, and who is here; note where this one is."""
    seen = look(request, pack, number)
    since = request.GET.get("since", "")
    after = int(since) if since.isascii() and since.isdigit() and len(since) < 18 else 0
    found = beat(seen, request.GET.get("address", "")[:120], after)
    return JsonResponse({**found, "closed": "" if seen.editable else _closed(seen)})


@require_GET
def cell(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Show the story of one cell: every version, every question; in the drawer or as a page of its own."""
    seen = look(request, pack, number)
    address = request.GET.get("address", "")
    key = next((one for one in seen.held.expected if str(one) == address), None)
    if key is None:
        raise Http404(in_words("这张表没有这一格。", "The return has no such cell."))
    context = {**context_of(seen), **_story(seen, key)}
    template = "returns/cell_body.html" if request.headers.get("HX-Request") else "returns/cell.html"
    return render(request, template, context)


def _story(seen: Look, key: CellKey) -> dict[str, Any]:
    near = besides(seen.programme)
    parts = {"place": key.place, "period": key.period.code, "element": key.element}
    return {
        "key": key,
        "element": near.elements[key.element],
        "held_cell": seen.held.cell(key),
        "beside": near.of(key),
        "versions": with_who(seen.one.cells.filter(**parts)),
        "queries": [query for query in seen.held.queries if query.cell == key],
    }


@require_GET
def history(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Show everything that happened to a return."""
    seen = look(request, pack, number)
    events = seen.one.events.select_related("who").prefetch_related("cells", "snapshot").order_by("-number")
    return render(request, "returns/history.html", {**context_of(seen), "events": events})
