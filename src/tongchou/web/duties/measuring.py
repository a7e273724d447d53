"""Close tasks by what a measurement found; the figures are the evidence, and no person can take this step."""

from collections.abc import Mapping
from dataclasses import replace

from django.core.files.base import ContentFile

from tongchou.plan import MEASUREMENT, Action
from tongchou.plan.life import Actor
from tongchou.web.desk import programme_of
from tongchou.web.duties.clock import now_of
from tongchou.web.duties.models import Duty
from tongchou.web.duties.proofs import Handed, take_in
from tongchou.web.duties.stepping import Wish, take_step
from tongchou.web.models import Person


def close_measured(by: Person, pack: str, found: Mapping[str, str]) -> list[str]:
    """Close the open tasks of these codes and return their codes, each with the sentence of the measurement as proof.

    :param by: who brought what was measured; stands in the story and the audit trail.
    :param found: by a task's code, what was measured; codes of no task, or of a closed one, are passed over.
    :raises Refusal: what the machine says.
    """
    now, closed = now_of(programme_of(pack)), list[str]()
    for duty in Duty.objects.filter(pack=pack, code__in=list(found), open=True):
        told = found[duty.code]
        files = tuple(map(_silent, take_in([ContentFile(told.encode(), name=f"{duty.code}.txt")])))
        take_step(by, duty, Actor(MEASUREMENT), Wish(Action.MEASURE, duty.version, told, files=files), now)
        closed.append(duty.code)
    return closed


def _silent(file: Handed) -> Handed:
    """Return a file whose words are not held against those of others: measurements are alike by nature."""
    return replace(file, evidence=replace(file.evidence, text=""))
