"""What must agree between the files of a pack: codes that exist, trees without circles, weights that add up."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from operator import attrgetter
from typing import Any

from tongchou.packs import errors
from tongchou.packs.csv_file import Table
from tongchou.packs.model import Pack
from tongchou.packs.reporting import shipped_clocks
from tongchou.terms import Problem, Where

REFERENCES = (
    ("places", "parent", "places"),
    ("units", "parent", "units"),
    ("units", "place", "places"),
    ("clauses", "document", "documents"),
    ("elements", "weight", "elements"),
    ("indicators", "clause", "clauses"),
    ("index", "parent", "index"),
    ("index", "indicator", "indicators"),
    ("index", "clause", "clauses"),
    ("targets", "indicator", "indicators"),
    ("targets", "place", "places"),
    ("targets", "clause", "clauses"),
    ("tasks", "parent", "tasks"),
    ("tasks", "lead", "units"),
    ("tasks", "partners", "units"),
    ("tasks", "place", "places"),
    ("tasks", "indicator", "indicators"),
    ("tasks", "clause", "clauses"),
    ("projects", "task", "tasks"),
    ("projects", "unit", "units"),
    ("projects", "place", "places"),
    ("projects", "clause", "clauses"),
    ("register", "place", "places"),
    ("register", "document", "documents"),
    ("registers", "clause", "clauses"),
    ("powers", "place", "places"),
    ("powers", "document", "documents"),
    ("checklists", "clause", "clauses"),
    ("village_reports", "village", "places"),
    ("place_events", "before", "places"),
    ("place_events", "after", "places"),
    ("place_events", "source", "sources"),
    ("ratings", "rater", "units"),
    ("forms", "owner", "units"),
    ("form_cells", "form", "forms"),
    ("form_cells", "element", "elements"),
    ("assignments", "form", "forms"),
    ("assignments", "unit", "units"),
    ("assignments", "places", "places"),
    ("checks", "form", "forms"),
    ("checks", "source", "sources"),
    ("layers", "source", "sources"),
    ("layer_classes", "layer", "layers"),
    ("conflict_rules", "lead", "units"),
    ("conflict_rules", "partners", "units"),
    ("infrastructure", "element", "elements"),
    ("capacities", "infrastructure", "infrastructure"),
    ("capacities", "place", "places"),
    ("capacities", "source", "sources"),
    ("projections", "element", "elements"),
    ("projections", "place", "places"),
)
"""Table, column, and the table in which the codes of that column must stand."""

TREES = ("places", "units", "index", "tasks")
WEIGHT_SUMS = (Decimal(1), Decimal(100))
TOLERANCE = Decimal("0.001")


def cross_check(pack: Pack) -> list[Problem]:
    """Return everything that does not agree between the files of a pack."""
    tables = pack.tables
    problems = [problem for name in _coded(tables) for problem in _duplicates(getattr(tables, name))]
    for name, column, target in REFERENCES:
        problems += _unknown(getattr(tables, name), column, _codes(getattr(tables, target)), target)
    for name in TREES:
        problems += _circle(getattr(tables, name))
    problems += _duplicates(tables.forms, lambda form: f"{form.code} v{form.version}")
    return [*problems, *_index(tables.index), *_clocks(tables), *_layer_files(pack), *_manifest(pack)]


def _coded(tables: Any) -> Iterator[str]:
    """Tables whose codes stand once; a place may have several lives, which the territory checks, a form versions."""
    named = (name for name in tables.__slots__ if any(hasattr(row, "code") for row in getattr(tables, name).rows))
    return (name for name in named if name not in ("places", "forms"))


def _codes(table: Table[Any]) -> set[str]:
    return {row.code for row in table.rows}


def _duplicates(table: Table[Any], code_of: Callable[[Any], str] = attrgetter("code")) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for line in table.lines:
        code = code_of(line.row)
        if code in first:
            where = Where(table.file, line.number, key="code")
            yield errors.DUPLICATE_CODE.at(where, found=code, first=first[code])
        first.setdefault(code, line.number)


def _unknown(table: Table[Any], column: str, known: set[str], target: str) -> Iterator[Problem]:
    for line in table.lines:
        value = getattr(line.row, column)
        for code in value if isinstance(value, tuple) else (value,):
            if code and code not in known:
                yield unknown_code(Where(table.file, line.number, key=column), code, known, target)


def unknown_code(where: Where, code: str, known: Iterable[str], target: str) -> Problem:
    """Return the problem of a code that a table does not have, with the nearest it has."""
    near = get_close_matches(code, known, 3, 0.5)
    return errors.UNKNOWN_CODE.at(where, found=code, what=f"{target}.csv", allowed="、".join(near) or "—")


def _circle(table: Table[Any]) -> Iterator[Problem]:
    try:
        TopologicalSorter({row.code: {row.parent} - {""} for row in table.rows}).prepare()
    except CycleError as error:
        circle = error.args[1]
        line = next(line.number for line in table.lines if line.row.code in circle)
        yield errors.CYCLE.at(Where(table.file, line, key="parent"), found=" → ".join(reversed(circle)))


def _index(table: Table[Any]) -> Iterator[Problem]:
    parents = {row.parent for row in table.rows}
    for line in table.lines:
        if line.row.code not in parents and not line.row.indicator:
            yield errors.LEAF.at(Where(table.file, line.number, key="indicator"), found=line.row.code)
    for parent in sorted(parents - {""}):
        children = [line for line in table.lines if line.row.parent == parent]
        total = sum((line.row.weight for line in children), Decimal(0))
        if min(abs(total - allowed) for allowed in WEIGHT_SUMS) > TOLERANCE:
            where = Where(table.file, children[0].number, key="weight")
            yield errors.WEIGHTS.at(where, group=parent, found=total, allowed="1 或 100")


def _layer_files(pack: Pack) -> Iterator[Problem]:
    for line in pack.tables.layers.lines:
        if not (pack.folder / line.row.file).is_file():
            there = "、".join(sorted(path.name for path in (pack.folder / "geography").glob("*"))) or "—"
            where = Where(pack.tables.layers.file, line.number, key="file")
            yield errors.NO_LAYER_FILE.at(where, found=line.row.file, allowed=there)


def _clocks(tables: Any) -> Iterator[Problem]:
    known = {clock.code for clock in shipped_clocks()} | _codes(tables.clocks)
    for line in tables.forms.lines:
        if line.row.clock not in known:
            where = Where(tables.forms.file, line.number, key="clock")
            yield unknown_code(where, line.row.clock, known, "clocks")


def _manifest(pack: Pack) -> Iterator[Problem]:
    name = f"{pack.folder.name}/pack.yaml"
    if not pack.tables.places.lines:
        yield errors.EMPTY_PACK.at(Where(name), found="地区（places.csv）")
        return
    places, indicators = _codes(pack.tables.places), _codes(pack.tables.indicators)
    checks = [("city", pack.manifest.city, places, "places")]
    checks += [("key_indicators", code, indicators, "indicators") for code in pack.manifest.key_indicators]
    checks += [("peers", code, places, "places") for code in pack.manifest.peers]
    for key, code, known, target in checks:
        if code not in known:
            yield unknown_code(Where(name, key=key), code, known, target)
