"""Editions of an index on a page: which version, known up to which day, by cause, and as files."""

import csv
import io

import pytest

from tongchou.loop.edition_tables import TABLES

PAGE = "/p/demo/index/editions/"
THEN = "known=2024-02-01&then=2023&now=2024&level=town"


def test_it_opens_on_the_version_in_force_and_says_that_nothing_was_revised(page, demo):
    text = page.get(PAGE).text
    assert "2024年的得分为什么变了" in text
    assert "没有修订" in text
    assert "规则相同" in text
    assert "0 · 交付时的方案（现行）" in text


def test_the_year_as_published_then_is_held_against_this_year(page, demo):
    text = page.get(f"{PAGE}?{THEN}").text
    assert "比当时公布的2023年为什么变了" in text
    assert "当时没有得分" in text  # 石桥镇 had none in 2023
    for heading in ("数据修订", "指标变化", "权重变化", "数据覆盖变化"):
        assert heading in text


def test_a_day_before_the_last_reports_falls_back_to_the_last_period_known_then(page, demo):
    assert "比当时公布的2023年" in page.get(f"{PAGE}?known=2024-02-01&now=2024").text


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_sent_as_csv(page, demo, table):
    response = page.get(f"{PAGE}{table}.csv?{THEN}")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text)))
    assert f'filename="demo-2023-2024-{table}.csv"' in response.headers["Content-Disposition"]
    if table == "scores":
        for row in (row for row in found if row["total"]):
            causes = sum(float(row[cause]) for cause in ("revision", "performance", "weights", "coverage"))
            assert causes == pytest.approx(float(row["total"]))


@pytest.mark.parametrize("query", ["version=7", "version=x", "known=tomorrow", "then=1999", "now=1999", "level=moon"])
def test_what_there_is_not_is_a_page_that_says_so(page, demo, query):
    found = page.get(f"{PAGE}?{query}")
    assert found.status_code == 404
    assert query.split("=")[1] in found.text


def test_a_day_on_which_nothing_was_known_is_refused_with_a_sentence(page, demo):
    found = page.get(f"{PAGE}?known=1990-01-01")
    assert found.status_code == 400
    assert "1990-01-01" in found.text
    assert page.get(f"{PAGE}scores.csv?known=1990-01-01").status_code == 404


def test_index_and_explorer_lead_to_it(page, demo):
    assert f'href="{PAGE}"' in page.get("/p/demo/index/").text
    assert PAGE in page.get("/p/demo/index/explore/?level=town&period=2024").text
