"""Charts of upright columns: several beside each other for comparing, or on top of each other for what makes a sum."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from tongchou.report.model import Chart

_SHADES = ("#0f5c63", "#7aa9ad", "#c08a2e", "#e3c98f", "#52606d", "#a9b4be", "#8a4b3c", "#d3a598")
_SLANTED = 7
"""Labels are slanted from so many on."""


def groups(axes: Axes, chart: Chart) -> None:
    """Draw the series beside each other at every label."""
    width = 0.8 / len(chart.series)
    for number, (name, values) in enumerate(chart.series):
        places = [at + (number - (len(chart.series) - 1) / 2) * width for at in range(len(chart.labels))]
        drawn = axes.bar(places, _heights(values), width * 0.92, color=_SHADES[number % len(_SHADES)], label=name)
        if len(chart.labels) * len(chart.series) <= 2 * _SLANTED:
            axes.bar_label(drawn, [_text(value) for value in values], fontsize=7, padding=1)
    _finish(axes, chart)


def stack(axes: Axes, chart: Chart) -> None:
    """Draw the series on top of each other at every label; what is below zero hangs below."""
    above, below = [0.0] * len(chart.labels), [0.0] * len(chart.labels)
    for number, (name, values) in enumerate(chart.series):
        heights = _heights(values)
        bottoms = [up if height >= 0 else down for up, down, height in zip(above, below, heights, strict=True)]
        axes.bar(range(len(heights)), heights, 0.62, bottoms, color=_SHADES[number % len(_SHADES)], label=name)
        above = [up + max(height, 0.0) for up, height in zip(above, heights, strict=True)]
        below = [down + min(height, 0.0) for down, height in zip(below, heights, strict=True)]
    _finish(axes, chart)


def _heights(values: Sequence[float | None]) -> list[float]:
    return [0.0 if value is None else value for value in values]


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.2f}".rstrip("0").rstrip(".")


def _finish(axes: Axes, chart: Chart) -> None:
    slanted = len(chart.labels) >= _SLANTED or any(len(label) > _SLANTED for label in chart.labels)
    axes.set_xticks(range(len(chart.labels)), [_short(label) for label in chart.labels], fontsize=8)
    if slanted:
        axes.tick_params(axis="x", labelrotation=35)
        for label in axes.get_xticklabels():
            label.set(ha="right", rotation_mode="anchor")
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _place: f"{value:,.6g}"))
    axes.set_ylabel(chart.unit, fontsize=8)
    axes.axhline(0, color="#b8c0c8", linewidth=0.6)
    axes.margins(y=0.14)
    if len(chart.series) > 1:
        axes.legend(fontsize=7, frameon=False, ncols=min(len(chart.series), 5), loc="upper left")


def _short(label: str) -> str:
    return label if len(label) <= 14 else f"{label[:13]}…"
