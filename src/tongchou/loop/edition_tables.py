"""The report between two editions as plain tables: scores by cause, points by indicator, rules, figures."""

from collections.abc import Callable, Iterator

import numpy as np

from tongchou.loop.editions import Comparison
from tongchou.loop.supposed_tables import Row, Table, plain


def tabulate(name: str, comparison: Comparison) -> Table:
    """Return one of :data:`TABLES`.

    :raises KeyError: for any other.
    """
    head, rows = TABLES[name]
    return Table(head, tuple(tuple(plain(cell) for cell in row) for row in rows(comparison)))


def _scores(comparison: Comparison) -> Iterator[Row]:
    change, ranks = comparison.change, comparison.ranks
    told, now = comparison.published.score(), comparison.recalculated.score()
    whole = (change.total, change.revision, change.performance.sum(axis=-1), change.weights, change.coverage)
    for at, place in enumerate(comparison.places):
        then = (comparison.then.code, float(told[at]), float(ranks[0][at]))
        after = (comparison.now.code, float(now[at]), float(ranks[1][at]))
        yield place.code, place.name, *then, *after, *(float(one[at]) for one in whole)


def _performance(comparison: Comparison) -> Iterator[Row]:
    """Points of each indicator, where both editions have one structure."""
    leaves, points = comparison.recalculated.tree.leaves, comparison.change.performance
    if points.shape[-1] == len(leaves):
        for at, place in enumerate(comparison.places):
            for k, leaf in enumerate(leaves):
                missing = np.isnan(comparison.change.total[at])
                yield place.code, place.name, leaf, None if missing else float(points[at, k])


def _rules(comparison: Comparison) -> Iterator[Row]:
    for one in comparison.differences:
        yield one.file, one.key, one.field, one.before, one.after


def _figures(comparison: Comparison) -> Iterator[Row]:
    for one in comparison.revised():
        yield one.place.code, one.place.name, comparison.then.code, one.indicator, one.before, one.after


TABLES: dict[str, tuple[tuple[str, ...], Callable[[Comparison], Iterator[Row]]]] = {
    "scores": (
        (
            *("place", "place_name", "period_published", "published", "rank_published", "period", "score", "rank"),
            *("total", "revision", "performance", "weights", "coverage"),
        ),
        _scores,
    ),
    "performance": (("place", "place_name", "leaf", "points"), _performance),
    "rules": (("file", "key", "field", "before", "after"), _rules),
    "figures": (("place", "place_name", "period", "indicator", "before", "after"), _figures),
}
"""The tables in their order: head and rows of each."""
