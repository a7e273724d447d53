"""Every table of figures on another day's map, or with what was known by then; chosen on the page, said on the page."""

import shutil
from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client

from tongchou.terms import AsOf, Refusal
from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import Role
from tongchou.web.errands.models import Errand
from tongchou.web.models import Person
from tongchou.web.shelf import MOST_DATED, Shelf, shelf

pytestmark = pytest.mark.django_db
MERGED, BEFORE = "990121104", ("990121102", "990121103")
"""Two towns of the demo programme became one on 2024-01-01."""


@pytest.fixture
def own_shelf(demo, tmp_path, monkeypatch):
    """A shelf of this test, with the run of the session on it."""
    shutil.copytree(shelf().folder, tmp_path / "runs")
    monkeypatch.setenv("TONGCHOU_HOME", str(tmp_path))
    return shelf()


@pytest.fixture
def looking(own_shelf, page):
    """A page from which the map of 2023 was chosen, before it is computed."""
    answer = page.post("/p/demo/dates/", {"true_on": "2023-06-30", "back": "/p/demo/places/"})
    assert answer.url == f"/p/demo/errands/{Errand.objects.get().pk}/"
    return page


def codes(answer):
    return {row.place.code for row in answer.context["rows"]}


def test_the_map_of_another_day_is_computed_beside_the_pages_and_then_shown(looking):
    before = looking.get("/p/demo/places/")
    assert "您选了看 2023-06-30 的区划；这一页仍用现行的" in before.content.decode()
    assert MERGED in codes(before)
    call_command("errands", once=True)
    assert Errand.objects.get().address == "/p/demo/places/"
    after = looking.get("/p/demo/places/")
    assert "看的是 2023-06-30 的区划，已知的全部" in after.content.decode()
    assert codes(after) & {MERGED, *BEFORE} == set(BEFORE)
    for page in ("", "indicators/", "index/", "plan/", "scores/", f"places/{BEFORE[0]}/"):
        answer = looking.get(f"/p/demo/{page}")
        assert (answer.status_code, answer.context["programme"].run.as_of) == (200, AsOf(date(2023, 6, 30))), page


def test_pages_of_work_and_other_people_look_from_now(looking):
    call_command("errands", once=True)
    for address in ("/p/demo/returns/", "/p/demo/versions/"):
        answer = looking.get(address)
        assert answer.context["programme"].run.as_of == AsOf(date(2024, 12, 31)), address
        assert "这一页仍用现行的" in answer.content.decode()
    other, client = Person.objects.create_user("wang"), Client()
    appoint(other, Role.LEADER)
    client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    assert MERGED in codes(client.get("/p/demo/places/"))


def test_one_press_leads_back_and_what_is_kept_is_not_computed_again(looking):
    call_command("errands", once=True)
    assert looking.post("/p/demo/dates/", {"now": "1", "back": "/p/demo/places/"}).url == "/p/demo/places/"
    assert MERGED in codes(looking.get("/p/demo/places/"))
    again = looking.post("/p/demo/dates/", {"true_on": "2023-06-30", "back": "/p/demo/places/"})
    assert (again.url, Errand.objects.count()) == ("/p/demo/places/", 1)


def test_what_became_known_later_is_left_out_and_a_day_before_everything_is_refused(own_shelf):
    early = AsOf(date(2024, 12, 31), date(2024, 1, 31))
    own_shelf.stock_dated("demo", early)
    taken, all_taken = (one.run.observed.taken for one in (own_shelf.dated("demo", early), own_shelf.programme("demo")))
    assert 0 < len(taken) < len(all_taken)
    with pytest.raises(Refusal, match=r"loop\.nothing-known"):
        own_shelf.stock_dated("demo", AsOf(date(2024, 12, 31), date(1999, 1, 1)))


def test_a_run_for_other_dates_does_not_outlive_its_programme_and_only_some_are_kept(own_shelf, monkeypatch):
    dates = [AsOf(date(2023, 1, day)) for day in (1, 2)]
    monkeypatch.setattr("tongchou.web.shelf.MOST_DATED", 1)
    for one in dates:
        own_shelf.stock_dated("demo", one)
    assert [own_shelf.dated("demo", one) is not None for one in dates] == [False, True]
    (own_shelf.folder / "demo.stamp").write_text("another")
    assert own_shelf.dated("demo", dates[1]) is None
    assert MOST_DATED > 1
    assert Shelf(own_shelf.folder).codes() == ["demo"]


@pytest.mark.parametrize(
    "sent", [{}, {"true_on": "昨天"}, {"true_on": "0001-01-01"}, {"true_on": "2023-01-01", "known_on": "x"}]
)
def test_dates_that_cannot_be_read_change_nothing(demo, page, sent):
    answer = page.post("/p/demo/dates/", {**sent, "back": "https://elsewhere.example/"})
    assert (answer.status_code, "读不懂或超出范围" in answer.content.decode()) == (400, True)
    assert "elsewhere" not in answer.content.decode().split("回到刚才的页面")[0][-200:]
    assert "dates" not in page.session
