"""Whether the targets of a document can all be true at once, and the fewest that cannot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf

from tongchou.decide.people import errors
from tongchou.decide.solver import Program, Status

DENOMINATORS = ("resident", "hukou")


@dataclass(frozen=True, slots=True)
class Bound:
    r"""One linear statement :math:`l \le \sum_k c_k x_k \le u` about unknown counts."""

    terms: Mapping[str, float]
    low: float = -inf
    high: float = inf


@dataclass(frozen=True, slots=True)
class Statement:
    """What a document says, as bounds; ``code`` is how it is named in an answer."""

    code: str
    bounds: tuple[Bound, ...]


def rounding_interval(value: float, decimals: int) -> tuple[float, float]:
    """Return the interval a published, rounded figure stands for.

    >>> rounding_interval(44.84, 2)
    (44.835, 44.845)
    """
    half = 0.5 * 10**-decimals
    return round(value - half, decimals + 2), round(value + half, decimals + 2)


def share_interval(part: float, whole: float, decimals: int) -> tuple[float, float]:
    """Return the interval of a share, in percent, that two rounded counts allow.

    >>> [round(x, 3) for x in share_interval(226.8, 426.7, 1)]
    [53.134, 53.17]
    """
    half = 0.5 * 10**-decimals
    return 100 * (part - half) / (whole + half), 100 * (part + half) / (whole - half)


def agree(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two intervals overlap: whether two rounded figures can be the same number."""
    return one[0] <= other[1] and other[0] <= one[1]


def count(code: str, name: str, low: float, high: float) -> Statement:
    """State that a count lies between two values."""
    return Statement(code, (Bound({name: 1.0}, low, high),))


def share(code: str, part: str, whole: str, low: float, high: float) -> Statement:
    """State that one count is a share of another between two values (fractions).

    :raises Refusal: ``decide.people.no-denominator`` where ``whole`` is empty.
    """
    if not whole:
        raise errors.NO_DENOMINATOR.refusal(found=code, allowed="、".join(DENOMINATORS))
    return Statement(code, (Bound({part: 1.0, whole: -low}, low=0.0), Bound({part: 1.0, whole: -high}, high=0.0)))


def identity(code: str, terms: Mapping[str, float], value: float = 0.0) -> Statement:
    """State that a sum of counts equals a value."""
    return Statement(code, (Bound(terms, value, value),))


def possible(statements: Sequence[Statement]) -> bool:
    """Whether non-negative counts exist that make all statements true."""
    program, bounds = Program(), [bound for statement in statements for bound in statement.bounds]
    columns = {name: program.column() for name in sorted({name for bound in bounds for name in bound.terms})}
    for bound in bounds:
        program.row(((columns[name], value) for name, value in bound.terms.items()), bound.low, bound.high)
    return program.solve().status is not Status.INFEASIBLE


def smallest_conflicts(facts: Sequence[Statement], targets: Sequence[Statement]) -> list[frozenset[str]]:
    """Return the smallest sets of targets that the facts make impossible together; empty where all agree.

    :param facts: identities and observed counts, never put in question.
    """
    if possible([*facts, *targets]):
        return []
    for size in range(len(targets) + 1):
        found = [
            frozenset(statement.code for statement in chosen)
            for chosen in combinations(targets, size)
            if not possible([*facts, *chosen])
        ]
        if found:
            return found
    return []
