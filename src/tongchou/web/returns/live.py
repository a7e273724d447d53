"""Figures of a round as it stands this minute: the newest saved cells, computed by the library, approved or not.

The indicators of every place are kept in memory; a look at them computes anew what the cells saved since go into, and
nothing else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Lock

from tongchou.engine import open_engine
from tongchou.loop.running import upwards
from tongchou.monitor import Cube, compute, observe, roll_up
from tongchou.monitor.cells import CellKey
from tongchou.monitor.touched import Touched, touched
from tongchou.packs.fields import Status
from tongchou.packs.rows import Indicator, Observation
from tongchou.terms import Cell, Period
from tongchou.web.programme import Programme
from tongchou.web.returns.book import exact, held, warm
from tongchou.web.returns.keeping import Keeper
from tongchou.web.returns.models import Return, Round
from tongchou.web.returns.once import once_a_run

MOST_KEPT = 8
"""How many rounds are kept at hand."""
Said = tuple[int, CellKey]
"""A return, and a cell it fills in."""


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """One indicator of a place: live, and as it was published last."""

    indicator: Indicator
    live: Cell
    before: Cell


def live(programme: Programme, round_: Round, place: str) -> list[LiveFigure]:
    """Return the indicators of a place from what is saved in a round now."""
    board = _boards(programme).of(round_.pk, lambda: LiveBoard(programme, round_))
    board.catch_up()
    published, last = programme.run.indicators.cube, programme.period
    return [
        LiveFigure(row, board.cell(place, code), published.cell(place, last, code))
        for code, row in programme.indicators.items()
    ]


class LiveBoard:
    """The indicators of one round at every place, kept up with what is saved."""

    def __init__(self, programme: Programme, round_: Round) -> None:
        """Start with nothing read; the first :meth:`catch_up` computes everything."""
        self._programme, self._round = programme, round_
        self._period = Period.parse(round_.period)
        self._stamps: dict[int, str] = {}
        self._cells: dict[int, dict[CellKey, Cell]] = {}
        self._saved: dict[str, dict[Said, Observation]] = {}
        self._due: set[str] = set()
        self._cubes: dict[str, Cube] = {}
        self._lock = Lock()

    def cell(self, place: str, code: str) -> Cell:
        """Return an indicator of a place as it was caught up with last."""
        return self._cubes[code].cell(place, self._period, code)

    def catch_up(self) -> frozenset[str]:
        """Compute what the cells saved since the last look go into; return those indicators."""
        with self._lock:
            self._due.update(self._read())
            part = touched(self._programme.run.figures.system, self._due) if self._cubes else self._everything()
            if part.codes:
                self._cubes |= dict.fromkeys(part.codes, self._computed(part))
            self._due.clear()
            return part.codes

    def _everything(self) -> Touched:
        system = self._programme.run.figures.system
        return Touched(frozenset(system.indicators), system, tuple(system.elements.values()))

    def _read(self) -> Iterator[str]:
        """Read the returns that moved; yield the elements of cells that say something else now."""
        stamps = dict(Return.objects.filter(issue__round=self._round).values_list("pk", "stamp"))
        moved = [pk for pk, stamp in stamps.items() if self._stamps.get(pk) != stamp]
        many = list(Return.objects.filter(pk__in=moved).select_related("issue__round"))
        warm(many)
        for one in many:
            before, after = self._cells.get(one.pk, {}), dict(held(one).cells)
            for key in before.keys() | after.keys():
                if before.get(key) != after.get(key):
                    self._note(one, key, after.get(key))
                    yield key.element
            self._cells[one.pk], self._stamps[one.pk] = after, one.stamp

    def _note(self, one: Return, key: CellKey, cell: Cell | None) -> None:
        rows = self._saved.setdefault(key.element, {})
        if cell is None or not cell.state.reported:
            rows.pop((one.pk, key), None)
            return
        rows[one.pk, key] = Observation.model_construct(
            place=key.place, period=self._period, element=key.element, value=exact(cell),
            state=None if cell.value is not None else cell.state, source="", status=Status.FINAL,
            known_on=None, reporter=one.unit, note="",
        )  # fmt: skip

    def _computed(self, part: Touched) -> Cube:
        run = self._programme.run
        periods = run.figures.system.periods([self._period])
        engine = open_engine()
        facts = observe(self._rows(part, periods), {}).facts(engine)
        tree = upwards(run.tree, run.pack.manifest.city)
        panel = roll_up(engine, facts, tree, part.elements, periods)
        return compute(panel, part.system).cube

    def _rows(self, part: Touched, periods: Iterable[Period]) -> Iterator[Observation]:
        spans = {(one.start, one.end) for one in periods if one != self._period}
        known = _known(self._programme)
        for element in part.elements:
            for row in known.get(element.code, ()):
                if (row.period.start, row.period.end) in spans:
                    yield row
            yield from self._saved.get(element.code, {}).values()


@once_a_run
def _known(programme: Programme) -> dict[str, list[Observation]]:
    """Return what the run took, by element."""
    found: dict[str, list[Observation]] = {}
    for row in programme.run.observed.taken.values():
        found.setdefault(row.element, []).append(row)
    return found


@once_a_run
def _boards(_programme: Programme) -> Keeper[int, LiveBoard]:
    return Keeper(MOST_KEPT)
