"""Work that runs beside the pages: a process of its own, its progress in the database, taken up again when it broke.

A page only begins the work and looks at the row. A process that died leaves a row without a sign of life; whoever looks
then is told so and may let it begin again: the files are kept and nothing is half written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

from django.db import close_old_connections, connection
from django.utils import timezone

from tongchou.terms import Problem, Refusal
from tongchou.web.desk import programme_of
from tongchou.web.maps import processes, uploads
from tongchou.web.maps.comparing import contrast
from tongchou.web.maps.errors import UNEXPECTED
from tongchou.web.maps.models import State, Study
from tongchou.web.maps.survey import survey

PULSE = 3.0
"""Seconds between two signs of life."""
SILENCE = timedelta(seconds=30)
"""Work without a sign of life for this long has broken off."""
RUNNING = (State.READING, State.COMPARING)


def begin(study: Study, state: State) -> None:
    """Let the work of a state begin beside the pages."""
    Study.objects.filter(pk=study.pk).update(state=state, share=0, step="", problems=[], beat=timezone.now())
    study.refresh_from_db()
    launch(study)


def launch(study: Study) -> None:
    """Start the process that does the work of a study."""
    processes.launch("mapstudy", str(study.pk))


def is_broken(study: Study) -> bool:
    """Whether the work of a study has broken off."""
    silent = study.beat is None or timezone.now() - study.beat > SILENCE
    return study.state in RUNNING and silent


def perform(pk: int) -> None:
    """Do the work that a study waits for; whatever stops it is kept as sentences, never lost."""
    study = Study.objects.get(pk=pk)
    if study.state not in RUNNING:
        return
    with _alive(pk):
        try:
            _do(study)
        except Refusal as refusal:
            _refuse(pk, list(refusal.problems))
        except Exception as error:
            _refuse(pk, [UNEXPECTED.at(found=type(error).__name__, allowed=study.code)])
            raise


def _do(study: Study) -> None:
    programme, state = programme_of(study.pack), State.DONE

    def tell(share: int, step: str) -> None:
        Study.objects.filter(pk=study.pk).update(share=share, step=step[:200], beat=timezone.now())

    if study.state == State.READING:
        survey(programme, uploads.folder(study.pack, study.code), study.files, study.answers, tell)
        state = State.READ
    else:
        contrast(programme, study, tell)
    Study.objects.filter(pk=study.pk).update(
        state=state, share=100, step="", files=study.files, answers=study.answers, beat=timezone.now()
    )


def _refuse(pk: int, problems: list[Problem]) -> None:
    said = [[problem.say("zh"), problem.say("en")] for problem in problems[:100]]
    Study.objects.filter(pk=pk).update(state=State.REFUSED, step="", problems=said)


@contextmanager
def _alive(pk: int) -> Iterator[None]:
    """Give a sign of life every few seconds as long as the block runs; not inside a test's own transaction."""
    over = Event()

    def pulse() -> None:
        while not over.wait(PULSE):
            Study.objects.filter(pk=pk).update(beat=timezone.now())
        close_old_connections()
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
