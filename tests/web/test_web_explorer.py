"""The index explorer: live and without script, the library's own numbers, never the published run."""

import csv
import io
import re

import pytest

from tongchou.loop.supposed_tables import STAGES
from tongchou.loop.supposing import suppose
from tongchou.packs.fields import Level
from tongchou.terms import Period

PAGE = "/p/demo/index/explore/"
SHIFTED = "level=town&period=2024&w.people=80&w.income=10&w.nature=10"


def answer(demo, **weights):
    typed = {code: str(weight) for code, weight in weights.items()}
    return suppose(demo.run, demo.run.indexed, Level.TOWN, Period.year(2024), typed)


def rows(text, heading):
    """The cells of the table under a heading, as a reader sees them."""
    part = text[text.index(heading) :]
    body = part[part.index("<tbody>") : part.index("</tbody>")]
    lines = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    return [
        [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<t[hd].*?</t[hd]>", line, re.DOTALL)]
        for line in lines
    ]


def test_it_opens_on_the_level_with_enough_places_and_the_published_weights(page, demo):
    text = page.get(PAGE).text
    assert '<option value="town" selected>' in text
    assert "权重与公布的相同，4 个地区" in text
    assert "不改变已公布的结果" in text
    assert text.count('type="range"') == len(demo.run.indexed.composite.tree.nodes) - 1 - 2  # two parts stand alone


def test_other_weights_give_the_librarys_scores_and_moves(page, demo):
    told = answer(demo, people=80, income=10, nature=10)
    shown = rows(page.get(f"{PAGE}?{SHIFTED}").text, "谁升谁降")
    scores = dict(zip((place.name for place in told.places), told.result.score()[:, told.at], strict=True))
    assert len(shown) == 4
    assert {cells[0]: cells[3] for cells in shown} == {name: f"{score:.2f}" for name, score in scores.items()}
    assert [int(cells[1]) for cells in shown] == sorted(int(cells[1]) for cells in shown)


def test_the_published_score_opens_its_explanation(page, demo):
    text = page.get(f"{PAGE}?{SHIFTED}").text
    for place in demo.run.tree.of_level(Level.TOWN):
        assert f'href="/p/demo/why/index:index@{place}@2024/" data-why' in text


def test_printed_points_add_up_to_the_printed_score(page, demo):
    for query in ("", f"?{SHIFTED}"):
        shown = rows(page.get(f"{PAGE}{query}").text, "得分由哪些部分组成")
        assert shown
        for cells in shown:
            parts = [cell for cell in cells[3:] if cell != "缺"]
            assert sum(round(100 * float(cell)) for cell in parts) == round(100 * float(cells[1]))


def test_a_part_without_a_score_is_missing_and_never_zero(page, demo):
    shown = rows(page.get(f"{PAGE}?level=town&period=2024").text, "得分由哪些部分组成")
    told = answer(demo)
    income = dict(zip((place.name for place in told.places), told.result.score("income")[:, told.at], strict=True))
    assert {cells[0] for cells in shown if cells[4] == "缺"} == {name for name, one in income.items() if one != one}
    assert any(cells[4] == "缺" for cells in shown)


def test_the_change_is_split_by_cause_and_names_the_share_of_other_weights(page, demo):
    shown = rows(page.get(f"{PAGE}?{SHIFTED}").text, "为什么变了")
    told = answer(demo, people=80, income=10, nature=10)
    split = [cells for cells in shown if len(cells) == 7]
    assert split
    names = [place.name for place in told.places]
    for cells in split:
        at = names.index(cells[0])
        assert float(cells[3]) == pytest.approx(told.change.weights[at], abs=0.005)
        assert sum(map(float, cells[2:5])) == pytest.approx(float(cells[5]), abs=0.02)
    assert any(float(cells[3]) for cells in split)


def test_ranks_that_cannot_be_told_apart_say_so(page, demo):
    shown = rows(page.get(f"{PAGE}?level=town&period=2024").text, "谁升谁降")
    assert sum("不可区分" in cells[6] for cells in shown) == 2
    assert "不可区分" in page.get("/p/demo/index/?place=990121101&period=2024").text


def test_other_weights_have_intervals_of_their_own_beside_the_published(page, demo):
    told = answer(demo, people=80, income=10, nature=10)
    shown = {cells[0]: cells[6] for cells in rows(page.get(f"{PAGE}?{SHIFTED}").text, "谁升谁降")}
    for place, interval in zip(told.places, told.intervals, strict=True):
        was = demo.run.interval(place.code, "2024").rank.ranks
        spans = [f"{one.low:.0f}" if one.low == one.high else f"{one.low:.0f}–{one.high:.0f}"
                 for one in (interval.rank.ranks, was)]  # fmt: skip
        assert shown[place.name].startswith(f"{spans[0]} ({spans[1]})")


def test_the_script_gets_the_answer_alone(page, demo):
    alone = page.get(f"{PAGE}?{SHIFTED}", headers={"hx-request": "true"}).text
    assert "<html" not in alone
    assert 'type="range"' not in alone
    assert "谁升谁降" in alone


def test_weights_that_are_none_are_named_and_the_published_answer_stays(page, demo):
    for query in ("w.people=x", "w.people=0&w.income=0&w.nature=0", "w.nothing=5"):
        response = page.get(f"{PAGE}?level=town&period=2024&{query}")
        assert response.status_code == 200
        assert 'role="alert"' in response.text
        assert "权重与公布的相同" in response.text


@pytest.mark.parametrize("query", ["level=moon", "period=1999"])
def test_an_unknown_level_or_period_is_a_page_that_says_so(page, demo, query):
    found = page.get(f"{PAGE}?{query}")
    assert found.status_code == 404
    assert query.split("=")[1] in found.text


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_is_sent_as_csv(page, demo, stage):
    response = page.get(f"{PAGE}{stage}.csv?{SHIFTED}")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    assert table
    assert {row["basis"] for row in table} == {"what-if"}
    assert f'filename="demo-2024-{stage}.csv"' in response.headers["Content-Disposition"]


def test_an_unknown_stage_or_weights_that_are_none_are_no_file(page, demo):
    assert page.get(f"{PAGE}nothing.csv").status_code == 404
    assert page.get(f"{PAGE}scores.csv?w.people=x").status_code == 404


def test_a_what_if_changes_nothing_that_is_published(page, demo):
    before = rows(page.get("/p/demo/index/?period=2024").text, "总分由哪些部分组成")
    assert len(before) > 3
    page.get(f"{PAGE}?{SHIFTED}")
    assert rows(page.get("/p/demo/index/?period=2024").text, "总分由哪些部分组成") == before


def test_navigation_and_index_page_lead_to_it(page, demo):
    text = page.get("/p/demo/index/").text
    assert text.count(f'href="{PAGE}"') == 2
    assert "换一套权重会怎样？" in text


def test_english_speaks_english(page, demo):
    page.cookies["django_language"] = "en"
    text = page.get(f"{PAGE}?{SHIFTED}").text
    assert "This is a what-if over frozen figures; nothing published changes." in text
