"""The marks a figure carries: what went into it that a reader must know."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tongchou.loop.model import Mark
from tongchou.loop.rebasing import Address, Carried
from tongchou.monitor import Cube
from tongchou.monitor.checks import explanation_in
from tongchou.monitor.notes import WEAK, Reason
from tongchou.packs.fields import Status

Marks = NDArray[np.uint8]
_OF_STATUS = {
    Status.PRELIMINARY: Mark.PROVISIONAL,
    Status.ESTIMATE: Mark.PROVISIONAL,
    Status.SUSPECT: Mark.WEAK,
    Status.SYNTHETIC: Mark.SYNTHETIC,
}


def mark_elements(
    cube: Cube,
    carried: Carried,
    parents: Mapping[str, str],
    everywhere: Mark,
) -> Marks:
    """Mark every element: what its own report says, then what its parts say where it was rolled up from them.

    ``everywhere`` is the mark of the whole pack (synthetic or none).
    """
    marks = np.full(cube.values.shape, everywhere.value, dtype=np.uint8)
    marks[np.nan_to_num(cube.notes).astype(int) // WEAK % 2 == 1] |= Mark.WEAK.value
    own = np.zeros(cube.values.shape, dtype=bool)
    where = _where(cube)
    for address, row in carried.observed.taken.items():
        if (at := where(address)) is not None:
            own[at] = row.value is not None
            marks[at] |= _OF_STATUS.get(row.status, Mark.CLEAR).value
            marks[at] |= (Mark.EXPLAINED if explanation_in(row.note) else Mark.CLEAR).value
    for address, choice in carried.observed.rivals.items():
        if choice.conflict and (at := where(address)) is not None:
            marks[at] |= Mark.CONFLICT.value
    for address in carried.rebased:
        if (at := where(address)) is not None:
            marks[at] |= Mark.REBASED.value
    _lift(cube, marks, own, parents)
    return marks


def _where(cube: Cube) -> Callable[[Address], tuple[int, int, int] | None]:
    places = {place: at for at, place in enumerate(cube.places)}
    periods = {(period.start, period.end): at for at, period in enumerate(cube.periods)}
    codes = {code: at for at, code in enumerate(cube.codes)}

    def where(address: Address) -> tuple[int, int, int] | None:
        place, start, end, code = address
        at = (places.get(place, -1), periods.get((start, end), -1), codes.get(code, -1))
        return None if -1 in at else at

    return where


def _lift(cube: Cube, marks: Marks, own: NDArray[np.bool_], parents: Mapping[str, str]) -> None:
    """Hand marks up from parts to wholes, the deepest places first; a missing part makes the whole incomplete."""
    rows = {place: row for row, place in enumerate(cube.places)}
    reasons = np.nan_to_num(cube.notes, nan=float(Reason.NOT_REPORTED)) % WEAK
    absent = np.isnan(cube.values) & (reasons >= Reason.NOT_REPORTED)
    for place in reversed(cube.places):
        above = rows.get(parents.get(place, ""))
        if above is None:
            continue
        below = rows[place]
        rolled = ~own[above] & ~np.isnan(cube.values[above])
        gap = np.where(absent[below], Mark.INCOMPLETE.value, marks[below]).astype(np.uint8)
        marks[above] |= np.where(rolled, gap, 0).astype(np.uint8)


def mark_results(
    cube: Cube, inputs: Mapping[str, Sequence[str]], source: tuple[Cube, Marks], order: Iterable[str]
) -> Marks:
    """Mark results with the marks of what went into them.

    :param inputs: by code of the result, the codes that went in: of ``source``, or of the results themselves.
    :param order: codes of the results, each after those it is made of.
    """
    marks = np.zeros(cube.values.shape, dtype=np.uint8)
    at = {code: number for number, code in enumerate(cube.codes)}
    given = {code: source[1][:, :, number] for number, code in enumerate(source[0].codes)}
    for code in order:
        for name in inputs.get(code, ()):
            marks[:, :, at[code]] |= given[name] if name in given else marks[:, :, at[name]]
    return marks
