"""Items of a ledger as rows of a pack: a document, a clause for each item, targets and tasks."""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pydantic import BaseModel
from rapidfuzz import fuzz, process

from tongchou.packs import Pack
from tongchou.packs.fields import Comparator, Domain
from tongchou.packs.rows import Clause, Document, Indicator, Target, Task
from tongchou.reading.errors import ALREADY, NO_YEAR, NOT_IN_PACK, PROMISED
from tongchou.reading.model import Item, ItemClass, Ledger
from tongchou.terms import Direction, Period, Problem, Refusal, convert

_LIKE = 85.0
_REACHED = {Direction.MORE: Comparator.GE, Direction.LESS: Comparator.LE}
"""What "reach" (达到) means by the way an indicator improves: a promise that is over-fulfilled is not broken."""
_REACHED_NOTE = "原文写“达到”类，按指标方向记"
_FILES: tuple[tuple[str, type[BaseModel]], ...] = (
    ("documents", Document),
    ("clauses", Clause),
    ("targets", Target),
    ("tasks", Task),
)


@dataclass(frozen=True, slots=True)
class PackRows:
    """The rows a ledger adds to a pack, and what could not go in."""

    documents: tuple[Document, ...]
    clauses: tuple[Clause, ...]
    targets: tuple[Target, ...]
    tasks: tuple[Task, ...]
    problems: tuple[Problem, ...]


def pack_rows(ledger: Ledger, pack: Pack, chosen: Callable[[Item], bool]) -> PackRows:
    """Return the rows that the chosen targets and tasks of a ledger add to a pack.

    A target goes in when the pack has its indicator (by name, nearly) and the year is known; one that the pack holds
    already, promised on the same day or later, is told and not written twice. Every row has its clause.

    :raises Refusal: ``reading.pack.already`` where the pack has the document.
    """
    code = _code(ledger)
    if code in {row.code for row in pack.tables.documents.rows}:
        raise ALREADY.refusal(found=code)
    names = _Names.of(pack)
    items = [item for item in ledger.items if item.group in (ItemClass.TARGET, ItemClass.TASK) and chosen(item)]
    problems: list[Problem] = []
    targets = {item.id: row for item in items if (row := _target(ledger, item, names, problems)) is not None}
    tasks = {item.id: _task(ledger, item, names) for item in items if item.group is ItemClass.TASK}
    clauses = tuple(_clause(ledger, item) for item in items if item.id in targets or item.id in tasks)
    return PackRows((_document(ledger),), clauses, tuple(targets.values()), tuple(tasks.values()), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Names:
    indicators: dict[str, Indicator]
    places: dict[str, str]
    units: dict[str, str]
    root: str
    promises: tuple[Target, ...]

    @classmethod
    def of(cls, pack: Pack) -> "_Names":
        tables = pack.tables
        places = {row.name: row.code for row in tables.places.rows}
        peers = {row.code for row in tables.places.rows if "peer" in row.roles}
        root = next((row.code for row in tables.places.rows if row.code not in peers), "")
        indicators = {row.name: row for row in tables.indicators.rows}
        units = {row.name: row.code for row in tables.units.rows}
        return cls(indicators, places, units, root, tables.targets.rows)

    def unit(self, names: Sequence[str]) -> str:
        return next((self.units[name] for name in names if name in self.units), "")


def _code(ledger: Ledger) -> str:
    return re.sub(r"[\s;,]+", "-", ledger.document.strip()) or "document"


def _clause_code(ledger: Ledger, item: Item) -> str:
    return f"{_code(ledger)}.{item.id}"


def _document(ledger: Ledger) -> Document:
    face = ledger.metadata
    return Document(
        code=_code(ledger),
        title=face.title.value if face.title else ledger.document,
        number=face.doc_number.value if face.doc_number else "",
        issuer=face.issuer.value if face.issuer else "",
        date=face.day(),
        kind=face.doc_type.value if face.doc_type else "",
    )


def _clause(ledger: Ledger, item: Item) -> Clause:
    heads = {head.id: head for head in ledger.headings}
    path, at = [], item.heading
    while at in heads:
        path.append(f"{heads[at].number}{heads[at].text}")
        at = heads[at].parent
    where = " ".join(reversed(path)) or "正文"
    return Clause(
        code=_clause_code(ledger, item),
        document=_code(ledger),
        locator=f"{where} 第{item.span.start}—{item.span.end}字",
        summary=item.quote,
    )


def _target(ledger: Ledger, item: Item, names: _Names, problems: list[Problem]) -> Target | None:
    if item.group is not ItemClass.TARGET or item.amount is None:
        return None
    if item.year is None:
        problems.append(NO_YEAR.at(item=item.id, found=item.name))
        return None
    best = process.extractOne(item.name, list(names.indicators), scorer=fuzz.ratio, score_cutoff=_LIKE)
    indicator = None if best is None else names.indicators[best[0]]
    value = None if indicator is None else _in_unit(item, indicator.unit)
    if indicator is None or value is None:
        problems.append(
            NOT_IN_PACK.at(item=item.id, found=f"{item.name}（{item.amount.raw}）", allowed="indicators.csv")
        )
        return None
    comparator, note = _meant(Comparator(item.amount.comparator), indicator.direction)
    row = Target(
        code=f"{_clause_code(ledger, item)}", indicator=indicator.code,
        place=names.places.get(item.place, names.root), period=Period.year(item.year), comparator=comparator,
        value=value[0], value_hi=value[1], unit=indicator.unit, modality=item.modality,
        clause=_clause_code(ledger, item), set_on=ledger.metadata.day(), note=note,
    )  # fmt: skip
    if held := next((one for one in names.promises if _same(one, row)), None):
        problems.append(PROMISED.at(item=item.id, found=f"{item.name}（{item.amount.raw}）", allowed=held.code))
        return None
    return row


def _meant(comparator: Comparator, direction: Direction) -> tuple[Comparator, str]:
    """Return a comparator as a promise means it, and the note that says so where it is not the text's own."""
    if comparator is Comparator.EQ and direction in _REACHED:
        return _REACHED[direction], _REACHED_NOTE
    return comparator, ""


def _same(held: Target, row: Target) -> bool:
    """Whether a pack holds a promise already, made on the same day or later."""
    meaning = ("indicator", "place", "period", "comparator", "value", "value_hi")
    since = None in (held.set_on, row.set_on) or held.set_on >= row.set_on  # type: ignore[operator]
    return since and all(getattr(held, name) == getattr(row, name) for name in meaning)


def _in_unit(item: Item, unit: str) -> tuple[Decimal, Decimal | None] | None:
    assert item.amount is not None
    try:
        high = None if item.amount.high is None else convert(item.amount.high, item.amount.unit, unit)
        return convert(item.amount.value, item.amount.unit, unit), high
    except Refusal:
        return None


def _task(ledger: Ledger, item: Item, names: _Names) -> Task:
    return Task(
        code=_clause_code(ledger, item), title=item.quote, domain=Domain(item.domain), lead=names.unit(item.lead),
        partners=tuple(code for code in (names.unit([name]) for name in item.partners) if code),
        place=names.places.get(item.place, names.root), deliverable=item.deliverable, clause=_clause_code(ledger, item),
        note="、".join((*item.lead, item.deadline)).strip("、"),
    )  # fmt: skip


def add_to_pack(rows: PackRows, folder: Path) -> tuple[Path, ...]:
    """Append rows to the files of a pack; a file that is missing is begun with its header. Return what was written."""
    written = []
    for name, model in _FILES:
        new: Sequence[BaseModel] = getattr(rows, name)
        if new:
            _append(folder / f"{name}.csv", model, new)
            written.append(folder / f"{name}.csv")
    return tuple(written)


def written(rows: PackRows) -> dict[str, list[dict[str, str]]]:
    """Return the rows by the name of their file, every cell as it is written there."""
    return {
        name: [{column: _cell(getattr(row, column)) for column in model.model_fields} for row in getattr(rows, name)]
        for name, model in _FILES
    }


def _append(path: Path, model: type[BaseModel], new: Iterable[BaseModel]) -> None:
    fresh = not path.exists() or path.stat().st_size == 0
    header = list(model.model_fields) if fresh else next(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    ended = fresh or path.read_bytes().endswith(b"\n")
    with path.open("a", encoding="utf-8", newline="") as file:
        if not ended:
            file.write("\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([[*header]] if fresh else [])
        writer.writerows([_cell(getattr(row, column)) for column in header] for row in new)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return ";".join(map(str, value)) if isinstance(value, tuple) else str(value)
