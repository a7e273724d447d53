"""Everything that can be wrong with a pack, asked of every room in one pass."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tongchou.engine import Engine, open_engine
from tongchou.loop.cases import judge
from tongchou.loop.doubts import doubts
from tongchou.loop.errors import CASE
from tongchou.loop.running import lines_of, run, territory_of
from tongchou.monitor import read_system
from tongchou.monitor.checks import read_rules
from tongchou.packs import Pack, read
from tongchou.packs.observations import read_observations
from tongchou.packs.references import unknown_code
from tongchou.plan import TargetBook
from tongchou.plan.contradictions import contradictions
from tongchou.terms import Problem, Refusal, Severity, Where
from tongchou.territory import check as check_territory


def check_pack(folder: Path, engine: Engine | None = None) -> list[Problem]:
    """Return every problem of a pack.

    Files, codes, formulas, rules, places, targets, observations, schemes, worked cases. The cases are run only
    where nothing else is broken.
    """
    reading = read(folder)
    if reading.pack is None:
        return list(reading.problems)
    here = engine or open_engine()
    problems = list(reading.problems)
    for part in (_formulas, _rules, _places, _targets, _scheme_codes):
        problems += _caught(part, reading.pack)
    problems += read_observations(reading.pack, here).problems
    if not any(problem.severity is Severity.ERROR for problem in problems):
        problems += _caught(lambda pack: _cases(pack, here), reading.pack)
    return problems


def _caught(part: Callable[[Pack], Iterable[Problem]], pack: Pack) -> list[Problem]:
    try:
        return list(part(pack))
    except Refusal as refusal:
        return list(refusal.problems)


def _formulas(pack: Pack) -> Iterable[Problem]:
    read_system(pack.tables.indicators.rows, pack.tables.elements.rows, lines_of(pack.tables.indicators))
    return ()


def _rules(pack: Pack) -> Iterable[Problem]:
    read_rules(pack.tables.checks.rows, {row.code: row for row in pack.tables.elements.rows})
    return ()


def _places(pack: Pack) -> Iterable[Problem]:
    return check_territory(territory_of(pack))


def _targets(pack: Pack) -> Iterable[Problem]:
    return contradictions(TargetBook(pack.tables.targets.rows), {row.code: row for row in pack.tables.indicators.rows})


def _scheme_codes(pack: Pack) -> Iterator[Problem]:
    known = {row.code for row in pack.tables.indicators.rows}
    for scheme in pack.schemes:
        for item in (item for area in scheme.areas for item in area.items):
            if item.indicator and item.indicator not in known:
                where = Where(f"{pack.folder.name}/schemes/{scheme.code}.yaml", key=item.code)
                yield unknown_code(where, item.indicator, known, "indicators")


def _cases(pack: Pack, engine: Engine) -> Iterator[Problem]:
    result = run(pack, engine=engine)
    yield from (problem for problem in result.problems if problem.severity is not Severity.ERROR)
    yield from doubts(result)
    for asked in result.asked.values():
        yield from asked.problems
        yield from asked.verdicts()
    for verdict in judge(result):
        if not verdict.agrees:
            where = Where(f"{pack.folder.name}/cases", key=verdict.case.name)
            found = verdict.figure.text if verdict.figure else "—"
            yield CASE.at(where, found=found, allowed=verdict.expected, what=verdict.code)
