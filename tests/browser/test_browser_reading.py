"""A document in a real browser: brought, reviewed by keyboard, taken back; the panes follow each other."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

LIST = "/p/demo/plan/read/"
TASKS = "".join(f"市交通局要新建农村公路{number}公里，改造危桥{number}座。\n" for number in range(11, 60))
TEXT = f"安和市实施意见\n一、发展目标\n到2027年，森林覆盖率达到45%。\n二、主要任务\n{TASKS}"
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
STATUS = "() => document.querySelector('#review-status').innerText.includes({!r})"


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder of this test for the documents."""
    monkeypatch.setattr("tongchou.web.readings.documents.home", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def brought(look, office, tmp_path):
    """The review of a document that somebody just brought."""
    file = tmp_path / "实施意见.txt"
    file.write_text(TEXT, encoding="utf-8")
    page = look()
    page.goto("/p/demo/plan/")
    page.click("text=读文件")
    page.set_input_files("#id_file", file)
    page.click("form.bring button")
    page.wait_for_selector("#review-list a[aria-current]")
    return page


def current(page):
    return page.get_attribute("#review-list a[aria-current]", "data-item")


def press(page, key, said):
    page.keyboard.press(key)
    page.wait_for_function(STATUS.format(said))


def opened(page, code):
    page.wait_for_function(f"() => document.querySelector('#review-item .code').textContent === {code!r}")


def test_a_review_by_keyboard_alone(brought):
    page = brought
    first, second = page.locator("#review-list a").evaluate_all("all => all.slice(0, 2).map(a => a.dataset.item)")
    page.keyboard.press("j")
    opened(page, second)
    page.keyboard.press("k")
    opened(page, first)
    assert (current(page), f"item={first}" in page.url) == (first, True)
    press(page, "a", f"接受 {first}")
    after = current(page)
    assert after != first
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.id") == "edit-group"
    page.fill("#edit-name", "新名称")
    page.press("#edit-name", "Enter")
    page.wait_for_function(STATUS.format(f"修改 {after}"))
    assert "新名称" in page.inner_text("#review-item .facts")
    press(page, "z", f"接受 {first}")
    page.keyboard.press("z")
    page.wait_for_function("() => !document.querySelector('#review-status').innerText.includes('上一步')")
    assert page.locator("#review-list .decided.accepted").count() == 0
    assert page.locator("#review-steps li").count() == 4
    press(page, "y", f"接受 {first}")


def test_a_key_pressed_before_the_item_is_there_waits_for_it(brought):
    """Quick hands: j and a in one breath accept the item the list shows, not the one before."""
    page = brought
    second = page.locator("#review-list a").nth(1).get_attribute("data-item")
    held = []

    def hold(route):
        held.append(route) if "hx-request" in route.request.headers else route.continue_()

    page.route("**/*item=*", hold)
    page.keyboard.press("j")
    page.wait_for_function("() => document.querySelector('#review-item').inert")
    page.keyboard.press("a")
    page.wait_for_timeout(200)
    assert "上一步" not in page.inner_text("#review-status")
    held[0].continue_()
    page.wait_for_function(STATUS.format(f"接受 {second}"))
    assert page.locator("#review-steps li").count() == 1


def test_units_splits_and_merges_by_keyboard(brought):
    page = brought
    page.goto(f"{page.url.split('?')[0]}?group=tasks&order=text")
    code = current(page)
    page.keyboard.press("u")
    page.wait_for_function("() => document.activeElement.id === 'assign-lead'")
    page.keyboard.press("j")
    assert current(page) == code
    page.fill("#assign-lead", "市公路中心")
    page.press("#assign-lead", "Enter")
    page.wait_for_function(STATUS.format(f"指定单位 {code}"))
    page.keyboard.press("s")
    page.click("#review-item button[value=split]")
    page.wait_for_function(STATUS.format(f"拆分 {code}"))
    assert page.locator(f"[data-item={code}b]").count() == 1
    press(page, "m", f"合并 {code}")
    assert page.locator(f"[data-item={code}b]").count() == 0
    press(page, "r", f"剔除 {code}")


def test_the_list_and_the_original_follow_each_other(brought):
    page = brought
    page.goto(f"{page.url.split('?')[0]}?order=text")
    last = page.locator("#review-list a").last
    code = last.get_attribute("data-item")
    last.click()
    shown = "code => { const p = document.querySelector('#review-text').getBoundingClientRect();"
    shown += "const h = document.querySelector('#review-text .chosen').getBoundingClientRect();"
    shown += "return h.top >= p.top && h.bottom <= p.bottom; }"
    assert page.evaluate(shown, code)
    page.evaluate("document.querySelector('#review-text').scrollTop = 0")
    page.locator("#review-text a.hit").first.click()
    assert current(page) != code
    row = page.locator("#review-list a[aria-current]").bounding_box()
    pane = page.locator("#review-list").bounding_box()
    assert pane["y"] <= row["y"] <= pane["y"] + pane["height"] - row["height"]


def test_a_revision_is_compared_with_what_was_read_before(brought):
    page = brought
    page.goto(LIST)
    page.fill("#id_text", TEXT.replace("45%", "47%"))
    page.click("form.bring button")
    page.click("text=与旧文件对照")
    page.click("form.choose button")
    page.wait_for_selector("table")
    assert "变化 · 1" in page.inner_text("#main")


def test_the_pages_of_reading_pass_the_accessibility_check_and_stand_in_every_width(brought):
    page, found = brought, []
    review = page.url.split("?")[0]
    for width, height in ((1366, 768), (683, 384), (375, 720)):
        page.set_viewport_size({"width": width, "height": height})
        for address in (LIST, review, f"{review}export/", f"{review}earlier/"):
            page.goto(address)
            for fold in page.locator("main summary:visible").all():
                fold.click()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
            result = Axe().run(page, options=WCAG).response
            found += [(address, one["id"], [n["html"][:120] for n in one["nodes"][:2]]) for one in result["violations"]]
    assert found == []


def test_without_script_the_same_forms_do_it(browser, site, brought):
    state = brought.context.storage_state()
    context = browser.new_context(base_url=site, java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(f"{brought.url.split('?')[0]}?order=text")
    code = current(page)
    page.click("#review-item button[value=accept]")
    assert f"接受 {code}" in page.inner_text("#review-status")
    page.click("#review-text a.hit >> nth=0")
    assert current(page) == code
    page.click("#review-status button[value=undo]")
    assert "上一步" not in page.inner_text("#review-status")
    context.close()


def test_a_reading_is_chosen_by_keyboard_and_the_number_follows(look, office, tmp_path):
    file = tmp_path / "港口.txt"
    file.write_text("关于港口建设情况的报告\n港口新建道路12公里，建成了105万吨泊位。", encoding="utf-8")
    page = look()
    page.goto(LIST)
    page.set_input_files("#id_file", file)
    page.click("form.bring button")
    page.wait_for_selector("#review-doubts")
    page.keyboard.press("d")
    page.wait_for_selector("#review-item .doubt")
    press(page, "1", "选定读法 D")
    assert page.locator("#review-doubts").count() == 0
    assert "10个5万吨泊位" in page.inner_text("#review-list")
    press(page, "z", "已审 0")
    page.wait_for_selector("#review-doubts")


def test_several_documents_are_read_while_the_list_says_how_far(look, office, tmp_path):
    files = [tmp_path / f"{name}.txt" for name in "甲乙丙"]
    for number, file in enumerate(files):
        file.write_text(TEXT.replace("45%", f"4{number}%"), encoding="utf-8")
    page = look()
    page.goto(LIST)
    page.set_input_files("#id_file", files)
    page.click("form.bring button")
    page.wait_for_selector("#read-list[data-poll]")
    assert page.locator("#read-list td", has_text="排队等读").count() == 3
    call_command("errands", once=True)
    page.wait_for_function("() => document.querySelectorAll('#read-list th a').length === 3", timeout=60_000)
    assert page.locator("#read-list td", has_text="任务").count() == 3
    assert page.locator("[data-poll]").count() == 0
