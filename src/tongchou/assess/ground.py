"""What items are scored on, as arrays over units; and the same many times over, to be scored at once."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tongchou.assess.facts import Array, Column, Facts
from tongchou.assess.marks import Combined
from tongchou.assess.rules.events import events_of
from tongchou.packs.scheme import Scheme


@dataclass(frozen=True)
class Ground:
    """Figures, counts of events and combined marks over the units, with who is compared with whom.

    ``kinds`` is the number of each unit's class in the scheme; units of one number in ``groups`` are compared as a
    class, those of one number in ``fields`` as all units.
    """

    columns: Mapping[str, Column]
    counts: Mapping[str, Array]
    marks: Mapping[str, Combined]
    kinds: NDArray[np.int64]
    groups: NDArray[np.int64]
    fields: NDArray[np.int64]

    @classmethod
    def of(cls, scheme: Scheme, facts: Facts, kinds: NDArray[np.int64], marks: Mapping[str, Combined]) -> "Ground":
        """Return the ground of facts whose units all stand in one field."""
        names = {name for item in scheme.items() for name in events_of(item.scoring)}
        counts = facts.counts(names | {veto.event for veto in scheme.vetoes if veto.event})
        return cls(facts.columns, counts, marks, kinds, kinds, np.zeros_like(kinds))

    @property
    def size(self) -> int:
        """How many units there are."""
        return len(self.kinds)

    def repeated(self, times: int) -> "Ground":
        """Return the same units so many times, one field after the other; no field is compared with another."""
        field = np.repeat(np.arange(times, dtype=np.int64), self.size)
        kinds = np.tile(self.kinds, times)
        return Ground(
            {code: _column(column, times) for code, column in self.columns.items()},
            {name: np.tile(count, times) for name, count in self.counts.items()},
            {code: _marks(one, times) for code, one in self.marks.items()},
            kinds, field * (int(self.kinds.max()) + 1) + kinds, field,
        )  # fmt: skip


def _column(one: Column, times: int) -> Column:
    return Column(
        np.tile(one.values, times), one.direction, np.tile(one.target, times), np.tile(one.target_hi, times),
        np.tile(one.before, times), np.tile(one.above, times), np.tile(one.weak, times), np.tile(one.why, times),
        np.tile(one.strict, times),
    )  # fmt: skip


def _marks(one: Combined, times: int) -> Combined:
    return Combined(np.tile(one.points, times), np.tile(one.disputed, times), {})
