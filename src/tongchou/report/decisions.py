"""The answers of people, land and money as an appendix: each question, its inputs, its figures, how they came about."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tongchou.decide import Result
from tongchou.decide.filling import Field, choice, filled, layout, said_input, said_lines, spot_of
from tongchou.decide.filling import Shape as Filling
from tongchou.decide.model import Figure, Table
from tongchou.decide.plots import Drawing, Look, drawings, swings
from tongchou.decide.showing import figure_shown, table_shown
from tongchou.loop import Asked, Given, Run, versions
from tongchou.report.model import Block, Cell, Chart, Document, Heading, Number, Shape, paragraph, table
from tongchou.report.model import Table as Grid
from tongchou.report.offices import office

TITLE = "人地钱测算"
INVENTED = "〔虚〕"
_SHAPES = {Look.LINES: Shape.LINE, Look.BARS: Shape.GROUPS, Look.STACK: Shape.STACK}
_MOST_LINES = 40
_TENS = "一二三四五六七八九"


def decision_appendix(run: Run, signed: date, issuer: str = "") -> Document:
    """Compose the appendix of every answer of a run, each figure explained.

    :param signed: the day written under it.
    :param issuer: who signs it; default: the programme's own office.
    """
    told = versions(run)
    return Document(
        title=f"{run.pack.manifest.name.zh}{TITLE}",
        issuer=issuer or office(run),
        date=f"{signed.year}年{signed.month}月{signed.day}日",
        blocks=tuple(answer_blocks(run)),
        version=f"方案包 {told['pack']}（版次 {told['edition']}，摘要 {told['digest']}）。",
        synthetic=any(one.invented for one in run.asked.values()),
        attachments=tuple(_long_tables(run)),
    )


def summary_blocks(run: Run) -> Iterator[Block]:
    """Yield the chapter of a progress report: a line for each question."""
    if not run.asked:
        return
    invented = sum(one.invented for one in run.asked.values())
    told = f"其中 {invented} 个的输入含虚构值，标{INVENTED}，只说明算法，不能引用。" if invented else ""
    yield paragraph(f"本方案向模型提出 {len(run.asked)} 个问题。{told}")
    head = ("问题", "主要结果", "按哪天的规定", "提示")
    yield table("人地钱测算一览", head, [_summary(one) for one in run.asked.values()], name="测算一览")


def _summary(one: Asked) -> tuple[Cell, ...]:
    name = f"{one.question.asked.name.zh}{INVENTED if one.invented else ''}"
    if one.result is None:
        return name, "模型拒绝回答", f"{one.as_of.true_on}", "；".join(p.sentence() for p in one.problems)
    said = "；".join(f"{f.words.zh} {' '.join(figure_shown(f)).strip()}" for f in one.result.answer.figures[:2])
    return name, said, f"{one.as_of.true_on}", f"{len(one.result.warnings)} 条" if one.result.warnings else "无"


def answer_blocks(run: Run) -> Iterator[Block]:
    """Yield the summary and a chapter for each question."""
    yield Heading(1, "一、总表")
    yield from summary_blocks(run)
    for number, one in enumerate(run.asked.values(), 2):
        yield Heading(1, f"{numeral(number)}、{one.question.asked.name.zh}")
        yield from _chapter(run, one, number)
    if rows := list(_unverified(run)):
        yield Heading(1, f"{numeral(len(run.asked) + 2)}、没有核对过原文的参数")
        yield paragraph("以上测算用到下列参数，其原文没有人核对过；引用有关结果之前应当核对。")
        yield table("未核实的参数", ("参数", "值", "依据", "用于"), rows, name="未核实")


def _unverified(run: Run) -> Iterator[tuple[Cell, ...]]:
    """Every parameter an answer rests on whose text nobody has read, with the chapters that use it."""
    used: dict[tuple[str, ...], list[str]] = {}
    for number, one in enumerate(run.asked.values(), 2):
        for rule in one.result.used if one.result else ():
            if not rule.citation.verified:
                used.setdefault((rule.words.zh, f"{rule.value}{rule.unit}", rule.citation.say()), []).append(
                    numeral(number)
                )
    yield from ((*rule, "、".join(chapters)) for rule, chapters in used.items())


def numeral(number: int) -> str:
    """Return a number below a hundred in Chinese.

    >>> numeral(2), numeral(10), numeral(12), numeral(20)
    ('二', '十', '十二', '二十')
    """
    tens, ones = divmod(number, 10)
    return ("十" if tens == 1 else f"{_TENS[tens - 1]}十" if tens else "") + (_TENS[ones - 1] if ones else "")


def _chapter(run: Run, one: Asked, number: int) -> Iterator[Block]:
    asked = one.question.asked
    clause = next((row for row in run.pack.tables.clauses.rows if row.code == asked.clause), None)
    source = f"依据文件{clause.locator}（{clause.summary}）。" if clause else ""
    yield paragraph(f"{source}模型：{one.model.words.zh}；按 {one.as_of.true_on} 的规定。{asked.note}")
    if one.result is None:
        yield from (paragraph(f"模型拒绝回答：{problem.say()}") for problem in one.problems)
        return
    yield Heading(2, "（一）结果")
    yield _figures(one.result, number)
    yield from (_chart(drawing) for drawing in drawings(one.result.model, one.result.answer))
    yield from (_table(t, number) for t in one.result.answer.tables if 0 < len(t.rows) <= _MOST_LINES)
    yield from (paragraph(f"提示：{problem.sentence()}") for problem in one.result.warnings)
    yield Heading(2, "（二）怎样得来")
    yield from _grounds(one, number)


def _figures(result: Result, number: int) -> Grid:
    rows = [(f.words.zh, *_number(f), f.how) for f in result.answer.figures]
    return table(f"主要数字（{number}）", ("数字", "结果", "单位", "怎样算出"), rows, name=f"{number}数字")


def _number(figure: Figure) -> tuple[Cell, str]:
    text, unit = figure_shown(figure)
    return (text if isinstance(figure.value, str) or figure.value is None else Number(text)), unit or "—"


def _table(one: Table, number: int) -> Grid:
    seen = table_shown(one)
    rows = [
        tuple(
            Number(text) if number_ and text != "—" else text for text, number_ in zip(row, seen.numeric, strict=True)
        )
        for row in seen.rows
    ]
    return table(one.words.zh, seen.headings, rows, f"怎样算出：{one.how}。", f"{number}{one.words.zh}"[:28])


def _long_tables(run: Run) -> Iterator[Grid]:
    for number, one in enumerate(run.asked.values(), 2):
        for held in one.result.answer.tables if one.result else ():
            if len(held.rows) > _MOST_LINES:
                yield _table(held, number)


def _chart(drawing: Drawing) -> Chart:
    return Chart(drawing.question.zh, _SHAPES[drawing.look], drawing.labels, drawing.series, drawing.unit)


def _grounds(one: Asked, number: int) -> Iterator[Block]:
    result = one.result
    if result is None:
        return
    told = list(inputs_told(one))
    before = ["", *(source for _, _, source in told)]
    rows = [
        (name, text, "同上" if source == last else source)
        for (name, text, source), last in zip(told, before, strict=False)
    ]
    yield table("输入和出处", ("输入", "值", "出处"), rows, f"输入摘要 {result.digest[:16]}。", f"{number}输入")
    if result.used:
        rules = [(u.words.zh, f"{u.value}{u.unit}", u.citation.say()) for u in result.used]
        yield table("所用规定", ("参数", "值", "依据"), rows=rules, name=f"{number}规定")
    if swung := swings(result):
        yield _swings(result, number)
        yield _chart(swung)


def _swings(result: Result, number: int) -> Grid:
    def end(value: object) -> str:
        figure = Figure("", result.headline.words, value, result.headline.unit)  # type: ignore[arg-type]
        return " ".join(figure_shown(figure)).strip()

    rows = [(swing.lever.zh, end(swing.less), end(swing.more)) for swing in result.swings]
    title = f"每次只动一个输入，“{result.headline.words.zh}”变成多少"
    return table(title, ("输入", "少一成", "多一成"), rows, name=f"{number}敏感性")


def inputs_told(one: Asked) -> Iterator[tuple[str, str, str]]:
    """Yield every input of an answer, a line of a table at a time: its name, its values as written, where from."""
    lines = filled(layout(one.model.form), one.inputs)
    given = {(spot.field, spot.line): here for here in one.given for spot in (spot_of(lines, here.way),)}
    for field in layout(one.model.form):
        value, name = one.inputs.get(field.code), field.words.zh
        if _of_one_source(one, field, value):
            yield name, said_input(field, value), _reason(one, field.code)
            continue
        for at, (key, text) in enumerate(said_lines(field, value)):
            here = given.get((field.code, at))
            source = _given(here) if here else _reason(one, field.code, key)
            yield "·".join(part for part in (name, choice(key).zh) if part), text, source


def _of_one_source(one: Asked, field: Field, value: Any) -> bool:
    """Whether a table of keys and values is told in one line: nothing in it was taken from elsewhere."""
    taken = any(here.way[0] == field.code for here in one.given)
    reasons = {_reason(one, field.code, str(key)) for key in value or ()} if field.shape is Filling.MAP else set()
    return len(reasons) == 1 and not taken


def _given(here: Given) -> str:
    return f"{here.source}{INVENTED if here.invented else ''}"


def _reason(one: Asked, *steps: str) -> str:
    told, invented = one.question.reason(tuple(step for step in steps if step))
    return f"{told}{INVENTED}" if invented else told or "文件或统计所载"
