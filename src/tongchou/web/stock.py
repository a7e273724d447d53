"""Fill the shelf: run every programme that changed, and write its reports."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import tongchou
from tongchou.terms import Refusal
from tongchou.web.amending.versions import own
from tongchou.web.report_files import write_reports
from tongchou.web.shelf import shelf


@dataclass(frozen=True, slots=True)
class Stocked:
    """What was done about one pack: nothing, because it is fresh; run and reported; or refused."""

    pack: Path
    fresh: bool = False
    reports: tuple[Path, ...] = ()
    refusal: Refusal | None = None


def shipped() -> list[Path]:
    """Return the packs that come with the program: inside the package, or beside its sources."""
    here = Path(tongchou.__file__).parent
    folders = (here / "shipped", here.parents[1] / "packs")
    return sorted(path.parent for folder in folders for path in folder.glob("*/pack.yaml"))


def stock(packs: list[Path], today: date) -> Iterator[Stocked]:
    """Run the packs that are not fresh; one that is refused is not shown and does not stop the others.

    Where the office has a version of its own, that version is run.
    """
    for pack in map(own, packs):
        yield Stocked(pack, fresh=True) if shelf().is_fresh(pack) else _stocked(pack, today)


def _stocked(pack: Path, today: date) -> Stocked:
    try:
        return Stocked(pack, reports=tuple(write_reports(shelf().stock(pack), today)))
    except Refusal as refusal:
        shelf().forget(pack.name)
        return Stocked(pack, refusal=refusal)
