"""The inner loops of a simulation: scores of many runs over blocks of units, ranks by radix, order statistics.

Single precision, summed in one fixed order; a block of units is copied out and stays in the
cache while all runs of a batch pass: read in place, rows of odd length cost four times as much.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from tongchou.evaluate.arrays import kernel, routine
from tongchou.evaluate.means import bent, unbent

Single = NDArray[np.float32]
Ranks = NDArray[np.uint32]
BLOCK = 512
FEW = 128
"""Units up to which comparing each with each is quicker than sorting them."""
Function = TypeVar("Function", bound=Callable[..., Any])


def vectors(function: Function) -> Function:
    """Compile a loop over a block on its own, so that it becomes whole vectors wherever it is called from."""
    return cast(Function, numba.njit(cache=True, nogil=True, error_model="numpy")(function))


@vectors
def pour(values: Single, weight: float, into: Single) -> None:
    """Add the values of a block times a weight."""
    for u in range(into.size):
        into[u] += weight * values[u]


@vectors
def lift(below: Single, weight: float, rule: tuple[float, float], total: Single, carried: Single) -> None:
    """Add what a group's scores bring to the mean (power, floor) above them: nothing where one is missing."""
    power, floor = rule
    for u in range(total.size):
        there = below[u] == below[u]
        held = max(below[u], floor) if there else np.float32(0.0)
        if power == 1.0:
            total[u] += weight * held
        elif there:
            total[u] += weight * np.float32(bent(float(held), power))
        carried[u] += weight if there else np.float32(0.0)


@vectors
def close(total: Single, carried: Single, void: NDArray[np.bool_], power: float, out: Single) -> None:
    """Write the mean that a block's sums stand for; NaN where no weight was carried or the group is void."""
    for u in range(out.size):
        out[u] = np.float32(np.nan) if void[u] else total[u] / carried[u]
    if power != 1.0:
        for u in range(out.size):
            out[u] = np.float32(np.nan) if np.isnan(out[u]) or carried[u] == 0 else unbent(out[u], power)


@kernel
def score_runs(
    data: tuple[Single, Single, NDArray[np.bool_]],
    shape: tuple[NDArray[np.int64], NDArray[np.int64]],
    weights: Single,
    rules: tuple[NDArray[np.int64], NDArray[np.int64], Single, Single],
    out: Single,
) -> None:
    """Fill ``out`` (runs, units) with the score of the first group.

    ``data``: plates (plates, indicators, units) of values already bent for the mean they enter, 1 where they are
    present, and which (variants, groups, units) are void. ``shape``: members of all groups, and where each group's
    begin. ``rules``: the plate (runs, groups) of each group, the variant of each run, powers (runs, groups), floors.
    """
    all_plates, all_present, void = data
    members, starts = shape
    plate_of, variants, powers, floors = rules
    width, units, groups = all_plates.shape[1], all_plates.shape[2], starts.size - 1
    for block in numba.prange((units + BLOCK - 1) // BLOCK):
        first, last = block * BLOCK, min(units, (block + 1) * BLOCK)
        plates, present = all_plates[:, :, first:last].copy(), all_present[:, :, first:last].copy()
        scores = np.empty((groups, last - first), dtype=np.float32)
        total, carried = np.empty(last - first, dtype=np.float32), np.empty(last - first, dtype=np.float32)
        for run in range(out.shape[0]):
            for group in range(groups - 1, -1, -1):
                power, plate = powers[run, group], plate_of[run, group]
                total[:], carried[:] = np.float32(0.0), np.float32(0.0)
                for k in range(starts[group], starts[group + 1]):
                    line = members[k]
                    weight = weights[run, line]
                    if weight > 0 and line < width:
                        pour(plates[plate, line], weight, total)
                        pour(present[plate, line], weight, carried)
                    elif weight > 0:
                        lift(scores[line - width], weight, (power, floors[group]), total, carried)
                close(total, carried, void[variants[run], group, first:last], power, scores[group])
            out[run, first:last] = scores[0]


def rank_runs(scores: Single, out: Ranks) -> None:
    """Fill ``out`` (runs, units) with competition ranks, 1 for the highest score and 0 for a missing one."""
    (count_ranks if scores.shape[1] <= FEW else sort_runs)(scores, out)


@kernel
def count_ranks(scores: Single, out: Ranks) -> None:
    """Rank few units: each against each, for which nothing has to be sorted."""
    for run in numba.prange(scores.shape[0]):
        for u in range(scores.shape[1]):
            better = 0
            for other in range(scores.shape[1]):
                better += scores[run, other] > scores[run, u]
            out[run, u] = 0 if np.isnan(scores[run, u]) else better + 1


@kernel
def sort_runs(scores: Single, out: Ranks) -> None:
    """Rank many units: by the bits of their scores, eleven at a time."""
    units = scores.shape[1]
    for run in numba.prange(scores.shape[0]):
        keys, other = np.empty(units, dtype=np.uint32), np.empty(units, dtype=np.uint32)
        order, spare = np.empty(units, dtype=np.uint32), np.empty(units, dtype=np.uint32)
        bits = scores[run].view(np.uint32)
        for u in range(units):
            raw = bits[u] if scores[run, u] != np.float32(0.0) else np.uint32(0)
            falling = raw if raw & np.uint32(0x80000000) else ~(raw | np.uint32(0x80000000))
            keys[u] = np.uint32(0xFFFFFFFF) if np.isnan(scores[run, u]) else falling
            order[u] = u
        for shift in (0, 11, 22):
            counts = np.zeros(2049, dtype=np.int64)
            for u in range(units):
                counts[((keys[u] >> np.uint32(shift)) & np.uint32(2047)) + 1] += 1
            for digit in range(2048):
                counts[digit + 1] += counts[digit]
            for u in range(units):
                digit = (keys[u] >> np.uint32(shift)) & np.uint32(2047)
                place = counts[digit]
                counts[digit] += 1
                other[place], spare[place] = keys[u], order[u]
            keys, other, order, spare = other, keys, spare, order
        rank = 0
        for place in range(units):
            if place == 0 or keys[place] != keys[place - 1]:
                rank = place + 1
            out[run, order[place]] = 0 if keys[place] == np.uint32(0xFFFFFFFF) else rank


@routine
def sort_ranks(row: Ranks, spare: Ranks, highest: int) -> Ranks:
    """Return a row sorted, in one of the two arrays: by its bytes from the lowest up, for ranks are small numbers."""
    for shift in range(0, 32, 8):
        if highest >> shift == 0:
            break
        counts = np.zeros(257, dtype=np.int64)
        for k in range(row.size):
            counts[((row[k] >> np.uint32(shift)) & np.uint32(255)) + 1] += 1
        for digit in range(256):
            counts[digit + 1] += counts[digit]
        for k in range(row.size):
            digit = (row[k] >> np.uint32(shift)) & np.uint32(255)
            spare[counts[digit]] = row[k]
            counts[digit] += 1
        row, spare = spare, row
    return row


@kernel
def order_statistics(ranks: Ranks, positions: NDArray[np.int64], out: NDArray[np.float64]) -> None:
    """Fill ``out`` (units, positions) with each unit's ranks at positions of their sorted order; NaN if missing."""
    runs, units = ranks.shape
    for block in numba.prange((units + 63) // 64):
        first, last = block * 64, min(units, (block + 1) * 64)
        column, spare = np.empty((last - first, runs), dtype=np.uint32), np.empty(runs, dtype=np.uint32)
        for run in range(runs):
            for u in range(first, last):
                column[u - first, run] = ranks[run, u]
        for u in range(first, last):
            row = sort_ranks(column[u - first], spare, units)
            for k in range(positions.size):
                out[u, k] = np.nan if row[0] == 0 else row[positions[k]]
