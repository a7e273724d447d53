"""The whole round in a real browser: issued, filled in by keys and Excel, checked, sent back, approved, published."""

import re
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.utils.timezone import localdate
from openpyxl import load_workbook

sys.path.append(str(Path(__file__).parents[1] / "web"))
from reporting_world import people, write_pack

from tongchou.terms import Period
from tongchou.web.amending.models import Amendment
from tongchou.web.returns.models import Return
from tongchou.web.shelf import shelf
from tongchou.web.stock import stock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
PATIENCE = 60_000


@pytest.fixture
def town_hall(live_server, tmp_path, monkeypatch, settings):
    """The address of an office with the tiny city and one person a role."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setenv("TONGCHOU_HOME", str(tmp_path))
    (done,) = stock([write_pack(tmp_path / "tiny")], localdate())
    assert done.refusal is None, done.refusal
    people("tiny")
    return live_server.url


@pytest.fixture
def enter(browser, town_hall):
    """Open a browser of its own for a person and sign in."""
    contexts = []

    def sign_in(name):
        context = browser.new_context(viewport={"width": 1366, "height": 768}, base_url=town_hall)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto("/sign-in/")
        page.fill("#id_username", name)
        page.fill("#id_password", name)
        page.click("button.primary")
        page.wait_for_selector("h1")
        return page

    yield sign_in
    for context in contexts:
        context.close()


@pytest.fixture
def office(enter):
    """The office's page after a round was issued on it."""
    page = enter("chief")
    page.goto("/p/tiny/returns/")
    page.click("text=布置一批报送")
    page.check("#id_forms_0")
    page.fill("#id_period", "2025")
    page.fill("#id_due", (localdate() + timedelta(days=14)).isoformat())
    page.click("text=先看会问谁")
    assert "3 个单位，6 格" in page.inner_text("#main")
    page.click("button:text-is('布置')")
    page.wait_for_selector("text=按时")
    return page


def saved(page, filled):
    page.wait_for_selector("#entry-line[data-line=saved]")
    page.wait_for_function(f"() => document.querySelector('#entry-progress').innerText.includes('已填 {filled}/')")


def pressed(page, label):
    page.click(f"button:text-is('{label}')")
    page.wait_for_load_state()


def opened(page, unit):
    page.goto(f"/p/tiny/returns/{Return.objects.get(unit=unit).pk}/")


def handed_in(page):
    page.fill("#head", "李镇长")
    pressed(page, "签核这组数")
    pressed(page, "报送")
    assert "已报送" in page.inner_text(".return-head")


def test_the_whole_round(office, enter, tmp_path):
    town = enter("town1")
    town.goto("/p/tiny/returns/")
    town.click("text=接着填第一个空格")
    town.wait_for_selector("#entry[data-ready] [data-cell] input:focus")
    town.keyboard.type("２．１")
    town.keyboard.press("Enter")
    town.keyboard.type("9")
    town.keyboard.press("Escape")
    town.keyboard.type("4.1")
    town.keyboard.press("Tab")
    saved(town, 2)
    handed_in(town)

    second = enter("town2")
    opened(second, "t2")
    second.click("text=用 Excel 填")
    with second.expect_download() as download:
        second.click("text=下载模板")
    download.value.save_as(tmp_path / "template.xlsx")
    book = load_workbook(tmp_path / "template.xlsx")
    sheet = book["填报"]
    for row in sheet.iter_rows():
        if row[0].value in {"e:pop", "e:pop_urban"}:
            row[4].value = 6.2 if row[0].value == "e:pop" else 3.1
    book.save(tmp_path / "back.xlsx")
    second.set_input_files("#file", tmp_path / "back.xlsx")
    pressed(second, "导入")
    handed_in(second)

    county = enter("county1")
    opened(county, "t1")
    county.fill("#reason", "请核对常住人口")
    pressed(county, "退回")
    opened(town, "t1")
    assert "请核对常住人口" in town.inner_text(".came-back")
    handed_in(town)
    third = enter("town3")
    opened(third, "t3")
    third.wait_for_selector("#entry[data-ready]")
    third.locator("[data-cell] input").first.focus()
    third.evaluate("""() => { const data = new DataTransfer(); data.setData('text/plain', '5.2\\n10.1');
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true })); }""")
    saved(third, 2)
    handed_in(third)
    for unit, desks in (("t1", ("county1", "stats")), ("t2", ("county1", "stats")), ("t3", ("county2", "stats"))):
        for desk in desks:
            page = enter(desk)
            opened(page, unit)
            pressed(page, "通过")
    office.goto(f"{office.url}bulk/")
    for box in office.locator("input[name=approve]").all():
        box.check()
    pressed(office, "通过勾选的")
    opened(office, "t1")
    pressed(office, "锁定")
    assert "已锁定" in office.inner_text(".return-head")

    office.goto("/p/tiny/returns/")
    pressed(office, "把核准的数放进方案并重新运算")
    call_command("errands", once=True)
    assert Amendment.objects.get().state == "done"
    board = shelf().programme("tiny").run.indicators
    assert board.cube.cell("990100", Period.year(2025), "urban_share").value == pytest.approx(100 * 10.4 / 20.4)
    office.goto("/p/tiny/index/?period=2025")
    assert re.search(r"\d", office.inner_text("#main"))
    office.goto(f"/p/tiny/returns/rounds/{Return.objects.first().issue.round_id}/")
    with office.expect_download() as bulletin:
        office.click("text=通报 docx")
    assert Path(bulletin.value.path()).read_bytes()[:2] == b"PK"


def test_a_poor_line_loses_no_keystroke(office, enter):
    page = enter("town1")
    opened(page, "t1")
    page.context.set_offline(True)
    page.locator("[data-cell] input").first.focus()
    page.keyboard.type("2.1")
    page.keyboard.press("Enter")
    page.wait_for_selector("#entry-line[data-line=offline]")
    kept = page.evaluate("Object.values(localStorage).join()")
    assert "2.1" in kept
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    saved(page, 1)
    assert page.evaluate("localStorage.length") == 0


def test_drafts_outlive_the_page_and_the_sign_in(office, enter):
    page = enter("town1")
    opened(page, "t1")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.locator("[data-cell] input").first.focus()
    page.keyboard.type("2.1")
    page.keyboard.press("Enter")
    page.wait_for_selector("#entry-line[data-line=expired]")
    page.context.add_cookies(cookies)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    saved(page, 1)


def test_two_people_in_one_cell_see_each_other(office, enter):
    one, other = enter("town1"), enter("town1")
    for page in (one, other):
        opened(page, "t1")
    one.locator("[data-cell] input").first.fill("2.1")
    one.keyboard.press("Enter")
    saved(one, 1)
    other.locator("[data-cell] input").first.fill("2.2")
    other.keyboard.press("Enter")
    other.wait_for_selector(".conflict")
    assert "2.1" in other.inner_text(".conflict")
    other.click("button[data-take=mine]")
    other.wait_for_selector("#entry-line[data-line=saved]")
    one.wait_for_function("() => document.querySelector('[data-cell] input').value === '2.2'")


def test_undo_redo_and_fill_down(office, enter):
    page = enter("town1")
    opened(page, "t1")
    page.wait_for_selector("#entry[data-ready]")
    first, second = page.locator("[data-cell] input").all()[:2]
    first.focus()
    page.keyboard.type("2.1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+d")
    assert second.input_value() == "2.1"
    page.keyboard.press("Control+z")
    assert second.input_value() == ""
    page.keyboard.press("Control+y")
    assert second.input_value() == "2.1"


def test_the_pages_of_reporting_pass_the_accessibility_check_and_stand_in_every_width(office, enter):
    town, found = enter("town1"), []
    number = Return.objects.get(unit="t1").pk
    round_ = Return.objects.get(unit="t1").issue.round_id
    for page, addresses in (
        (town, ["/p/tiny/returns/", f"/p/tiny/returns/{number}/", f"/p/tiny/returns/{number}/workbook/",
                f"/p/tiny/returns/{number}/history/", "/p/tiny/returns/live/"]),
        (office, [f"/p/tiny/returns/rounds/{round_}/", f"/p/tiny/returns/rounds/{round_}/bulk/",
                  "/p/tiny/returns/issue/"]),
    ):  # fmt: skip
        for width, height in ((1366, 768), (375, 720)):
            page.set_viewport_size({"width": width, "height": height})
            for address in addresses:
                page.goto(address)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
                wrong = Axe().run(page, options=WCAG).response["violations"]
                found += [(address, one["id"], [n["html"][:120] for n in one["nodes"][:2]]) for one in wrong]
    assert found == []
