"""A return filled in without script: the whole grid comes as one form, and nobody's answer is lost."""

from urllib.parse import urlencode

import pytest
from reporting_world import address, of, send, step, submitted

from tongchou.web.returns.models import CellVersion, Event

pytest_plugins = ("reporting_world",)
pytestmark = pytest.mark.django_db


def post(page, one, *cells):
    fields = urlencode({f"{address}|{base}": text for address, text, base in cells})
    return page.post(f"/p/tiny/returns/{one.pk}/cells/", fields, "application/x-www-form-urlencoded")


def said():
    return {cell.address: str(cell.value.normalize()) for cell in CellVersion.objects.order_by("number")}


def test_the_whole_grid_is_saved_as_one_step(sign_in, issued):
    page, one = sign_in("town1"), of("t1")
    assert f'name="{address("pop")}|0"' in page.get(f"/p/tiny/returns/{one.pk}/").content.decode()
    answer = post(page, one, (address("pop"), "４．１", 0), (address("pop_urban"), "2.1", 0))
    assert (answer.status_code, answer["Location"]) == (302, f"/p/tiny/returns/{one.pk}/?done=save")
    assert said() == {address("pop"): "4.1", address("pop_urban"): "2.1"}
    assert Event.objects.count() == 1
    post(page, one, (address("pop"), "4.1", 1), (address("pop_urban"), "2.1", 1))
    assert Event.objects.count() == 1, "a form sent twice writes nothing twice"


def test_a_cell_left_alone_does_not_undo_what_another_wrote(sign_in, issued):
    """Both opened the page empty; one wrote 4.1 into pop, the other only 2.1 into pop_urban."""
    page, one = sign_in("town1"), of("t1")
    send(page, one, (address("pop"), "4.1", 0))
    assert post(page, one, (address("pop"), "", 0), (address("pop_urban"), "2.1", 0)).status_code == 302
    assert said() == {address("pop"): "4.1", address("pop_urban"): "2.1"}


def test_what_cannot_be_saved_stays_in_its_box(sign_in, issued):
    page, one = sign_in("town1"), of("t1")
    send(page, one, (address("pop"), "4.1", 0))
    answer = post(page, one, (address("pop"), "9.9", 0), (address("pop_urban"), "很多<b>", 0))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="9.9"' in text
    assert 'value="很多&lt;b&gt;"' in text
    assert "别人在这一格填了“4.1”" in text
    assert said() == {address("pop"): "4.1"}
    assert post(page, one, (address("pop"), "9.9", 1)).status_code == 302


def test_a_closed_return_and_a_foreign_one_take_no_form(sign_in, issued):
    one = submitted(sign_in)
    assert post(sign_in("town1"), one, (address("pop"), "1", 1)).status_code == 403
    assert post(sign_in("town2"), one, (address("pop"), "1", 1)).status_code == 403
    assert said()[address("pop")] == "4.1"


def test_saving_is_no_step_of_the_steps_form(sign_in, issued):
    one = of("t1")
    assert sign_in("town1").post(f"/p/tiny/returns/{one.pk}/step/", {"action": "save", "version": 0}).status_code == 409


def test_the_office_at_the_county_desk_stands_in_and_the_page_says_so(sign_in, issued):
    one = submitted(sign_in)
    here = f"/p/tiny/returns/{one.pk}/"
    assert "县级初审（代）" in sign_in("chief").get(here).content.decode()
    assert "（代）" not in sign_in("county1").get(here).content.decode()
    assert step(sign_in("chief"), one, "approve").status_code == 302
    assert "通过（代）" in sign_in("chief").get(f"{here}history/").content.decode()
