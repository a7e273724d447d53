"""Infrastructure ahead of demand, from two tables: what there is and will be, and what will be needed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import Field

from tongchou.onemap.ahead import Bands, Facility, Outlook, look_ahead, over_built, priorities
from tongchou.onemap.studies.errors import EMPTY_TABLE, NO_DEMAND
from tongchou.onemap.studies.result import Result, Rows, rounded
from tongchou.packs.csv_file import read_csv
from tongchou.packs.fields import Row, Text
from tongchou.terms import Refusal, Where

Line = TypeVar("Line", bound=Row)


class CapacityLine(Row):
    """One line of ``capacity.csv``: what a kind of infrastructure at a place can carry from a year on."""

    kind: Text
    place: Text
    year: int = Field(description="first year of this capacity; later lines add what is committed")
    capacity: float = Field(ge=0)
    lead: int = Field(ge=0, description="years from decision to use")
    unit_cost: float = Field(0.0, ge=0, description="money for one more unit")
    unit: str = ""


class DemandLine(Row):
    """One line of ``demand.csv``: what will be needed, from people projected and a rate a head."""

    kind: Text
    place: Text
    year: int
    demand: float = Field(ge=0)


def read_capacity(path: Path) -> tuple[CapacityLine, ...]:
    """Read capacities by kind, place and year.

    :raises Refusal: the codes of reading a pack's table; ``onemap.study.empty``.
    """
    return _read(path, CapacityLine)


def read_demand(path: Path) -> tuple[DemandLine, ...]:
    """Read demands by kind, place and year.

    :raises Refusal: the codes of reading a pack's table; ``onemap.study.empty``.
    """
    return _read(path, DemandLine)


def ahead(capacity: Sequence[CapacityLine], demand: Sequence[DemandLine], year: int, bands: Bands) -> Result:
    """Return what is short and when, what lies idle, and in which order to start building.

    :raises Refusal: ``onemap.study.demand`` for a facility nobody projected, and the codes of ``look_ahead``.
    """
    needed: dict[tuple[str, str], dict[int, float]] = {}
    for line in demand:
        needed.setdefault((line.kind, line.place), {})[line.year] = line.demand
    keys = list(dict.fromkeys((line.kind, line.place) for line in capacity))
    return in_order([_outlook([x for x in capacity if (x.kind, x.place) == key], needed, year, bands) for key in keys])


def in_order(found: Sequence[Outlook]) -> Result:
    """Return outlooks as three tables: what to build first, what lies idle, and all of them."""
    tables: dict[str, Rows] = {
        "先建顺序": [_row(each) for each in priorities(found)],
        "超前过多": [_row(each) for each in over_built(found)],
        "全部": [_row(each) for each in found],
    }
    return Result("基础设施适度超前", tables)


def _outlook(
    lines: Sequence[CapacityLine], needed: dict[tuple[str, str], dict[int, float]], year: int, bands: Bands
) -> Outlook:
    last = lines[-1]
    key = (last.kind, last.place)
    if key not in needed:
        raise NO_DEMAND.refusal(found="·".join(key), allowed="、".join("·".join(each) for each in list(needed)[:5]))
    held = {line.year: line.capacity for line in lines}
    return look_ahead(Facility(last.kind, last.place, last.lead, held, last.unit_cost), needed[key], year, bands)


BANDS_SAID = {"lag": "滞后", "tight": "偏紧", "ahead": "适度超前", "idle": "闲置"}


def _row(each: Outlook) -> dict[str, object]:
    return {
        "设施": each.facility.kind,
        "地区": each.facility.place,
        "能力比需求": None if each.ratio is None else rounded(each.ratio),
        "判断": BANDS_SAID[each.band],
        "首个缺口年": each.first_shortage,
        "最晚开工年": each.start_by,
        "缺口": rounded(each.short, 2),
        "闲置": rounded(each.idle, 2),
        "所需资金": rounded(each.cost, 2),
    }


def _read(path: Path, model: type[Line]) -> tuple[Line, ...]:
    table = read_csv(path, model, path.name)
    if table.problems:
        raise Refusal(table.problems)
    if not table.rows:
        raise EMPTY_TABLE.refusal(Where(path.name))
    return table.rows
