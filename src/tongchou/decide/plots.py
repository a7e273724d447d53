"""Which charts an answer deserves: each answers a question and is drawn from one table of the answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from tongchou.decide.comparing import change
from tongchou.decide.model import Answer, Result, Table, Value
from tongchou.decide.wording import term
from tongchou.terms import Words


class Look(StrEnum):
    """Lines over time, bars beside each other, or bars on top of each other."""

    LINES = "lines"
    BARS = "bars"
    STACK = "stack"


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart of a table: the question it answers, the column of labels, the columns of values."""

    table: str
    look: Look
    question: Words
    label: int = 0
    values: tuple[int, ...] = ()
    """Columns drawn; none given means all after the label."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart with its numbers: a name and values for each series; ``None`` is a gap."""

    question: Words
    look: Look
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    unit: str


def _plot(table: str, look: Look, zh: str, en: str, *values: int, label: int = 0) -> Plot:
    return Plot(table, look, Words(zh, en), label, values)


_LINES, _BARS, _STACK = Look.LINES, Look.BARS, Look.STACK
PLOTS: Mapping[str, tuple[Plot, ...]] = {
    "urban-share": (_plot("path", _LINES, "三种方法各走到哪里（%）？", "Where do the methods lead (%)?", 1, 2, 3),),
    "target-pace": (
        _plot("targets", _BARS, "按现有速度离目标差多少（%）？", "How far short of the targets (%)?", 1, 4),
        _plot("ladder", _LINES, "每年应当走到哪一级（%）？", "Which step is due each year (%)?", 1),
    ),
    "cohort": (
        _plot("years", _LINES, "各年龄段人口怎样变化？", "How do the age groups change?", 4, 5, 6),
        _plot("years", _LINES, "城镇化率走到哪里（%）？", "Where does the urban share go (%)?", 2),
    ),
    "service-demand": (
        _plot("school", _LINES, "学位够不够，高峰在哪年？", "Are school places enough, and when is the peak?", 1, 2),
        _plot("beds", _LINES, "床位够不够？", "Are beds enough?", 1, 2),
    ),
    "coverage": (_plot("path", _LINES, "参保率几年到目标（%）？", "When is the target met (%)?", 1),),
    "pension": (_plot("choices", _BARS, "哪种选择对个人最划算？", "Which choice is worth most?", 5),),
    "settlement": (_plot("towns", _BARS, "人落在哪些镇？", "In which towns do they settle?", 1),),
    "citizenization-cost": (
        _plot("payer_years", _STACK, "每年谁出多少？", "Who pays how much each year?"),
        _plot("fund", _LINES, "专项基金哪年用尽？", "When does the fund run out?", 1, 2, 3),
        _plot("items", _BARS, "钱花在哪些项目上？", "On which items is it spent?", 1),
    ),
    "reward": (_plot("parts", _BARS, "各地分得多少？", "What does each place get?", 1),),
    "land-quota": (_plot("towns", _BARS, "各地得多少指标（公顷）？", "How much quota for each (ha)?", 3),),
    "three-linkages": (
        _plot("joint", _STACK, "各地的成本由什么来补？", "What covers the cost of each county?", 2, 3, 5),
        _plot("joint", _BARS, "各地用地缺多少（公顷）？", "How much land does each lack (ha)?", 8),
    ),
    "swap-ledger": (_plot("projects", _BARS, "哪个项目还欠指标（公顷）？", "Which project owes quota (ha)?", 6),),
    "land-revenue": (_plot("kept", _BARS, "按净收益还是总收入留成，差多少？", "Retention on net or on gross?", 1, 2),),
    "dividend": (_plot("holders", _BARS, "每个持有人分多少？", "What is each holder paid?", 2),),
    "ppp-subsidy": (_plot("formula", _LINES, "补贴逐年怎样变化（万元）？", "How does the subsidy move?", 1, 4),),
    "ppp-gate": (_plot("years", _LINES, "哪一年越过上限（%）？", "In which year is the limit passed (%)?", 3, 5),),
    "fiscal-risk": (_plot("debt", _LINES, "项目让债务增加多少（万元）？", "How much debt does it add?", 1, 2),),
    "town-fund": (
        _plot("towns", _BARS, "集中使用和平均使用，各镇得多少？", "Concentrated or spread: what for each?", 1, 2),
    ),
    "leverage": (_plot("caps", _BARS, "哪一项超过上限？", "Which is over its cap?", 1, 2),),
    "instruments": (_plot("ranked", _BARS, "哪种工具撬动最多（倍）？", "Which moves most (times)?", 5, label=2),),
    "debt": (_plot("years", _LINES, "债务率往哪里走（%）？", "Where does the debt ratio go (%)?", 4),),
    "portfolio": (_plot("prices", _BARS, "哪一项限制最值得放宽？", "Which limit is most worth relaxing?", 2),),
}
"""By model, in the order a reader meets them; a model whose answer is a few numbers has none."""
_FEWEST = 2
TOTAL = "合计"


def drawings(model: str, answer: Answer) -> tuple[Drawing, ...]:
    """Return the charts of an answer; one whose table has fewer than two lines is left out."""
    tables = {table.code: table for table in answer.tables}
    drawn = (_drawn(plot, tables[plot.table]) for plot in PLOTS.get(model, ()) if plot.table in tables)
    return tuple(one for one in drawn if len(one.labels) >= _FEWEST)


def swings(result: Result) -> Drawing | None:
    """Return which input moves the headline most; ``None`` where there are no two inputs to compare."""
    moved, unit = list[tuple[str, tuple[float | None, ...]]](), "%"
    for swing in result.swings:
        ends = [change(replace(result.headline, value=end), result.headline) for end in (swing.less, swing.more)]
        unit = next((end[1] for end in ends if end), unit)
        if any(end and end[0] for end in ends):
            moved.append((swing.lever.zh, tuple(float(end[0]) if end else None for end in ends)))
    order = sorted(moved, key=lambda one: -max(abs(end or 0.0) for end in one[1]))
    series = tuple((name, tuple(ends[at] for _, ends in order)) for at, name in enumerate(("少一成", "多一成")))
    question = Words(
        f"哪个输入最能改变“{result.headline.words.zh}”（{unit}）？",
        f"Which input moves the headline most ({term(unit).say('en')})?",
    )
    enough = len(order) >= _FEWEST
    return Drawing(question, Look.BARS, tuple(name for name, _ in order), series, unit) if enough else None


def _drawn(plot: Plot, table: Table) -> Drawing:
    rows = [row for row in table.rows if row[plot.label] != TOTAL]
    columns = plot.values or tuple(at for at in range(len(table.headings)) if at != plot.label)
    series = tuple((_bare(table.headings[at]), tuple(_number(row[at]) for row in rows)) for at in columns)
    labels = tuple(str(row[plot.label]) for row in rows)
    return _scaled(Drawing(plot.question, plot.look, labels, series, _unit(table.headings[columns[0]])))


def _scaled(drawing: Drawing) -> Drawing:
    """Large money in the unit a person says."""
    most = max((abs(value) for _, values in drawing.series for value in values if value is not None), default=0.0)
    by, word = next(((by, word) for by, word in _UNITS if most >= by), (1.0, ""))
    if drawing.unit != "元" or not word:
        return drawing
    series = tuple((name, tuple(v and v / by for v in values)) for name, values in drawing.series)
    return replace(drawing, series=series, unit=word)


_UNITS = ((1e8, "亿元"), (1e4, "万元"))


def _bare(heading: str) -> str:
    return heading.partition("（")[0]


def _unit(heading: str) -> str:
    return heading.partition("（")[2].removesuffix("）")


def _number(value: Value) -> float | None:
    return None if value is None or isinstance(value, str) or not hasattr(value, "__float__") else float(value)
