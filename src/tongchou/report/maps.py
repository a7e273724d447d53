"""Maps for print: plain coordinates drawn with a scale bar, a north arrow and a legend.

A drawing comes in metres of a Gauss-Kruger plane, so that the scale bar holds everywhere on it and up is grid north.
"""

from io import BytesIO
from math import floor, log10
from pathlib import Path

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.path import Path as Outline

from tongchou.onemap.studies.drawing import Drawing, Sheet
from tongchou.report.charts import GREY, INK, WIDTH, family

_TALLEST = 8.2
"""Inches; a page has room for no more with a title above."""


def map_png(drawing: Drawing, font: Path | None = None) -> bytes:
    """Return a map as a PNG at 200 dots an inch.

    :param font: font file for the names; ``None`` takes the system's.
    """
    west, south, east, north = drawing.frame
    height = min(_TALLEST, max(2.5, WIDTH * (north - south) / max(east - west, 1.0)))
    with rc_context({"font.family": family(font), "axes.unicode_minus": False}):
        figure = Figure(figsize=(WIDTH, height + 0.5), layout="constrained")
        axes = figure.add_subplot()
        for sheet in drawing.sheets:
            _sheet(axes, sheet)
        for name, x, y in drawing.names:
            axes.annotate(name, (x, y), ha="center", va="center", fontsize=7, color=INK, zorder=6)
        _frame(axes, drawing)
        _scale(axes, drawing)
        _north(axes)
        buffer = BytesIO()
        figure.savefig(buffer, format="png", dpi=200, metadata={"Software": None})
        return buffer.getvalue()


def scale_length(metres: float) -> float:
    """Return a round length [m], 1, 2 or 5 times a power of ten, of a fifth of a width or a little less.

    >>> scale_length(80_000), scale_length(1_300)
    (10000.0, 200.0)
    """
    fifth = max(metres / 5, 1.0)
    power = 10.0 ** floor(log10(fifth))
    return max(step * power for step in (1.0, 2.0, 5.0) if step * power <= fifth)


def _sheet(axes: Axes, sheet: Sheet) -> None:
    outlines = [_outline(rings) for rings in sheet.areas]
    if outlines:
        face = sheet.colour if sheet.filled else "none"
        axes.add_collection(
            PathCollection(outlines, facecolors=face, edgecolors=sheet.colour, linewidths=0.6, zorder=3)
        )
    if sheet.lines:
        axes.add_collection(LineCollection(list(sheet.lines), colors=sheet.colour, linewidths=0.5, zorder=2))
    if sheet.points is not None and len(sheet.points):
        east, north = sheet.points.T
        axes.scatter(east, north, s=16, c=sheet.colour, edgecolors="white", linewidths=0.5, zorder=5)


def _outline(rings: tuple[np.ndarray[tuple[int, ...], np.dtype[np.float64]], ...]) -> Outline:
    codes = [
        np.array([Outline.MOVETO, *[Outline.LINETO] * (len(ring) - 2), Outline.CLOSEPOLY], dtype=np.uint8)
        for ring in rings
    ]
    return Outline(np.concatenate(rings), np.concatenate(codes))


def _frame(axes: Axes, drawing: Drawing) -> None:
    west, south, east, north = drawing.frame
    room = 0.03 * max(east - west, north - south, 1.0)
    axes.set_xlim(west - room, east + room)
    axes.set_ylim(south - room, north + room)
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    for side in axes.spines.values():
        side.set_color(GREY)
    axes.set_title(drawing.title, loc="left", fontsize=10, color=INK)
    axes.set_xlabel("；".join(part for part in (drawing.system, drawing.note) if part), fontsize=7, color=INK)
    marks = [_mark(sheet) for sheet in drawing.sheets]
    axes.legend(handles=marks, loc="lower right", fontsize=7, framealpha=0.9, edgecolor=GREY)


def _mark(sheet: Sheet) -> Patch | Line2D:
    if sheet.areas:
        return Patch(facecolor=sheet.colour if sheet.filled else "none", edgecolor=sheet.colour, label=sheet.name)
    if sheet.lines:
        return Line2D([], [], color=sheet.colour, linewidth=1, label=sheet.name)
    return Line2D([], [], color=sheet.colour, marker="o", linestyle="", markersize=4, label=sheet.name)


def _scale(axes: Axes, drawing: Drawing) -> None:
    """Draw a bar of two halves at the lower left with its length in metres or kilometres."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    length = scale_length(drawing.frame[2] - drawing.frame[0])
    x, y, thick = west + 0.03 * (east - west), south + 0.03 * (north - south), 0.008 * (north - south)
    for start, colour in ((x, INK), (x + length / 2, "white")):
        axes.add_patch(
            Rectangle((start, y), length / 2, thick, facecolor=colour, edgecolor=INK, linewidth=0.6, zorder=7)
        )
    text = f"{length / 1000:g} 公里" if length >= 1000 else f"{length:g} 米"
    axes.annotate(text, (x + length, y), (4, 0), textcoords="offset points", fontsize=7, color=INK, zorder=7)


def _north(axes: Axes) -> None:
    arrow = {"arrowstyle": "-|>", "color": INK, "lw": 1.2}
    axes.annotate("", (0.96, 0.97), (0.96, 0.89), xycoords="axes fraction", arrowprops=arrow, zorder=7)
    axes.annotate("北", (0.96, 0.87), xycoords="axes fraction", ha="center", va="top", fontsize=8, color=INK, zorder=7)
