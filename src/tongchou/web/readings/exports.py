"""A reviewed ledger as files: for scorers, for the spreadsheet, for the reader's word lists, for the pack."""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tongchou.packs import Pack, load
from tongchou.reading import Item, PackRows, Review, add_to_pack, lessons, pack_rows, prediction, write_workbook
from tongchou.reading.corrections import HEADER
from tongchou.terms import Words
from tongchou.web.errors import ACCEPTED_NOTHING, PACK_GONE
from tongchou.web.readings.steps import Reviewed


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of file: what it is, its ending, and who writes it."""

    words: Words
    suffix: str
    write: Callable[[Reviewed, Pack], bytes]


def accepted(item: Item) -> bool:
    """Whether a reviewer signed an item."""
    return item.review is Review.ACCEPTED


def rows_of(found: Reviewed, pack: Pack) -> PackRows:
    """Return what the accepted items add to a pack.

    :raises Refusal: ``reading.pack.already``, or ``web.reading.accepted_nothing``.
    """
    rows = pack_rows(found.ledger, pack, accepted)
    if not rows.clauses:
        raise ACCEPTED_NOTHING.refusal()
    return rows


def _json(found: Reviewed, _pack: Pack) -> bytes:
    return json.dumps(prediction(found.ledger), ensure_ascii=False, indent=1).encode()


def _workbook(found: Reviewed, _pack: Pack) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        write_workbook([found.ledger], path)
        return path.read_bytes()


def _lessons(found: Reviewed, _pack: Pack) -> bytes:
    lines = (lesson.line() for lesson in lessons(found.before, found.ledger))
    return "\n".join([HEADER, *lines, ""]).encode()


def _pack(found: Reviewed, pack: Pack) -> bytes:
    """Return a copy of the pack with the accepted items in it, still whole, as an archive; the pack itself stays."""
    if not pack.folder.is_dir():
        raise PACK_GONE.refusal(found=pack.folder.name)
    with TemporaryDirectory() as place:
        copy = Path(place) / "out" / pack.folder.name
        shutil.copytree(pack.folder, copy)
        add_to_pack(rows_of(found, load(copy)), copy)
        load(copy)
        archive = shutil.make_archive(str(Path(place) / "pack"), "zip", copy.parent, copy.name)
        return Path(archive).read_bytes()


EXPORTS: Mapping[str, Export] = {
    "json": Export(Words("台账（JSON，供程序和评分）", "Ledger (JSON, for programs and scoring)"), "json", _json),
    "xlsx": Export(Words("台账（Excel，每类一页）", "Ledger (Excel, a sheet a class)"), "xlsx", _workbook),
    "tsv": Export(Words("改动教给词表的行", "Lines that the corrections teach the word lists"), "tsv", _lessons),
    "zip": Export(Words("方案包副本（加入已接受的条目）", "Copy of the pack with what was accepted"), "zip", _pack),
}
