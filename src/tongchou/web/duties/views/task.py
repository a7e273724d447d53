"""A task with its whole story; its next step; its evidence."""

from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tongchou.plan import Action, Life, late_evidence
from tongchou.terms import Refusal
from tongchou.web.access import Act, needs
from tongchou.web.access.guarding import require
from tongchou.web.duties.clock import as_day
from tongchou.web.duties.doing import done_of
from tongchou.web.duties.going import back
from tongchou.web.duties.lives import duty_of, life_of, steps_of
from tongchou.web.duties.looking import Looking, act_of, line, looking, offered
from tongchou.web.duties.models import Duty, DutyMilestone, DutyStep, Proof
from tongchou.web.duties.progressing import Measured, measured, of_indicator
from tongchou.web.duties.proofs import BEGINNINGS, LARGEST, MOST_FILES, Likeness, likenesses, place_of, take_in
from tongchou.web.duties.standing import require_acting
from tongchou.web.duties.stepping import Wish, action_of, take_step
from tongchou.web.languages import in_words
from tongchou.web.trail import record

REASONED = (Action.DECLINE, Action.SEND_BACK, Action.REOPEN, Action.HAND_OVER, Action.RESCHEDULE, Action.URGE)
WITH_FILES = (Action.REPORT, Action.ATTACH, Action.VERIFY)


@dataclass(frozen=True, slots=True)
class Told:
    """One step of the story with its evidence and what is to be known about that."""

    step: DutyStep
    proofs: list[Proof]


@needs(Act.SEE)
def task(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Show a task."""
    return _page(request, looking(request, pack), duty_of(pack, code))


def _page(request: HttpRequest, look: Looking, duty: Duty, status: int = 200, **more: Any) -> HttpResponse:
    steps = steps_of(duty)
    life = life_of(duty, steps)
    row = life.task
    proofs = [proof for step in steps for proof in step.proofs.all()]
    context = {
        "programme": look.programme,
        "look": look,
        "duty": duty,
        "row": row,
        "line": line(look, duty),
        "story": [Told(step, list(step.proofs.all())) for step in reversed(steps)],
        "withdrawn": _withdrawn(life),
        "offered": offered(look, life),
        "reasoned": REASONED,
        "with_files": WITH_FILES,
        "may_read": may_read(look, duty),
        "measured": _measures(look, duty, life),
        "likenesses": _alike(look, proofs, duty),
        "late": late_evidence(life),
        "parts": Duty.objects.filter(pack=duty.pack, parent=duty.code).order_by("due", "code"),
        "above": Duty.objects.filter(pack=duty.pack, code=duty.parent).first() if duty.parent else None,
        "milestones": duty.milestones.all(),
        "accept": ",".join(BEGINNINGS),
        "largest": LARGEST // 2**20,
        "most": MOST_FILES,
        "step_done": done_of(request, look),
        **more,
    }
    return render(request, "duties/task.html", context, status=status)


def _withdrawn(life: Life) -> set[int]:
    counted = {id(step) for step in life.counted}
    return {number for number, step in enumerate(life.steps, 1) if id(step) not in counted}


def _measures(look: Looking, duty: Duty, life: Life) -> list[Measured]:
    first = measured(look.programme, life.task)
    more = duty.undertaking.more.get("indicators", ())
    known = (code for code in more if code in look.programme.indicators)
    others = [of_indicator(look.programme, life.task, code) for code in known]
    return [first, *others] if first else others


def _alike(look: Looking, proofs: list[Proof], duty: Duty) -> list[Likeness]:
    """Return what is alike, for those who verify and who keep the ledger."""
    return likenesses(proofs, duty.pk) if look.may_verify or look.may_issue else []


@needs(Act.SEE)
@require_POST
def step(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Take one step; what is refused is said, and nothing is done then."""
    look, duty = looking(request, pack), duty_of(pack, code)
    try:
        action = action_of(request.POST.get("action", ""))
        if action is not Action.WITHDRAW:
            act = act_of(action)
            require(request, act, pack, place=look.place_for(act, duty.lead))
        stored = _take(request, look, duty, action)
    except Refusal as refusal:
        duty = duty_of(pack, code)
        return _page(request, look, duty, 409, problems=refusal.problems, typed=request.POST)
    own = reverse("duty", args=[pack, code])
    return HttpResponseRedirect(f"{back(request, pack, own)}done={stored.pk}")


def _take(request: HttpRequest, look: Looking, duty: Duty, action: Action) -> DutyStep:
    life = life_of(duty, steps_of(duty))
    actor = require_acting(request, look.programme, life)
    files = take_in(cast("list[File[bytes]]", request.FILES.getlist("files"))) if action in WITH_FILES else ()
    wish = Wish(
        action,
        _number(request.POST.get("seen", "")),
        request.POST.get("reason", "")[:2000],
        _unit(request, look, action),
        as_day(request.POST.get("deadline", "")) if action in (Action.ASSIGN, Action.RESCHEDULE) else None,
        files,
    )
    return take_step(request, duty, actor, wish, look.now)


def _unit(request: HttpRequest, look: Looking, action: Action) -> str:
    unit = request.POST.get("to", "")
    return unit if action in (Action.ASSIGN, Action.HAND_OVER) and unit in look.programme.units else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


@needs(Act.WORK)
@require_POST
def milestone(request: HttpRequest, pack: str, code: str, number: int) -> HttpResponse:
    """Mark a milestone as reached today, or as not reached after all."""
    look, duty = looking(request, pack), duty_of(pack, code)
    found = DutyMilestone.objects.filter(duty=duty, pk=number).first()
    if found is None:
        raise Http404(in_words("没有这个节点。", "There is no such milestone."))
    if duty.lead not in look.names and not look.may_issue:
        raise PermissionDenied(in_words("节点由牵头单位填。", "Milestones are for the lead unit."))
    before = found.reached
    found.reached = None if before else look.now.day
    found.save(update_fields=["reached"])
    record(request, pack, "task.milestone", about=f"{code} {found.name}", old=before, new=found.reached)
    return HttpResponseRedirect(reverse("duty", args=[pack, code]))


def may_read(look: Looking, duty: Duty) -> bool:
    """Whether somebody may read a task's evidence: who works on it, who verifies, who keeps the ledger or audits it."""
    workers = {duty.lead, *duty.partner_codes} & set(look.names)
    return bool(workers) or any(look.may(act) for act in (Act.VERIFY, Act.ISSUE, Act.SEE_TRAIL))


@needs(Act.SEE)
def proof(request: HttpRequest, pack: str, code: str, number: int) -> HttpResponseBase:
    """Send a file that was handed in, to whoever may read it; as a file to keep, never shown in the page."""
    look, duty = looking(request, pack), duty_of(pack, code)
    found = Proof.objects.filter(pk=number, step__duty=duty).first()
    if found is None or not (path := place_of(found.digest, found.suffix)).is_file():
        raise Http404(in_words("没有这份材料。", "There is no such file."))
    if not may_read(look, duty):
        raise PermissionDenied(
            in_words(
                "佐证材料只给牵头和配合单位、核验单位、统筹办和审计看；您的任职不在其内。",
                "Evidence is for the units at work, those who verify, the office and the auditors.",
            )
        )
    record(request, pack, "task.read_proof", about=f"{code} {found.name}")
    return FileResponse(path.open("rb"), as_attachment=True, filename=found.name)
