"""Bring an office back from a backup: checked as a whole first, then all of it or nothing."""

from __future__ import annotations

from hashlib import sha256
from typing import IO, TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from tongchou.web.backup.errors import DAMAGED, NOT_A_BACKUP, NOT_EMPTY, OTHER_VERSION
from tongchou.web.backup.model import DATA, FILES, FORMAT, MANIFEST, Manifest, Member, tables
from tongchou.web.backup.saving import BLOCK
from tongchou.web.models import Person

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.db.models import Model


def restore(source: Path, folder: Path, said: Callable[[str], None] = lambda _: None) -> Manifest:
    """Bring an office back into an empty folder and an empty, migrated database; all of it or nothing.

    :param folder: the office's folder.
    :param said: told the name of each member when it is back.
    :raises Refusal: ``web.backup.not_a_backup``, ``.damaged``, ``.other_version``, ``.not_empty``.
    """
    try:
        with ZipFile(source) as bundle:
            return _restored(bundle, folder, said)
    except BadZipFile as error:
        raise NOT_A_BACKUP.refusal(found=str(error)) from None


def _restored(bundle: ZipFile, folder: Path, said: Callable[[str], None]) -> Manifest:
    manifest = _manifest(bundle)
    _require_empty()
    _require_known(manifest)
    for member in manifest.members:
        _require_whole(bundle, member, folder)
    with transaction.atomic(), connection.constraint_checks_disabled():
        known = {f"{DATA}{table._meta.label_lower}.jsonl": table for table in tables()}
        for member in manifest.members:
            if member.name in known:
                _fill(bundle, member, known[member.name])
                said(member.name)
        connection.check_constraints()
        _count_on(list(known.values()))
        _write_files(bundle, manifest, folder, said)
    return manifest


def _manifest(bundle: ZipFile) -> Manifest:
    if MANIFEST not in bundle.namelist():
        raise NOT_A_BACKUP.refusal(found=MANIFEST)
    manifest = Manifest.loads(bundle.read(MANIFEST).decode("utf-8", "replace"))
    if manifest.format != FORMAT:
        raise NOT_A_BACKUP.refusal(found=manifest.format)
    return manifest


def _require_empty() -> None:
    if people := Person.objects.count():
        raise NOT_EMPTY.refusal(found=people)


def _require_known(manifest: Manifest) -> None:
    known = {".".join(key) for key in MigrationLoader(connection).disk_migrations or ()}
    unknown = [name for name in manifest.migrations if name not in known]
    if unknown:
        raise OTHER_VERSION.refusal(found="、".join(unknown), allowed=manifest.program)


def _require_whole(bundle: ZipFile, member: Member, folder: Path) -> None:
    target = (folder / member.inside).resolve()
    named = member.name.startswith((DATA, FILES)) and target.is_relative_to(folder.resolve())
    if not named or member.name not in bundle.namelist() or _digest(bundle, member.name) != member.digest:
        raise DAMAGED.refusal(found=member.name)


def _digest(bundle: ZipFile, name: str) -> str:
    whole = sha256()
    try:
        with bundle.open(name) as stream:
            while block := stream.read(BLOCK):
                whole.update(block)
    except (BadZipFile, EOFError):
        return ""
    return whole.hexdigest()


def _fill(bundle: ZipFile, member: Member, table: type[Model]) -> None:
    table._base_manager.all().delete()
    with bundle.open(member.name) as stream:
        for row in serializers.deserialize("jsonl", stream):
            row.save(force_insert=True)


def _count_on(known: list[type[Model]]) -> None:
    """Let new rows be numbered after the restored ones."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), known):
            cursor.execute(statement)


def _write_files(bundle: ZipFile, manifest: Manifest, folder: Path, said: Callable[[str], None]) -> None:
    for member in manifest.members:
        if member.name.startswith(FILES):
            target = folder / member.inside
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with bundle.open(member.name) as stream:
                _write(stream, target)
            said(member.name)


def _write(stream: IO[bytes], target: Path) -> None:
    target.touch(mode=0o600)
    with target.open("wb") as file:
        while block := stream.read(BLOCK):
            file.write(block)
