"""The models' pages in a real browser: live answers, lines added and removed, charts, widths, accessibility."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

COST = "/p/demo/decide/models/citizenization-cost/"
QUOTA = "/p/demo/decide/models/land-quota/"
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


@pytest.mark.parametrize("address", ["/p/demo/decide/", COST, QUOTA])
def test_it_stands_in_its_width_and_passes_the_accessibility_check(look, address):
    for width, height in ((1366, 768), (375, 720)):
        page = look(width, height)
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        result = Axe().run(page, options=WCAG).response
        assert [(one["id"], [n["html"][:120] for n in one["nodes"][:2]]) for one in result["violations"]] == []


def test_a_slider_by_keyboard_answers_at_once_and_goes_back(look):
    page = look()
    page.goto(QUOTA)
    slider = page.locator("[id='lever:0']")
    slider.focus()
    page.keyboard.press("End")
    page.wait_for_selector(".verdict .what-if")
    assert "+50.0%" in page.inner_text(".verdict")
    assert page.locator("output[for='lever:0']").inner_text() == "+50%"
    slider.dblclick()
    page.wait_for_selector(".verdict:not(:has(.what-if))")


def test_a_mistake_is_told_and_mended_without_leaving_the_page(look):
    page = look()
    page.goto(QUOTA)
    before = page.inner_text(".verdict")
    cell = page.locator("[id='f:towns:0:1']")
    cell.fill("98")
    cell.press("Tab")
    page.wait_for_selector("#answer .notice.error")
    assert "请写单位" in page.inner_text("#answer .notice.error")
    cell.fill("98.5平方米")
    cell.press("Tab")
    page.wait_for_selector("#answer:not(:has(.notice.error)) .verdict b")
    assert page.inner_text(".verdict") == before


def test_a_line_is_added_and_removed(look):
    page = look()
    page.goto(QUOTA)
    rows = page.locator("[data-rows='towns'] tbody tr")
    count = rows.count()
    page.click("[data-rows='towns'] [data-add]")
    assert rows.count() == count + 1
    page.keyboard.type("新镇")
    row = rows.nth(count)
    row.locator("input").nth(1).fill("1000")
    row.locator("input").nth(2).fill("90平方米")
    row.locator("input").nth(2).press("Tab")
    page.wait_for_selector("#answer td:has-text('100,000')")
    row.locator("[data-remove]").click()
    page.wait_for_function("() => !document.querySelector('#answer').innerText.includes('新镇')")
    assert rows.count() == count


def test_charts_are_drawn_and_drawn_again(look):
    page = look()
    page.goto(COST)
    page.wait_for_selector("[data-drawn] canvas")
    page.locator("[id='lever:0']").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".verdict .what-if")
    page.wait_for_selector("[data-drawn] canvas")
    assert page.locator("[data-drawing]").count() == page.locator("[data-drawing][data-drawn]").count() == 4


def test_a_scenario_is_saved_and_found_in_the_list(look):
    page = look()
    page.goto(QUOTA)
    page.fill("#name", "试一试")
    page.click("text=保存 >> nth=-1")
    page.wait_for_url("**/?scenario=*")
    assert "与当时一致" in page.inner_text("main")
    page.goto("/p/demo/decide/")
    assert "试一试" in page.inner_text("#scenarios")
