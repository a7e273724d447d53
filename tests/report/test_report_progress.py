"""The progress report: every number is one of the run, every state of a cell keeps its word."""

from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest

from tongchou.loop import Key, Kind, Run, run
from tongchou.packs import load
from tongchou.report import Document, Heading, Number, Paragraph, Table, progress_report, word
from tongchou.report.certainty import rank_interval
from tongchou.terms import Period

PACKS = Path(__file__).parent.parent.parent / "packs"


@pytest.fixture(scope="module")
def demo() -> Run:
    return run(load(PACKS / "demo"))


@pytest.fixture(scope="module")
def report(demo: Run) -> Document:
    return progress_report(demo, date(2025, 1, 20))


def numbers(report: Document) -> list[Number]:
    texts = [span for block in report.blocks for span in getattr(block, "spans", ())]
    cells = [cell for table in report.tables for row in table.rows for cell in row]
    return [one for one in (*texts, *cells) if isinstance(one, Number)]


def test_every_number_is_a_figure_of_the_run(demo: Run, report: Document) -> None:
    keyed = [one for one in numbers(report) if one.key and not one.key.startswith(Kind.SCORE)]
    assert len(keyed) > 30
    for one in keyed:
        figure = demo.figure(Key.parse(one.key))
        assert one.text in (figure.text, figure.text + figure.unit)


def test_every_score_is_that_of_the_card(demo: Run, report: Document) -> None:
    card = demo.assessments["counties", "2024"].card("990121")
    results = next(table for table in report.tables if table.name == "考核成绩")
    row = next(row for row in results.rows if row[1] == "东河县")
    points = [*(area.points or 0.0 for area in card.areas), card.bonus, card.deductions, card.total]
    assert [str(cell) for cell in row[2:-2]] == [f"{value:.2f}" for value in points]
    assert (str(row[-3]), row[0]) == ("77.33", "1")


def test_parts_come_in_order_and_empty_ones_are_left_out(report: Document) -> None:
    heads = [block.text for block in report.blocks if isinstance(block, Heading) and block.level == 1]
    names = ["总体情况", "目标进展", "综合指数", "各地情况", "任务分解和规划衔接", "考核结果", "数据说明"]
    assert heads == [f"{numeral}、{name}" for numeral, name in zip("一二三四五六七", names, strict=True)]


def test_states_keep_their_words(demo: Run) -> None:
    earlier = progress_report(demo, date(2024, 1, 20), period=Period.parse("2023"))
    indicators = next(table for table in earlier.attachments if table.name == "指标全表")
    row = next(row for row in indicators.rows if row[0] == "生活污水治理行政村比例")
    assert "缺失" in row


def test_invented_figures_are_stamped(report: Document) -> None:
    assert report.synthetic
    opened = docx.Document(BytesIO(word(report)))
    assert "虚构" in opened.sections[0].header.paragraphs[0].text


def test_a_period_with_more_figures_is_chosen() -> None:
    panjin = run(load(PACKS / "panjin"))
    assert "2015年" in progress_report(panjin, date(2016, 1, 1), period=Period.year(2015)).title
    assert not progress_report(run(load(PACKS / "luzhou")), date(2025, 1, 20)).synthetic


def test_targets_whose_day_has_passed_say_what_became_of_them() -> None:
    """Luzhou promised 58.5 % by 2020; the first figure after is 51.35 % of 2021."""
    luzhou = run(load(PACKS / "luzhou"))
    composed = progress_report(luzhou, date(2025, 1, 20), period=Period.year(2024))
    past = next(block for block in composed.blocks if isinstance(block, Table) and block.name == "到期目标")
    row = next(row for row in past.rows if "58.5" in str(row[1]))
    assert [str(cell) for cell in row[2:]] == ["51.35", "2021年", "■ 未达到"]


def test_ranks_of_places_stand_beside_their_intervals() -> None:
    """Panjin 2015: 85.73, 83.70, 64.39 and 58.73 points; no draw of weights changes their order."""
    panjin = run(load(PACKS / "panjin"))
    composed = progress_report(panjin, date(2016, 1, 1), period=Period.year(2015))
    places = next(block for block in composed.tables if block.name == "各地综合指数")
    assert places.head[:3] == ("位次", "位次区间", "地区")
    assert [row[:3] for row in places.rows] == [
        ("1", "1", "兴隆台区"),
        ("2", "2", "双台子区"),
        ("3", "3", "大洼区"),
        ("4", "4", "盘山县"),
    ]
    assert "上下浮动 25%，重复计算 1000 次" in places.note


def test_places_that_cannot_be_told_apart_are_marked_in_the_report(demo: Run) -> None:
    """Two towns of the demo both have 100 points in 2024: each is first in every run, neither before the other."""
    assert rank_interval(demo, "990121101", "2024") == "1（不可区分）"
    assert rank_interval(demo, "990122102", "2024") == "4"
    assert rank_interval(demo, "990121", "2024") == "—"


def test_one_city_alone_has_an_interval_of_its_score() -> None:
    jiaxing = run(load(PACKS / "jiaxing"))
    composed = progress_report(jiaxing, date(2023, 1, 1), period=Period.year(2022))
    told = next(b.text for b in composed.blocks if isinstance(b, Paragraph) and "权重若有出入" in b.text)
    one = jiaxing.interval("330400", "2022")
    assert one is not None
    assert f"{one.score.low:.2f} 至 {one.score.high:.2f} 之间" in told


def test_doubtful_figures_are_named_by_place_and_element(report: Document) -> None:
    table = next(block for block in report.blocks if isinstance(block, Table) and block.name == "数据问题")
    assert table.rows[0][1] == "西岭县 2023 农村居民人均可支配收入"
