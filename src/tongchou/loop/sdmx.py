"""Observations for statistical exchange: SDMX-CSV 2.0.0 and SDMX-JSON 2.0.0, the formats of SDMX 3.0.

Dimensions: FREQ, REF_AREA (place), INDICATOR (element), TIME_PERIOD. Measure: OBS_VALUE. Attributes: OBS_STATUS from
the cross-domain code list, UNIT_MEASURE, and CELL_STATE, our own, which keeps the five states apart: a declared none
is an observation of 0 with the state ``none``; what does not apply has status M, what is missing status O, and neither
has a value.

Sources: SDMX 3.0, section 6 (SDMX-CSV 2.0.0 field guide; SDMX-JSON data message 2.0.0); CL_OBS_STATUS and CL_FREQ of
the SDMX content-oriented guidelines.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Any

from tongchou.monitor.cells import CellKey, Cells
from tongchou.terms import Cell, Period, PeriodKind, State, Words

_DIMENSIONS = ("FREQ", "REF_AREA", "INDICATOR", "TIME_PERIOD")
_ATTRIBUTES = ("OBS_STATUS", "UNIT_MEASURE", "CELL_STATE")
_FREQUENCIES = {PeriodKind.MONTH: "M", PeriodKind.QUARTER: "Q", PeriodKind.HALF: "S", PeriodKind.YEAR: "A"}
_STATUSES = {State.NOT_APPLICABLE: "M", State.MISSING: "O"}
_SCHEMA = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/2.0.0/sdmx-json-data-schema.json"


@dataclass(frozen=True, slots=True)
class Flow:
    """Whose data flow it is, and what its codes are called.

    :param agency: code of the maintaining agency, such as ``YUNZE``.
    :param units: unit of each element by code.
    :param names: names of places and elements by code; a code without one stands for itself.
    """

    agency: str
    code: str
    version: str
    units: Mapping[str, str]
    names: Mapping[str, Words]

    @property
    def reference(self) -> str:
        """The reference of the flow: agency, code and version."""
        return f"{self.agency}:{self.code}({self.version})"


def sdmx_csv(flow: Flow, cells: Cells) -> str:
    """Return cells as SDMX-CSV 2.0.0: one line an observation, sorted, with the action I (information).

    >>> flow = Flow("CITY", "RETURNS", "1.0.0", {"pop": "人"}, {})
    >>> print(sdmx_csv(flow, {CellKey("东镇", Period.parse("2024H1"), "pop"): Cell.number(5200)}), end="")
    STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,CELL_STATE
    dataflow,CITY:RETURNS(1.0.0),I,S,东镇,pop,2024-S1,5200,A,人,value
    """
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("STRUCTURE", "STRUCTURE_ID", "ACTION", *_DIMENSIONS, "OBS_VALUE", *_ATTRIBUTES))
    for key, cell in _sorted(cells):
        value = _value(cell)
        shown = "" if value is None else f"{value:.17g}" if float(f"{value:.15g}") != value else f"{value:.15g}"
        writer.writerow(("dataflow", flow.reference, "I", *_series(key), shown, *_attributes(flow, key, cell)))
    return buffer.getvalue()


def sdmx_json(flow: Flow, cells: Cells, prepared: datetime) -> dict[str, Any]:
    """Return cells as an SDMX-JSON 2.0.0 data message, flat: every dimension at the observation.

    :param prepared: when the message was made.
    """
    rows = [(_series(key), _value(cell), _attributes(flow, key, cell)) for key, cell in _sorted(cells)]
    dimensions = _lists(series for series, _, _ in rows)
    attributes = _lists(told for _, _, told in rows)
    observations = {
        ":".join(str(each[code]) for each, code in zip(dimensions, series, strict=True)): [
            value, *(each[code] for each, code in zip(attributes, told, strict=True))
        ]
        for series, value, told in rows
    }  # fmt: skip
    structure = {
        "links": [{"rel": "dataflow", "urn": f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={flow.reference}"}],
        "dataSets": [0],
        "dimensions": {"observation": list(_components(_DIMENSIONS, dimensions, flow, keyed=True))},
        "measures": {"observation": [{"id": "OBS_VALUE"}]},
        "attributes": {"observation": list(_components(_ATTRIBUTES, attributes, flow, keyed=False))},
    }
    data = {"structure": 0, "action": "Information", "observations": observations}
    meta = {"schema": _SCHEMA, "id": flow.code, "prepared": prepared.isoformat(), "contentLanguages": ["zh", "en"]}
    return {
        "meta": meta | {"test": False, "sender": {"id": flow.agency}},
        "data": {"structures": [structure], "dataSets": [data]},
    }


def time_period(period: Period) -> str:
    """Return a period as SDMX writes it.

    >>> [time_period(Period.parse(code)) for code in ("2024", "2024H2", "2024Q3", "2024-05", "2011/2015")]
    ['2024', '2024-S2', '2024-Q3', '2024-05', '2011-01-01/P60M']
    """
    match period.kind:
        case PeriodKind.HALF:
            return period.code.replace("H", "-S")
        case PeriodKind.QUARTER:
            return period.code.replace("Q", "-Q")
        case PeriodKind.PLAN | PeriodKind.SPAN:
            return f"{period.start.isoformat()}/P{period.months}M"
        case _:
            return period.code


def _sorted(cells: Cells) -> list[tuple[CellKey, Cell]]:
    return sorted(cells.items(), key=lambda item: (item[0].element, item[0].place, item[0].period))


def _series(key: CellKey) -> tuple[str, ...]:
    return (_FREQUENCIES.get(key.period.kind, "_O"), key.place, key.element, time_period(key.period))


def _value(cell: Cell) -> float | None:
    return 0.0 if cell.state is State.NONE else cell.value


def _attributes(flow: Flow, key: CellKey, cell: Cell) -> tuple[str, ...]:
    return (_STATUSES.get(cell.state, "A"), flow.units.get(key.element, ""), cell.state.value)


def _lists(rows: Iterable[tuple[str, ...]]) -> list[dict[str, int]]:
    """Return the codes of each column with their positions, in the order they come."""
    columns = [dict.fromkeys(column) for column in zip(*rows, strict=True)]
    return [{code: position for position, code in enumerate(column)} for column in columns]


def _components(
    names: Iterable[str], lists: Iterable[Mapping[str, int]], flow: Flow, *, keyed: bool
) -> Iterator[dict[str, Any]]:
    for position, (name, codes) in enumerate(zip(names, lists, strict=False)):
        values = [{"id": code, **_named(flow.names.get(code))} for code in codes]
        yield {"id": name, **({"keyPosition": position} if keyed else {}), "values": values}


def _named(words: Words | None) -> dict[str, Any]:
    if words is None:
        return {}
    return {"name": words.zh, "names": {"zh": words.zh, **({"en": words.en} if words.en else {})}}
