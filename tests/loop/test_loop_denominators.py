"""The divisor of an indicator, place by place, in the demo programme."""

from decimal import Decimal
from pathlib import Path

import pytest

from tongchou.loop import Key, Kind, run
from tongchou.loop.denominators import denominators, is_ratio
from tongchou.packs import load
from tongchou.terms import Period

YEAR = Period.year(2024)
COUNTIES = ("990121", "990122")


@pytest.fixture(scope="module")
def demo():
    return run(load(Path(__file__).parents[2] / "packs/demo"))


def element(demo, code, place):
    return Decimal(str(demo.figure(Key(Kind.ELEMENT, code, place, "2024")).value))


def test_parts_weigh_by_the_divisor_and_so_make_the_city(demo):
    weights = denominators(demo, "urbanization", COUNTIES, YEAR)
    assert weights == {
        place: element(demo, "pop_urban", place) + element(demo, "pop_rural", place) for place in COUNTIES
    }
    shares = {p: Decimal(str(demo.figure(Key(Kind.INDICATOR, "urbanization", p, "2024")).value)) for p in COUNTIES}
    made = sum(shares[p] * weights[p] for p in COUNTIES) / sum(weights.values())
    whole = demo.figure(Key(Kind.INDICATOR, "urbanization", "990100", "2024")).value
    assert float(made) == pytest.approx(whole)


def test_a_count_has_no_divisor_and_a_place_without_figures_is_left_out(demo):
    assert not is_ratio(demo, "accident_count")
    assert denominators(demo, "accident_count", COUNTIES, YEAR) == {}
    assert is_ratio(demo, "urbanization")
    assert denominators(demo, "urbanization", ("nowhere",), YEAR) == {}
