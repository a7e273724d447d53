"""Documents that were read: kept by digest, read by the library, and reviewed by steps that are only ever added.

A file lies in the office's folder under its digest; the name somebody gave it is only shown. The ledger is never
stored: it is the reading of the file with the review's steps done again, see :mod:`tongchou.web.readings.steps`.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePath

from django.core.files.base import File

from tongchou.reading import ItemClass, Ledger, open_document, read_opened
from tongchou.terms import Problem, Refusal, Where
from tongchou.web.errors import DOCUMENT_TOO_LARGE, DOCUMENT_TOO_LONG, NOT_A_DOCUMENT
from tongchou.web.home import home
from tongchou.web.models import Person
from tongchou.web.readings.models import DocumentReading

SUFFIXES = (".docx", ".doc", ".pdf", ".html", ".htm", ".txt", ".md", ".xlsx")
LARGEST = 20 * 2**20
"""The most bytes of a file."""
LONGEST = 300_000
"""The most characters of a text that one page can show beside its items."""
CODE_LENGTH = 16


def keep(upload: "File[bytes]", name: str, pack: str, person: Person) -> DocumentReading:
    """Keep a file and open its review; a file that cannot be read is not kept.

    The same file for the same programme is the same reading, whoever brings it.

    :raises Refusal: ``web.reading.*`` for what this page does not take, ``reading.file.*`` for what cannot be read.
    """
    path = _kept(upload, name)
    code = path.stem[:CODE_LENGTH]
    try:
        ledger = _open(path, _shown(name))
    except Refusal:
        if not DocumentReading.objects.filter(digest=path.stem).exists():
            path.unlink(missing_ok=True)
        raise
    facts = {"name": _shown(name), "suffix": path.suffix, "digest": path.stem, "by": person, "counts": counted(ledger)}
    DocumentReading.objects.filter(pack=pack, code=code).exclude(state="read").delete()
    return DocumentReading.objects.get_or_create(pack=pack, code=code, defaults=facts)[0]


def keep_unread(upload: "File[bytes]", name: str, pack: str, person: Person, state: str) -> DocumentReading:
    """Keep a file that is to be read later; one that was read before for the programme stays as it is.

    :raises Refusal: ``web.reading.*`` for what this page does not take.
    """
    path = _kept(upload, name)
    facts = {"name": _shown(name), "suffix": path.suffix, "digest": path.stem, "by": person, "state": state}
    return DocumentReading.objects.get_or_create(pack=pack, code=path.stem[:CODE_LENGTH], defaults=facts)[0]


def drop(reading: DocumentReading) -> None:
    """Remove the file of a document that could not be read, unless another programme has it."""
    if not DocumentReading.objects.filter(digest=reading.digest).exclude(pk=reading.pk).exists():
        (_folder() / f"{reading.digest}{reading.suffix}").unlink(missing_ok=True)


def counted(ledger: Ledger) -> dict[str, int]:
    """Return how many items of each class a ledger has."""
    return {str(group): sum(1 for _ in ledger.of(group)) for group in ItemClass}


def as_read(reading: DocumentReading) -> Ledger:
    """Return the ledger of a document before anybody reviewed it.

    :raises Refusal: ``reading.file.*`` where the file is gone or can no longer be read.
    """
    return _open(_folder() / f"{reading.digest}{reading.suffix}", reading.name)


def _folder() -> Path:
    return home() / "documents"


def _shown(name: str) -> str:
    """Return the last part of a name without control characters."""
    return "".join(letter for letter in PurePath(name).name if letter.isprintable())[:120] or "document"


def _kept(upload: "File[bytes]", name: str) -> Path:
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise NOT_A_DOCUMENT.refusal(found=_shown(name), allowed="、".join(SUFFIXES))
    if upload.size > LARGEST:
        raise DOCUMENT_TOO_LARGE.refusal(found=f"{upload.size / 2**20:.1f} MB", allowed=f"{LARGEST // 2**20} MB")
    data = b"".join(upload.chunks())
    path = _folder() / f"{sha256(data).hexdigest()}{suffix}"
    if not path.is_file():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_bytes(data)
        fresh.replace(path)
    return path


@lru_cache(maxsize=16)
def _open(path: Path, name: str) -> Ledger:
    try:
        opened = open_document(path)
    except Refusal as refusal:
        raise Refusal(_called(refusal.problems, path, name)) from refusal
    if len(opened.text) > LONGEST:
        raise DOCUMENT_TOO_LONG.refusal(Where(name), found=len(opened.text), allowed=LONGEST)
    ledger = read_opened(opened)
    problems = tuple(_called(ledger.problems, path, name))
    return replace(ledger, document=PurePath(name).stem, problems=problems)


def _called(problems: tuple[Problem, ...], path: Path, name: str) -> Iterator[Problem]:
    """Yield problems with the name people know instead of the digest."""
    for one in problems:
        where = replace(one.where, file=name) if one.where.file else one.where
        yield replace(one, where=where, found=one.found.replace(path.name, name).replace(path.stem, name))
