"""The progress report of a programme, composed from one run: every number is a frozen one with its address."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

import numpy as np

from tongchou.loop import Figure, Key, Kind, Light, Mark, Run, TargetStanding, versions
from tongchou.monitor.checks import explanation_in
from tongchou.packs.fields import Comparator
from tongchou.plan.targets import meets
from tongchou.report.certainty import NOTE, rank_interval, score_sentence
from tongchou.report.decisions import TITLE, answer_blocks, summary_blocks
from tongchou.report.duties import duty_blocks, register_blocks
from tongchou.report.model import Block, Cell, Chart, Document, Heading, Number, Shape, Table, paragraph, table
from tongchou.report.offices import office
from tongchou.report.scores import score_blocks
from tongchou.terms import Period, Problem, Severity

LIGHTS = {Light.ON_COURSE: "● 正常", Light.BEHIND: "▲ 滞后", Light.FAILING: "■ 严重滞后", Light.UNKNOWN: "○ 无法判断"}
SIGN_OF = {
    Comparator.GE: "≥",
    Comparator.GT: ">",
    Comparator.LE: "≤",
    Comparator.LT: "<",
    Comparator.EQ: "",
    Comparator.RANGE: "",
    Comparator.APPROX: "约",
}
_NUMERALS = "一二三四五六七八九十"
_MOST_PLACES = 40
_SHOWN_PERIODS = 6


def progress_report(run: Run, signed: date, issuer: str = "", period: Period | None = None) -> Document:
    """Compose the progress report of a run.

    :param signed: the day written under it.
    :param issuer: who signs it; default: the programme's own office.
    :param period: the period it reports on; default: the last with figures of the city.
    """
    at = period or latest(run)
    parts = [
        ("总体情况", list(_summary(run, at))),
        ("目标进展", list(_targets(run, at))),
        ("综合指数", list(_index(run, at))),
        ("各地情况", list(_places(run, at))),
        ("任务分解和规划衔接", list(duty_blocks(run))),
        ("考核结果", list(score_blocks(run))),
        ("名录", list(register_blocks(run))),
        (TITLE, list(summary_blocks(run))),
        ("数据说明", list(_notes(run))),
    ]
    kept = [(name, blocks) for name, blocks in parts if blocks]
    blocks: list[Block] = []
    for numeral, (name, inside) in zip(_NUMERALS, kept, strict=False):
        blocks += [Heading(1, f"{numeral}、{name}"), *inside]
    return Document(
        title=f"{run.pack.manifest.name.zh}实施进展报告（{at.say()}）",
        issuer=issuer or office(run),
        date=f"{signed.year}年{signed.month}月{signed.day}日",
        blocks=tuple(blocks),
        version=_version(run),
        synthetic=_invented(run),
        attachments=(_all_indicators(run), _promises(run)),
        annex=tuple(answer_blocks(run)) if run.asked else (),
        annex_title=f"{run.pack.manifest.name.zh}{TITLE}",
    )


def latest(run: Run) -> Period:
    """Return the last period in which the city has at least half as many figures as in its best period."""
    cube = run.indicators.cube
    counts = (~np.isnan(cube.values[cube.places.index(run.pack.manifest.city)])).sum(axis=1)
    asked = [at for at, period in enumerate(cube.periods) if period in run.periods]
    full = [at for at in asked if counts[at] and 2 * counts[at] >= max(counts[other] for other in asked)]
    return cube.periods[full[-1]] if full else run.periods[-1]


def number(figure: Figure, unit: bool = False) -> Cell:
    """Return a figure as it stands in a report; the word of its state where there is no value."""
    if figure.value is None:
        return figure.state.zh
    signs = "".join(f"〔{mark.sign}〕" for mark in figure.marks if mark is not Mark.SYNTHETIC)
    return Number(f"{figure.text}{figure.unit if unit else ''}", str(figure.key), signs)


def _invented(run: Run) -> bool:
    boards = (run.indicators, run.elements)
    return run.pack.manifest.synthetic or any(bool((b.marks & Mark.SYNTHETIC.value).any()) for b in boards)


def _version(run: Run) -> str:
    told = versions(run)
    known = f"，所知截至 {told['known']}" if told["known"] else ""
    return f"方案包 {told['pack']}（版次 {told['edition']}，摘要 {told['digest']}），区划日期 {told['map']}{known}。"


def _plain(value: float | None, digits: int = 2) -> str:
    return "—" if value is None else f"{value:,.{digits}f}"


def _summary(run: Run, at: Period) -> Iterator[Block]:
    city = run.pack.manifest.city
    names = {row.code: row.name for row in run.pack.tables.indicators.rows}
    spans: list[str | Number] = [f"{at.say()}，{run.tree[city].name}"]
    if run.index is not None:
        spans += list(_index_sentence(run, at))
    chosen = run.pack.manifest.key_indicators or tuple(names)[:5]
    told = [(names[code], run.figure(Key(Kind.INDICATOR, code, city, at.code))) for code in chosen]
    known = [(name, figure) for name, figure in told if figure.value is not None]
    for place, (name, figure) in enumerate(known):
        spans += ["，" if place else "", f"{name}为", number(figure, unit=True)]
    spans.append("。" if known else "主要指标尚无数据。")
    yield paragraph(*spans)
    if unknown := [name for name, figure in told if figure.value is None]:
        yield paragraph(f"{'、'.join(unknown)}本期没有数据。")


def _index_sentence(run: Run, at: Period) -> Iterator[str | Number]:
    root = next(row for row in run.pack.tables.index.rows if not row.parent)
    key = Key(Kind.INDEX, root.code, run.pack.manifest.city, at.code)
    figure = run.figure(key)
    if figure.value is None:
        yield f"{root.name}因数据不足未能计算，"
        return
    yield from (f"{root.name}为", number(figure))
    before = _before(run, at)
    past = run.figure(Key(Kind.INDEX, root.code, key.place, before.code)) if before else None
    if past is not None and past.value is not None and before is not None:
        moved = figure.value - past.value
        yield f"，比{before.say()}{'提高' if moved >= 0 else '下降'}{abs(moved):.2f}"
    yield "；"


def _before(run: Run, at: Period) -> Period | None:
    earlier = [period for period in run.periods if period < at]
    return earlier[-1] if earlier else None


def _targets(run: Run, at: Period) -> Iterator[Block]:
    standings = [one for one in run.standings if one.period == at.code]
    yield from _past_targets(run, at)
    if not standings:
        return
    names = {row.code: row.name for row in run.pack.tables.indicators.rows}
    counts = {light: sum(1 for one in standings if one.light is light) for light in Light}
    told = "，".join(f"{LIGHTS[light][2:]} {count} 项" for light, count in counts.items() if count)
    yield paragraph(f"本期到期和尚未到期的目标共 {len(standings)} 项，其中{told}。")
    rows = [
        (
            f"{names[one.target.indicator]}（{run.tree[one.target.place].name}，{one.target.period.say()}）",
            _plain(one.baseline),
            number(one.figure),
            f"{one.target.value:,}",
            _plain(one.planned),
            _plain(one.uncapped, 1),
            _plain(one.schedule, 1),
            LIGHTS[one.light],
        )
        for one in standings
    ]
    head = ("目标", "基期值", "现值", "目标值", "本期应达", "实现程度%", "序时进度%", "评价")
    yield table("表1 目标进展", head, rows, "实现程度未封顶；序时进度为已完成量与按路径应完成量之比。", "目标进展")
    if chart := _path_chart(run, standings):
        yield chart


def _past_targets(run: Run, at: Period) -> Iterator[Block]:
    """What became of targets whose day has passed: the figure of that period, or of the first after it that has one."""
    names = {row.code: row.name for row in run.pack.tables.indicators.rows}
    rows: list[tuple[Cell, ...]] = []
    for target in (row for row in run.pack.tables.targets.rows if row.period.end < at.start):
        later = [period for period in run.periods if target.period.end <= period.end <= at.end]
        found = (run.figure(Key(Kind.INDICATOR, target.indicator, target.place, period.code)) for period in later)
        figure = next((one for one in found if one.value is not None), None)
        where = f"{names[target.indicator]}（{run.tree[target.place].name}，{target.period.say()}）"
        goal = f"{SIGN_OF[target.comparator]}{target.value:,}{target.unit}"
        if figure is None or figure.value is None:
            rows.append((where, goal, "没有数据", "—", "○ 无法判断"))
            continue
        met = meets(target.comparator, figure.value, float(target.value), _float(target.value_hi))
        when = Period.parse(figure.key.period).say()
        rows.append((where, goal, number(figure), when, "● 已达到" if met else "■ 未达到"))
    if rows:
        head = ("目标", "目标值", "实际值", "数据期", "结果")
        note = "到期当年没有数据的，取其后第一个有数据的年份。"
        yield table("到期目标完成情况", head, rows, note, "到期目标")


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _path_chart(run: Run, standings: Sequence[TargetStanding]) -> Chart | None:
    """The first target of the city whose way is known, as a line beside its path."""
    for one in standings:
        codes = [s for s in run.standings if s.target.code == one.target.code]
        if sum(1 for s in codes if s.figure.value is not None) >= 3 and one.target.place == run.pack.manifest.city:
            name = next(row.name for row in run.pack.tables.indicators.rows if row.code == one.target.indicator)
            labels = tuple(s.period for s in codes)
            return Chart(
                f"{name}跟得上目标路径吗？",
                Shape.PATH,
                labels,
                (("实际", tuple(s.figure.value for s in codes)), ("目标路径", tuple(s.planned for s in codes))),
                one.figure.unit,
            )
    return None


def _index(run: Run, at: Period) -> Iterator[Block]:
    if run.index is None:
        return
    before = _before(run, at)
    rows = []
    for node in run.pack.tables.index.rows:
        figure = run.figure(Key(Kind.INDEX, node.code, run.pack.manifest.city, at.code))
        past = run.figure(Key(Kind.INDEX, node.code, run.pack.manifest.city, before.code)) if before else None
        both = figure.value is not None and past is not None and past.value is not None
        moved = f"{figure.value - past.value:+.2f}" if both else "—"  # type: ignore[operator, union-attr]
        indent = "　" * node.level
        rows.append((f"{indent}{node.name}", f"{node.weight:g}", number(figure), moved))
    head = ("构成", "权重", "得分", f"比{before.say() if before else '上期'}")
    yield table(
        "表2 综合指数构成",
        head,
        rows,
        "缺数据的部分不计入，权重由其余部分分担；得分所依据的权重不足时不计算。",
        "综合指数",
    )
    if told := score_sentence(run, run.pack.manifest.city, at.code):
        yield paragraph(told)
    root = run.pack.tables.index.rows[0].code
    series = [run.figure(Key(Kind.INDEX, root, run.pack.manifest.city, p.code)) for p in run.periods[-_SHOWN_PERIODS:]]
    if sum(1 for figure in series if figure.value is not None) >= 3:
        values = tuple(figure.value for figure in series)
        labels = tuple(figure.key.period for figure in series)
        name = run.pack.tables.index.rows[0].name
        yield Chart(f"{name}在上升吗？", Shape.LINE, labels, ((name, values),), "分")


def _places(run: Run, at: Period) -> Iterator[Block]:
    if run.index is None:
        return
    root = run.pack.tables.index.rows[0]
    children = run.tree.children(run.pack.manifest.city)
    figures = [run.figure(Key(Kind.INDEX, root.code, place, at.code)) for place in children[:_MOST_PLACES]]
    known = sorted((f for f in figures if f.value is not None), key=lambda f: -(f.value or 0.0))
    if not known:
        return
    parts = [row for row in run.pack.tables.index.rows if row.parent == root.code]
    rows: list[tuple[Cell, ...]] = []
    for figure in (*known, *(f for f in figures if f.value is None)):
        place = figure.key.place
        cells = [number(run.figure(Key(Kind.INDEX, part.code, place, at.code))) for part in parts]
        rank = run.rank(root.code, place, at.code)
        sure = rank_interval(run, place, at.code)
        rows.append((str(rank or "—"), sure, run.tree[place].name, number(figure), *cells))
    head = ("位次", "位次区间", "地区", root.name, *(part.name for part in parts))
    yield table("表3 各地综合指数", head, rows, f"位次按未取整的得分排列，并列者位次相同。{NOTE}", "各地综合指数")
    labels = tuple(run.tree[figure.key.place].name for figure in known)
    yield Chart("各地相差多少？", Shape.BARS, labels, ((root.name, tuple(f.value for f in known)),), "分")


def _notes(run: Run) -> Iterator[Block]:
    signs = "，".join(f"〔{mark.sign}〕{mark.words[0].zh}" for mark in Mark if mark is not Mark.SYNTHETIC)
    yield paragraph(f"本报告数字出自同一次运算，不经手工改动。数字后的标记：{signs}。")
    notes = [problem for problem in run.problems if problem.severity is not Severity.NOTE]
    if notes:
        rows = [(str(n), _named(run, one), one.sentence()) for n, one in enumerate(notes[:30], 1)]
        more = f"共 {len(notes)} 条，列前 30 条。" if len(notes) > 30 else ""
        yield table("表4 来源不一致和存疑的数据", ("序号", "数据", "情况"), rows, more, "数据问题")
    if explained := list(_explained(run)):
        more = f"共 {len(explained)} 条，列前 30 条。" if len(explained) > 30 else ""
        yield table("表5 报送单位有说明的数据", ("地区", "期间", "数据项", "说明"), explained[:30], more, "数据说明")
    if unverified := run.pack.parameters.unverified():
        names = "、".join(dict.fromkeys(one.parameter.words.zh for one in unverified))
        yield paragraph(f"下列参数的依据尚未核实：{names}。")


def _explained(run: Run) -> Iterator[tuple[str, str, str, str]]:
    """Yield the figures that carry an explanation of who reported them, the latest period first."""
    names = {row.code: row.name for row in (*run.pack.tables.places.rows, *run.pack.tables.elements.rows)}
    rows = (row for row in run.observed.taken.values() if explanation_in(row.note))
    for row in sorted(rows, key=lambda one: (-one.period.end.toordinal(), one.place, one.element)):
        yield names[row.place], row.period.say(), names[row.element], explanation_in(row.note)


def _named(run: Run, problem: Problem) -> str:
    """The place of a problem with codes replaced by names."""
    names = {row.code: row.name for row in (*run.pack.tables.places.rows, *run.pack.tables.elements.rows)}
    parts = (problem.where.key or problem.where.say()).split(" · ")
    return " ".join(names.get(part, part) for part in parts)


def _all_indicators(run: Run) -> Table:
    city, periods = run.pack.manifest.city, run.periods[-_SHOWN_PERIODS:]
    rows = [
        (
            row.name,
            row.unit,
            *(number(run.figure(Key(Kind.INDICATOR, row.code, city, period.code))) for period in periods),
        )
        for row in run.pack.tables.indicators.rows
    ]
    head = ("指标", "单位", *(period.code for period in periods))
    return table(f"{run.tree[city].name}指标全表", head, rows, name="指标全表")


def _promises(run: Run) -> Table:
    units = {row.code: row.name for row in run.pack.tables.units.rows}
    clauses = {row.code: row for row in run.pack.tables.clauses.rows}
    rows = [
        (
            task.title,
            units.get(task.lead, "—"),
            task.deadline.isoformat() if task.deadline else "—",
            clauses[task.clause].locator if task.clause in clauses else "—",
        )
        for task in run.pack.tables.tasks.rows
    ]
    return table("任务台账", ("任务", "牵头单位", "期限", "依据条款"), rows, name="任务台账")
