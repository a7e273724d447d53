"""Write a backup: the database as of one moment, then the files, which are only ever added to."""

from __future__ import annotations

import os
from datetime import datetime
from hashlib import sha256
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

import tongchou
from tongchou.web.backup.errors import EXISTS
from tongchou.web.backup.model import DATA, FILES, FORMAT, MANIFEST, Manifest, Member, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from django.db.models import Model

BATCH = 2_000
BLOCK = 1 << 20


class _ToTheMicrosecond(DjangoJSONEncoder):
    """Django's own encoder cuts times at the millisecond, which would break the chain of the trail."""

    def default(self, o: object) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


class _Digested:
    """A stream that knows the digest of what went through it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream, self.digest = stream, sha256()

    def write(self, text: str | bytes) -> int:
        raw = text.encode() if isinstance(text, str) else text
        self.digest.update(raw)
        return self.stream.write(raw)


def save(folder: Path, target: Path, now: datetime, said: Callable[[str], None] = lambda _: None) -> Manifest:
    """Write everything an office has into one file, for the owner's eyes only, and return what it holds.

    The file appears under its name only when it is whole.

    :param folder: the office's folder.
    :param said: told the name of each member when it is written.
    :raises Refusal: ``web.backup.exists`` where the file exists already.
    """
    if target.exists():
        raise EXISTS.refusal(found=target)
    part = target.with_name(target.name + ".part")
    with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
        with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=4) as bundle:
            manifest = _fill(bundle, folder, now, said)
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)
    return manifest


def _fill(bundle: ZipFile, folder: Path, now: datetime, said: Callable[[str], None]) -> Manifest:
    members = []
    for member in _members(bundle, folder):
        members.append(member)
        said(member.name)
    manifest = Manifest(FORMAT, tongchou.__version__, now.isoformat(), _migrations(), tuple(members))
    bundle.writestr(MANIFEST, manifest.dumps())
    return manifest


def _members(bundle: ZipFile, folder: Path) -> Iterator[Member]:
    with transaction.atomic():
        if connection.vendor == "postgresql":
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for table in tables():
            yield _table(bundle, table)
    for path in sorted(files(folder)):
        yield _file(bundle, path, path.relative_to(folder).as_posix())


def _table(bundle: ZipFile, table: type[Model]) -> Member:
    name = f"{DATA}{table._meta.label_lower}.jsonl"
    rows = table._base_manager.order_by("pk")
    with bundle.open(name, "w", force_zip64=True) as stream:
        digested = _Digested(stream)
        shown = rows.iterator(chunk_size=BATCH)
        serializers.serialize("jsonl", shown, stream=digested, ensure_ascii=False, cls=_ToTheMicrosecond)
    return Member(name, digested.digest.hexdigest(), rows.count())


def files(folder: Path) -> Iterator[Path]:
    """Yield the files of an office that belong into a backup: all but databases, runs, and half-written ones."""
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        computed = inside.parts[0] in {"runs", "answers"} or ".sqlite3" in path.name or path.suffix in {".part", ".new"}
        if path.is_file() and not path.is_symlink() and not computed:
            yield path


def _file(bundle: ZipFile, path: Path, inside: str) -> Member:
    with path.open("rb") as source, bundle.open(FILES + inside, "w", force_zip64=True) as stream:
        digested, size = _Digested(stream), 0
        while block := source.read(BLOCK):
            size += digested.write(block)
    return Member(FILES + inside, digested.digest.hexdigest(), size)


def _migrations() -> tuple[str, ...]:
    return tuple(sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations()))
