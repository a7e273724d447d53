"""The map in a real browser: drawn from this server alone, by mouse and keyboard, in three widths, for all."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tongchou.onemap.atlas import open_layer
from tongchou.onemap.layers import renamed, write_layer
from tongchou.packs import load
from tongchou.web.stock import stock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

CITY = Path(__file__).parents[2] / "packs/demo-city"
PAGE = "/p/demo-city/map/"
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
PATIENCE = 60_000
PATIENT = 240_000
"""What is read, checked and compared while the page waits: on a busy machine much slower than a page."""


@pytest.fixture(scope="session")
def stocked(tmp_path_factory):
    """A folder with the run of the generated city, whose geography is synthetic."""
    folder = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONGCHOU_HOME", str(folder))
        (done,) = stock([CITY], date(2025, 1, 20))
    assert done.refusal is None, done.refusal
    return folder


def drawn(page, address):
    page.goto(address)
    page.wait_for_selector("[data-map][data-drawn]", timeout=PATIENCE)


def test_the_map_stands_in_its_width_and_passes_the_accessibility_check(look):
    for width, height in ((1366, 768), (683, 384), (375, 720)):
        page = look(width, height)
        drawn(page, PAGE)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        result = Axe().run(page, options=WCAG).response
        assert [(one["id"], [n["html"][:120] for n in one["nodes"][:2]]) for one in result["violations"]] == []


def test_a_place_is_found_by_keyboard_and_its_number_opens_the_drawer(look):
    page = look()
    drawn(page, PAGE)
    page.focus("#map-find")
    page.keyboard.type("澄野县")
    page.keyboard.press("Enter")
    page.wait_for_selector(".map-told:not([hidden]) h3")
    assert page.inner_text(".map-told h3") == "澄野县"
    page.locator(".map-told a[data-why]").first.click()
    page.wait_for_selector("#why:not([hidden]) .explanation")
    page.keyboard.press("Escape")
    page.locator("[data-map-go]").nth(3).press("Enter")
    page.wait_for_selector("[data-map]:not([data-told='980121'])")


def test_a_picture_with_the_legend_can_be_saved_and_two_years_swiped(look):
    page = look()
    drawn(page, f"{PAGE}?level=town&show=indicator:urbanization&other=2021")
    slider = page.locator("[data-map-swipe]")
    slider.focus()
    page.keyboard.press("End")
    assert slider.input_value() == "100"
    with page.expect_download() as saved:
        page.click("[data-map-png]")
    assert Path(saved.value.path()).read_bytes()[:4] == b"\x89PNG"


def test_other_weights_tint_the_explorers_map_anew(look):
    page = look()
    drawn(page, "/p/demo-city/index/explore/?level=county")
    before = page.inner_text("[data-map] .legend")
    page.locator("form.weights input[type=range]").first.focus()
    page.keyboard.press("End")
    page.wait_for_selector(".verdict .what-if")
    page.wait_for_selector("[data-map][data-drawn]", timeout=PATIENCE)
    assert page.inner_text("[data-map] .legend") != before


def test_pages_without_a_map_do_not_load_it(look):
    page = look()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/p/demo-city/indicators/")
    page.wait_for_load_state("networkidle")
    assert asked
    assert not any("/map-" in url for url in asked)


@pytest.mark.parametrize("where", ["roads/?place=980121", "services/?place=980121", "settlements/", "ahead/", "plans/"])
def test_the_studies_pass_the_accessibility_check_on_a_phone(look, where):
    page = look(375, 720)
    page.goto(f"{PAGE}{where}")
    page.wait_for_selector("h1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    result = Axe().run(page, options=WCAG).response
    assert [(one["id"], [n["html"][:120] for n in one["nodes"][:2]]) for one in result["violations"]] == []


def _zipped(code, name, folder):
    layer = renamed(open_layer(load(CITY), code), {"source": "LY", "code": "YTDM"})
    folder.mkdir()
    write_layer(layer, folder / f"{name}.shp", encoding="gbk")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path in folder.glob(f"{name}.*"):
            archive.write(path, path.name)
    (folder / "plan.zip").write_bytes(stream.getvalue())
    return folder / "plan.zip"


def test_two_zipped_shapefiles_become_a_list_a_map_and_tasks(look, tmp_path, at_once):
    page = look()
    page.set_default_timeout(PATIENT)
    page.goto(f"{PAGE}plans/")
    page.fill("#id_title", "城规与土规")
    files = [_zipped("plan-town", "城规", tmp_path / "a"), _zipped("plan-land", "土规", tmp_path / "b")]
    page.set_input_files("#id_files", files)
    page.click("text=上传并检查")
    page.wait_for_selector("form.meanings")
    # both plans are recognised by their codes, so nothing is left to say
    page.click("button[name=compare]")
    page.wait_for_selector("[data-map][data-drawn]")
    assert "14 处冲突" in page.inner_text(".verdict")
    page.locator("[data-map-go]").first.click()
    page.wait_for_selector(".map-told:not([hidden]) h3")
    assert page.inner_text(".map-told h3").startswith("MC00001")
    page.click("text=把 14 处冲突列为任务")
    page.wait_for_selector("text=这些冲突都已列为任务")
