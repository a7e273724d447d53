"""The places of a what-if as the explorer shows them."""

from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString

from tongchou.loop import Figure, Interval, Key, Kind, Run
from tongchou.loop.supposing import Array, Supposed
from tongchou.packs.rows import Place
from tongchou.terms import Period
from tongchou.web.explorer_drawings import ranks, stack, trend


@dataclass(frozen=True, slots=True)
class Line:
    """One place: supposed and published score and rank, points of the parts, causes of the change, drawings."""

    place: Place
    score: float
    published: Figure
    rank: int
    published_rank: int
    moved: int
    interval: Interval | None
    """How sure score and rank are around the supposed weights."""
    published_interval: Interval | None
    points: tuple[float | None, ...]
    """Of the parts of the index; ``None`` where a part has no score. They add up to the score, also as printed."""
    causes: tuple[float, ...] | None
    """Total change, performance, weights, coverage; ``None`` where one of the two periods has no score."""
    before: float | None
    ranks_drawn: SafeString
    points_drawn: SafeString
    trend: SafeString
    told: str
    """The trend in words."""


@dataclass(frozen=True, slots=True)
class Window:
    """What all trends share: the periods in which any place has a score, and the lowest and highest of these."""

    rows: tuple[int, ...]
    periods: tuple[Period, ...]
    low: float
    high: float


def window(supposed: Supposed) -> Window | None:
    """Return the window of the trends; ``None`` where no place has a score."""
    both = np.stack([supposed.published.score(), supposed.result.score()])
    rows = tuple(int(t) for t in np.flatnonzero(~np.isnan(both).all(axis=(0, 1))))
    periods = tuple(supposed.periods[t] for t in rows)
    return Window(rows, periods, float(np.nanmin(both)), float(np.nanmax(both))) if rows else None


def lines(run: Run, supposed: Supposed) -> list[Line]:
    """Return the places with a score, best first under the supposed weights."""
    score = supposed.result.score()[:, supposed.at]
    there = [int(row) for row in np.argsort(-score, kind="stable") if not np.isnan(score[row])]
    shared = window(supposed)
    return [_line(run, supposed, row, shared) for row in there] if shared else []


def _line(run: Run, supposed: Supposed, row: int, shared: Window) -> Line:
    place, at = supposed.places[row], supposed.at
    old, new = supposed.published.score(), supposed.result.score()
    published_rank, rank = (_whole(ranks[row]) for ranks in supposed.ranks)
    interval, told = supposed.intervals[row], run.interval(place.code, supposed.period.code)
    points = _points(supposed, row)
    was, now = (_series(one[row, list(shared.rows)]) for one in (old, new))
    return Line(
        place=place,
        score=float(new[row, at]),
        published=run.figure(Key(Kind.INDEX, supposed.result.tree.root.code, place.code, supposed.period.code)),
        rank=rank,
        published_rank=published_rank,
        moved=_whole(supposed.moved[row]),
        interval=interval,
        published_interval=told,
        points=points,
        causes=_causes(supposed, row),
        before=None if supposed.before is None else float(old[row, supposed.before]),
        ranks_drawn=_ranks_drawn(interval, told, rank),
        points_drawn=stack(points, max(100.0, shared.high)),
        trend=trend(was, now, (shared.low, shared.high)),
        told="、".join(
            f"{period.code}: {value:.2f}"
            for period, value in zip(shared.periods, now, strict=True)
            if value is not None
        ),
    )


def _ranks_drawn(interval: Interval | None, published: Interval | None, rank: int) -> SafeString:
    if interval is None or interval.rank is None:
        return SafeString("")
    return ranks(interval.rank, published.rank if published else None, rank)


def _series(scores: Array) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(one) else float(one) for one in scores)


def _points(supposed: Supposed, row: int) -> tuple[float | None, ...]:
    scores = [supposed.result.score(group.code)[row, supposed.at] for group in supposed.groups]
    printed = supposed.printed_points[row]
    return tuple(None if np.isnan(score) else float(one) for score, one in zip(scores, printed, strict=True))


def _whole(value: float) -> int:
    return 0 if np.isnan(value) else int(value)


def _causes(supposed: Supposed, row: int) -> tuple[float, ...] | None:
    change = supposed.change
    if change is None or np.isnan(change.total[row]) or np.isnan(change.weights[row]):
        return None
    parts = (change.total[row], change.performance[row].sum(), change.weights[row], change.coverage[row])
    return tuple(float(one) for one in parts)
