"""A year of the generated city in a real browser, from plan to revocation and next year's plan, by seven people."""

import re
import shutil
from datetime import date
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from axe_playwright_python.sync_playwright import Axe

from tongchou.web.shelf import shelf
from tongchou.web.stock import stock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
CITY = Path(__file__).parents[2] / "packs/demo-city"
ROOT = "/p/demo-city/"
WORK, REGISTER = f"{ROOT}duties/", f"{ROOT}register/priority_towns/"
TOWN, COUNTY, HEIR = "980121101", "980121", "980123103"
"""The town that failed in the year before, its county, and who is best of those whose county has room."""
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


@pytest.fixture(scope="session")
def stocked(tmp_path_factory):
    """A folder with the run of the generated city."""
    folder = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONGCHOU_HOME", str(folder))
        (done,) = stock([CITY], date(2025, 1, 20))
    assert done.refusal is None, done.refusal
    return folder


@pytest.fixture
def desk(look):
    """The page of somebody, signed in once; each has a browser of their own."""
    pages = {}

    def of(role):
        if role not in pages:
            page = pages[role] = look()
            page.context.clear_cookies()
            page.goto("/sign-in/")
            page.fill("#id_username", f"demo-{role}")
            page.fill("#id_password", f"demo-{role}")
            page.click("button.primary")
            page.wait_for_selector("h1")
        return pages[role]

    return of


def go(page, address):
    answer = page.goto(address)
    page.wait_for_selector("h1")
    assert answer.status == 200, address
    return page


def press(page, selector):
    with page.expect_navigation():
        page.click(selector)
    page.wait_for_selector("h1")


def act(page, name, **typed):
    """Take a step on the page of a task."""
    page.click(f".duty-step summary:text-is('{name}')")
    form = page.locator(".duty-step details[open]")
    for field, value in typed.items():
        one = form.locator(f"[name={field}]")
        one.set_input_files(value) if field == "files" else one.fill(value)
    form.locator("button.primary").click()
    page.wait_for_selector(".notice.done")


def stands(page):
    return page.inner_text(".duty-life [aria-current]")


def fill_in(page, text, said):
    """Give the first place another part, and wait for what the page says of the sum."""
    with page.expect_response(lambda answer: "breakdown" in answer.url):
        page.locator("tbody tr").first.locator("input").last.fill(text)
    page.wait_for_function("t => document.querySelector('tr.gap td:last-child').innerText.includes(t)", arg=said)


def corrected(folder):
    """The pack with the income of farmers of the last year lowered by a tenth, as a correction would leave it."""
    pack = folder / "demo-city"
    shutil.copytree(CITY, pack)
    table = pq.read_table(pack / "observations.parquet")
    wrong = pc.and_(pc.equal(table["element"], "income_rural"), pc.equal(table["period"], "2024"))
    values = pc.if_else(wrong, pc.multiply(table["value"], 0.9), table["value"])
    pq.write_table(
        table.set_column(table.schema.get_field_index("value"), "value", values), pack / "observations.parquet"
    )
    return pack


def test_a_task_of_the_plan_is_handed_out_broken_down_proven_closed_and_opens_again(desk, tmp_path, monkeypatch):
    monkeypatch.setattr("tongchou.web.duties.proofs.home", lambda: tmp_path)
    proof = tmp_path / "收入核查报告.txt"
    proof.write_text("抽查十县农户收入台账，收入比 1.85，低于目标 1.9。", encoding="utf-8")
    office, department, county = desk("office"), desk("department"), desk("county")

    go(office, f"{WORK}new/")
    office.fill("#id_title", "缩小城乡收入差距（2024年）")
    office.select_option("#id_domain", "employment_social_security")
    office.select_option("#id_lead", "planning")
    office.select_option("#id_indicator", "income_ratio")
    office.select_option("#id_clause", "plan.income")
    office.fill("#id_deadline", "2024-12-31")
    press(office, "main form button.primary")
    task = office.url
    assert "进度取自上报的指标" in office.inner_text("main")
    act(office, "交办")

    go(department, task)
    act(department, "签收")

    go(office, f"{WORK}breakdown/t.beds_per_1000.980100/?propose=1")
    assert "合上" in office.inner_text("tr.gap td:last-child")
    enough = office.locator("tbody tr").first.locator("input").last.input_value()
    fill_in(office, "1", "-")
    fill_in(office, enough, "合上")
    press(office, "button[value=issue]")
    assert "已下达 10 项" in office.inner_text("main")
    part = f"{WORK}task/t.beds_per_1000.980100.{COUNTY}/"
    act(go(office, part), "交办")
    act(go(county, part), "签收")
    assert stands(county) == "签收"

    act(go(department, task), "已分解")
    act(department, "开展")
    act(department, "报告完成", files=str(proof), reason="十县已核查")
    assert not department.locator(".duty-step summary:text-is('核验通过')").count(), "nobody verifies their own work"
    act(go(office, task), "核验通过", reason="查过台账")
    act(office, "销号")
    assert stands(office) == "销号"

    shelf().stock(corrected(tmp_path))
    go(office, WORK)
    go(office, task)
    assert stands(office) == "开展"
    story = office.inner_text(".duty-story")
    assert "未保持目标" in story
    assert "收入核查报告.txt" in story
    shelf().stock(CITY)


def turn(page, sitting, name, day, reason=""):
    """Move the assessment on and return what the page says."""
    go(page, sitting)
    page.fill("#step-day", day)
    page.fill("#reason", reason)
    press(page, f"form.moves button[value={name}]")
    return page.inner_text("p.notice[role=status]")


def rate(page, sitting, item, given):
    """Rate the one town that nobody rated."""
    go(page, f"{sitting}desk/?item={item}")
    mark = page.locator("[data-mark]").first
    assert mark.get_attribute("name") == f"given-{TOWN}"
    mark.fill(given) if mark.evaluate("one => one.tagName") == "INPUT" else mark.select_option(given)
    press(page, "button.primary:has-text('保存评分')")
    assert "评分已保存" in page.inner_text("main")


def enter(page, place, event, day, document):
    """Confirm what the evaluation proposes for a place, as the proposal stands on a day."""
    go(page, f"{REGISTER}?day={day}")
    form = page.locator(f"form:has(input[name=place][value='{place}']):has(input[name=event][value='{event}'])")
    form.locator("input[name=day]").fill(day)
    form.locator("input[name=document]").fill(document)
    with page.expect_navigation():
        form.locator("button").click()
    assert "已记" in page.inner_text("p.notice[role=status]")


def test_a_town_that_failed_is_put_right_fails_again_is_revoked_and_followed_and_its_gaps_become_the_next_plan(desk):
    office, town = desk("office"), desk("town")
    go(office, f"{REGISTER}?day=2024-02-10")
    assert "安平镇\t整改\t得 44.8 分，合格线 60 分" in office.inner_text("main")
    enter(office, TOWN, "rectifying", "2024-02-10", "云融办〔2024〕3号")

    go(office, f"{ROOT}assessment/")
    press(office, "tr:has-text('重点镇年度评价'):has-text('2024年') button")
    sitting = re.search(r"/p/demo-city/assessment/\d+/", office.url)[0]
    assert "还有 3 处没有评分" in office.inner_text("main")

    go(town, f"{sitting}self/{TOWN}/")
    town.select_option("[name=given-B1]", "好")
    press(town, "button.primary[form=own-scores]")
    assert "自评已保存（1 项）" in town.inner_text("main")
    turn(office, sitting, "advance", "2025-01-05")
    rate(desk("department"), sitting, "B1", "差")
    turn(office, sitting, "advance", "2025-01-08")
    rate(desk("expert"), sitting, "B2", "2")
    turn(office, sitting, "advance", "2025-01-12")
    rate(office, sitting, "B3", "一般")
    turn(office, sitting, "advance", "2025-01-15")
    assert "已公布" in turn(office, sitting, "publish", "2025-01-20")

    go(desk("leader"), f"{sitting}result/")
    assert "不合格" in desk("leader").inner_text("main")
    go(town, f"{sitting}objections/?item=B3")
    town.fill("#plea-day", "2025-01-22")
    town.fill("#reason", "改革事项已完成三项")
    press(town, "button:has-text('提出异议')")
    go(office, f"{sitting}objections/")
    press(office, "button[value=heard]")
    office.fill("input[name=decision]", "清单与现场不符，维持原评分")
    press(office, "button[value=rejected]")
    assert "已确定结果" in turn(office, sitting, "finish", "2025-02-05")
    go(office, f"{sitting}following/")
    with office.expect_download() as got:
        office.locator("tr", has_text="限期整改").locator("a:text-is('Word')").click()
    assert got.value.suggested_filename.endswith(".docx")

    go(office, f"{REGISTER}?day=2025-02-08")
    assert not office.locator("input[name=event][value=revoked]").count(), "its time runs to 2025-02-09"
    enter(office, TOWN, "revoked", "2025-02-10", "云融办〔2025〕2号")
    enter(office, TOWN, "replaced", "2025-02-12", "云融办〔2025〕3号")
    enter(office, HEIR, "designated", "2025-02-12", "云融办〔2025〕3号")
    go(office, f"{REGISTER}at/{TOWN}/?day=2025-03-01")
    story = office.inner_text("main ol.story")
    assert re.search("整改.*评价.*撤销.*递补替换", story, re.DOTALL)
    go(desk("auditor"), f"{REGISTER}?day=2025-03-01")
    assert "重点镇（14/14）" in desk("auditor").inner_text("h1")

    go(office, f"{sitting}tasks/")
    for box in office.locator("input[name=task]").all():
        box.set_checked(TOWN in box.get_attribute("value"))
    press(office, "button:has-text('列入台账')")
    assert "3 项任务已列入台账" in office.inner_text("main")
    go(office, f"{WORK}list/?q=补短板")
    assert office.locator("tbody tr", has_text="补短板：").count() == 3


def test_what_is_done_in_the_villages_is_seen_on_a_map_and_checked_on_the_spot(desk):
    office = desk("office")
    go(office, f"{ROOT}villages/treatments/?point=t01")
    office.wait_for_selector("[data-map][data-drawn]")
    assert "生活垃圾治理完成率" in office.inner_text("figure.map figcaption")
    counts = re.findall(r"\((\d+)\)", office.inner_text("figure.map .legend"))
    assert sum(map(int, counts)) == 10, "every county has a class"
    go(office, f"{ROOT}villages/treatments/?within={COUNTY}")
    office.wait_for_selector("[data-map][data-drawn]")
    found = Axe().run(office, options=WCAG).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
    go(office, f"{ROOT}villages/treatments/checks/")
    office.fill("#bad", "20")
    office.fill("#seed", "7")
    press(office, "button:has-text('抽样')")
    assert "种子 7" in office.inner_text("main")
