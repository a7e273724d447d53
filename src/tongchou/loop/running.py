"""The loop itself: a pack and two dates in, one frozen run out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from tongchou.engine import Engine, open_engine
from tongchou.loop.asking import ask_all
from tongchou.loop.errors import NOTHING_KNOWN
from tongchou.loop.index import Goals, Indexed, build_index
from tongchou.loop.intervals import intervals, seed_of
from tongchou.loop.marks import Marks, mark_elements, mark_results
from tongchou.loop.model import Board, Kind, Mark, Run
from tongchou.loop.rebasing import Carried, carry_over
from tongchou.loop.scoring import Scoring
from tongchou.loop.standings import Standings
from tongchou.monitor import Cube, Figures, Tree, compute, observe, read_system, roll_up
from tongchou.packs import Pack
from tongchou.packs.csv_file import Table
from tongchou.packs.observations import read_observations
from tongchou.packs.rows import Indicator
from tongchou.plan import TargetBook
from tongchou.terms import AsOf, Period, Problem, Where
from tongchou.territory import Territory
from tongchou.territory import Tree as Places


def run(pack: Pack, as_of: AsOf | None = None, engine: Engine | None = None) -> Run:
    """Run the whole loop over a pack.

    :param as_of: the day to look from and the day up to which things were known; default: the pack's own day.
    :param engine: where tables are computed; default: the quickest for a city.
    :raises Refusal: ``loop.nothing-known``; formulas, trees, weights or targets that cannot be computed, all
        problems at once.
    """
    question, here = as_of or AsOf(pack.manifest.as_of), engine or open_engine()
    measured = measure(pack, question, here)
    tree, carried, figures = measured.tree, measured.carried, measured.figures
    elements, indicators = _boards(pack, figures, carried)
    book = TargetBook(pack.tables.targets.rows, question.known_on)
    indexed = index_of(pack, figures.cube, book, tree)
    scored = tuple(Scoring(pack, indicators, book, tree).all())
    scoring = tuple(problem for *_, one, more in scored for problem in (*more, *one.problems))
    found = Run(
        pack=pack,
        as_of=question,
        tree=tree,
        observed=carried.observed,
        figures=figures,
        elements=elements,
        indicators=indicators,
        index=_index_board(indexed, indicators) if indexed else None,
        realizations=_realization_board(indexed, indicators) if indexed else None,
        indexed=indexed,
        intervals=intervals(indexed, tree, seed_of(pack.digest)) if indexed else {},
        standings=tuple(Standings(book, indicators, baseline_of(pack)).all(pack.manifest.periods)),
        assessments={(scheme, period): one for scheme, period, one, _ in scored},
        problems=(*measured.problems, *carried.observed.conflicts, *carried.problems, *scoring),
    )
    return replace(found, asked=ask_all(found))


@dataclass(frozen=True)
class Measured:
    """What was reported, carried over to the places of a day, and what monitoring computed from it."""

    tree: Places
    carried: Carried
    figures: Figures
    problems: tuple[Problem, ...]


def measure(pack: Pack, question: AsOf, engine: Engine) -> Measured:
    """Read what was reported and known, and compute the indicators.

    :raises Refusal: ``loop.nothing-known``; observations, places or formulas that cannot be read or computed.
    """
    territory = territory_of(pack)
    tree = territory.at(question.true_on)
    reported = read_observations(pack, engine)
    observed = observe(reported.rows, {row.code: row.grade for row in pack.tables.sources.rows}, question)
    if not observed.taken:
        raise NOTHING_KNOWN.refusal(found=question.known_on or question.true_on)
    carried = carry_over(observed, territory, tree, {row.code: row for row in pack.tables.elements.rows})
    return Measured(tree, carried, _figures(pack, engine, carried, tree), tuple(reported.problems))


def territory_of(pack: Pack) -> Territory:
    """Return the places of a pack in time."""
    tables = pack.tables
    return Territory(tables.places.rows, tables.place_events.rows, tables.hierarchies.rows)


def baseline_of(pack: Pack) -> Period:
    """Return the period whose figures are baselines where nothing else is said."""
    return pack.manifest.baseline or pack.manifest.periods[0]


def lines_of(table: Table[Indicator]) -> dict[str, Where]:
    """Return where each row of a table stands, by its code."""
    return {line.row.code: Where(table.file, line.number) for line in table.lines}


def _figures(pack: Pack, engine: Engine, carried: Carried, tree: Places) -> Figures:
    tables = pack.tables
    system = read_system(tables.indicators.rows, tables.elements.rows, lines_of(tables.indicators))
    periods = system.periods([*pack.manifest.periods, baseline_of(pack)])
    facts = carried.observed.facts(engine)
    panel = roll_up(engine, facts, upwards(tree, pack.manifest.city), tables.elements.rows, periods)
    return compute(panel, system)


def upwards(tree: Places, city: str) -> Tree:
    """Return the tree that figures are rolled up along: the city's own; places of other cities stand alone."""
    own = {city, *tree.descendants(city)}
    parents = {code: tree.parents.get(code, "") if code in own and code != city else "" for code in tree.places}
    return Tree(parents, {code: place.level.value for code, place in tree.places.items()})


def _boards(pack: Pack, figures: Figures, carried: Carried) -> tuple[Board, Board]:
    everywhere = Mark.SYNTHETIC if pack.manifest.synthetic else Mark.CLEAR
    cube = figures.panel.cube
    marks = mark_elements(cube, carried, figures.panel.tree.parents, everywhere)
    rows = {row.code: row for row in pack.tables.elements.rows}
    elements = Board(Kind.ELEMENT, cube, marks, {code: row.unit for code, row in rows.items()})
    system = figures.system
    inputs = {code: [name.code for name in formula.names] for code, formula in system.formulas.items()}
    order = [code for step in system.steps for code in step]
    indicators = Board(
        Kind.INDICATOR,
        figures.cube,
        mark_results(figures.cube, inputs, (cube, marks), order) | np.uint8(everywhere.value),
        {code: row.unit for code, row in system.indicators.items()},
        {code: row.decimals for code, row in system.indicators.items()},
    )
    return elements, indicators


def index_of(pack: Pack, figures: Cube, book: TargetBook, tree: Places) -> Indexed | None:
    """Return the index of a pack's structure and goals over figures; ``None`` where it has none."""
    if not pack.tables.index.rows:
        return None
    indicators = {row.code: row for row in pack.tables.indicators.rows}
    goals = Goals(book, pack.manifest.city, baseline_of(pack))
    return build_index(pack.tables.index.rows, indicators, figures, goals, tree)


def _index_board(indexed: Indexed, indicators: Board) -> Board:
    """Nodes carry the marks of all indicators below them."""
    children: dict[str, list[str]] = {}
    for node in indexed.nodes:
        children.setdefault(node.parent, []).append(node.code)
    inputs = {node.code: children.get(node.code) or [node.indicator] for node in indexed.nodes}
    upward = [node.code for node in sorted(indexed.nodes, key=lambda node: -node.level)]
    partly = (indexed.observed > 0) & (indexed.observed < 1 - 1e-9)
    marks = _marks(indexed.scores, inputs, indicators, upward)
    marks |= np.where(partly, Mark.INCOMPLETE.value, 0).astype(np.uint8)
    return Board(Kind.INDEX, indexed.scores, marks, {}, dict.fromkeys(inputs, 2))


def _realization_board(indexed: Indexed, indicators: Board) -> Board:
    inputs = {node.code: [node.indicator] for node in indexed.nodes if node.indicator}
    marks = _marks(indexed.uncapped, inputs, indicators, inputs)
    return Board(Kind.REALIZATION, indexed.uncapped, marks, dict.fromkeys(inputs, "%"), dict.fromkeys(inputs, 2))


def _marks(cube: Cube, inputs: dict[str, list[str]], indicators: Board, order: Iterable[str]) -> Marks:
    return mark_results(cube, inputs, (indicators.cube, indicators.marks), order)
