"""The small drawings of the explorer: a rank within its interval, the parts of a score, two trends on one scale."""

from collections.abc import Callable, Iterator, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tongchou.loop import RankSpread

WIDTH, HEIGHT, EDGE = 116, 20, 8
BAR = 180
SMALL, TALL = 132, 52
COLOURS = 8

Series = Sequence[float | None]


def ranks(spread: RankSpread, published: RankSpread | None, now: int) -> SafeString:
    """Return a scale from the first to the last rank: interval, median and rank; what was published thin beneath."""

    def at(rank: float) -> float:
        return round(EDGE + (WIDTH - 2 * EDGE) * (rank - 1) / max(spread.places - 1, 1), 1)

    low, median, high = (at(rank) for rank in (spread.ranks.low, spread.ranks.median, spread.ranks.high))
    return format_html(
        '<svg class="interval{}" width="{}" height="{}" viewBox="0 0 {} {}" aria-hidden="true">'
        '<line class="scale" x1="{}" x2="{}" y1="10" y2="10"/><rect x="{}" y="6" width="{}" height="8" rx="2"/>'
        '<line class="median" x1="{}" x2="{}" y1="4" y2="16"/>{}<circle class="now" cx="{}" cy="10" r="5.5"/></svg>',
        *("" if spread.distinguishable else " unsure", WIDTH, HEIGHT, WIDTH, HEIGHT, EDGE, WIDTH - EDGE),
        *(low - 3, round(high - low + 6, 1), median, median, _told(published, at), at(now)),
    )


def _told(published: RankSpread | None, at: Callable[[float], float]) -> SafeString:
    if published is None:
        return SafeString("")
    low, high = at(published.ranks.low) - 3, at(published.ranks.high) + 3
    return format_html(
        '<line class="was" x1="{}" x2="{}" y1="18.5" y2="18.5"/><circle class="was" cx="{}" cy="10" r="2.5"/>',
        *(round(low, 1), round(high, 1), at(published.nominal)),
    )


def stack(points: Series, whole: float) -> SafeString:
    """Return a bar of the parts of a score side by side, as wide as ``whole`` points."""
    drawn = format_html_join("", '<rect class="part-{}" x="{}" y="0" width="{}" height="14"/>', _rects(points, whole))
    return format_html(
        '<svg class="stack" width="{}" height="14" viewBox="0 0 {} 14" aria-hidden="true">'
        '<rect class="rest" x="0" y="0" width="{}" height="14"/>{}</svg>',
        *(BAR, BAR, BAR, drawn),
    )


def _rects(points: Series, whole: float) -> Iterator[tuple[int, float, float]]:
    start = 0.0
    for number, one in enumerate(points):
        width = max(one or 0.0, 0.0) * BAR / whole
        yield number % COLOURS, round(start, 1), round(width, 1)
        start += width


def trend(published: Series, supposed: Series, scale: tuple[float, float]) -> SafeString:
    """Return two lines over the same periods on a scale that other places share: published thin, supposed thick."""
    return format_html(
        '<svg class="multiple" width="{}" height="{}" viewBox="0 0 {} {}" aria-hidden="true">{}{}{}</svg>',
        *(SMALL, TALL, SMALL, TALL, _path("was", published, scale), _path("now", supposed, scale)),
        _dot(supposed, scale),
    )


def _points(series: Series, scale: tuple[float, float]) -> list[tuple[float, float] | None]:
    low, high = scale
    held = (high - low) or 1.0
    step = (SMALL - 2 * EDGE) / max(len(series) - 1, 1)
    deep = TALL - 2 * EDGE
    return [
        None if one is None else (round(EDGE + step * k, 1), round(EDGE + deep * (high - one) / held, 1))
        for k, one in enumerate(series)
    ]


def _path(name: str, series: Series, scale: tuple[float, float]) -> SafeString:
    """A line with a gap where a score is missing; one score alone is a dot."""
    pieces, start = [], True
    for point in _points(series, scale):
        pieces.append(f"{'M' if start else 'L'}{point[0]},{point[1]}{'h0' if start else ''}" if point else "")
        start = point is None
    return format_html('<path class="{}" d="{}"/>', name, " ".join(pieces))


def _dot(series: Series, scale: tuple[float, float]) -> SafeString:
    there = [point for point in _points(series, scale) if point]
    return format_html('<circle class="now" cx="{}" cy="{}" r="2.5"/>', *there[-1]) if there else SafeString("")
