"""Competition ranks inside groups, by several keys in turn."""

import numpy as np
from numpy.typing import NDArray

from tongchou.assess.facts import Array


def ranks(keys: Array, groups: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return competition ranks (1, 2, 2, 4) inside each group, and the size of each unit's group.

    :param keys: units x keys without NaN; the greatest first key is rank 1, later keys break ties.

    >>> ranks(np.array([[80.0], [90.0], [80.0], [10.0]]), np.array([0, 0, 0, 1]))[0].tolist()
    [2, 1, 2, 1]
    """
    if not len(groups):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    order = np.lexsort((*-keys.T[::-1], groups))
    sorted_keys, sorted_groups = keys[order], groups[order]
    first = np.append(True, sorted_groups[1:] != sorted_groups[:-1])
    fresh = first | np.append(True, np.any(sorted_keys[1:] != sorted_keys[:-1], axis=1))
    at = np.arange(len(order))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = _last(at, fresh) - _last(at, first) + 1
    return rank, np.bincount(groups)[groups]


def _last(at: NDArray[np.int64], marked: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return for every position the last marked one up to it."""
    return np.maximum.accumulate(np.where(marked, at, 0))
