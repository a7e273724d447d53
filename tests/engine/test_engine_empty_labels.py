"""Labels that nobody listed have no position."""

import polars as pl
import pytest

from tongchou.engine.polars_engine import _position


@pytest.mark.parametrize("kind", [pl.String, pl.Date])
def test_of_no_labels_every_position_is_null(kind):
    frame = pl.DataFrame({"code": ["pop", "pop_urban"]})
    assert frame.select(at=_position("code", [], kind()))["at"].to_list() in ([None], [None, None])
