"""Layer files that somebody brings: kept under their digest, looked at before anything is computed.

A file is opened only by the map library, which never writes outside a folder of its own and never beyond a limit.
"""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path, PurePath

from django.core.files.uploadedfile import UploadedFile

from tongchou.onemap.layers import names
from tongchou.onemap.layers.archives import unpacked
from tongchou.terms import Problem, Refusal, Where
from tongchou.web.home import home
from tongchou.web.maps.errors import FILE_GONE, NOTHING, TOO_LARGE, TOO_MANY, UNKNOWN_KIND

SUFFIXES = (".zip", ".gpkg", ".geojson", ".json", ".kml", ".csv", ".parquet", ".fgb")
LARGEST = 50 * 2**20
"""The most bytes of a file."""
UNPACKED = 2 * 2**30
"""The most bytes that an archive may hold."""
MOST = 12
"""The most files of one study."""


def folder(pack: str, code: str) -> Path:
    """Return the folder of a study."""
    return home() / "maps" / pack / "studies" / code


def keep(uploads: "Sequence[UploadedFile[bytes]]", place: Path) -> list[dict[str, str]]:
    """Keep files in a study's folder and return their names; all or none.

    :raises Refusal: ``web.maps.*`` for what this page does not take, ``onemap.*`` for what cannot be opened.
    """
    if not uploads:
        raise NOTHING.refusal()
    if len(uploads) > MOST:
        raise TOO_MANY.refusal(found=len(uploads), allowed=MOST)
    if problems := [problem for upload in uploads for problem in _wrong(upload)]:
        raise Refusal(problems)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept: list[dict[str, str]] = []
    try:
        for upload in uploads:
            kept.append(_kept(upload, place))
            look(place / kept[-1]["path"], kept[-1]["name"])
    except Refusal:
        for one in kept:
            (place / one["path"]).unlink(missing_ok=True)
        raise
    return kept


def look(path: Path, name: str) -> None:
    """Open a file just far enough to see that it holds layers; problems carry the name people know.

    :raises Refusal: ``onemap.archive.*``, ``onemap.layer.*``.
    """
    try:
        if path.suffix == ".zip":
            with unpacked(path, UNPACKED) as files:
                for file in files:
                    names(file)
        else:
            names(path)
    except Refusal as refusal:
        raise Refusal([called(problem, path, name) for problem in refusal.problems]) from None


def path_of(place: Path, kept: dict[str, str]) -> Path:
    """Return where a kept file lies.

    :raises Refusal: ``web.maps.file_gone``.
    """
    path = place / kept["path"]
    if not path.is_file():
        raise FILE_GONE.refusal(found=kept["name"])
    return path


def called(problem: Problem, path: Path, name: str) -> Problem:
    """Return a problem with the name people know instead of the file's own."""
    file = problem.where.file
    shown = name if not file or file in {path.name, path.stem} else f"{name} / {file}"
    where = Where(shown, problem.where.line, problem.where.column, problem.where.sheet, problem.where.row,
                  problem.where.key)  # fmt: skip
    found = problem.found.replace(str(path), name).replace(path.name, name).replace(path.stem, name)
    return Problem(problem.kind, where, found, problem.allowed, problem.facts)


def _wrong(upload: "UploadedFile[bytes]") -> list[Problem]:
    name, size = _shown(upload.name or ""), upload.size or 0
    if PurePath(name).suffix.lower() not in SUFFIXES:
        return [UNKNOWN_KIND.at(found=name, allowed=" ".join(SUFFIXES))]
    if size > LARGEST:
        return [TOO_LARGE.at(name=name, found=f"{size / 2**20:.1f} MB", allowed=f"{LARGEST // 2**20} MB")]
    return []


def _kept(upload: "UploadedFile[bytes]", place: Path) -> dict[str, str]:
    name = _shown(upload.name or "")
    data = b"".join(upload.chunks())
    path = place / f"{sha256(data).hexdigest()[:24]}{PurePath(name).suffix.lower()}"
    path.write_bytes(data)
    return {"name": name, "path": path.name}


def _shown(name: str) -> str:
    """Return the last part of a name without control characters."""
    return "".join(letter for letter in PurePath(name).name if letter.isprintable())[-120:] or "layer"
