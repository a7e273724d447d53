"""Templates of a small form, written, changed as people change them, and read back."""

from io import BytesIO

import openpyxl

from tongchou.monitor.returns import Form, china, clocks_of, issue
from tongchou.monitor.returns.forms import Assigned
from tongchou.monitor.returns.workbook import Asked, Imported, import_workbook
from tongchou.packs.reporting import FormRow
from tongchou.packs.rows import Element
from tongchou.report.return_template import Blank, return_template
from tongchou.terms import Period

KEY = b"a secret of the server"
YEAR = Period.year(2024)
ROW = FormRow(code="towns", version=2, name="镇年报", every="year", level="town", clock="year_jan31", note="年末数")
COLUMNS = (
    Element(code="pop", name="常住人口", unit="人", definition="年末常住"),
    Element(code="roads", name="道路里程", unit="公里"),
    Element(code="money", name="集体收入", unit="万元"),
)
FORM = Form(ROW, COLUMNS, {"pop": "人口", "roads": "道路", "money": "经济"})
ROUND = issue("towns", 2, YEAR, clocks_of(())["year_jan31"], china())
NAMES = {"p1": "东村", "p2": "西村", "p3": "南村"}
MANY = Asked(FORM, Assigned("towns", "t1", ("p1", "p2", "p3")), YEAR, NAMES)
ONE = Asked(FORM, Assigned("towns", "t1", ("p1",)), YEAR, NAMES)
FIRST, COLUMN = 8, {"pop": 3, "roads": 5, "money": 7}
"""First row of the table of many, and the columns to fill in, from 1."""


def template(asked: Asked = MANY, **more: object) -> bytes:
    return return_template(Blank(asked, ROUND, "测试镇", **more), KEY)  # type: ignore[arg-type]


def book(asked: Asked = MANY, **more: object) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(template(asked, **more)))


def saved(changed: openpyxl.Workbook) -> bytes:
    buffer = BytesIO()
    changed.save(buffer)
    return buffer.getvalue()


def back(changed: openpyxl.Workbook, asked: Asked = MANY) -> Imported:
    return import_workbook(saved(changed), "东.xlsx", asked, KEY)


def figures(read: Imported) -> dict[tuple[str, str], object]:
    """Value, or the code of the state, by place and element; blanks left out."""
    return {
        (key.place, key.element): cell.state.value if cell.value is None else cell.value
        for key, cell in read.answered.items()
    }
