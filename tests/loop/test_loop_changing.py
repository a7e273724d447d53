"""A change of places is tried on the demo programme: two towns become one, and nothing of it is done."""

from pathlib import Path

import pytest

from tongchou.loop import run
from tongchou.loop.changing import try_change
from tongchou.packs import load
from tongchou.packs.fields import OverPlaces
from tongchou.packs.rows import Place, PlaceEvent
from tongchou.terms import Refusal

DAY = "2025-03-01"


@pytest.fixture(scope="module")
def demo():
    return run(load(Path(__file__).parents[2] / "packs" / "demo"))


@pytest.fixture(scope="module")
def towns(demo):
    """Two towns of one county, and a name for what they become."""
    county = next(code for code in demo.tree.of_level("county") if len(demo.tree.children(code)) > 1)
    one, other = demo.tree.children(county)[:2]
    return one, other, Place(code="990001", name="新合镇", level="town", parent=county)


def merged(demo, towns):
    one, other, new = towns
    event = PlaceEvent(date=DAY, kind="merge", before=f"{one};{other}", after=new.code)
    return try_change(demo, event, [new])


def test_the_tree_after_a_merger_has_the_new_place_and_not_the_old(demo, towns):
    trial = merged(demo, towns)
    assert {place.code for place in trial.ended} == set(towns[:2])
    assert [place.code for place in trial.begun] == ["990001"]
    assert set(towns[:2]) <= set(demo.tree.places)
    assert "990001" not in demo.tree


def test_what_adds_up_is_conserved_to_the_last_digit(demo, towns):
    sums = [one for one in merged(demo, towns).carried if one.element.over_places is OverPlaces.SUM]
    assert sums
    for one in sums:
        assert set(one.before) == set(towns[:2])
        assert set(one.after) == {"990001"}
        before, after = one.totals
        assert after == pytest.approx(before, rel=1e-12)
        assert "区划换算" in one.how["990001"] or one.how["990001"]


def test_what_names_an_ended_place_is_listed(demo, towns):
    tables = demo.pack.tables
    expected = sum(row.place in towns[:2] for name in ("targets", "tasks", "projects", "units", "register")
                   for row in getattr(tables, name).rows)  # fmt: skip
    assert len(merged(demo, towns).pointers) == expected


def test_a_split_without_shares_names_what_cannot_be_carried(demo, towns):
    one, _, new = towns
    half = [new, Place(code="990002", name="新分镇", level="town", parent=new.parent)]
    trial = try_change(demo, PlaceEvent(date=DAY, kind="split", before=one, after="990001;990002"), half)
    assert any(problem.code == "territory.rebase.no-share" for problem in trial.problems)


def test_a_split_with_shares_divides(demo, towns):
    one, _, new = towns
    half = [new, Place(code="990002", name="新分镇", level="town", parent=new.parent)]
    event = PlaceEvent(date=DAY, kind="split", before=one, after="990001;990002", shares="0.6;0.4", basis="all")
    (first, *_) = [c for c in try_change(demo, event, half).carried if c.element.over_places is OverPlaces.SUM]
    assert first.after["990001"] == pytest.approx(0.6 * first.before[one])
    assert first.after["990002"] == pytest.approx(0.4 * first.before[one])


def test_a_rename_alters_and_ends_nothing(demo, towns):
    one, _, _ = towns
    place = demo.tree[one].model_copy(update={"name": "新名街道"})
    trial = try_change(demo, PlaceEvent(date=DAY, kind="rename", before=one, after=one), [place])
    assert trial.ended == trial.begun == ()
    assert [(old.name, new.name) for old, new in trial.altered] == [(demo.tree[one].name, "新名街道")]


@pytest.mark.parametrize(
    ("kind", "before", "after", "code"),
    [("merge", "nowhere;990001", "990002", "unknown"), ("merge", "990001", "", "shape")],
)
def test_a_change_that_is_wrong_is_refused(demo, kind, before, after, code):
    with pytest.raises(Refusal, match=code):
        try_change(demo, PlaceEvent(date=DAY, kind=kind, before=before, after=after))
