"""Read a pack from its folder: all of it, with all problems in one pass."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from tongchou.packs import errors
from tongchou.packs.case_file import Case
from tongchou.packs.csv_file import Table, read_csv
from tongchou.packs.manifest import Manifest
from tongchou.packs.model import Pack, Reading, Tables
from tongchou.packs.parameter_file import read_parameters
from tongchou.packs.parameters import ParameterBook
from tongchou.packs.question_file import read_question
from tongchou.packs.references import cross_check
from tongchou.packs.scheme import Scheme
from tongchou.packs.yaml_file import read_yaml
from tongchou.terms import Problem, Refusal, Severity, Where

FOLDERS = ("parameters", "schemes", "cases", "decide", "geography")
Result = TypeVar("Result")


def load(folder: Path) -> Pack:
    """Read a pack that must be whole.

    :raises Refusal: with every problem of severity error.
    """
    reading = read(folder)
    errors_found = [problem for problem in reading.problems if problem.severity is Severity.ERROR]
    if errors_found or reading.pack is None:
        raise Refusal(errors_found)
    return reading.pack


def read(folder: Path) -> Reading:
    """Read a pack and keep every problem; the pack is ``None`` where its head cannot be read."""
    if not (folder / "pack.yaml").is_file():
        return Reading(None, (errors.NO_PACK.at(Where(str(folder)), found=folder),))
    problems = list(_unknown_files(folder))
    manifest = _try(problems, lambda: read_yaml(folder / "pack.yaml", Manifest, f"{folder.name}/pack.yaml"))
    tables = Tables(**{part.name: _table(folder, part.name, part.metadata["row"], problems) for part in fields(Tables)})
    parameters = _each(folder, "parameters", problems, read_parameters)
    schemes = _each(folder, "schemes", problems, lambda path, name: [read_yaml(path, Scheme, name)])
    cases = _each(folder, "cases", problems, lambda path, name: [read_yaml(path, Case, name)])
    questions = _each(folder, "decide", problems, lambda path, name: [read_question(path, name)])
    if manifest is None:
        return Reading(None, tuple(problems))
    book = _try(problems, lambda: ParameterBook().with_more(parameters)) or ParameterBook()
    pack = Pack(
        folder, manifest, tables, book, tuple(schemes), tuple(cases), tuple(_observations(folder)), digest(folder),
        tuple(questions),
    )  # fmt: skip
    return Reading(pack, (*problems, *cross_check(pack)))


def digest(folder: Path) -> str:
    """Return the SHA-256 of all files of a pack, names included."""
    whole = sha256()
    for path in _files(folder):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def _observations(folder: Path) -> list[Path]:
    return [path for path in _files(folder) if path.stem == "observations" and path.suffix in {".csv", ".parquet"}]


def _unknown_files(folder: Path) -> Iterable[Problem]:
    known = {f"{part.name}.csv" for part in fields(Tables)}
    known |= {"pack.yaml", "README.md", "observations.csv", "observations.parquet"}
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        if name not in known and not (path.parent.name in FOLDERS and path.parent.parent == folder):
            yield errors.UNKNOWN_FILE.at(Where(f"{folder.name}/{name}"), found=name, allowed="、".join(sorted(known)))


def _table(folder: Path, name: str, row: type[Any], problems: list[Problem]) -> Table[Any]:
    path, shown = folder / f"{name}.csv", f"{folder.name}/{name}.csv"
    table = _try(problems, lambda: read_csv(path, row, shown)) if path.is_file() else None
    problems.extend(table.problems if table else ())
    return table or Table(shown)


def _each(
    folder: Path, name: str, problems: list[Problem], reader: Callable[[Path, str], list[Result]]
) -> list[Result]:
    found: list[Result] = []
    for path in sorted((folder / name).glob("*.yaml")):
        found += _try(problems, lambda path=path: reader(path, f"{folder.name}/{name}/{path.name}")) or []  # type: ignore[misc]
    return found


def _try(problems: list[Problem], reader: Callable[[], Result]) -> Result | None:
    try:
        return reader()
    except Refusal as refusal:
        problems.extend(refusal.problems)
        return None
