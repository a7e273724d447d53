"""The models' pages: what they show, live answers, mistakes at their cells, scenarios, files, and who may."""

from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path
from re import findall

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tongchou.decide import MODELS, template
from tongchou.decide.filling import filled, layout
from tongchou.packs.yaml_file import parse_plain
from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import Role
from tongchou.web.decisions.models import Scenario
from tongchou.web.errands.models import Errand
from tongchou.web.models import Person
from tongchou.web.shelf import shelf
from tongchou.web.trail.models import Entry

PACKS = Path(__file__).parents[2] / "packs"
QUOTA = "/p/chengdu/decide/models/land-quota/"
FUND = "/p/chengdu/decide/models/town-fund/"
TYPED = {
    "as_of": "2016-12-31",
    "f:adjustment:0:0": "0%",
    "f:near:0:0": "1平方米",
    "f:towns:0:-1": "甲镇",
    "f:towns:0:0": "4200",
    "f:towns:0:1": "98平方米",
    "f:towns:3:-1": "乙镇",
    "f:towns:3:0": "0.1万人",
    "f:towns:3:1": "120平方米",
}


@pytest.fixture(scope="session")
def towns(tmp_path_factory):
    """A folder with the run of Chengdu's programme, made once."""
    folder = tmp_path_factory.mktemp("decisions")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONGCHOU_HOME", str(folder))
        shelf().stock(PACKS / "chengdu")
    return folder


@pytest.fixture
def chengdu(towns, monkeypatch, person):
    monkeypatch.setenv("TONGCHOU_HOME", str(towns))
    client = Client()
    client.force_login(person)
    return client


def text(answer) -> str:
    return answer.content.decode()


PORTFOLIO = "/p/chengdu/decide/models/portfolio/"


def as_typed(code: str) -> dict[str, str]:
    """What a browser sends of a model's example."""
    one = MODELS[code]
    sent = {}
    for held in filled(layout(one.form), parse_plain(template(one), code)):
        for number, line in enumerate(held.lines):
            sent[f"f:{held.field.code}:{number}:-1"] = line.key
            sent |= {f"f:{held.field.code}:{number}:{at}": text for at, text in enumerate(line.texts)}
    return sent


@pytest.fixture
def solved_here(tmp_path, settings):
    """Answers of slow models kept in a folder of this test."""
    answers = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": tmp_path / "answers"}
    settings.CACHES = {**settings.CACHES, "answers": answers}


def saved(client: Client, name: str, **more: str) -> Scenario:
    client.post(f"{QUOTA}save/", TYPED | {"name": name} | more)
    return Scenario.objects.get(name=name)


def test_the_list_shows_the_programmes_own_answers_first_and_every_model(chengdu):
    page = text(chengdu.get("/p/chengdu/decide/"))
    assert page.index("6800 万元集中给几个镇") < page.index("市民化成本分担")
    assert all(f"/models/{code}/" in page for code in MODELS)
    assert "要填：资金总额、最多入选镇数、镇" in page


@pytest.mark.parametrize("code", sorted(MODELS))
def test_every_model_has_a_page_with_its_example(chengdu, code):
    answer = chengdu.get(f"/p/chengdu/decide/models/{code}/?question=")
    assert answer.status_code == 200
    assert "这里是示例输入" in text(answer)
    assert findall(r'name="f:[^"]+"', text(answer))


def test_the_programmes_question_is_where_a_model_starts(chengdu):
    page = text(chengdu.get(f"{FUND}?question=02-fund-2005"))
    assert "只说明算法，不能引用" in page
    assert 'value="6800万元"' in page
    assert "most_towns = " in page
    assert "element:town_core_pop@510112905@2004" in page


def test_a_model_or_question_there_is_none_of_is_not_found(chengdu):
    assert chengdu.get("/p/chengdu/decide/models/land-quotas/").status_code == 404
    assert chengdu.get(f"{FUND}?question=09-none").status_code == 404
    assert chengdu.get(f"{FUND}?scenario=99").status_code == 404


def test_typed_inputs_are_answered_live(chengdu):
    answer = text(chengdu.post(QUOTA, TYPED, headers={"HX-Request": "true"}))
    assert "<html" not in answer
    assert "50" in answer
    (hectares,) = findall(r"<b>([\d.,]+)</b> 公顷", answer)
    assert hectares == "50", "4200 × 100 m² + 1000 × 80 m² = 500,000 m²"
    assert "国土资发〔2016〕123号" in answer


def test_a_slider_moves_the_answer_and_says_by_how_much(chengdu):
    answer = text(chengdu.post(QUOTA, TYPED | {"lever:0": "120"}, headers={"HX-Request": "true"}))
    assert findall(r"<b>([\d.,]+)</b> 公顷", answer) == ["60"]
    assert "+20.0%" in answer


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"f:towns:0:1": "98"}, "请写单位，如 2429公顷"),
        ({"f:towns:3:0": "-5"}, "应不小于 0"),
        ({"f:towns:3:1": ""}, "缺少必填的"),
        ({"f:towns:0:4": "公安: ["}, "YAML 写法有误"),
        ({"as_of": "31.12.2016"}, "不是日期"),
        ({"f:adjustment:0:0": "11%"}, "±10"),
    ],
)
def test_a_mistake_is_told_and_nothing_typed_is_lost(chengdu, change, words):
    page = text(chengdu.post(QUOTA, TYPED | change))
    assert words in page
    assert 'value="0.1万人"' in page or "f:towns:3:0" in change


def test_a_mistake_stands_at_its_cell(chengdu):
    page = text(chengdu.post(QUOTA, TYPED | {"f:towns:3:1": "120"}))
    cell = findall(r'<input id="f:towns:1:1"[^>]*>', page)
    assert len(cell) == 1
    assert 'aria-invalid="true"' in cell[0]


def test_a_scenario_keeps_inputs_answer_person_and_digest(chengdu, person):
    one = saved(chengdu, "照填写")
    assert (one.by, one.model, one.as_of) == (person, "land-quota", date(2016, 12, 31))
    assert one.answer["inputs_digest"] == one.digest
    assert one.inputs["towns"]["乙镇"] == {"settlers": "0.1万人", "area_per_head": "120平方米"}
    page = text(chengdu.get(f"{QUOTA}?scenario={one.pk}"))
    assert "与当时一致" in page
    assert one.digest[:16] in page
    assert [entry.what for entry in Entry.objects.filter(what__startswith="decisions.")] == ["decisions.save"]


def test_a_scenario_says_when_the_answer_would_differ_now(chengdu):
    one = saved(chengdu, "旧数")
    one.answer["figures"][0]["value"] = "49"
    one.save()
    assert "现在重算与当时不同" in text(chengdu.get(f"{QUOTA}?scenario={one.pk}"))


def test_nothing_is_kept_without_a_name_or_an_answer(chengdu):
    assert "请给方案起个名字" in text(chengdu.post(f"{QUOTA}save/", TYPED | {"name": " "}))
    assert chengdu.post(f"{QUOTA}save/", TYPED | {"name": "坏", "f:towns:0:1": "98"}).status_code == 400
    assert not Scenario.objects.exists()


def test_scenarios_stand_side_by_side_with_differences_and_changed_inputs(chengdu):
    one, more = saved(chengdu, "照填写"), saved(chengdu, "多两成", **{"lever:0": "120", "f:near:0:0": "2平方米"})
    page = text(chengdu.get("/p/chengdu/decide/compare/", {"scenario": [one.pk, more.pk]}))
    assert "+10" in page
    assert "near" in page
    assert "落户人数 +20%" in page
    assert "先勾选同一模型" in text(chengdu.get("/p/chengdu/decide/compare/"))


def test_the_programmes_own_answers_stand_beside_each_other_and_beside_scenarios(chengdu):
    asked = ["01-fund-2004", "02-fund-2005"]
    page = text(chengdu.get("/p/chengdu/decide/compare/", {"question": asked, "scenario": [saved(chengdu, "别的").pk]}))
    assert page.count('<th scope="col" class="num">') == 2
    assert "1 个属于别的模型" in page
    assert "budget" in page
    assert chengdu.get("/p/chengdu/decide/compare/", {"question": "none"}).status_code == 404
    assert text(chengdu.get("/p/chengdu/decide/")).count('form="compare" name="question"') == 3


def test_an_example_whose_rules_have_ended_opens_on_its_own_day(chengdu):
    page = text(chengdu.get("/p/chengdu/decide/models/service-demand/?question="))
    assert 'value="2020-06-30"' in page
    assert "pack.parameter.unavailable" not in page


def test_a_share_moved_by_a_slider_is_told_in_points(chengdu):
    page = text(chengdu.get("/p/chengdu/decide/models/stable-population/?question="))
    typed = dict(findall(r'name="(f:[^"]+)"[^>]*value="([^"]*)"', page))
    areas = dict(findall(r'id="(f:[^"]+)"[^>]*>([^<]*)</textarea>', page))
    moved = chengdu.post(
        "/p/chengdu/decide/models/stable-population/", {**typed, **areas, "f:width:0:0": "5", "lever:0": "120"}
    )
    assert findall(r"<b>\+[\d.]+ ‰</b>", text(moved))


def test_a_scenario_is_renamed_and_deleted_in_the_trail(chengdu):
    one = saved(chengdu, "甲")
    chengdu.post(f"/p/chengdu/decide/scenarios/{one.pk}/", {"name": "乙"})
    assert Scenario.objects.get().name == "乙"
    chengdu.post(f"/p/chengdu/decide/scenarios/{one.pk}/", {"delete": "yes", "name": "乙"})
    assert not Scenario.objects.exists()
    assert [entry.what for entry in Entry.objects.filter(what__startswith="decisions.").order_by("number")] == [
        "decisions.save", "decisions.rename", "decisions.delete",
    ]  # fmt: skip


def test_excel_out_and_back_in(chengdu):
    book = chengdu.get(f"{FUND}inputs.xlsx?question=02-fund-2005").content
    sheet = openpyxl.load_workbook(BytesIO(book))
    assert sheet.sheetnames == ["说明", "参数", "镇"]
    sheet["参数"]["C2"] = "3000万元"
    buffer = BytesIO()
    sheet.save(buffer)
    page = text(chengdu.post(f"{FUND}upload/", {"file": SimpleUploadedFile("资金.xlsx", buffer.getvalue())}))
    assert "已读入 资金.xlsx" in page
    assert 'value="3000万元"' in page
    sheet["镇"]["C5"] = "360"
    buffer = BytesIO()
    sheet.save(buffer)
    answer = chengdu.post(f"{FUND}upload/", {"file": SimpleUploadedFile("资金.xlsx", buffer.getvalue())})
    assert answer.status_code == 400
    assert "资金.xlsx，工作表“镇”，第 5 行，第 3 列" in text(answer)
    assert chengdu.post(f"{FUND}upload/", {}).status_code == 400


def test_the_appendix_holds_every_answer(chengdu):
    answer = chengdu.get("/p/chengdu/decide/appendix.docx")
    assert "attachment" in answer.headers["Content-Disposition"]
    words = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(answer.content)).paragraphs)
    assert "6800 万元集中给几个镇" in words
    assert "怎样得来" in words
    assert (
        openpyxl.load_workbook(BytesIO(chengdu.get("/p/chengdu/decide/appendix.xlsx").content)).sheetnames[0] == "说明"
    )
    assert chengdu.get("/p/chengdu/decide/appendix.pdf").status_code == 404


def test_what_nobody_verified_stands_on_one_page(chengdu):
    page = text(chengdu.get("/p/chengdu/decide/unverified/"))
    assert "ppp.affordability" in page
    assert "人社部" not in page


def test_a_town_may_not_suppose(chengdu):
    town = Person.objects.create_user("zhen", password="a long pass phrase")
    appoint(town, Role.TOWN)
    chengdu.force_login(town)
    for address in ("/p/chengdu/decide/", QUOTA, "/p/chengdu/decide/unverified/", f"{QUOTA}inputs.xlsx"):
        assert chengdu.get(address).status_code == 403
    assert chengdu.post(f"{QUOTA}save/", TYPED | {"name": "甲"}).status_code == 403
    assert not Scenario.objects.exists()


def test_the_pages_speak_english(chengdu):
    chengdu.cookies["django_language"] = "en"
    page = text(chengdu.get(f"{FUND}?question=02-fund-2005"))
    assert "68 million yuan: concentrated on a few towns" in page
    assert "Move and see" in page
    assert "chosen towns get at least the minimum effective package" in page
    assert "per head (yuan)" in page


def test_an_answer_given_before_is_not_computed_again(chengdu, monkeypatch):
    moved = {**TYPED, "lever:0": "110"}
    first = text(chengdu.post(QUOTA, moved, headers={"HX-Request": "true"}))
    monkeypatch.setattr("tongchou.web.decisions.sheet.run", lambda *_: pytest.fail("computed again"))
    assert text(chengdu.post(QUOTA, moved, headers={"HX-Request": "true"})) == first
    assert chengdu.get(f"{FUND}?question=02-fund-2005").status_code == 200


def test_other_inputs_days_and_sliders_are_other_questions(chengdu):
    tried = [TYPED, {**TYPED, "lever:0": "110"}, {**TYPED, "f:adjustment:0:0": "5%"}, {**TYPED, "as_of": "2018-12-31"}]
    digests = {findall(r"输入摘要 (\w+)", text(chengdu.post(QUOTA, one)))[0] for one in tried}
    assert len(digests) == len(tried)


def test_a_slow_model_is_solved_beside_the_pages_and_kept(chengdu, at_once, solved_here):
    page = text(chengdu.get(f"{PORTFOLIO}?question="))
    assert "在后台求解" in page
    assert "data-slow" in page
    small = {name: value for name, value in as_typed("portfolio").items() if not name.startswith("f:scenarios")}
    small["as_of"] = "2016-12-31"
    told = chengdu.post(PORTFOLIO, small, follow=True)
    address = findall(r'data-goes-to="([^"]+)"', text(told))[0]
    answer = text(chengdu.get(unescape(address)))
    assert "方案总价值" in answer
    assert "入选项目" in answer
    again = chengdu.post(PORTFOLIO, small, headers={"HX-Request": "true"})
    assert "入选项目" in text(again)
    assert chengdu.get(f"{PORTFOLIO}?solved=none").status_code == 404


def test_what_a_slow_model_refuses_is_told_where_it_is_awaited(chengdu, at_once, solved_here):
    page = text(chengdu.post(PORTFOLIO, {**as_typed("portfolio"), "as_of": "2008-12-31"}, follow=True))
    assert "没有参数“ppp.affordability”" in page


def test_a_mistake_in_a_slow_model_is_told_at_once(chengdu, at_once, solved_here):
    wrong = text(chengdu.post(PORTFOLIO, {**as_typed("portfolio"), "f:first_year:0:0": "不是年份"}))
    assert "应为整数" in wrong
    assert not Errand.objects.exists()
