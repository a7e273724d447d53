r"""Present value, annuities and the internal rate of return, over flows dated year 0, 1, 2 …

Exact in decimals where the answer is a sum; the rate of return is a root, found by halving. The tests hold both against
numpy-financial and SciPy.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from tongchou.terms import Kind, Words

PERCENT_AS_NUMBER = Kind(
    "decide.finance.percent-as-number",
    Words(
        "{name}写成了 {found}：请写小数，如 0.065 表示 6.5%。", "{name} is {found}: write a fraction, 0.065 for 6.5 %."
    ),
)
NO_ROOT = Kind(
    "decide.finance.no-rate",
    Words(
        "现金流没有变号，算不出内部收益率：{found}。",
        "The flows never change sign; there is no rate of return: {found}.",
    ),
)
_RATES = (*(step / 100 for step in range(-99, 100)), *(step / 10 for step in range(10, 101)))
"""Where a change of sign is looked for: every point to 100 %, then every ten points."""


def rate(name: str, value: Decimal) -> Decimal:
    """Return a rate given as a fraction; one of 1 or more is a percentage written as a number, and refused.

    :raises Refusal: ``decide.finance.percent-as-number``.
    """
    if not abs(value) < 1:
        raise PERCENT_AS_NUMBER.refusal(found=value, name=name)
    return value


def present_value(discount: Decimal, flows: Sequence[Decimal]) -> Decimal:
    r"""Return :math:`\sum_t f_t/(1+d)^t`, the first flow being of year 0.

    >>> present_value(Decimal("0.1"), [Decimal(-100), Decimal(110)])
    Decimal('0')
    """
    return sum((flow / (1 + discount) ** year for year, flow in enumerate(flows)), Decimal(0))


def annuity(discount: Decimal, years: int) -> Decimal:
    r"""Return :math:`\ddot a = (1-(1+d)^{-n})/d`, the worth of one a year, at each year's end."""
    return Decimal(years) if discount == 0 else (1 - (1 + discount) ** -years) / discount


def level_payment(discount: Decimal, years: int, worth: Decimal) -> Decimal:
    """Return the yearly payment worth so much today.

    >>> round(level_payment(Decimal("0.065"), 10, Decimal(10_000)), 2)
    Decimal('1391.05')
    """
    return worth / annuity(discount, years)


def rate_of_return(flows: Sequence[Decimal]) -> float:
    """Return the internal rate of return, between −99 % and 1000 % a year; of several the one nearest to nothing.

    :raises Refusal: ``decide.finance.no-rate`` where the flows have none there.

    >>> round(rate_of_return([Decimal(-100), Decimal(60), Decimal(60), Decimal(-5)]), 6)
    0.102911
    """
    amounts = [float(flow) for flow in flows]

    def worth(discount: float) -> float:
        return sum(amount / (1 + discount) ** year for year, amount in enumerate(amounts))

    changes = [(a, b) for a, b in pairwise(_RATES) if worth(a) * worth(b) <= 0 and (worth(a) or worth(b))]
    if not changes:
        raise NO_ROOT.refusal(found="、".join(str(flow) for flow in flows[:4]))
    return min((_root(worth, *ends) for ends in changes), key=abs)


def _root(worth: Callable[[float], float], low: float, high: float) -> float:
    """Halve a bracket of one root until it is a number."""
    rising = worth(high) > worth(low)
    while (middle := (low + high) / 2) not in {low, high}:
        low, high = (low, middle) if (worth(middle) > 0) == rising else (middle, high)
    return low


def inflated(amount: Decimal, yearly: Decimal, years: int) -> Decimal:
    """Return an amount at the prices of ``years`` later."""
    return amount * (1 + yearly) ** years
