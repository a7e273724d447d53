"""The words every room shares: periods, cell states, units, money, directions, sources, problems.

Standard library only, so that any room, and any program beside this one, can speak them.

>>> from tongchou.terms import Period, State, read_quantity
>>> Period.parse("2015Q1").days
90
>>> read_quantity("４．５万亩").in_unit("m2")
Decimal('30000000')
>>> State.NONE.zh
'本期无'
"""

from tongchou.terms.cells import Cell, State
from tongchou.terms.directions import Direction
from tongchou.terms.languages import Words
from tongchou.terms.money import Fen, share_out, yuan
from tongchou.terms.periods import Period, PeriodKind
from tongchou.terms.problems import Kind, Problem, Refusal, Severity, Where
from tongchou.terms.sources import AsOf, Citation, Grade, Source
from tongchou.terms.units import Quantity, Unit, convert, halfwidth, read_quantity, unit

__all__ = [
    "AsOf",
    "Cell",
    "Citation",
    "Direction",
    "Fen",
    "Grade",
    "Kind",
    "Period",
    "PeriodKind",
    "Problem",
    "Quantity",
    "Refusal",
    "Severity",
    "Source",
    "State",
    "Unit",
    "Where",
    "Words",
    "convert",
    "halfwidth",
    "read_quantity",
    "share_out",
    "unit",
    "yuan",
]
