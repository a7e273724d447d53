"""The bulletin of a round (通报): how complete, how timely, who is late, what is missing; Word, Excel and CSV."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from io import StringIO

from tongchou.monitor.returns.completeness import Completeness
from tongchou.report import Document, paragraph, table
from tongchou.report.forms import FORMS
from tongchou.report.model import Block, Cell, Heading, Table
from tongchou.terms import State
from tongchou.web.assets import font
from tongchou.web.programme import Programme
from tongchou.web.returns.boards import Board
from tongchou.web.returns.models import Round

HEAD = ("报表", "单位", "状态", "时限", "截止", "逾期工作日", "应答格", "已答格", "其中：无", "不适用", "缺")
GAPS = ("报表", "单位", "地区", "数据项", "自何时")
ENDINGS = {"docx": "docx", "xlsx": "xlsx", "csv": "csv"}


def bulletin(programme: Programme, round_: Round, boards: Sequence[Board], today: date, form: str) -> Document:
    """Compose the bulletin of a round as it stands on a day; the list of every empty cell goes to the workbook only."""
    synthetic = round_.synthetic or programme.run.pack.manifest.synthetic
    return Document(
        title=f"关于{round_.title}报送情况的通报",
        issuer=_issuer(programme),
        date=f"{today.year}年{today.month}月{today.day}日",
        blocks=tuple(_blocks(boards)),
        version=f"{programme.code} · 第{round_.pk}批 · {today.isoformat()}",
        synthetic=synthetic,
        attachments=(_all_units(boards), *((_all_gaps(boards),) if form == "xlsx" else ())),
    )


def _issuer(programme: Programme) -> str:
    offices = (unit.name for unit in programme.units.values() if unit.kind == "office")
    return next(offices, programme.city.name)


def _blocks(boards: Sequence[Board]) -> Iterator[Block]:
    yield Heading(1, "总体情况")
    for board in boards:
        yield paragraph(_sentence(board))
    late = [row for board in boards for row in _late(board)]
    yield Heading(1, "逾期和未报")
    if late:
        yield table("逾期和未报的单位", ("报表", "单位", "时限", "逾期工作日", "缺的格"), late, name="逾期")
    else:
        yield paragraph("截至目前没有逾期未报的单位。")


def _sentence(board: Board) -> str:
    counts: Completeness = board.counts
    share = "" if counts.share is None else f"，占{counts.share:.1f}%"
    return (
        f"《{board.form.words.zh}》应报{counts.returns}张，按时报送{counts.on_time}张，逾期报送{counts.late}张，"
        f"未报{counts.not_there}张；应答{counts.cells}格，已答{counts.answered}格{share}。"
    )


def _late(board: Board) -> Iterator[tuple[Cell, ...]]:
    for one, standing in board.lines:
        if standing.late or standing.light.overdue:
            missing = standing.states.get(State.MISSING, 0)
            yield (
                board.form.words.zh,
                board.name_of(one.unit).zh,
                standing.light.words.zh,
                str(standing.late),
                str(missing),
            )


def _all_units(boards: Sequence[Board]) -> Table:
    return table("各单位报送情况", HEAD, list(unit_rows(boards)), name="各单位")


def unit_rows(boards: Sequence[Board]) -> Iterator[tuple[str, ...]]:
    """Yield a row for every return, as text."""
    for board in boards:
        for one, standing in board.lines:
            counts = (standing.late, standing.asked, standing.answered)
            states = (standing.states.get(state, 0) for state in (State.NONE, State.NOT_APPLICABLE, State.MISSING))
            yield (
                board.form.words.zh, board.name_of(one.unit).zh, board.stage_of(one), standing.light.words.zh,
                board.issue.due.isoformat(), *map(str, counts), *map(str, states),
            )  # fmt: skip


def _all_gaps(boards: Sequence[Board]) -> Table:
    return table("没有答的格", GAPS, list(_gap_rows(boards)), name="缺格")


def _gap_rows(boards: Sequence[Board]) -> Iterator[tuple[str, ...]]:
    for board in boards:
        names = {element.code: element.name for element in board.form.columns}
        places = board.programme.places
        for gap in board.gaps:
            place = places[gap.cell.place].name if gap.cell.place in places else gap.cell.place
            yield (
                board.form.words.zh, board.name_of(gap.unit).zh, place, names[gap.cell.element], gap.since.isoformat(),
            )  # fmt: skip


def written(form: str, document: Document, boards: Sequence[Board]) -> bytes:
    """Return a bulletin as a file; CSV holds the table of units."""
    if form != "csv":
        return FORMS[form](document, font())
    target = StringIO()
    writer = csv.writer(target)
    writer.writerow(HEAD)
    writer.writerows(unit_rows(boards))
    return ("\ufeff" + target.getvalue()).encode()
