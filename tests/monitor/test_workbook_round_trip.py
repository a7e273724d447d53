"""A template goes out and comes back, through everything people do to a workbook."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbook_world import COLUMN, FIRST, FORM, KEY, MANY, NAMES, ONE, YEAR, back, book, figures, saved, template

from tongchou.monitor.cells import CellKey
from tongchou.monitor.returns.forms import Assigned
from tongchou.monitor.returns.workbook import SHEET, Asked, import_workbook
from tongchou.terms import Cell, Refusal, State


def fill(sheet, rows=((5200, 12.5, 30), (0, "无", "不适用"), (None, "１２．５", "1,234.5"))):
    for row, values in enumerate(rows, FIRST):
        for column, value in zip(COLUMN.values(), values, strict=True):
            sheet.cell(row, column).value = value
    return sheet


EXPECTED = {
    ("p1", "pop"): 5200, ("p1", "roads"): 12.5, ("p1", "money"): 30, ("p2", "pop"): 0.0, ("p2", "roads"): "none",
    ("p2", "money"): "na", ("p3", "roads"): 12.5, ("p3", "money"): 1234.5,
}  # fmt: skip


def test_the_five_states_come_back():
    changed = book()
    fill(changed["填报"])
    read = back(changed)
    assert figures(read) == EXPECTED
    assert read.problems == ()
    assert read.cells[CellKey("p2", YEAR, "pop")].state is State.ZERO
    assert read.cells[CellKey("p3", YEAR, "pop")].state is State.MISSING
    assert read.at[CellKey("p1", YEAR, "pop")].say("en") == "东.xlsx, sheet 填报, row 8, column 3"


def test_what_was_filled_in_and_the_period_before_are_shown():
    key = CellKey("p1", YEAR, "pop")
    filled = {key: Cell.number(5200), key._replace(element="roads"): Cell(None, State.NONE)}
    shown = book(filled=filled, before={key._replace(period=YEAR.shift(-1)): Cell.number(5100)})
    sheet = shown["填报"]
    assert [sheet.cell(FIRST, column).value for column in (3, 4, 5)] == [5200, 5100, "无"]
    assert figures(back(shown)) == {("p1", "pop"): 5200, ("p1", "roads"): "none"}, "the period before is not read back"


def test_codes_are_locked_and_hidden_and_cells_to_fill_in_are_open():
    sheet = book()["填报"]
    assert sheet.protection.sheet
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[FIRST - 1].hidden
    assert (sheet.cell(FIRST, 1).value, sheet.cell(FIRST - 1, 3).value) == ("p:p1", "e:pop")
    assert (sheet.cell(FIRST, 1).protection.locked, sheet.cell(FIRST, 3).protection.locked) == (True, False)
    assert sheet.cell(FIRST, 4).protection.locked
    assert book()[SHEET].sheet_state == "veryHidden"
    rules = sheet.data_validations.dataValidation
    assert {rule.errorStyle for rule in rules} == {"warning"}
    assert {str(rule.sqref) for rule in rules} == {"C8:C10", "E8:E10", "G8:G10"}
    assert "年末常住" in [cell.value for cell in book()["指标说明"]["C"]]


def test_one_place_stands_upright():
    changed = book(ONE)
    sheet = changed["填报"]
    assert [sheet.cell(row, 3).value for row in (6, 8, 9, 10)] == ["数据项", "常住人口", "道路里程", "集体收入"]
    for row, value in zip((8, 9, 10), (5200, "1.5", "无"), strict=True):
        sheet.cell(row, 5).value = value
    assert list(figures(back(changed, ONE)).values()) == [5200, 1.5, "none"]


def insert_rows(changed):
    changed["填报"].insert_rows(FIRST + 1, 3)
    changed["填报"].insert_rows(1, 2)


def insert_columns(changed):
    changed["填报"].insert_cols(4, 2)
    changed["填报"].insert_cols(1, 1)


def rename_and_move(changed):
    changed["填报"].title = "Sheet 镇报"
    changed.move_sheet("Sheet 镇报", 2)
    changed.create_sheet("封面", 0)["A1"] = "一张封面"


def merge_heads(changed):
    sheet = changed["填报"]
    for column in (3, 5, 7):
        sheet.merge_cells(start_row=4, end_row=4, start_column=column, end_column=column + 1)
    sheet.merge_cells("B1:H1")


def hide_and_unprotect(changed):
    changed["填报"].protection.sheet = False
    changed["填报"].sheet_state = "hidden"
    changed.create_sheet("可见")


def sort_rows(changed):
    sheet = changed["填报"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(FIRST, FIRST + 2)]
    for row, values in enumerate(reversed(rows), FIRST):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value


def swap_columns(changed):
    sheet = changed["填报"]
    for row in range(4, FIRST + 3):
        one, two = sheet.cell(row, 3).value, sheet.cell(row, 7).value
        sheet.cell(row, 3).value, sheet.cell(row, 7).value = two, one


def drop_codes(changed):
    changed["填报"].delete_cols(1)
    changed["填报"].delete_rows(FIRST - 1)


def copy_a_row(changed):
    sheet = changed["填报"]
    for column in range(1, 9):
        sheet.cell(FIRST + 5, column).value = sheet.cell(FIRST, column).value


EDITS = [
    insert_rows, insert_columns, rename_and_move, merge_heads, hide_and_unprotect, sort_rows, swap_columns, drop_codes,
    copy_a_row,
]  # fmt: skip


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_figures_survive_what_people_do_to_a_workbook(edit):
    changed = book()
    fill(changed["填报"])
    edit(changed)
    read = back(changed)
    assert figures(read) == EXPECTED
    assert read.errors == ()


HARMLESS = [insert_rows, insert_columns, merge_heads, hide_and_unprotect, rename_and_move]
numbers = st.one_of(
    st.floats(-1e12, 1e12), st.integers(-(10**12), 10**12), st.none(), st.sampled_from(["无", "不适用"])
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.sampled_from(range(5)), max_size=3), st.lists(numbers, min_size=9, max_size=9))
def test_any_figures_survive_any_edits(edits, values):
    changed = book()
    fill(changed["填报"], [values[n : n + 3] for n in (0, 3, 6)])
    for edit in sorted(edits):
        HARMLESS[edit](changed)
    read = back(changed)
    told = [figures(read).get((place, code)) for place in ("p1", "p2", "p3") for code in COLUMN]
    words = {"无": "none", "不适用": "na"}
    for one, value in zip(told, values, strict=True):
        assert one == (words[value] if isinstance(value, str) else pytest.approx(value, rel=1e-14) if value else value)


def test_a_hand_made_table_with_names_is_read_where_the_ticket_is_there():
    changed = book()
    del changed["填报"]
    sheet = changed.create_sheet("自己画的表")
    for row in (
        ("", "常住人口", "集体 收入", "道路里程"),
        ("西村", "2", "3", "4"),
        ("东村", "5", None, "6"),
        ("合计", 7, 8, 9),
    ):
        sheet.append(row)
    read = back(changed)
    assert figures(read) == {
        ("p2", "pop"): 2, ("p2", "money"): 3, ("p2", "roads"): 4, ("p1", "pop"): 5, ("p1", "roads"): 6,
    }  # fmt: skip
    assert [(problem.code, problem.found) for problem in read.problems] == [("monitor.row.lost", "3")]


def test_wrong_cells_are_problems_and_the_others_come_in():
    changed = book()
    sheet = fill(changed["填报"])
    sheet.cell(FIRST, 3).value = "五千左右"
    sheet.cell(FIRST, 5).value = date(2024, 1, 2)
    sheet.cell(FIRST, 7).value = "3万元人"
    sheet.cell(FIRST + 1, 3).value = "——"
    sheet.cell(FIRST + 1, 7).value = "1.2万"
    sheet.cell(FIRST + 2, 3).value = "12公里"
    sheet.cell(FIRST + 2, 5).value = True
    sheet.cell(FIRST + 2, 7).value = 1e18
    read = back(changed)
    found = [(problem.where.row, problem.where.column, problem.code) for problem in read.problems]
    assert found == [
        (8, 3, "monitor.cell.not-a-number"), (8, 5, "monitor.cell.date"), (8, 7, "monitor.cell.not-a-number"),
        (9, 3, "monitor.cell.unclear"), (9, 7, "monitor.cell.twice-magnitude"), (10, 3, "monitor.cell.wrong-unit"),
        (10, 5, "monitor.cell.not-a-number"), (10, 7, "monitor.cell.too-big"),
    ]  # fmt: skip
    assert figures(read) == {("p2", "roads"): "none"}
    with pytest.raises(Refusal) as caught:
        read.whole()
    assert len(caught.value.problems) == 8


def test_units_and_magnitudes_are_converted():
    changed = book()
    fill(changed["填报"], (("1.2万", "1500米", "3.5亿元"), ("0.52万人", "２．５", "12 000"), ("1,234人", "零", "-5")))
    assert list(figures(back(changed)).values()) == [12000, 1.5, 35000, 5200, 2.5, 12000, 1234, 0, -5]


def test_a_cell_twice_with_different_figures_is_told():
    changed = book()
    sheet = fill(changed["填报"])
    copy_a_row(changed)
    sheet.cell(FIRST + 5, 3).value = 9999
    read = back(changed)
    (problem,) = read.problems
    assert (problem.code, problem.where.row, problem.found) == ("monitor.cell.twice", FIRST + 5, "9999")
    assert "第 8 行" in problem.allowed
    assert ("p1", "pop") not in figures(read)
    sheet.cell(FIRST + 5, 3).value = None
    assert figures(back(changed)) == EXPECTED, "a blank says nothing"


def test_figures_without_a_code_and_of_others_are_told_and_not_read():
    changed = book()
    sheet = fill(changed["填报"])
    sheet.cell(FIRST + 3, 3).value = 77
    sheet.cell(FIRST + 3, 5).value = 78
    sheet.cell(FIRST + 4, 1).value = "p:p9"
    sheet.cell(FIRST + 4, 3).value = 79
    sheet.cell(FIRST, 12).value = 80
    read = back(changed)
    assert figures(read) == EXPECTED
    found = [(problem.code, problem.where.row, problem.where.column) for problem in read.problems]
    assert found == [("monitor.row.no-key", 8, 12), ("monitor.row.no-key", 11, 3), ("monitor.cell.foreign", 12, 3)]


def test_deleted_rows_stay_as_they_are_and_are_told():
    changed = book()
    fill(changed["填报"])
    changed["填报"].delete_rows(FIRST + 2)
    read = back(changed)
    assert [(problem.code, problem.found) for problem in read.problems] == [("monitor.row.lost", "3")]
    assert not any(key.place == "p3" for key in read.cells)


def refused(data, asked=MANY, name="东.xlsx", key=KEY):
    with pytest.raises(Refusal) as caught:
        import_workbook(data, name, asked, key)
    (problem,) = caught.value.problems
    return problem.code.removeprefix("monitor.workbook.")


def test_a_template_of_somebody_else_or_another_day_is_refused_in_one_sentence():
    other = replace(MANY, assigned=Assigned("towns", "t2", MANY.assigned.places))
    assert refused(template(), other) == "other-unit"
    assert refused(template(), replace(MANY, period=YEAR.shift(1))) == "other-round"
    newer = replace(FORM, row=FORM.row.model_copy(update={"version": 3}))
    assert refused(template(), replace(MANY, form=newer)) == "outdated"
    fewer = Asked(FORM, Assigned("towns", "t1", ("p1", "p2")), YEAR, NAMES)
    assert refused(template(), fewer) == "outdated"
    assert refused(template(), key=b"another server") == "forged"


def test_a_changed_ticket_is_refused():
    changed = book()
    changed[SHEET]["A1"].value = changed[SHEET]["A1"].value.replace('"t1"', '"t2"')
    other = replace(MANY, assigned=Assigned("towns", "t2", MANY.assigned.places))
    assert refused(saved(changed), other) == "forged"
    unsigned = book()
    unsigned[SHEET]["A2"].value = None
    assert refused(saved(unsigned)) == "forged"
    lost = book()
    del lost[SHEET]
    assert refused(saved(lost)) == "no-ticket"


def test_a_workbook_without_the_table_is_refused():
    changed = book()
    del changed["填报"]
    assert refused(saved(changed)) == "no-table"


def test_texts_never_become_formulas():
    nasty = replace(MANY, names={"p1": '=HYPERLINK("http://x","点")', "p2": "+1+1", "p3": "@SUM(A1)"})
    sheet = openpyxl.load_workbook(BytesIO(template(nasty)))["填报"]
    assert [sheet.cell(row, 2).data_type for row in range(FIRST, FIRST + 3)] == ["s", "s", "s"]
