"""Documents brought together are read one after another, whether somebody looks on or not.

The database says where each stands: waiting, being read, read, or refused and why. Each
document is an errand of its own.
"""

from collections.abc import Iterable
from typing import Any

from django.core.files.base import File
from django.urls import reverse
from django.utils import timezone

from tongchou.terms import Refusal
from tongchou.web.errands import QUICK, Tell, doing
from tongchou.web.errands.sending import send
from tongchou.web.languages import language
from tongchou.web.models import Person
from tongchou.web.readings.documents import as_read, counted, drop, keep_unread
from tongchou.web.readings.models import DocumentReading

WAITING, READING, READ, REFUSED = "waiting", "reading", "read", "refused"


def bring(files: "Iterable[File[bytes]]", pack: str, person: Person) -> list[DocumentReading]:
    """Take files for a programme; each is kept and waits to be read, or is refused at once and says so."""
    return [_brought(file, pack, person) for file in files]


def _brought(file: "File[bytes]", pack: str, person: Person) -> DocumentReading:
    name = file.name or ""
    try:
        document = keep_unread(file, name, pack, person, WAITING)
    except Refusal as refusal:
        code = f"-{timezone.now():%d%H%M%S%f}"
        told = _sentences(refusal)
        return DocumentReading.objects.create(
            pack=pack, code=code, name=name[:120], by=person, state=REFUSED, told=told
        )
    if document.state == WAITING:
        send(read, {"document": document.pk}, pack=pack, what=document.name, by=person)
    return document


def _sentences(refusal: Refusal) -> str:
    return " ".join(problem.sentence(language()) for problem in refusal.problems)


def unfinished(pack: str) -> bool:
    """Whether a document of a programme still waits or is being read."""
    return DocumentReading.objects.filter(pack=pack, state__in=(WAITING, READING)).exists()


@doing(QUICK)
def read(_tell: Tell, facts: dict[str, Any]) -> str:
    """Read a document that waits; one that cannot be read says why in the list, and its file is not kept."""
    document = DocumentReading.objects.get(pk=facts["document"])
    row = DocumentReading.objects.filter(pk=document.pk)
    row.update(state=READING)
    try:
        ledger = as_read(document)
    except Refusal as refusal:
        row.update(state=REFUSED, told=_sentences(refusal))
        drop(document)
        raise
    row.update(state=READ, counts=counted(ledger))
    return reverse("reading", args=[document.pack, document.code])
