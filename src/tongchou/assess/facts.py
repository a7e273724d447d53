"""What an assessment looks at: figures by indicator, events, and marks given by people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tongchou.assess.errors import DUPLICATE_UNIT, NO_UNITS, SHAPE
from tongchou.terms import Cell, Direction, State

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Why(IntEnum):
    """Why an item has no score of its own for a unit; ``NOT`` where it has one."""

    NOT = 0
    MISSING = 1
    NOT_APPLICABLE = 2
    NONE = 3
    WEAK = 4
    NO_TARGET = 5
    NO_BEFORE = 6
    NO_PEERS = 7
    UNGRADED = 8
    DISPUTED = 9
    OTHER_CLASS = 10


_WHY = {State.MISSING: Why.MISSING, State.NOT_APPLICABLE: Why.NOT_APPLICABLE, State.NONE: Why.NONE}


def _numbers(values: ArrayLike | None, count: int) -> Array:
    return np.full(count, np.nan) if values is None else np.asarray(values, dtype=np.float64)


def _flags(values: ArrayLike | None, count: int) -> Mask:
    return np.zeros(count, dtype=np.bool_) if values is None else np.asarray(values, dtype=np.bool_)


@dataclass(frozen=True)
class Column:
    """The figures of one indicator, one for each unit in the order of the facts; NaN where there is none.

    ``target`` (and ``target_hi`` for a range) is what each unit was due to reach, ``before`` the figure of the year
    before, ``above`` that of the place above; ``weak`` marks figures of grade D or under suspicion, ``strict`` targets
    that must be passed and not only reached (> or <). ``states`` says why a value is absent; without it an absent
    value is missing.
    """

    values: Array
    direction: Direction
    target: Array
    target_hi: Array
    before: Array
    above: Array
    weak: Mask
    why: NDArray[np.uint8]
    strict: Mask

    @classmethod
    def of(cls, values: ArrayLike, direction: Direction = Direction.MORE, **more: ArrayLike) -> "Column":
        """Return a column.

        ``more`` may name ``target``, ``target_hi``, ``before``, ``above``, ``weak``, ``strict``, ``states``.

        >>> Column.of([49.9, None], target=[52.2, 50.0]).why.tolist()
        [0, 1]
        """
        numbers = np.asarray(values, dtype=np.float64)
        count = len(numbers)
        optional = {name: _numbers(more.get(name), count) for name in ("target", "target_hi", "before", "above")}
        marks = {name: _flags(more.get(name), count) for name in ("weak", "strict")}
        why = np.where(np.isnan(numbers), np.uint8(Why.MISSING), np.uint8(Why.NOT)).astype(np.uint8)
        if "states" in more:
            named = [_WHY.get(State(str(state)), Why.MISSING) for state in np.asarray(more["states"]).ravel()]
            why = np.where(np.isnan(numbers), np.asarray(named, dtype=np.uint8), why)
        return cls(numbers, direction, **optional, weak=marks["weak"], why=why, strict=marks["strict"])

    @classmethod
    def of_cells(cls, cells: Sequence[Cell], direction: Direction = Direction.MORE, **more: ArrayLike) -> "Column":
        """Return a column of cells, their states kept; ``more`` as in :meth:`of`."""
        values = [np.nan if cell.value is None else cell.value for cell in cells]
        return cls.of(values, direction, states=np.asarray([cell.state.value for cell in cells]), **more)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a unit and that a rule or a veto speaks of."""

    unit: str
    name: str
    day: date
    count: float = 1.0
    document: str = ""


class Stage(IntEnum):
    """The stages of rating; marks of the highest stage present decide, a self-score alone never does."""

    SELF = 0
    DEPARTMENT = 1
    PANEL = 2
    OFFICE = 3
    MEETING = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """What one rater gives one unit for one item: points, or the name of a grade."""

    item: str
    unit: str
    rater: str
    given: float | str
    day: date
    stage: Stage = Stage.OFFICE
    reason: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Everything an assessment looks at. ``columns`` go by indicator code, arrays in the order of ``units``.

    :raises Refusal: ``assess.units.none``, ``assess.units.duplicate`` or ``assess.figures.shape``.
    """

    units: tuple[str, ...]
    columns: Mapping[str, Column] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        if not self.units:
            raise NO_UNITS.refusal()
        twice = [unit for unit in self.units if self.units.count(unit) > 1] if self._repeated else []
        if twice:
            raise DUPLICATE_UNIT.refusal(found=twice[0])
        for code, column in self.columns.items():
            if len(column.values) != len(self.units):
                raise SHAPE.refusal(indicator=code, found=len(column.values), allowed=len(self.units))

    @property
    def _repeated(self) -> bool:
        return len(set(self.units)) != len(self.units)

    @property
    def position(self) -> dict[str, int]:
        """Unit code → its place in every array."""
        return {unit: number for number, unit in enumerate(self.units)}

    def counts(self, events: Iterable[str]) -> dict[str, Array]:
        """Return how often each named event happened to each unit; none recorded is none happened."""
        position = self.position
        table = {name: np.zeros(len(self.units)) for name in events}
        for event in self.events:
            if event.name in table and event.unit in position:
                table[event.name][position[event.unit]] += event.count
        return table
