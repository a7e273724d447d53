"""Mixed-integer programs as sparse matrices, solved by HiGHS, with the proven gap."""

from dataclasses import dataclass

from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from tongchou.onemap.services.errors import NO_PLAN, NO_TIME
from tongchou.onemap.services.reach import Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """Minimise ``cost · x`` with ``low ≤ rows · x ≤ high`` and x within bounds; whole numbers where ``whole`` is 1."""

    cost: Numbers
    rows: csr_array
    low: Numbers
    high: Numbers
    least: Numbers
    most: Numbers
    whole: Numbers
    presolve: bool = True
    """Whether HiGHS reduces the program first; where little can be reduced, its cuts work better on the whole."""


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """A solution, its value, the bound nothing can beat, and the relative gap between them (0: proven best)."""

    x: Numbers
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """The relative gap between value and bound."""
        return abs(self.value - self.bound) / max(abs(self.value), 1e-9)


def solve(program: Program, seconds: float = 60.0) -> Answer:
    """Return the best plan found in ``seconds``, with its bound.

    :raises Refusal: ``onemap.siting.infeasible``, ``onemap.siting.no-answer``.
    """
    result = milp(
        program.cost,
        integrality=program.whole,
        bounds=Bounds(program.least, program.most),
        constraints=LinearConstraint(program.rows, program.low, program.high),
        options={"time_limit": seconds, "mip_rel_gap": 1e-9, "presolve": program.presolve},
    )
    if result.x is None:
        raise NO_TIME.refusal(found=seconds) if result.status == 1 else NO_PLAN.refusal(found=result.message)
    bound = result.mip_dual_bound
    return Answer(result.x, float(result.fun), float(result.fun if bound is None else bound))
