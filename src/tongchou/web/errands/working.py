"""What a worker does with an errand: do it, tell how far it is, keep what stopped it."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import connection
from django.utils import timezone
from django_tasks import task

from tongchou.terms import Problem, Refusal
from tongchou.web.errands.doing import QUICK, found
from tongchou.web.errands.errors import UNEXPECTED
from tongchou.web.errands.models import Errand

PULSE = 3.0
"""Seconds between two signs of life."""
MOST_PROBLEMS = 100


@task(queue_name=QUICK)
def perform(number: int) -> None:
    """Do an errand; whatever stops it is kept as sentences, never lost."""
    row = Errand.objects.filter(pk=number)
    errand = row.get()

    def tell(share: int, step: str) -> None:
        row.update(share=share, step=step[:200], beat=timezone.now())

    with _alive(number):
        try:
            address = found(errand.doing)(tell, errand.facts)
        except Refusal as refusal:
            row.update(problems=_said(refusal.problems))
        except Exception as error:
            row.update(problems=_said([UNEXPECTED.at(found=type(error).__name__, allowed=number)]))
            raise
        else:
            row.update(address=address, share=100, step="")


def _said(problems: "tuple[Problem, ...] | list[Problem]") -> list[list[str]]:
    return [[problem.say("zh"), problem.say("en")] for problem in problems[:MOST_PROBLEMS]]


@contextmanager
def _alive(number: int) -> Iterator[None]:
    """Give a sign of life every few seconds as long as the block runs; not inside a test's own transaction."""
    Errand.objects.filter(pk=number).update(beat=timezone.now())
    over = Event()

    def pulse() -> None:
        while not over.wait(PULSE):
            Errand.objects.filter(pk=number).update(beat=timezone.now())
        connection.close()

    thread = Thread(target=pulse, daemon=True)
    if not connection.in_atomic_block:
        thread.start()
    try:
        yield
    finally:
        over.set()
        if thread.is_alive():
            thread.join()
