"""The generated part of the pack ``demo-city``: one seed always gives the same city; every name and number is invented.

What an office would write by hand (elements, indicators, index, schemes, tasks) are ordinary files of the pack; this
module adds the map, the units, the targets and projects handed to the counties, the register with the marks it rests
on, and the observations.

>>> from tempfile import TemporaryDirectory
>>> with TemporaryDirectory() as folder:
...     [path.name for path in generate(Path(folder), seed=1, shape=Shape(counties=2, towns=3, villages=4))][:3]
['places.csv', 'place_events.csv', 'units.csv']
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tongchou.packs.demo_city_ahead import Growth, capacities, infrastructure, projections
from tongchou.packs.demo_city_figures import Block, Figures, draw
from tongchou.packs.demo_city_map import CITY, City, Row, Shape
from tongchou.packs.demo_city_register import rating_rows, register_rows

SEED = 2020
_SYNTHETIC = "synthetic"
_TARGETS = (
    ("urbanization", "ge", 60.0, "%", "plan.people", 1.0),
    ("insurance_rate", "ge", 95.0, "%", "plan.people", 0.2),
    ("income_ratio", "le", 1.9, "倍", "plan.income", 0.01),
    ("sewage_rate", "ge", 85.0, "%", "plan.infra", 0.5),
    ("toilet_rate", "ge", 95.0, "%", "plan.infra", 0.2),
    ("road_rate", "ge", 90.0, "%", "plan.infra", 0.5),
    ("beds_per_1000", "ge", 6.0, "张/千人", "plan.services", 0.1),
    ("collective_per_village", "ge", 50.0, "万元", "plan.economy", 1.0),
)
_PROJECTS = (
    ("村级污水治理", "k03", 4200, 30),
    ("农村道路", "k05", 6800, 90),
    ("卫生厕所改造", "k04", 1500, 0),
    ("县医院扩建", "k06", 9600, 45),
    ("县域产业园", "k11", 18000, 220),
    ("实训基地", "k08", 2600, 25),
)
_HEADERS = {
    "places": "code,name,level,parent,roles,valid_from,valid_to",
    "place_events": "date,kind,before,after,basis,note",
    "units": "code,name,kind,parent,place,valid_from,valid_to,standing",
    "targets": "code,indicator,place,period,comparator,value,unit,baseline_period,clause,set_on,standing",
    "projects": "code,name,task,unit,place,start,end,investment,land,progress,clause,standing",
    "register": "registry,place,date,event,document,standing,note",
    "ratings": "scheme,item,unit,rater,given,date,stage,reason,standing",
    "infrastructure": "code,name,name_en,unit,element,per_person,lead,unit_cost,basis,standing",
    "capacities": "infrastructure,place,year,capacity,source,standing,note",
    "projections": "element,place,year,value,basis,standing",
}


def generate(folder: Path, seed: int = SEED, shape: Shape | None = None) -> list[Path]:
    """Write the generated files into a folder and return them, observations last.

    :param seed: the same seed and shape give the same files.
    :param shape: how large the city is; default: 10 counties, 100 towns, 1,000 villages, 5 years.
    """
    city = City(shape or Shape())
    figures = draw(city, seed)
    growth = Growth.of(city, figures.villages)
    rows: dict[str, Iterable[Sequence[object]]] = {
        "places": city.place_rows(),
        "place_events": city.event_rows(),
        "units": ((*row, _SYNTHETIC) for row in city.unit_rows()),
        "targets": _targets(city),
        "projects": _projects(city),
        "register": register_rows(city),
        "ratings": rating_rows(city),
        "infrastructure": infrastructure(),
        "capacities": capacities(city, growth),
        "projections": projections(city, growth),
    }
    (folder / "cases").mkdir(parents=True, exist_ok=True)
    written = [_write(folder / f"{name}.csv", _HEADERS[name], lines) for name, lines in rows.items()]
    case = folder / "cases" / "city.yaml"
    case.write_text(_case(city.shape, figures), encoding="utf-8")
    observations = folder / "observations.parquet"
    pq.write_table(_table(city, figures.blocks), observations, compression="zstd")
    return [*written, case, observations]


def _write(path: Path, header: str, rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)
    return path


def _targets(city: City) -> Iterator[Row]:
    """Yield every target for the city, and for the counties in steps around it whose mean is the city's."""
    last, middle = city.shape.first + city.shape.years - 1, (city.shape.counties - 1) / 2
    for indicator, comparator, value, unit, clause, step in _TARGETS:
        goals = {CITY: value} | {c: value + step * (middle - i) for i, c in enumerate(city.counties)}
        for place, goal in goals.items():
            head = (f"t.{indicator}.{place}", indicator, place, str(last), comparator, f"{goal:.10g}", unit)
            yield (*head, str(city.shape.first), clause, f"{city.shape.first}-01-15", _SYNTHETIC)


def _projects(city: City) -> Iterator[Row]:
    for i, county in enumerate(city.counties):
        for j, (name, task, money, land) in enumerate(_PROJECTS):
            start = city.shape.first + (i + j) % max(1, city.shape.years - 2)
            size, done = 100 + 5 * ((i * 3 + j) % 7), (40, 60, 80, 90, 100)[(i + 2 * j) % 5]
            head = (f"p{county}.{j + 1}", f"{city.county_name(county)}{name}", task, f"c{county}", county)
            span = (f"{start}-03-01", f"{start + 2}-11-30")
            amounts = (str(money * size // 100), str(land * size // 100), str(done))
            yield (*head, *span, *amounts, "plan.projects", _SYNTHETIC)


def _case(shape: Shape, figures: Figures) -> str:
    """Return a worked case: sums of the last year taken straight from the draw."""
    last = {element: float(np.nansum(table[-1])) for element, table in figures.villages.items()}
    urban, people = last["pop_urban"], last["pop"]
    treated, homes = last["households_sewage"], last["households"]
    return f"""name: 全市末年城镇化率和污水治理率（由村合计）
place: "{CITY}"
period: "{shape.first + shape.years - 1}"
expect:
  urbanization: {urban / people * 100:.6f}
  sewage_rate: {treated / homes * 100:.6f}
note: {urban:.0f}/{people:.0f} 与 {treated:.0f}/{homes:.0f}，未报送的村不计入。
"""


def _table(city: City, blocks: Sequence[Block]) -> pa.Table:
    """Return all observations as one table, sorted; a figure that did not come is a row that says so."""
    columns: dict[str, list[Any]] = {name: [] for name in ("place", "period", "element", "value", "state", "source")}
    columns |= {"status": [], "known_on": [], "reporter": [], "note": []}
    for block in [*blocks, _other_source(city, blocks)]:
        for name, cells in _columns(block).items():
            columns[name] += cells
    text, types = pa.string(), {"value": pa.float64(), "known_on": pa.date32()}
    table = pa.table({name: pa.array(cells, types.get(name, text)) for name, cells in columns.items()})
    return table.sort_by([(key, "ascending") for key in ("place", "period", "element", "source")])


def _columns(block: Block) -> dict[str, list[Any]]:
    """Return a block as columns: no accident is a declaration, a village that is silent is missing."""
    count, gone = len(block.places), np.isnan(block.values)
    nothing = (block.values == 0) & (block.element == "accidents")
    state = np.where(gone, "missing", np.where(nothing, "none", "")).tolist()
    return {
        "place": list(block.places),
        "period": [str(block.year)] * count,
        "element": [block.element] * count,
        "value": [None if word else value for word, value in zip(state, block.values.tolist(), strict=True)],
        "state": [word or None for word in state],
        "source": ["returns" if block.reporters[0] else "yearbook"] * count,
        "status": [_SYNTHETIC] * count,
        "known_on": [date(block.year + 1, 1, 20)] * count,
        "reporter": [reporter or None for reporter in block.reporters],
        "note": [None if block.reporters[0] else "与报表不一致"] * count,
    }


def _other_source(city: City, blocks: Sequence[Block]) -> Block:
    """Return what a yearbook says about the product of up to three counties: one per cent more than their returns."""
    year = city.shape.first + city.shape.years - 2
    own = next(block for block in blocks if (block.year, block.element) == (year, "gdp"))
    return Block(year, "gdp", own.places[:3], np.round(own.values[:3] * 1.01, 2), [""] * len(own.places[:3]))
