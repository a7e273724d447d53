"""What was just done, shown on the next page with a way back."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from tongchou.plan import Action
from tongchou.web.duties.looking import Looking
from tongchou.web.duties.models import DutyStep
from tongchou.web.duties.wording import VERBS
from tongchou.web.languages import said


@dataclass(frozen=True, slots=True)
class Done:
    """A step, or many taken together, by this person."""

    what: str
    code: str
    state: str
    number: int
    batch: str
    count: int
    may_undo: bool
    undo: str


def done_of(request: HttpRequest, look: Looking) -> Done | None:
    """Return the step that the address says was just done; ``None`` where it is none of this person's."""
    asked = request.GET.get("done", "")
    by = {"batch": asked} if len(asked) == 32 else {"pk": int(asked)} if asked.isascii() and asked.isdigit() else None
    if by is None or len(asked) > 32:
        return None
    found = DutyStep.objects.filter(duty__pack=look.pack, person=look.person, **by).select_related("duty")
    first = found.first()
    return None if first is None else _done(first, found.count() if "batch" in by else 1, look)


def _done(step: DutyStep, count: int, look: Looking) -> Done:
    last = step.duty.version == step.number and step.done is not Action.WITHDRAW
    many = bool(step.batch) and count > 1
    undo = (
        reverse("duties-undo", args=[look.pack, step.batch])
        if many
        else reverse("duty-step", args=[look.pack, step.duty.code])
    )
    what, state = said(VERBS[step.done]), said(step.stood.words)
    return Done(what, step.duty.code, state, step.number, step.batch if many else "", count, last, undo)
