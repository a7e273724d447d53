"""Editions: a figure corrected later, a weight and a goal changed; every cause is the one that was changed."""

import shutil
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tongchou.loop import Run, run
from tongchou.loop.edition_tables import TABLES, tabulate
from tongchou.loop.editions import Comparison, Edition, compare, edition, edition_of
from tongchou.packs import load
from tongchou.packs.fields import Level
from tongchou.terms import AsOf, Period

DEMO = Path(__file__).parent.parent.parent / "packs" / "demo"
CORRECTED = date(2025, 3, 1)


def changed(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEMO, tmp_path / "demo"))


def at(folder: Path, known: date | None = None) -> Edition:
    pack = load(folder)
    found = edition(pack, AsOf(pack.manifest.as_of, known))
    assert found is not None
    return found


@cache
def published() -> Run:
    return run(load(DEMO))


def towns(old: Edition, new: Edition, then: int = 2023, now: int = 2023) -> Comparison:
    return compare(old, new, Level.TOWN, Period.year(then), Period.year(now))


def causes(comparison: Comparison) -> dict[str, tuple[float, ...]]:
    change = comparison.change
    parts = (change.total, change.revision, change.performance.sum(axis=-1), change.weights, change.coverage)
    return {place.code: tuple(float(one[k]) for one in parts) for k, place in enumerate(comparison.places)}


def test_an_edition_holds_what_a_run_of_the_same_pack_publishes() -> None:
    held = edition_of(published())
    assert held is not None
    np.testing.assert_array_equal(at(DEMO).indexed.composite.scores, held.indexed.composite.scores)
    same = towns(held, held)
    assert np.nan_to_num(same.change.total).tolist() == [0.0] * len(same.places)
    assert (same.differences, list(same.revised())) == ([], [])


def test_a_figure_corrected_later_is_revision_and_named(copy: Path) -> None:
    """Six villages of ten with sewage treatment, not eight: 86.67 for 100, with 0.4 of the 0.7 that a town has."""
    head = (copy / "observations.csv").read_text(encoding="utf-8").splitlines()[0]
    row = f"990121101,2023,villages_sewage,6,,bulletin,synthetic,{CORRECTED},donghe_town,"
    assert len(row.split(",")) == len(head.split(","))
    with (copy / "observations.csv").open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    before, after = at(copy, date(2025, 2, 1)), at(copy)
    comparison = towns(before, after)
    revised = [(one.place.code, one.indicator) for one in comparison.revised()]
    assert revised == [("990121101", "sewage_rate")]
    total, revision, performance, weights, coverage = causes(comparison)["990121101"]
    assert (total, revision) == pytest.approx((-13.333333 * 0.4 / 0.7, -13.333333 * 0.4 / 0.7), abs=1e-5)
    assert (performance, weights, coverage) == pytest.approx((0.0, 0.0, 0.0), abs=1e-9)
    year = towns(before, after, 2023, 2024)
    assert causes(year)["990121101"][1] == pytest.approx(revision)
    np.testing.assert_allclose(np.nan_to_num(year.change.residual), 0.0, atol=1e-9)


def test_other_weights_are_told_as_weights(copy: Path) -> None:
    changed(copy, "index.csv", "people,人口,people,index,1,0.3,", "people,人口,people,index,1,0.2,")
    changed(copy, "index.csv", "nature,生态,ecology,index,1,0.4,", "nature,生态,ecology,index,1,0.5,")
    comparison = towns(at(DEMO), at(copy))
    assert {(one.file, one.field) for one in comparison.differences} == {("index.csv", "weight")}
    there = [parts for parts in causes(comparison).values() if not np.isnan(parts[0])]
    assert there
    for total, revision, performance, weights, coverage in there:
        assert total == pytest.approx(weights, abs=1e-9)
        assert (revision, performance, coverage) == pytest.approx((0.0, 0.0, 0.0), abs=1e-9)
    assert max(abs(parts[3]) for parts in there) > 0.1


def test_another_structure_is_told_beside_the_revision_and_leaves_nothing_over(copy: Path) -> None:
    text = (copy / "index.csv").read_text(encoding="utf-8")
    first = at(DEMO).indexed.composite.tree.children(at(DEMO).indexed.composite.tree.root.code)[0].code
    (copy / "index.csv").write_text(text.replace(f"{first},", f"{first}_x,").replace(f",{first},", f",{first}_x,"))
    comparison = towns(at(DEMO), at(copy))
    assert comparison.change.performance.shape[1] == 1
    np.testing.assert_allclose(np.nan_to_num(comparison.change.residual), 0.0, atol=1e-9)
    assert tabulate("performance", comparison).rows == ()
    assert tabulate("rules", comparison).rows


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_a_cell_for_every_column(name: str) -> None:
    table = tabulate(name, towns(at(DEMO, date(2024, 2, 1)), at(DEMO), 2023, 2024))
    assert {len(row) for row in table.rows} <= {len(table.head)}
    if name == "scores":
        for row in (dict(zip(table.head, row, strict=True)) for row in table.rows):
            parts = [row[cause] for cause in ("revision", "performance", "weights", "coverage")]
            assert (row["total"] == "") or sum(parts) == pytest.approx(row["total"])
