"""The generated city: its size, its seed, its labels, and the files that ship."""

from collections import Counter
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tongchou.loop import judge, run
from tongchou.loop.ahead import foresee
from tongchou.packs.demo_city import SEED, generate
from tongchou.packs.demo_city_ahead import PLANTED
from tongchou.packs.demo_city_map import City, Shape
from tongchou.packs.load import load
from tongchou.packs.model import Pack
from tongchou.territory import Territory, Tree, check

FOLDER = Path(__file__).parents[2] / "packs" / "demo-city"


@pytest.fixture(scope="module")
def city() -> Pack:
    return load(FOLDER)


def test_ten_counties_hundred_towns_thousand_villages(city: Pack) -> None:
    tree = territory(city).at(date(2020, 12, 31))
    assert Counter(place.level for place in tree.places.values()) == {
        "city": 1,
        "county": 10,
        "town": 100,
        "village": 1000,
    }


def test_one_merger_leaves_ninety_nine_towns_and_every_village(city: Pack) -> None:
    tree = territory(city).at(date(2023, 1, 1))
    assert Counter(place.level for place in tree.places.values()) == {
        "city": 1,
        "county": 10,
        "town": 99,
        "village": 1000,
    }


def test_places_and_their_changes_agree(city: Pack) -> None:
    assert check(territory(city)) == []


def territory(city: Pack) -> Territory:
    return Territory(city.tables.places.rows, city.tables.place_events.rows)


def levels(tree: Tree) -> Counter[str]:
    return Counter(place.level.value for place in tree.places.values())


def test_no_two_towns_bear_one_name(city: Pack) -> None:
    names = [place.name for place in city.tables.places.rows if place.level == "town"]
    assert len(names) == len(set(names)) == 101


def test_everything_is_labelled_invented(city: Pack) -> None:
    tables = city.tables
    assert city.manifest.synthetic
    for table in (tables.units, tables.indicators, tables.index, tables.targets, tables.tasks, tables.projects):
        assert {row.standing for row in table.rows} == {"synthetic"}
    status = pq.read_table(FOLDER / "observations.parquet").column("status").unique().to_pylist()
    assert status == ["synthetic"]


def test_the_shipped_files_are_what_the_seed_gives(tmp_path: Path) -> None:
    for path in generate(tmp_path, SEED):
        shipped = FOLDER / path.relative_to(tmp_path)
        if path.suffix == ".parquet":
            assert pq.read_table(path).equals(pq.read_table(shipped))
        else:
            assert path.read_text("utf-8") == shipped.read_text("utf-8"), path.name


def test_another_seed_gives_another_city(tmp_path: Path) -> None:
    shape = Shape(counties=2, towns=3, villages=4)
    one, other = (generate(tmp_path / str(seed), seed, shape)[-1] for seed in (1, 2))
    assert not pq.read_table(one).equals(pq.read_table(other))


def test_all_states_and_a_conflict_occur() -> None:
    table = pq.read_table(FOLDER / "observations.parquet")
    assert set(table.column("state").to_pylist()) == {None, "missing", "none"}
    assert table.column("source").to_pylist().count("yearbook") == 3


def test_at_most_one_village_of_a_town_is_silent_in_a_year() -> None:
    rows = pq.read_table(FOLDER / "observations.parquet", filters=[("element", "=", "pop"), ("state", "=", "missing")])
    silent = Counter((row["place"][:9], row["period"]) for row in rows.to_pylist())
    merged = City(Shape()).merged
    assert silent
    assert {key: count for key, count in silent.items() if count > 1 and key[0] != merged} == {}


def test_the_register_tells_a_whole_story(city: Pack) -> None:
    events = Counter(event.event for event in city.tables.register.rows)
    assert (events["candidate"], events["designated"]) == (30, 15)
    assert (events["rectifying"], events["restored"], events["revoked"], events["replaced"]) == (2, 1, 1, 1)


def test_a_run_agrees_with_sums_taken_from_the_draw(city: Pack) -> None:
    verdicts = judge(run(city))
    assert len(verdicts) == 2
    assert all(verdict.agrees for verdict in verdicts)


def test_every_planted_outlook_is_seen_and_none_invented(city: Pack) -> None:
    seen = foresee(run(city))
    kinds, counties = [row.code for row in city.tables.infrastructure.rows], City(Shape()).counties
    assert (len(seen.laid), seen.problems, {one.invented for one in seen.laid}) == (40, (), {True})
    for one in seen.laid:
        band, ratio = PLANTED[(counties.index(one.place) + kinds.index(one.kind.code)) % len(PLANTED)]
        assert (one.outlook.band, round(one.outlook.ratio or 0, 2)) == (band, ratio), (one.place, one.kind.code)


def test_the_register_follows_from_the_evaluations_but_for_the_last_one_which_is_left_to_play(city: Pack) -> None:
    found = run(city)
    failed = {year: [card.unit for card in found.assessments["priority", str(year)].cards() if card.total < 60]
              for year in (2022, 2023)}  # fmt: skip
    assert failed == {2022: ["980123102", "980124102"], 2023: ["980121101", "980123102"]}
    last = found.assessments["priority", "2024"].card("980121101")
    assert (last.pending, last.rank) == (("B1", "B2", "B3"), 0)
    events = [(row.place, row.event) for row in city.tables.register.rows if row.date > date(2022, 1, 1)]
    assert ("980123102", "revoked") in events
    assert "980121101" not in {place for place, _ in events}
