"""Tasks in a real browser: a life played by four people, the board by keys, sums while one types, axe in 3 widths."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tongchou.web.duties.trying import play
from tongchou.web.shelf import shelf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

ROOT = "/p/demo/duties/"
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
PAGES = ("", "board/", "list/", "calendar/", "chasing/", "breakdown/t.sewage/", "levels/", "meetings/m01/", "organs/",
         "projects/", "projects/p1/", "list/import/", "new/")  # fmt: skip


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder of this test for the evidence."""
    monkeypatch.setattr("tongchou.web.duties.proofs.home", lambda: tmp_path)


@pytest.fixture
def played(look, home):
    """The demo programme with its invented tasks."""
    play(shelf().programme("demo"))
    return look


def turn_to(page, who):
    """Let somebody else sit down at the same browser."""
    page.click("button:has-text('退出')")
    page.fill("#id_username", f"demo-{who}")
    page.fill("#id_password", f"demo-{who}")
    page.click("button.primary")
    page.wait_for_selector("h1")


def act(page, name, **typed):
    """Take a step on the page of a task."""
    page.click(f".duty-step summary:text-is('{name}')")
    form = page.locator(".duty-step details[open]")
    for field, value in typed.items():
        one = form.locator(f"[name={field}]")
        if field == "files":
            one.set_input_files(value)
        else:
            one.fill(value)
    form.locator("button.primary").click()
    page.wait_for_selector(".notice.done")


def test_a_task_from_the_office_to_its_closure_by_four_people(played, tmp_path):
    page = played()
    proof = tmp_path / "验收.txt"
    proof.write_text("渠道已经通水，验收合格。", encoding="utf-8")
    page.goto(f"{ROOT}new/")
    page.fill("#id_title", "新修灌溉渠道")
    page.select_option("#id_domain", "infrastructure")
    page.select_option("#id_lead", "agri")
    page.fill("#id_deadline", "2025-02-28")
    page.click("main form button.primary")
    page.wait_for_selector(".duty-life [aria-current]")
    address = page.url
    act(page, "交办")
    turn_to(page, "department")
    page.goto(ROOT)
    page.locator("tr", has_text="新修灌溉渠道").locator("button:has-text('签收')").click()
    page.wait_for_selector(".notice.done")
    page.click(".notice.done button:has-text('撤回')")
    page.wait_for_selector(".notice.done")
    page.locator("tr", has_text="新修灌溉渠道").locator("button:has-text('签收')").click()
    page.wait_for_selector(".notice.done")
    page.goto(address)
    act(page, "开展")
    act(page, "报告完成", files=str(proof), reason="已通水")
    turn_to(page, "office")
    page.goto(address)
    act(page, "核验通过", reason="现场看过")
    act(page, "销号")
    assert page.inner_text(".duty-life [aria-current]") == "销号"
    story = page.inner_text(".duty-story")
    assert all(word in story for word in ("验收.txt", "撤回上一步", "现场看过"))


def test_the_board_walks_by_keys_and_moves_by_a_key_or_by_dragging(played):
    page = played()
    page.goto(f"{ROOT}board/")
    page.locator("[data-card]").first.focus()
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.querySelector('a').innerText")
    assert second == page.locator("[data-column=proposed] [data-card] h3").nth(1).inner_text()
    page.keyboard.press("m")
    page.wait_for_selector(".notice.done")
    assert page.locator("[data-column=assigned]", has_text=second).count() == 1
    third = page.locator("[data-column=proposed] [data-card]").first
    title = third.locator("h3").inner_text()
    corner, head = {"x": 8, "y": 8}, {"x": 60, "y": 16}
    third.drag_to(page.locator("[data-column=assigned]"), source_position=corner, target_position=head)
    page.wait_for_function("t => document.querySelector('[data-column=assigned]').innerText.includes(t)", arg=title)
    page.locator("[data-card]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".duty-life")


def test_a_breakdown_says_the_difference_while_one_types(played):
    page = played()
    page.goto(f"{ROOT}breakdown/t.sewage/?propose=1")
    cell = page.locator("tbody tr").first.locator("input").last
    assert "合上" in page.inner_text("tr.gap td:last-child")
    cell.fill("10")
    page.wait_for_function("() => document.querySelector('tr.gap td:last-child').innerText.includes('-')")
    cell.press("Enter")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 2


def test_many_are_ticked_and_the_calendar_turns_by_keys(played):
    page = played()
    page.goto(f"{ROOT}list/")
    page.check("#all")
    count = page.locator("input[name=code]").count()
    assert page.inner_text("[data-chosen]") == f"({count})"
    page.goto(f"{ROOT}calendar/?month=2024-12")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**month=2025-01**")


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (375, 812), (683, 384)])
def test_pages_are_accessible_and_fit(played, width, height):
    page = played(width, height)
    for address in (*PAGES, "task/k1/"):
        page.goto(ROOT + address)
        found = Axe().run(page, options=WCAG).response["violations"]
        told = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]
        assert told == [], address
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, address
