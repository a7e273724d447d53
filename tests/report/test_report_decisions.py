"""The appendix of people, land and money: every answer, every figure explained, every input with its origin."""

from datetime import date
from pathlib import Path

import pytest

from tongchou.loop import Run, run
from tongchou.packs import load
from tongchou.report import Document, decision_appendix, page, progress_report, word, workbook
from tongchou.report.decisions import INVENTED, inputs_told
from tongchou.report.model import Chart, Heading, Table

PACKS = Path(__file__).parents[2] / "packs"
SIGNED = date(2015, 4, 1)


@pytest.fixture(scope="module")
def luzhou() -> Run:
    return run(load(PACKS / "luzhou"))


@pytest.fixture(scope="module")
def appendix(luzhou: Run) -> Document:
    return decision_appendix(luzhou, SIGNED)


def test_every_question_has_its_chapter_and_the_stamp_says_that_inputs_are_invented(appendix: Document) -> None:
    chapters = [block.text for block in appendix.blocks if isinstance(block, Heading) and block.level == 1]
    assert len(chapters) == 13
    assert (chapters[0], chapters[-2][:4], chapters[-1][:4]) == ("一、总表", "十二、九", "十三、没")
    assert appendix.synthetic


def test_every_number_says_how_it_came_about(luzhou: Run, appendix: Document) -> None:
    tables = [block for block in appendix.blocks if isinstance(block, Table)]
    figures = [table for table in tables if table.title.startswith("主要数字")]
    assert len(figures) == 11
    assert all(row[3] for table in figures for row in table.rows)
    answers = [one.result.answer for one in luzhou.asked.values() if one.result]
    held = {table.title for table in appendix.tables}
    assert {table.words.zh for answer in answers for table in answer.tables if table.rows} <= held
    assert any(isinstance(block, Chart) and block.question == "每年谁出多少？" for block in appendix.blocks)


def test_inputs_name_their_origin_and_whether_they_are_made_up(luzhou: Run) -> None:
    told = {name: (text, source) for name, text, source in inputs_told(luzhou.asked["01-pace"])}
    assert told["现状占比"] == ("44.84%", "泸州市 2014 年常住人口城镇化率")
    assert told["目标·2017"][1].startswith("目标 t.urban.2017")
    assert told["同类城市年增百分点"][1].endswith(INVENTED)
    portfolio = {name: source for name, _, source in inputs_told(luzhou.asked["11-portfolio"])}
    assert all(source.endswith(INVENTED) for source in portfolio.values())


def test_inputs_are_said_in_words_not_as_a_file_writes_them(luzhou: Run) -> None:
    told = {name: text for one in luzhou.asked.values() for name, text, _ in inputs_told(one)}
    assert not [text for text in told.values() if set("{}[]") & set(text) or "province" in text]
    assert told["落户人数"].startswith("2015年 4万人、2016年 6万人")
    assert "各方分担 省 20%、市 30%、县区 50%" in told["成本项目·基础设施"]
    assert told["融资方式"].startswith("建设—移交（BT）、市级自行发行政府债券")


def test_the_last_chapter_lists_what_nobody_verified_and_where_it_is_used(appendix: Document) -> None:
    unverified = next(block for block in appendix.blocks if isinstance(block, Table) and block.title == "未核实的参数")
    assert [(str(row[1]), str(row[3])) for row in unverified.rows] == [("允许", "七")] * 3 + [("10%", "十、十二")]


def test_the_progress_report_ends_with_the_appendix_in_all_three_forms(luzhou: Run) -> None:
    report = progress_report(luzhou, SIGNED)
    assert report.annex_title.endswith("人地钱测算")
    assert any(isinstance(block, Table) and block.title == "人地钱测算一览" for block in report.blocks)
    assert "按年和承担方" in page(report)
    assert workbook(report)[:2] == word(report)[:2] == b"PK"


def test_a_programme_that_asks_nothing_has_no_appendix() -> None:
    report = progress_report(run(load(PACKS / "jiaxing")), SIGNED)
    assert report.annex == ()
    assert all("人地钱" not in block.text for block in report.blocks if isinstance(block, Heading))
