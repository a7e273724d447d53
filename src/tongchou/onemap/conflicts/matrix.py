"""The conflict matrix as data: which planned uses cannot share ground, how grave that is, and who must settle it."""

from importlib.resources import as_file, files
from pathlib import Path

from tongchou.onemap.conflicts.errors import NO_RULES
from tongchou.packs.csv_file import read_csv
from tongchou.packs.map_rows import ConflictRule, Relation
from tongchou.terms import Refusal, Where

Rule = ConflictRule
"""One line of the matrix: a kind of conflict between classes of two plans."""


def read_matrix(path: Path) -> tuple[Rule, ...]:
    """Read a conflict matrix, a CSV file with the fields of :class:`Rule`; partners are separated by ``;``.

    :raises Refusal: the codes of reading a pack's table, one problem a cell; ``onemap.conflict.no-rules``.
    """
    table = read_csv(path, Rule, path.name)
    if table.problems:
        raise Refusal(table.problems)
    if not table.rows:
        raise NO_RULES.refusal(Where(path.name))
    return table.rows


def default_matrix() -> tuple[Rule, ...]:
    """Return the matrix that comes along, for cities without one of their own; none of its lines is verified.

    >>> sorted({rule.severity for rule in default_matrix()})
    [1, 2, 3, 4]
    """
    with as_file(files("tongchou.onemap.conflicts") / "default_matrix.csv") as path:
        return read_matrix(path)


__all__ = ["Relation", "Rule", "default_matrix", "read_matrix"]
