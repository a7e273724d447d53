"""Pages of reporting ask the database a few times, however many returns a round holds; what is kept is not stale."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reporting_world import filled, of, submitted

pytest_plugins = ("reporting_world",)
pytestmark = pytest.mark.django_db

BOUNDS = {
    ("chief", ""): 12,
    ("chief", "live/"): 11,
    ("chief", "issue/"): 9,
    ("chief", "rounds/{round}/"): 12,
    ("chief", "rounds/{round}/bulk/"): 12,
    ("town1", ""): 12,
    ("town1", "{one}/"): 14,
    ("town1", "{one}/workbook/"): 14,
    ("town1", "{one}/pulse/"): 16,
    ("chief", "{one}/history/"): 17,
}


@pytest.mark.parametrize(("name", "page"), BOUNDS)
def test_a_page_asks_the_database_a_few_times(sign_in, issued, name, page):
    for unit, who in (("t1", "town1"), ("t2", "town2"), ("t3", "town3")):
        submitted(sign_in, unit, who)
    address = f"/p/tiny/returns/{page.format(round=issued.pk, one=of('t1').pk)}"
    client = sign_in(name)
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address)
    assert len(queries) <= BOUNDS[name, page], "\n".join(query["sql"][:160] for query in queries)


def test_a_board_that_was_kept_shows_what_was_saved_since(sign_in, issued):
    board = f"/p/tiny/returns/rounds/{issued.pk}/"
    page = sign_in("chief")
    assert "<b>0/6</b>" in page.get(board).content.decode()
    filled(sign_in("town1"), of("t1"))
    assert "<b>2/6</b>" in page.get(board).content.decode()
    page.cookies["django_language"] = "en"
    assert "cells answered" in page.get(board).content.decode()


def test_a_county_never_gets_the_board_kept_for_the_office(sign_in, issued):
    board = f"/p/tiny/returns/rounds/{issued.pk}/"
    assert "南镇" in sign_in("chief").get(board).content.decode()
    assert "南镇" not in sign_in("county1").get(board).content.decode()
