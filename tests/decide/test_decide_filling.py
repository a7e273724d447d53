"""Inputs as lines of text and as workbooks, there and back; every field named, every figure and table explained."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongchou.decide import MODELS, Model, Result, about, model, national_book, parse_inputs, run, template
from tongchou.decide.filling.layout import Field, Shape, layout
from tongchou.decide.filling.lines import Filled, Line, data_of, filled, spot_of, text_of
from tongchou.decide.filling.workbook import from_workbook, to_workbook
from tongchou.decide.plots import PLOTS, drawings, swings
from tongchou.decide.showing import table_shown
from tongchou.packs.yaml_file import parse_plain
from tongchou.terms import AsOf, Refusal

DAYS = {
    "swap-ledger": date(2018, 6, 30),
    "residence": date(2021, 6, 1),
    "old-compensation": date(2015, 6, 30),
}


def plain(one: Model) -> dict[str, Any]:
    return dict(parse_plain(template(one), one.code))


@pytest.mark.parametrize("code", sorted(MODELS))
def test_a_template_survives_lines_of_text(code: str) -> None:
    one = model(code)
    lines = filled(layout(one.form), plain(one))
    assert one.form.model_validate(data_of(lines)) == one.form.model_validate(plain(one))


@pytest.mark.parametrize("code", sorted(MODELS))
def test_a_template_survives_a_workbook(code: str) -> None:
    one = model(code)
    book = to_workbook(code, one.words, one.form, plain(one))
    assert from_workbook(code, one.form, book, "a.xlsx")[1] == one.form.model_validate(plain(one))


@pytest.mark.parametrize("code", sorted(MODELS))
def test_every_field_is_named_and_every_number_explained(code: str) -> None:
    one = model(code)

    def walk(fields: tuple[Field, ...]) -> None:
        for field in fields:
            assert field.words.zh
            assert field.words.en
            walk(field.within)

    walk(layout(one.form))
    answer = run(one, parse_inputs(one, template(one)), national_book(), AsOf(DAYS.get(code, date(2020, 6, 30))), "CN")
    assert [f.code for f in answer.answer.figures if not f.how] == []
    assert [t.code for t in answer.answer.tables if not t.how] == []
    assert about(code).asks.zh.endswith("？")
    for drawing in drawings(code, answer.answer):
        assert all(len(values) == len(drawing.labels) for _, values in drawing.series)


def test_a_share_moves_in_points_and_one_input_alone_is_no_comparison() -> None:
    cohort, stable = (_example_of(code) for code in ("cohort", "stable-population"))
    drawn = swings(cohort)
    assert drawn is not None
    assert (drawn.unit, len(drawn.labels)) == ("百分点", 2)
    assert drawn.series[1][1][0] == pytest.approx(float(cohort.swings[1].more) - float(cohort.headline.value))
    assert len(stable.swings) == 1
    assert swings(stable) is None


def _example_of(code: str) -> Result:
    one = MODELS[code]
    return run(one, parse_inputs(one, template(one)), national_book(), AsOf(date(2020, 6, 30)), "510500")


@pytest.mark.parametrize("code", MODELS)
def test_an_example_answers_on_its_own_day_or_on_any(code: str) -> None:
    one, day = MODELS[code], about(code).day or date(2008, 12, 31)
    assert run(one, parse_inputs(one, template(one)), national_book(), AsOf(day), "510500").answer.figures


def test_charts_are_of_models_there_are() -> None:
    assert PLOTS.keys() <= MODELS.keys()


SCALARS = st.one_of(st.text("甲乙ab1 %{}[],:#\"'", max_size=6), st.integers(-9999, 9999), st.booleans(), st.just("80%"))


@settings(max_examples=200)
@given(st.lists(SCALARS, max_size=4), st.dictionaries(st.text("甲乙ab", min_size=1, max_size=4), SCALARS, max_size=4))
def test_what_is_nested_in_a_cell_is_read_back(items: list[Any], pairs: dict[str, Any]) -> None:
    assert parse_plain(f"[{text_of(items)}]", "cell") == items
    assert parse_plain(f"{{{text_of(pairs)}}}", "cell") == pairs


def edited(sheet: str, cell: str, value: object) -> bytes:
    one = model("land-quota")
    book = openpyxl.load_workbook(BytesIO(to_workbook(one.code, one.words, one.form, plain(one))))
    book[sheet][cell] = value
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "row", "column", "words"),
    [
        ("镇（或区县）", "C4", "100.4", 4, 3, "请写单位，如 2429公顷"),
        ("镇（或区县）", "B5", -5, 5, 2, "应不小于 0"),
        ("镇（或区县）", "C3", None, 3, 1, "缺少必填的“area_per_head”"),
        ("镇（或区县）", "G2", "settlrs", 2, 7, "不认识“settlrs”"),
        ("镇（或区县）", "F3", "公安: [", 3, 6, "YAML 写法有误"),
        ("参数", "C2", 0.1, 2, 3, "请写单位，如 58.5%"),
        ("参数", "A9", "adjust", 9, 1, "不认识“adjust”"),
    ],
)
def test_a_mistake_is_named_at_its_cell(
    sheet: str, cell: str, value: object, row: int, column: int, words: str
) -> None:
    with pytest.raises(Refusal) as refused:
        from_workbook("land-quota", model("land-quota").form, edited(sheet, cell, value), "指标.xlsx")
    problem = refused.value.problems[0]
    assert (problem.where.file, problem.where.sheet, problem.where.row) == ("指标.xlsx", sheet, row)
    assert words in problem.sentence()
    assert problem.where.column == column or "缺少" in words


def test_numbers_typed_as_numbers_are_read() -> None:
    form = from_workbook("land-quota", model("land-quota").form, edited("镇（或区县）", "B3", 4321), "a.xlsx")[1]
    assert form.towns["玄滩镇"].settlers == 4321  # type: ignore[attr-defined]


def test_a_workbook_of_another_model_or_none_at_all_is_refused() -> None:
    one = model("dividend")
    book = to_workbook(one.code, one.words, one.form, plain(one))
    with pytest.raises(Refusal, match=r"decide\.workbook\.other-model"):
        from_workbook("debt", model("debt").form, book, "a.xlsx")
    with pytest.raises(Refusal, match=r"decide\.workbook\.unreadable"):
        from_workbook("debt", model("debt").form, b"PK nothing", "a.xlsx")


def test_spots_of_a_table_of_forms() -> None:
    fields = layout(model("citizenization-cost").form)
    lines = filled(fields, plain(model("citizenization-cost")))
    spot = spot_of(lines, ("items", "保障性住房", "shares", "central"))
    items = next(one for one in lines if one.field.code == "items")
    assert (items.lines[spot.line].key, items.field.columns[spot.column].code) == ("保障性住房", "shares")
    assert items.field.shape is Shape.ROWS
    assert data_of([Filled(items.field, (Line(("",) * 9, ""),))]) == {"items": {}}


def test_large_money_is_shown_as_it_is_said() -> None:
    one = model("citizenization-cost")
    answer = run(one, parse_inputs(one, template(one)), national_book(), AsOf(date(2015, 6, 30)), "CN")
    shown = table_shown(answer.table("payers"))
    assert shown.headings == ("承担方", "金额（万元）", "占比（%）")
    assert shown.numeric == (False, True, True)
    cost = answer.table("payer_years")
    by_year = {row[0]: sum(row[1:]) for row in cost.rows}  # type: ignore[arg-type]
    assert by_year == {row[0]: row[1] for row in answer.table("years").rows}
