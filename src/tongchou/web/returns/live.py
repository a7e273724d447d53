"""Figures of a round as it stands this minute: the newest saved cells, computed by the library, approved or not."""

from collections.abc import Iterator
from dataclasses import dataclass

from tongchou.engine import open_engine
from tongchou.loop.running import upwards
from tongchou.monitor import Cube, Tree, compute, observe, roll_up
from tongchou.packs.fields import Status
from tongchou.packs.rows import Indicator, Observation
from tongchou.terms import Cell, Period
from tongchou.web.programme import Programme
from tongchou.web.returns.book import exact, held, warm
from tongchou.web.returns.models import Return, Round


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """One indicator of a place: live, and as it was published last."""

    indicator: Indicator
    live: Cell
    before: Cell


def live(programme: Programme, round_: Round, place: str) -> list[LiveFigure]:
    """Return the indicators of a place from what is saved in a round now; other places are left out of the work."""
    period, last = Period.parse(round_.period), programme.period
    cube = _cube(programme, round_, place, period)
    board = programme.run.indicators.cube
    return [
        LiveFigure(row, cube.cell(place, period, code), board.cell(place, last, code))
        for code, row in programme.indicators.items()
    ]


def _cube(programme: Programme, round_: Round, place: str, period: Period) -> Cube:
    run = programme.run
    beneath = frozenset((place, *run.tree.descendants(place)))
    periods = run.figures.system.periods([period])
    rows = [*_known(programme, beneath, periods, period), *_saved(round_, beneath, period)]
    engine = open_engine()
    observed = observe(rows, {})
    elements = run.pack.tables.elements.rows
    whole = upwards(run.tree, run.pack.manifest.city)
    tree = Tree(
        {code: above if above in beneath else "" for code, above in whole.parents.items() if code in beneath},
        whole.levels,
    )
    panel = roll_up(engine, observed.facts(engine), tree, elements, periods)
    return compute(panel, run.figures.system).cube


def _known(
    programme: Programme, beneath: frozenset[str], periods: tuple[Period, ...], period: Period
) -> Iterator[Observation]:
    spans = {(one.start, one.end) for one in periods if one != period}
    for (where, start, end, _), row in programme.run.observed.taken.items():
        if where in beneath and (start, end) in spans:
            yield row


def _saved(round_: Round, beneath: frozenset[str], period: Period) -> Iterator[Observation]:
    many = Return.objects.filter(issue__round=round_).select_related("issue__round")
    mine = [one for one in many if beneath.intersection(one.places)]
    warm(mine)
    for one in mine:
        for key, cell in held(one).cells.items():
            if cell.state.reported and key.place in beneath:
                yield Observation.model_construct(
                    place=key.place, period=period, element=key.element, value=exact(cell),
                    state=None if cell.value is not None else cell.state, source="", status=Status.FINAL,
                    known_on=None, reporter=one.unit, note="",
                )  # fmt: skip
