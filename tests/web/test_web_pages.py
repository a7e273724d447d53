"""The pages over a run: each number is the library's own, says its state and marks, and opens its explanation."""

import re
from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import pytest

from tongchou.loop import Key, Kind, Mark, explain
from tongchou.terms import State
from tongchou.web.templatetags.figures import light

LINK = re.compile(r'href="(/p/[^"#]+)')
FIGURE = re.compile(r'<a class="figure (?P<state>\w+)" href="/p/demo/why/(?P<key>[^"]+)/"[^>]*>(?P<text>[^<]*)</a>')
CITY, EAST, WEST = "990100", "990121", "990122"


def figures(text):
    """The figures a page shows, by address: state and text."""
    return {found["key"].replace("%40", "@"): (found["state"], found["text"]) for found in FIGURE.finditer(text)}


def test_every_link_of_every_page_leads_to_a_page(page, demo):
    seen, waiting = set(), ["/"]
    while waiting:
        address = waiting.pop()
        answer = page.get(address)
        assert answer.status_code == 200, address
        seen.add(address)
        if not answer.streaming and answer.headers["Content-Type"].startswith("text/html"):
            found = {link.replace("&amp;", "&") for link in LINK.findall(answer.text)}
            waiting += [link for link in found - seen - set(waiting) if "/why/" not in link or "2024" in link]
    assert len(seen) > 60


def test_each_number_of_the_table_is_the_librarys_own(page, demo):
    shown = figures(page.get(f"/p/demo/indicators/?place={EAST}&period=2024").text)
    assert f"indicator:urbanization@{EAST}@2024" in shown
    for key, (state, text) in shown.items():
        figure = demo.run.figure(Key.parse(key))
        assert state == figure.state
        if figure.value is not None:
            assert text == figure.text


def test_missing_not_applicable_and_value_look_different(page, demo):
    shown = figures(page.get("/p/demo/places/?period=2024").text)
    assert {"missing", "na", "value"} <= {state for state, _ in shown.values()}
    texts = {state: text for state, text in shown.values() if state != "value"}
    assert texts["missing"] == "缺"
    assert texts["na"] == "不适用"


def test_a_missing_figure_is_never_shown_as_zero(page, demo):
    for place in demo.run.tree.places:
        for key, (state, text) in figures(page.get(f"/p/demo/places/{place}/").text).items():
            if demo.run.figure(Key.parse(key)).state is State.MISSING:
                assert (state, text) == ("missing", "缺")


def test_hover_says_the_state_and_the_reason(page, demo):
    text = page.get("/p/demo/places/?period=2024").text
    assert re.search(r'class="figure missing"[^>]*title="缺失[^"]*没有上报', text)


def test_every_figure_of_an_invented_programme_carries_the_mark(page, demo):
    text = page.get("/p/demo/indicators/").text
    numbers = [found for found in FIGURE.finditer(text) if found["state"] == "value"]
    assert numbers
    for found in numbers:
        assert text[found.end() :].startswith('<abbr class="mark synthetic" title="虚构数据">虚</abbr>')
    assert "都是虚构的" in text


def test_a_conflict_shows_on_the_figure_it_went_into(page, demo):
    marked = list(figures_with(demo, Mark.CONFLICT))
    assert marked
    key = marked[0].key
    text = page.get(f"/p/demo/why/{quote(str(key))}/").text
    assert "来源不一致" in text
    assert "另有" in text


def figures_with(demo, mark):
    """The elements of the demo that carry a mark."""
    board = demo.run.elements
    for code in board.codes:
        for place in board.cube.places:
            found = (one for one in board.series(code, place) if mark in one.marks)
            yield from found


def test_the_drawer_gets_the_explanation_alone_and_others_a_whole_page(page, demo):
    address = f"/p/demo/why/indicator:urbanization@{CITY}@2024/"
    alone = page.get(address, headers={"hx-request": "true"}).text
    whole = page.get(address).text
    assert "<html" not in alone
    assert "<html" in whole
    for text in (alone, whole):
        # 城镇 112 000, 乡村 88 000: 112000 / 200000 = 56 %
        assert "112000 ÷ (112000 + 88000) × 100 = 56.00 %" in text
        assert "由下级地区汇总" in text
        assert "三年内把常住人口城镇化率提高到 60%" in text
        assert demo.run.pack.digest[:12] in text


def test_an_explanation_leads_on_to_its_inputs_down_to_the_reporter(page, demo):
    text = page.get(f"/p/demo/why/element:pop_urban@{CITY}@2024/").text
    assert f"element:pop_urban@{EAST}@2024" in figures(text)
    leaf = next(key for key in figures(text) if "@2024" in key)
    while "报送" not in (text := page.get(f"/p/demo/why/{leaf}/").text):
        leaf = next(key for key in figures(text) if key != leaf)
    assert "安和市统计公报" in text


@pytest.mark.parametrize(
    "address", ["why/urbanization@990100@1999/", "why/nonsense/", "why/x@y@2024/", "indicators/x/", "places/x/"]
)
def test_an_unknown_thing_is_a_page_that_says_so(page, demo, address):
    answer = page.get(f"/p/demo/{address}")
    assert answer.status_code == 404
    assert "没有这一页" in answer.text


@pytest.mark.parametrize("query", ["place=x", "period=1999"])
def test_an_unknown_place_or_period_is_named(page, demo, query):
    answer = page.get(f"/p/demo/?{query}")
    assert answer.status_code == 404
    assert query.split("=")[1] in answer.text


def test_a_typed_address_cannot_put_markup_into_the_page(page, demo):
    assert "<script>" not in page.get("/p/demo/?place=<script>alert(1)</script>").text
    assert "<b>x" not in page.get("/p/demo/find/?q=<b>x").text


def test_the_points_of_the_index_add_up_to_its_score(page, demo):
    root = demo.score(CITY, demo.period)
    parts = explain(demo.run, root.key).inputs
    assert sum(part.points or 0 for part in parts) == pytest.approx(root.value)
    text = page.get("/p/demo/index/").text
    for part in parts:
        assert f'<td class="num">{part.points:,.2f}</td>' in text


def test_a_scorecard_shows_every_item_with_points_and_reason(page, demo):
    scheme, when = demo.assessments[0][0].code, demo.assessments[0][1].code
    card = demo.cards(scheme, when)[0]
    text = page.get(f"/p/demo/scores/{scheme}/{when}/{card.unit}/").text
    for one in card.items():
        assert one.words.zh in text
        assert one.reason.zh in text
    shown = figures(text)
    assert shown[f"score:{scheme}@{card.unit}@{when}"][1] == f"{card.total:,.2f}"


def test_every_target_and_task_of_the_ledger_leads_to_its_clause(page, demo):
    text = page.get("/p/demo/plan/").text
    tables = demo.run.pack.tables
    for row in (*tables.targets.rows, *tables.tasks.rows):
        assert f"/p/demo/plan/clause/{row.clause}/" in text
    clause = page.get("/p/demo/plan/clause/plan.1/", headers={"hx-request": "true"}).text
    assert "三年内把常住人口城镇化率提高到 60%" in clause
    assert "<html" not in clause


def test_tasks_can_be_asked_for_by_domain_and_by_word(page, demo):
    text = page.get("/p/demo/plan/?domain=ecology&q=排口").text
    tasks = text[text.index('id="tasks"') : text.index('id="clauses"')]
    assert "整治入海排口" in tasks
    assert "评估重点镇" not in tasks


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("东河", "/places/990121/"),
        ("urbanization", "/indicators/urbanization/"),
        ("排口", "#task-k3"),
        ("60%", "clause"),
    ],
)
def test_search_finds_places_indicators_tasks_and_clauses(page, demo, wanted, found):
    assert found in page.get("/p/demo/find/", {"q": wanted}).text


def test_search_for_nothing_there_says_what_to_try(page, demo):
    assert "没有找到" in page.get("/p/demo/find/?q=冰川").text


def test_the_place_page_tells_what_happened_to_it(page, demo):
    text = page.get("/p/demo/places/990121104/").text
    assert "2024-01-01 · 合并" in text
    assert "临港镇" in text  # it lives no more on the map of the run, and is still named


def test_reports_are_downloaded_as_what_they_say(page, demo):
    for form, start in (("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!")):
        answer = page.get(f"/p/demo/reports/{form}/")
        body = b"".join(answer.streaming_content)
        assert body.lstrip()[:2] == start
        assert quote("安和市") in answer.headers["Content-Disposition"]
        if form == "docx":
            assert "word/document.xml" in ZipFile(BytesIO(body)).namelist()
    assert page.get("/p/demo/reports/exe/").status_code == 404


def test_settings_count_what_is_invented(page, demo):
    taken = demo.run.observed.taken.values()
    invented = sum(row.status == "synthetic" for row in taken)
    assert invented
    assert f'<td class="num">{invented}/{len(taken)}</td>' in page.get("/settings/").text


def test_the_english_page_is_english(page, demo):
    page.post("/language/", {"language": "en", "next": "/"})
    text = page.get("/p/demo/").text
    for words in ("Plan ledger", "Which targets need attention?", "urban share of residents", "synthetic"):
        assert words in text
    assert "计划台账" not in text


def test_without_a_programme_the_page_teaches_the_first_step(page, office):
    assert "tongchou serve packs/demo" in page.get("/").text


def test_a_target_that_is_past_is_still_held_against_the_figure(demo):
    """The demo's plan ends in 2024; shown in 2024 nothing is past, and the city's share stands at 56 of 60."""
    aim = demo.aim("urbanization", CITY, demo.period)
    assert (aim.past, float(aim.target.value), aim.figure.text) == (False, 60.0, "56.00")
    later = demo._past(aim.target, demo.period)
    assert (later.past, later.light) == (True, aim.light)
    assert "到期未达" in light(later)
    assert "到期" not in light(aim)


def test_the_board_of_a_kind_that_is_not_there_gives_no_figure(demo):
    assert demo.figure(Kind.INDEX, "nothing", CITY, demo.period) is None


def test_the_formula_of_a_page_is_in_names(page, demo):
    assert "城镇常住人口 ÷ (城镇常住人口 + 乡村常住人口) × 100" in page.get("/p/demo/indicators/urbanization/").text


def test_where_there_are_many_places_a_page_shows_the_near_ones(page, demo, monkeypatch):
    monkeypatch.setattr("tongchou.web.desk.MOST_PLACES", 3)
    monkeypatch.setattr("tongchou.web.views.indicators.MOST_PLACES", 3)
    text = page.get(f"/p/demo/indicators/urbanization/?place={WEST}").text
    table = text[text.index("各地各年") :]
    assert [code for code in demo.run.tree.places if f"/places/{code}/" in table] == [
        CITY,
        EAST,
        WEST,
        *demo.run.tree.children(WEST),
    ]
    assert "地区较多" in table


def test_each_assessment_can_be_turned_to(page, demo):
    for scheme, when in demo.assessments:
        text = page.get(f"/p/demo/scores/?scheme={scheme.code}&period={when.code}").text
        for card in demo.cards(scheme.code, when.code):
            assert figures(text)[f"score:{scheme.code}@{card.unit}@{when.code}"][1] == f"{card.total:,.2f}"
