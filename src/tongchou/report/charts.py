"""Charts as pictures that need no font where they are opened.

The font is a file given by the caller, so that Chinese shows on a machine without Chinese fonts; SVG text is drawn as
outlines for the same reason.
"""

from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager

from tongchou.report import columns
from tongchou.report.model import Chart, Shape

INK, ACCENT, GREY = "#1f2933", "#0f5c63", "#b8c0c8"
_SHADES = (ACCENT, "#8a6d3b", "#5b6b7a", "#a34d3f", "#3f7f5f")
WIDTH = 6.1
"""Inches; the text of an official page is 156 mm wide."""


def png(chart: Chart, font: Path | None) -> bytes:
    """Return the chart as a PNG at 200 dots an inch."""
    return _draw(chart, font, "png")


def svg(chart: Chart, font: Path | None) -> str:
    """Return the chart as an SVG element whose text is outlines."""
    text = _draw(chart, font, "svg").decode("utf-8")
    return text[text.index("<svg") :]


def _draw(chart: Chart, font: Path | None, kind: str) -> bytes:
    style: Any = {
        "font.family": family(font),
        "svg.fonttype": "path",
        "svg.hashsalt": "tongchou",
        "axes.unicode_minus": False,
    }
    with rc_context(style):
        figure = Figure(figsize=(WIDTH, _height(chart)), layout="constrained")
        axes = figure.add_subplot()
        _DRAWN[chart.shape](axes, chart)
        axes.set_title(chart.question, loc="left", fontsize=10, color=INK)
        _quiet(axes)
        buffer = BytesIO()
        metadata = {"Date": None, "Creator": None} if kind == "svg" else {"Software": None}
        figure.savefig(buffer, format=kind, dpi=200, metadata=metadata)
        return buffer.getvalue()


def family(font: Path | None) -> str:
    """Return the family of a font file, made known to the drawing library; the system's where none is given."""
    if font is None:
        return "Noto Sans CJK SC"
    fontManager.addfont(str(font))
    return FontProperties(fname=str(font)).get_name()


def _height(chart: Chart) -> float:
    return max(1.6, 0.5 + 0.24 * len(chart.labels)) if chart.shape is Shape.BARS else 2.5


def _bars(axes: Axes, chart: Chart) -> None:
    name, values = chart.series[0]
    rows = range(len(chart.labels))
    axes.barh(rows, [0.0 if value is None else value for value in values], color=ACCENT, height=0.62)
    for row, value in zip(rows, values, strict=True):
        text = "缺失" if value is None else f"{value:,.2f}"
        axes.annotate(text, (value or 0.0, row), (3, 0), textcoords="offset points", va="center", fontsize=8)
    axes.set_yticks(list(rows), chart.labels, fontsize=8)
    axes.invert_yaxis()
    axes.margins(x=0.12)
    axes.set_xlabel(f"{name}（{chart.unit}）" if chart.unit else name, fontsize=8)


def _lines(axes: Axes, chart: Chart) -> None:
    places = list(range(len(chart.labels)))
    for number, (name, values) in enumerate(chart.series):
        dashed = chart.shape is Shape.PATH and number > 0
        shown = [float("nan") if value is None else value for value in values]
        colour = GREY if dashed else _SHADES[number % len(_SHADES)]
        axes.plot(places, shown, color=colour, linestyle="--" if dashed else "-", marker=None if dashed else "o", ms=3)
        _label(axes, name, values, colour)
    axes.set_xticks(places, chart.labels, fontsize=8)
    axes.set_ylabel(chart.unit, fontsize=8)
    axes.margins(x=0.16)


def _label(axes: Axes, name: str, values: tuple[float | None, ...], colour: str) -> None:
    """Write the name and the last value at the end of a line, instead of a legend."""
    last = next(((i, v) for i, v in reversed(list(enumerate(values))) if v is not None), None)
    if last is not None:
        ink = INK if colour == GREY else colour
        axes.annotate(
            f"{name} {last[1]:,.2f}", last, (5, 0), textcoords="offset points", va="center", fontsize=8, color=ink
        )


def _quiet(axes: Axes) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(GREY)
    axes.tick_params(colors=INK, labelsize=8, length=2)


_DRAWN = {
    Shape.BARS: _bars, Shape.LINE: _lines, Shape.PATH: _lines, Shape.GROUPS: columns.groups, Shape.STACK: columns.stack
}  # fmt: skip
