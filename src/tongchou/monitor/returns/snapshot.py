"""What an approval freezes: the cells of a return in one canonical form, its digest, and what differs between two."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from tongchou.monitor.cells import CellKey, Cells
from tongchou.terms import Cell, State


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Figures as they were approved; nothing in it changes afterwards.

    :param version: counts the approvals of one return from 1.
    :param cells: every cell asked for; one nobody filled in stands as missing.
    :param explanations: reasons by the id of the hit they answer; they travel with the figures.
    """

    version: int
    at: datetime
    by: str
    cells: Cells
    explanations: Mapping[str, str]

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical form of its figures and explanations."""
        return digest(self.cells, self.explanations)


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that differs between two versions."""

    cell: CellKey
    old: Cell
    new: Cell

    @property
    def change(self) -> float | None:
        """New minus old where both are numbers."""
        return None if self.old.value is None or self.new.value is None else self.new.value - self.old.value


def canonical(cells: Cells, explanations: Mapping[str, str] | None = None) -> str:
    """Return figures and explanations as text that does not depend on their order: a sorted JSON line each.

    >>> from tongchou.terms import Period
    >>> key = CellKey("东镇", Period.year(2024), "pop")
    >>> print(canonical({key: Cell.number(5)}))
    ["东镇","2024","pop","value",5.0,""]
    """
    lines = sorted(_line(key, cell) for key, cell in cells.items())
    lines += sorted(_dump([hit, why]) for hit, why in (explanations or {}).items())
    return "\n".join(lines)


def digest(cells: Cells, explanations: Mapping[str, str] | None = None) -> str:
    """Return the SHA-256 of the canonical form, as 64 hex digits."""
    return sha256(canonical(cells, explanations).encode()).hexdigest()


def differences(old: Cells, new: Cells) -> tuple[Difference, ...]:
    """Return the cells that differ, in the order of the old frame, then those only the new one has."""
    return tuple(_differences(old, new))


def _differences(old: Cells, new: Cells) -> Iterator[Difference]:
    for key in [*old, *(key for key in new if key not in old)]:
        before, after = old.get(key, _ABSENT), new.get(key, _ABSENT)
        if before != after:
            yield Difference(key, before, after)


def _line(key: CellKey, cell: Cell) -> str:
    value = None if cell.value is None else float(cell.value) + 0.0
    return _dump([key.place, key.period.code, key.element, cell.state, value, cell.why])


def _dump(parts: list[object]) -> str:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


_ABSENT = Cell(None, State.MISSING, "not-reported")
