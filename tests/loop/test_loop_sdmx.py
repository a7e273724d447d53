"""Observations as SDMX-CSV and SDMX-JSON, read back by hand."""

import csv
from datetime import UTC, datetime
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from tongchou.loop.sdmx import Flow, sdmx_csv, sdmx_json
from tongchou.monitor.cells import CellKey
from tongchou.terms import Cell, Period, State, Words

FLOW = Flow("CITY", "RETURNS", "1.0.0", {"pop": "人"}, {"pop": Words("常住人口", "residents"), "t1": Words("东镇")})
Q1 = Period.parse("2024Q1")
CELLS = {
    CellKey("t1", Q1, "pop"): Cell.number(5200),
    CellKey("t2", Q1, "pop"): Cell(None, State.NONE),
    CellKey("t3", Q1, "pop"): Cell(None, State.NOT_APPLICABLE),
    CellKey("t4", Q1, "pop"): Cell(None, State.MISSING),
    CellKey("t5", Q1, "pop"): Cell.number(0),
}
STATES = [("5200", "A", "value"), ("0", "A", "none"), ("", "M", "na"), ("", "O", "missing"), ("0", "A", "zero")]


def test_the_five_states_stay_apart():
    rows = list(csv.DictReader(StringIO(sdmx_csv(FLOW, CELLS))))
    assert [(row["OBS_VALUE"], row["OBS_STATUS"], row["CELL_STATE"]) for row in rows] == STATES
    assert {(row["FREQ"], row["TIME_PERIOD"], row["STRUCTURE_ID"]) for row in rows} == {
        ("Q", "2024-Q1", "CITY:RETURNS(1.0.0)")
    }


def test_the_message_holds_the_same_observations():
    message = sdmx_json(FLOW, CELLS, datetime(2025, 1, 31, tzinfo=UTC))
    structure, data = message["data"]["structures"][0], message["data"]["dataSets"][0]
    dimensions, attributes = structure["dimensions"]["observation"], structure["attributes"]["observation"]
    assert [one["keyPosition"] for one in dimensions] == [0, 1, 2, 3]
    assert dimensions[2]["values"] == [
        {"id": "pop", "name": "常住人口", "names": {"zh": "常住人口", "en": "residents"}}
    ]
    told = []
    for key, (value, *codes) in data["observations"].items():
        place = dimensions[1]["values"][int(key.split(":")[1])]["id"]
        states = [one["values"][code]["id"] for one, code in zip(attributes, codes, strict=True)]
        told.append((place, value, states[0], states[2]))
    assert told == [
        ("t1", 5200, "A", "value"), ("t2", 0, "A", "none"), ("t3", None, "M", "na"), ("t4", None, "O", "missing"),
        ("t5", 0, "A", "zero"),
    ]  # fmt: skip
    assert message["meta"]["prepared"] == "2025-01-31T00:00:00+00:00"


def test_nothing_is_a_message_too():
    assert sdmx_json(FLOW, {}, datetime(2025, 1, 31, tzinfo=UTC))["data"]["dataSets"][0]["observations"] == {}


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_written_whole(value):
    (row,) = csv.DictReader(StringIO(sdmx_csv(FLOW, {CellKey("t1", Q1, "pop"): Cell.number(value)})))
    assert float(row["OBS_VALUE"]) == value
