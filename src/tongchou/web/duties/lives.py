"""Lives of tasks out of the database and back: the steps are the truth, the columns follow from them."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from django.utils import timezone

from tongchou.packs.rows import Task
from tongchou.plan import CardRules, Evidence, Life, Step, begin, due_by, fold
from tongchou.plan.life import Actor
from tongchou.web.duties.models import NEVER, Duty, DutyStep, DutyWords, Undertaking
from tongchou.web.languages import in_words
from tongchou.web.programme import Programme


def duty_of(pack: str, code: str) -> Duty:
    """Return a task of a programme's ledger.

    :raises Http404: where there is none.
    """
    found = Duty.objects.filter(pack=pack, code=code).select_related("undertaking").first()
    if found is None:
        raise Http404(in_words(f"台账里没有任务“{code}”。", f"There is no task '{code}' on the ledger."))
    return found


def steps_of(duty: Duty) -> list[DutyStep]:
    """Return the steps of a task with who took them and what they handed in."""
    return list(DutyStep.objects.filter(duty=duty).select_related("person").prefetch_related("proofs"))


def life_of(duty: Duty, steps: Iterable[DutyStep]) -> Life:
    """Return the life of a task after its steps.

    :raises Refusal: where the history does not hold together, which means that somebody changed it.
    """
    return fold(duty.undertaking.row, (as_step(one) for one in steps))


def as_step(one: DutyStep) -> Step:
    """Return a stored step as the library knows it, its moment by the clocks of the place: the day decides."""
    return Step(
        one.done,
        one.stood,
        timezone.localtime(one.at),
        Actor(one.unit, one.office, tuple(code for code in one.groups.split(";") if code)),
        tuple(Evidence(proof.name, proof.digest, proof.text) for proof in one.proofs.all()),
        one.reason,
        one.to,
        one.deadline,
    )


def columns(life: Life, rules: CardRules) -> dict[str, Any]:
    """Return what a task's own columns are to hold."""
    return {
        "lead": life.lead,
        "state": life.state.value,
        "open": life.open,
        "deadline": life.task.deadline,
        "due": due_by(life, rules) or NEVER,
    }


def fresh(task: Task, origin: str, rules: CardRules, programme: Programme) -> Duty:
    """Return a task for the ledger, not yet stored."""
    return Duty(
        pack=programme.code,
        code=task.code,
        title=task.title[:300],
        domain=task.domain.value,
        parent=task.parent,
        partners=f";{';'.join(task.partners)};" if task.partners else "",
        place=task.place,
        origin=origin,
        **columns(begin(task), rules),
    )


def words_of(duty: Duty, task: Task, programme: Programme) -> DutyWords:
    """Return what a search finds a task by, not yet stored: code, title, deliverable, names of place and units."""
    units = (programme.units[code].name for code in (task.lead, *task.partners) if code in programme.units)
    place = programme.places[task.place].name if task.place in programme.places else ""
    parts = (task.code, task.title, task.deliverable, place, *units)
    return DutyWords(duty=duty, pack=programme.code, words=" ".join(filter(None, parts)).lower())


def undertaking(duty: Duty, task: Task, more: dict[str, Any], **facts: Any) -> Undertaking:
    """Return what a task was when it came onto the ledger, not yet stored."""
    return Undertaking(duty=duty, task=task.model_dump(mode="json"), more=more, **facts)
