"""Take a step: alone on the task, on what was seen, with evidence, and into the audit trail; or refuse it whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.http import HttpRequest

from tongchou.plan import Action, Life, Step, take
from tongchou.plan.life import Actor
from tongchou.web.duties.clock import Now
from tongchou.web.duties.errors import FORGED, STALE
from tongchou.web.duties.lives import columns, life_of, steps_of
from tongchou.web.duties.models import Duty, DutyStep
from tongchou.web.duties.proofs import Handed
from tongchou.web.models import Person
from tongchou.web.trail import record


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to do with a task; ``seen`` is the number of the last step they saw."""

    action: Action
    seen: int
    reason: str = ""
    to: str = ""
    deadline: date | None = None
    files: tuple[Handed, ...] = ()
    batch: str = ""


def action_of(text: str) -> Action:
    """Return the action of a form.

    :raises Refusal: ``web.duties.no_such_action`` for a forged one.
    """
    try:
        return Action(text)
    except ValueError:
        raise FORGED.refusal(found=text[:40], allowed="、".join(one.words.zh for one in Action)) from None


def batch_of() -> str:
    """Return a new name for steps taken together."""
    return uuid4().hex


@transaction.atomic
def take_step(doer: HttpRequest | Person | str, duty: Duty, actor: Actor, wish: Wish, now: Now) -> DutyStep:
    """Take a step and write down what the task is then.

    :param doer: who does it, for the trail: the request, a person, or the name of a program.
    :raises Refusal: ``web.duties.stale`` where somebody acted since, or what the machine says; then nothing is done.
    """
    held = Duty.objects.select_for_update(of=("self",)).select_related("undertaking").get(pk=duty.pk)
    steps = steps_of(held)
    _require_seen(held, steps, wish)
    before = life_of(held, steps)
    after = take(before, _step(before, actor, wish, now.at))
    stored = _store(held, after, wish, _person(doer))
    Duty.objects.filter(pk=held.pk).update(version=stored.number, **columns(after, now.rules))
    record(doer, held.pack, f"task.{wish.action.value}", about=held.code, old=_plain(before), new=_plain(after))
    return stored


def _step(life: Life, actor: Actor, wish: Wish, at: datetime) -> Step:
    """Return the step, not before the last one on the same day: people's clocks are no reason to refuse."""
    last = life.steps[-1].at if life.steps else at
    moment = max(at, last) if at.date() == last.astimezone(at.tzinfo).date() else at
    files = tuple(one.evidence for one in wish.files)
    return Step(wish.action, life.state, moment, actor, files, wish.reason.strip(), wish.to, wish.deadline)


def _require_seen(duty: Duty, steps: Sequence[DutyStep], wish: Wish) -> None:
    last = steps[-1] if steps else None
    if last is not None and last.number != wish.seen:
        who = str(last.person) if last.person else last.unit
        raise STALE.refusal(found=duty.code, who=who, did=last.done.words.zh)


def _store(duty: Duty, life: Life, wish: Wish, person: Person | None) -> DutyStep:
    one = life.steps[-1]
    stored = DutyStep.objects.create(
        duty=duty, number=duty.version + 1, action=one.action.value, state=one.state.value, at=one.at,
        unit=one.actor.unit, office=one.actor.office, groups=";".join(one.actor.groups), person=person,
        reason=one.reason, to=one.to, deadline=one.deadline, batch=wish.batch,
    )  # fmt: skip
    for file in wish.files:
        file.proof(stored, duty.pack).save()
    return stored


def _person(doer: HttpRequest | Person | str) -> Person | None:
    if isinstance(doer, HttpRequest):
        return doer.user if isinstance(doer.user, Person) else None
    return doer if isinstance(doer, Person) else None


def _plain(life: Life) -> dict[str, object]:
    return {"state": life.state.value, "lead": life.lead, "deadline": life.task.deadline}


def take_back(doer: HttpRequest, step: DutyStep, actor: Actor, now: Now) -> DutyStep:
    """Withdraw a step that was just taken.

    :raises Refusal: where it is not the last one any more, or another unit's.
    """
    return take_step(doer, step.duty, actor, Wish(Action.WITHDRAW, step.number), now)
