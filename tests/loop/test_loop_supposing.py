"""What if: other weights over the frozen scores of a run; parts add up, causes add up, the run stays as it is."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tongchou.loop import Key, Kind, Run, run
from tongchou.loop.supposed_tables import STAGES, Given, tabulate
from tongchou.loop.supposing import Supposed, equal_weights, scored, suppose
from tongchou.packs import load
from tongchou.packs.fields import Level
from tongchou.terms import Period, Refusal

PACKS = Path(__file__).parent.parent.parent / "packs"


@cache
def panjin() -> Run:
    return run(load(PACKS / "panjin"))


def supposed(weights: dict[str, str], year: int = 2015) -> Supposed:
    held = panjin()
    assert held.indexed is not None
    return suppose(held, held.indexed, Level.COUNTY, Period.year(year), weights)


def test_nothing_changed_is_what_was_published() -> None:
    one, seen = supposed({}), 0
    assert not one.changed
    for place, score, rank in zip(one.places, one.result.score()[:, one.at], one.ranks[1], strict=True):
        if panjin().rank("index", place.code, "2015"):
            assert score == panjin().figure(Key(Kind.INDEX, "index", place.code, "2015")).value
            assert rank == panjin().rank("index", place.code, "2015")
            seen += 1
    assert seen == 4
    assert not np.nan_to_num(one.moved).any()


def test_the_published_weights_typed_again_are_no_change() -> None:
    tree = supposed({}).published.tree
    assert not supposed({node.code: repr(100.0 * node.weight) for node in tree.nodes[1:]}).changed


def test_a_part_that_gets_all_the_weight_is_the_score() -> None:
    one = supposed({"people": "100", "economy": "0", "infra": "0", "services": "0", "life": "0"})
    assert one.changed
    np.testing.assert_allclose(one.result.score(), one.published.score("people"))
    weights = {weight.node.code: weight for weight in one.weights()}
    assert weights["people"].effective == pytest.approx(100.0)
    assert weights["people"].published == pytest.approx(20.0)
    assert weights["people.urbanization"].effective == pytest.approx(40.0)
    assert weights["people.urbanization"].effective_published == pytest.approx(8.0)


def test_points_add_up_to_the_score_and_printed_ones_to_the_printed_score() -> None:
    one = supposed({"life": "70"})
    score = one.result.score()[:, one.at]
    np.testing.assert_allclose(one.points.sum(axis=1), score, atol=1e-9)
    np.testing.assert_allclose(one.group_points.sum(axis=1), score, atol=1e-9)
    np.testing.assert_allclose(one.printed_points.sum(axis=1), np.round(score, 2), atol=1e-9)


def test_the_change_is_split_without_residual_and_other_weights_have_their_share() -> None:
    plain, other = supposed({}), supposed({"life": "70"})
    assert plain.before is not None
    assert plain.periods[plain.before].code == "2014"
    assert plain.change is not None
    assert other.change is not None
    there = ~np.isnan(plain.published.score()[:, plain.at])
    assert there.sum() == 4
    np.testing.assert_allclose(plain.change.weights[there], 0.0, atol=1e-12)
    np.testing.assert_allclose(plain.change.residual[there], 0.0, atol=1e-9)
    np.testing.assert_allclose(other.change.residual[there], 0.0, atol=1e-9)
    assert np.abs(other.change.weights[there]).max() > 0.1
    assert supposed({}, 2014).change is None


def test_equal_weights_are_the_same_for_all_siblings() -> None:
    tree = supposed(equal_weights(supposed({}).published.tree)).result.tree
    assert {round(node.weight, 9) for node in tree.children("people")} == {round(1 / 3, 9)}


@pytest.mark.parametrize("typed", ["x", "-1", "nan", "inf", "1e9", ""])
def test_what_is_no_weight_is_refused_by_name(typed: str) -> None:
    with pytest.raises(Refusal, match=r"loop\.what-if\.weight") as caught:
        supposed({"people": typed})
    assert "people" in str(caught.value)


def test_weights_that_add_to_nothing_are_refused() -> None:
    with pytest.raises(Refusal, match=r"evaluate\.tree\.weight"):
        supposed(dict.fromkeys(("people", "economy", "infra", "services", "life"), "0"))


def test_a_what_if_leaves_the_run_as_it_is() -> None:
    held = panjin()
    assert held.indexed is not None
    before = held.indexed.composite.scores.copy()
    supposed({"life": "70"})
    np.testing.assert_array_equal(held.indexed.composite.scores, before)


def test_places_with_a_score_are_counted_by_level() -> None:
    assert scored(panjin())["2015"] == {Level.CITY: 1, Level.COUNTY: 4}
    assert set(scored(panjin())) == {"2014", "2015"}


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_is_a_table_that_says_whether_it_supposes(stage: str) -> None:
    held = panjin()
    assert held.indexed is not None
    for weights, basis in (({}, "published"), ({"life": "70"}, "what-if")):
        table = tabulate(stage, Given(held, held.indexed, supposed(weights)))
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.head)}
        assert {row[-1] for row in table.rows} == {basis}


def test_contributions_of_the_table_add_to_the_scores_of_the_table() -> None:
    held = panjin()
    assert held.indexed is not None
    given = Given(held, held.indexed, supposed({"life": "70"}))
    scores = {row[0]: row[5] for row in tabulate("scores", given).rows if row[2:4] == ("2015", "index")}
    scores = {place: score for place, score in scores.items() if score != ""}
    assert len(scores) == 4
    for place, score in scores.items():
        points = [row[4] for row in tabulate("contributions", given).rows if row[0] == place and row[4] != ""]
        assert sum(points) == pytest.approx(score)


def test_the_published_weights_give_the_published_intervals() -> None:
    one = supposed({})
    told = [panjin().interval(place.code, "2015") for place in one.places]
    assert one.intervals == told
    assert sum(interval is not None and interval.rank is not None for interval in told) == 4


def test_intervals_lie_around_the_supposed_scores_and_ranks() -> None:
    one = supposed({"life": "70", "people": "1"})
    scores, ranks, seen = one.result.score()[:, one.at], one.ranks[1], 0
    assert one.intervals != supposed({}).intervals
    for score, rank, interval in zip(scores, ranks, one.intervals, strict=True):
        assert (interval is None) == bool(np.isnan(score))
        if interval and interval.rank:
            assert interval.score.low - 0.01 <= score <= interval.score.high + 0.01
            assert interval.rank.nominal == rank
            assert interval.rank.ranks.low <= interval.rank.ranks.median <= interval.rank.ranks.high
            seen += 1
    assert seen == 4


def test_the_stage_of_ranks_shows_both_intervals() -> None:
    indexed, told = panjin().indexed, supposed({"life": "70"})
    assert indexed is not None
    table = tabulate("ranks", Given(panjin(), indexed, told))
    rows = [dict(zip(table.head, row, strict=True)) for row in table.rows]
    for row, interval in zip(rows, told.intervals, strict=True):
        shown = row["supposed_low"], row["supposed_median"], row["supposed_high"]
        spread = interval.rank.ranks if interval and interval.rank else None
        assert shown == ((spread.low, spread.median, spread.high) if spread else ("", "", ""))
    assert {row["published_low"] for row in rows if row["rank_published"] == 1} == {1.0}
