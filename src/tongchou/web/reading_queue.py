"""Documents brought together are read one after another, whether somebody looks on or not.

The database says where each stands: waiting, being read, read, or refused and why. Each process of the server has at
most one reader; a document is claimed by whoever turns its state first, and one whose reader died is claimed again.
"""

from collections.abc import Iterable
from datetime import timedelta
from threading import Lock, Thread

from django.core.files.base import File
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from tongchou.terms import Refusal
from tongchou.web.languages import language
from tongchou.web.models import DocumentReading, Person
from tongchou.web.readings import as_read, counted, drop, keep_unread

WAITING, READING, READ, REFUSED = "waiting", "reading", "read", "refused"
DEAD_AFTER = timedelta(minutes=10)
"""How long a document may be in reading before its reader is taken to have died."""
_one_reader = Lock()


def bring(files: "Iterable[File[bytes]]", pack: str, person: Person) -> list[DocumentReading]:
    """Take files for a programme; each is kept and waits to be read, or is refused at once and says so."""
    return [_brought(file, pack, person) for file in files]


def _brought(file: "File[bytes]", pack: str, person: Person) -> DocumentReading:
    name = file.name or ""
    try:
        return keep_unread(file, name, pack, person, WAITING)
    except Refusal as refusal:
        code = f"-{timezone.now():%d%H%M%S%f}"
        told = _sentences(refusal)
        return DocumentReading.objects.create(
            pack=pack, code=code, name=name[:120], by=person, state=REFUSED, told=told
        )


def _sentences(refusal: Refusal) -> str:
    return " ".join(problem.sentence(language()) for problem in refusal.problems)


def unfinished(pack: str) -> bool:
    """Whether a document of a programme still waits or is being read."""
    return DocumentReading.objects.filter(pack=pack, state__in=(WAITING, READING)).exists()


def start() -> None:
    """Let a thread of this process read what waits, unless one does already."""
    if not _one_reader.locked():
        Thread(target=_in_thread, daemon=True).start()


def _in_thread() -> None:
    try:
        read_all()
    finally:
        connection.close()


def read_all() -> None:
    """Read what waits, one document after another, until nothing does; at once when another thread is at it."""
    if not _one_reader.acquire(blocking=False):
        return
    try:
        while (document := _claimed()) is not None:
            _read(document)
    finally:
        _one_reader.release()


def _claimed() -> DocumentReading | None:
    """Return the oldest document that waits or whose reader died, now claimed; ``None`` where there is none."""
    now = timezone.now()
    open_ones = Q(state=WAITING) | Q(state=READING, begun__lt=now - DEAD_AFTER)
    for document in DocumentReading.objects.filter(open_ones).order_by("at", "pk"):
        mine = DocumentReading.objects.filter(open_ones, pk=document.pk)
        if mine.update(state=READING, begun=now):
            return document
    return None


def _read(document: DocumentReading) -> None:
    row = DocumentReading.objects.filter(pk=document.pk)
    try:
        ledger = as_read(document)
    except Refusal as refusal:
        row.update(state=REFUSED, told=_sentences(refusal))
        drop(document)
    else:
        row.update(state=READ, counts=counted(ledger))
