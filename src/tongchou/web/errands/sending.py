"""Send a function on an errand, and let one that broke off begin again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tongchou.web.errands.doing import Doing, found
from tongchou.web.errands.models import SILENCE, Errand
from tongchou.web.errands.working import perform

if TYPE_CHECKING:
    from tongchou.web.models import Person

MOST_TRIES = 3
"""How often an errand is begun by itself; one that brought down three workers waits for a person."""


@transaction.atomic
def send(doing: Doing, facts: dict[str, Any], *, pack: str, what: str, by: Person | None) -> Errand:
    """Send a function on an errand; it is queued when the transaction around it is kept.

    :param facts: plain facts that are given to the function.
    :param what: what it is, in one line.
    """
    errand = Errand.objects.create(pack=pack, doing=doing.name, facts=facts, what=what[:200], by=by)
    queue_up(errand)
    return errand


def queue_up(errand: Errand) -> None:
    """Let an errand wait for a worker, from the beginning."""
    result = perform.using(queue_name=found(errand.doing).queue).enqueue(errand.pk)
    errand.queued = DBTaskResult.objects.get(pk=result.id)
    errand.tries, errand.share, errand.step, errand.problems, errand.beat = errand.tries + 1, 0, "", [], None
    errand.save(update_fields=["queued", "tries", "share", "step", "problems", "beat"])


def take_up_again() -> int:
    """Queue the errands anew whose worker died; return how many."""
    before = timezone.now() - SILENCE
    silent = Q(beat__lt=before) | Q(beat=None, queued__started_at__lt=before)
    with transaction.atomic():
        rows = Errand.objects.filter(silent, queued__status="RUNNING", tries__lt=MOST_TRIES)
        died = list(rows.select_for_update(of=("self",), skip_locked=True))
        for errand in died:
            queue_up(errand)
    return len(died)
