"""A city target broken down to counties and years, and whether the parts make the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tongchou.packs.rows import Target
from tongchou.plan.errors import PARTS_DIFFER, PARTS_MISSING, PARTS_WEIGHT
from tongchou.terms import Period, Problem, Words, share_out


@dataclass(frozen=True, slots=True)
class Whole:
    """What the parts make together, beside what the whole was promised to be."""

    indicator: str
    period: Period
    promised: Decimal
    made: Decimal
    words: Words

    @property
    def gap(self) -> Decimal:
        """What the parts make above (or below) the promise."""
        return self.made - self.promised


def shares(whole: Decimal, weights: Mapping[str, Fraction | int | Decimal], decimals: int = 0) -> dict[str, Decimal]:
    """Share an additive target out by weights so that the parts add up exactly (largest remainder).

    :raises ValueError: weights that are empty, negative or all zero.

    >>> shares(Decimal(42), {"a": 1, "b": 1, "c": 2}, decimals=1)
    {'a': Decimal('10.5'), 'b': Decimal('10.5'), 'c': Decimal('21.0')}
    """
    step = Decimal(1).scaleb(-decimals)
    parts = share_out(int((whole / step).to_integral_value()), weights)
    return {key: part * step for key, part in parts.items()}


def summed(whole: Target, parts: Sequence[Target]) -> Whole:
    """Return the sum of the parts of an additive target."""
    made = sum((part.value for part in parts), Decimal(0))
    return Whole(whole.indicator, whole.period, whole.value, made, Words("合计", "their sum"))


def weighted(whole: Target, parts: Sequence[Target], denominators: Mapping[str, Decimal]) -> Whole:
    r"""Return the ratio the parts make: :math:`\sum r_i d_i / \sum d_i`, never the mean of ratios.

    :param denominators: place → denominator of the ratio in the target's period, in one unit for all.
    :raises Refusal: ``plan.parts.weight`` where a part has no denominator.
    """
    without = [part.place for part in parts if not denominators.get(part.place)]
    if without:
        raise PARTS_WEIGHT.refusal(indicator=whole.indicator, found="、".join(without))
    top = sum((part.value * denominators[part.place] for part in parts), Decimal(0))
    bottom = sum((denominators[part.place] for part in parts), Decimal(0))
    return Whole(whole.indicator, whole.period, whole.value, top / bottom, Words("按分母合成", "by denominators"))


def check_whole(made: Whole, tolerance: Decimal) -> list[Problem]:
    """Return a problem where the parts miss the whole by more than ``tolerance``, in the target's unit."""
    if abs(made.gap) <= tolerance:
        return []
    found, gap = (f"{one.quantize(Decimal('0.0001')).normalize():f}" for one in (made.made, made.gap))
    return [
        PARTS_DIFFER.at(
            found=found, allowed=made.promised, indicator=made.indicator, period=made.period.say(),
            sum=made.words.zh, sum_en=made.words.en, gap=gap,
        )
    ]  # fmt: skip


def missing_parts(whole: Target, parts: Sequence[Target], places: Sequence[str]) -> list[Problem]:
    """Return a problem naming the places that were given no part."""
    named = {part.place for part in parts}
    without = [place for place in places if place not in named]
    problem = PARTS_MISSING.at(found="、".join(without), indicator=whole.indicator, period=whole.period.say())
    return [problem] if without else []
