"""A year of the demo programme in a real browser: assessed, objected to, corrected, final; a town revoked."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
TOWN = "990122101"
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


def sign_in(page, name):
    page.context.clear_cookies()
    page.goto("/sign-in/")
    page.fill("#id_username", name)
    page.fill("#id_password", name)
    page.click("button.primary")
    page.wait_for_selector("h1")


def go(page, address):
    page.goto(address)
    page.wait_for_selector("h1")


def press(page, selector):
    page.click(selector)
    page.wait_for_load_state("networkidle")


def move(page, sitting, name, day, reason=""):
    go(page, sitting)
    page.fill("#step-day", day)
    page.fill("#reason", reason)
    press(page, f"form.moves button[value={name}]")
    return page.inner_text("p.notice[role=status]")


def clean(page):
    found = Axe().run(page, options=WCAG).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []


def test_a_year_from_self_scoring_to_revocation_and_next_years_tasks(look):
    page = look()
    go(page, "/p/demo/assessment/")
    press(page, "tr:has-text('2024年') button")
    sitting = re.search(r"/p/demo/assessment/\d+/", page.url)[0]
    clean(page)

    sign_in(page, "demo-county")
    go(page, f"{sitting}self/990121/")
    page.select_option("[name=given-C3]", "好")
    press(page, "button.primary[form=own-scores]")
    assert "自评已保存（1 项）" in page.inner_text("main")

    sign_in(page, "demo-office")
    assert "已转入下一步" in move(page, sitting, "advance", "2025-01-05")
    go(page, f"{sitting}desk/")
    assert page.evaluate("document.activeElement.name") == "given-990121"
    page.select_option("[name=given-990121]", "中")
    page.select_option("[name=given-990122]", "差")
    press(page, "button.primary:has-text('保存评分')")
    assert "评分已保存" in page.inner_text("main")
    clean(page)

    sign_in(page, "demo-department")
    go(page, f"{sitting}desk/")
    assert page.locator("text=先评分").count() == 2
    page.select_option("[name=given-990121]", "好")
    press(page, "button.primary:has-text('保存评分')")
    assert "安和市城乡融合办公室 中" in page.inner_text("main")

    sign_in(page, "demo-office")
    for day in ("2025-01-06", "2025-01-07", "2025-01-08"):
        move(page, sitting, "advance", day)
    assert "已公布" in move(page, sitting, "publish", "2025-01-10")
    go(page, f"{sitting}result/")
    digest = page.inner_text("main code")
    assert len(digest) == 16
    clean(page)
    with page.expect_download() as got:
        page.click("text=DOCX")
    assert got.value.suggested_filename.endswith(".docx")

    sign_in(page, "demo-county")
    go(page, f"{sitting}objections/?item=C3")
    page.fill("#plea-day", "2025-01-12")
    page.fill("#reason", "督办记录没有计入")
    press(page, "button:has-text('提出异议')")
    assert "已提出" in page.inner_text("main")

    sign_in(page, "demo-office")
    go(page, f"{sitting}objections/")
    press(page, "button[value=heard]")
    page.fill("input[name=decision]", "经核实，记录齐全")
    press(page, "button[value=upheld]")
    go(page, f"{sitting}desk/")
    assert page.locator("[data-mark]").count() == 1
    page.select_option("[data-mark]", "差")
    press(page, "button.primary:has-text('保存评分')")
    assert "已另出新版" in move(page, sitting, "revise", "2025-01-20", "异议成立")
    go(page, f"{sitting}result/")
    assert page.inner_text("main code") != digest
    assert "与上一版的差别" in page.inner_text("main")
    assert "已确定结果" in move(page, sitting, "finish", "2025-02-10")

    go(page, f"{sitting}tasks/")
    press(page, "button:has-text('列入台账')")
    assert "已列入台账" in page.inner_text("main")
    go(page, "/p/demo/duties/list/?q=补短板")
    assert "补短板" in page.inner_text("main")


def test_a_town_is_designated_put_right_revoked_and_told_on_one_page(look):
    page = look()
    go(page, "/p/demo/register/")
    press(page, "main tbody a")
    register = re.search(r"/p/demo/register/[^/]+/", page.url)[0]
    clean(page)
    story = f"{register}at/{TOWN}/"
    for event, day in (("designated", "2022-05-01"), ("rectifying", "2023-01-10"), ("revoked", "2024-01-15")):
        go(page, story)
        page.fill("#event-day", day)
        page.fill("#document", "安融办〔2024〕1号")
        press(page, f"button[value={event}]")
    assert "撤销" in page.inner_text("main ol.story")
    clean(page)
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    clean(page)
