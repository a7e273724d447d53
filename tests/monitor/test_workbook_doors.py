"""Files that must not come in, or come in only marked: one broken file a message, bombs, noise."""

import random
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_world import FIRST, KEY, MANY, back, book, figures, saved, template

from tongchou.monitor.returns.workbook import door, import_workbook, read_value
from tongchou.report.return_marked import LIST, marked_copy
from tongchou.terms import Cell, Problem, Refusal, Where

OLD = (Path(__file__).parent / "files" / "return.xls").read_bytes()
BROKEN = Path(__file__).parents[1] / "broken" / "monitor"


def refusal(data, name="a.xlsx"):
    with pytest.raises(Refusal) as caught:
        import_workbook(data, name, MANY, KEY)
    (problem,) = caught.value.problems
    assert problem.sentence()
    assert problem.sentence("en")
    return problem.code.removeprefix("monitor.workbook.")


def repacked(change):
    """The template with its parts changed by ``change(name, bytes)``."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(template())) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return buffer.getvalue()


def sheet_one(name, change):
    return lambda part, text: change(text) if part == name else text


def test_what_is_no_workbook_is_refused():
    assert refusal(b"") == "not-excel"
    assert refusal(b"%PDF-1.7") == "not-excel"
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(buffer.getvalue()) == "not-excel"


def test_damaged_files_are_refused():
    assert refusal(template()[:2000]) == "broken"
    assert refusal(OLD[:3000]) == "broken"
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "broken"
    assert refusal(repacked(sheet_one("xl/workbook.xml", lambda text: text[:40]))) == "broken"


def test_large_files_and_archives_that_unfold_are_refused(monkeypatch):
    bomb = sheet_one("xl/worksheets/sheet2.xml", lambda text: text + b" " * (40 * 2**20))
    assert refusal(repacked(bomb)) == "bomb"
    monkeypatch.setattr(door, "MOST_BYTES", 1000)
    assert refusal(template()) == "too-large"


@pytest.mark.parametrize("reference", [b'r="XFD1048576"', b"r='XFD1048576'", b'r = "ZZZ9999999"'])
def test_a_single_cell_far_outside_does_not_fill_the_memory(reference):
    far = b'<row r="1048576"><c ' + reference + b"><v>1</v></c></row></sheetData>"
    assert (
        refusal(repacked(sheet_one("xl/worksheets/sheet1.xml", lambda text: text.replace(b"</sheetData>", far))))
        == "bomb"
    )


def test_entities_are_refused_in_any_part():
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
    for part in ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml", "docProps/core.xml"):
        assert refusal(repacked(sheet_one(part, lambda text: head + text.split(b"?>", 1)[1]))) == "entities"


def test_too_many_sheets_are_refused(monkeypatch):
    monkeypatch.setattr(door, "MOST_SHEETS", 2)
    assert refusal(template()) == "bomb"


def problems(data, name="n.xlsx"):
    """What is wrong with a file, refused or read."""
    try:
        return import_workbook(data, name, MANY, KEY).problems
    except Refusal as caught:
        return caught.problems


@pytest.mark.parametrize("path", sorted(BROKEN.iterdir()), ids=lambda path: path.name)
def test_one_broken_file_a_message(path):
    """The name of the file is the code of its problem; those of cells are read and told, the others refused."""
    found = problems(path.read_bytes(), path.name)
    assert [problem.code for problem in found] == [path.name.rsplit(".", 1)[0]]


def test_noise_never_breaks_the_door():
    rng = random.Random(2024)
    for whole in (template(), OLD):
        for _ in range(60):
            data = bytearray(whole)
            for _ in range(rng.choice((1, 5, 40))):
                data[rng.randrange(8, len(data))] = rng.randrange(256)
            assert all(problem.sentence() and problem.sentence("en") for problem in problems(bytes(data)))


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.none(), st.dates(), st.times()))
def test_any_value_is_a_cell_or_a_problem(value):
    for unit in ("人", "万元", "%"):
        read = read_value(value, unit, Where("a"))
        assert isinstance(read, (Cell, Problem))
        if isinstance(read, Problem):
            assert read.sentence()
            assert read.sentence("en")


def test_an_old_xls_of_another_program_is_read_like_a_new_one():
    read = import_workbook(OLD, "return.xls", MANY, KEY)
    assert figures(read) == {
        ("p1", "pop"): 5200, ("p1", "roads"): 12.5, ("p1", "money"): 30, ("p2", "pop"): 0, ("p2", "roads"): "none",
        ("p2", "money"): "na", ("p3", "roads"): 12.5,
    }  # fmt: skip
    assert [(problem.code, problem.where.row, problem.where.column) for problem in read.problems] == [
        ("monitor.cell.not-a-number", 10, 7)
    ]


def bad():
    changed = book()
    changed["填报"].cell(FIRST, 3).value = "约五千"
    changed["填报"].cell(FIRST, 5).value = "——"
    changed["填报"].cell(FIRST + 4, 3).value = 7
    return changed


def test_the_marked_copy_is_the_same_workbook_with_notes_and_a_list():
    changed = bad()
    read = back(changed)
    marked = openpyxl.load_workbook(BytesIO(marked_copy(saved(changed), "东.xlsx", read.problems)))
    sheet = marked["填报"]
    assert sheet.cell(FIRST, 3).value == "约五千"
    assert "“约五千”不是一个数" in sheet.cell(FIRST, 3).comment.text
    assert sheet.cell(FIRST, 3).fill.fgColor.rgb == "00F8D7D3"
    assert sheet.cell(FIRST + 4, 3).fill.fgColor.rgb == "00FCEBC5", "a warning has its own colour"
    assert sheet.cell(FIRST, 7).comment is None
    rows = [[cell.value for cell in row] for row in marked[LIST].iter_rows()]
    assert rows[1][:6] == [1, "须改正", "填报", 8, 3, "约五千"]
    assert len(rows) == 1 + 3
    sheet.cell(FIRST, 3).value, sheet.cell(FIRST, 5).value = 5000, 0
    again = back(marked)
    assert [problem.code for problem in again.problems] == ["monitor.row.no-key"], (
        "a mended copy is read like the first"
    )


def test_an_old_file_is_marked_as_a_new_one_and_its_texts_stay_texts():
    read = import_workbook(OLD, "return.xls", MANY, KEY)
    marked = openpyxl.load_workbook(BytesIO(marked_copy(OLD, "return.xls", read.problems)))
    sheet = marked["填报"]
    assert "“五百”不是一个数" in sheet.cell(10, 7).comment.text
    assert (sheet.cell(FIRST, 2).value, sheet.cell(FIRST, 2).data_type) == ("=东村", "s")


def test_formulas_in_what_was_found_do_not_run_in_the_list():
    changed = book()
    cell = changed["填报"].cell(FIRST, 3)
    cell.value = "=HYPERLINK(1)"
    cell.data_type = "s"
    marked = openpyxl.load_workbook(BytesIO(marked_copy(saved(changed), "a.xlsx", back(changed).problems)))
    assert (marked[LIST]["F2"].value, marked[LIST]["F2"].data_type) == ("=HYPERLINK(1)", "s")
