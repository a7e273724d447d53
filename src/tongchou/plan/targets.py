"""Targets: what a place is due to reach in a period, stated or on the way to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tongchou.packs.fields import Comparator
from tongchou.packs.rows import Target
from tongchou.plan.errors import CONTRADICTION
from tongchou.plan.paths import Known, planned
from tongchou.terms import Period, Words

_FLOORS = (Comparator.GE, Comparator.GT)
_CEILINGS = (Comparator.LE, Comparator.LT)


@dataclass(frozen=True, slots=True)
class Due:
    """What a place is due to reach in a period, and the targets that say so.

    ``stated`` is true where a document gives the value, false where it lies on a path between two.
    """

    indicator: str
    place: str
    period: Period
    comparator: Comparator
    value: float
    value_hi: float | None
    unit: str
    targets: tuple[Target, ...]
    start: Known | None
    stated: bool

    @property
    def how(self) -> Words:
        """Where the value comes from, in one sentence."""
        codes = "、".join(target.code for target in self.targets)
        if self.stated or self.start is None:
            return Words(f"目标 {codes}", f"target {codes}")
        way, way_en = _PATHS[self.targets[-1].path]
        return Words(
            f"目标 {codes}：自 {self.start.period} 年的 {self.start.value:g} 起{way}",
            f"target {codes}: {way_en} from {self.start.value:g} in {self.start.period}",
        )

    def met(self, figure: float, tolerance: float = 0.0) -> bool:
        """Whether a figure meets it; ``tolerance`` in its unit serves ``eq`` and ``approx``."""
        return meets(self.comparator, figure, self.value, self.value_hi, tolerance)


_PATHS = {"linear": ("直线推算", "on a line"), "growth": ("等速推算", "at constant growth"), "step": ("保持", "held")}


def meets(
    comparator: Comparator, figure: float, value: float, value_hi: float | None = None, tolerance: float = 0.0
) -> bool:
    """Whether a figure meets a target; a figure on the bound meets ``ge`` and ``le``, not ``gt`` and ``lt``.

    >>> meets(Comparator.GE, 52.2, 52.2), meets(Comparator.GT, 52.2, 52.2), meets(Comparator.RANGE, 4, 3, 6)
    (True, False, True)
    """
    match comparator:
        case Comparator.GE:
            return figure >= value
        case Comparator.GT:
            return figure > value
        case Comparator.LE:
            return figure <= value
        case Comparator.LT:
            return figure < value
        case Comparator.RANGE:
            return value <= figure <= (value if value_hi is None else value_hi)
        case _:
            return abs(figure - value) <= tolerance


@dataclass(frozen=True)
class TargetBook:
    """All targets of a plan, as known on a day (``None``: all that are known now); a later promise replaces an earlier.

    >>> def aim(year, value):
    ...     return Target(code=f"T{year}", indicator="urban", place="510500", period=year, value=value, unit="%")
    >>> book = TargetBook((aim(2017, 52.2), aim(2020, 58.5)))
    >>> on_the_way = book.due("urban", "510500", Period.year(2018))
    >>> on_the_way.value, on_the_way.how.zh
    (54.3, '目标 T2020：自 2017 年的 52.2 起直线推算')
    """

    targets: tuple[Target, ...]
    known_on: date | None = None
    _index: Mapping[tuple[str, str], tuple[Target, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[tuple[str, str], list[Target]] = {}
        for target in self.targets:
            if self.known_on is None or target.set_on is None or target.set_on <= self.known_on:
                index.setdefault((target.indicator, target.place), []).append(target)
        ordered = {key: tuple(sorted(found, key=lambda t: t.period.end)) for key, found in index.items()}
        object.__setattr__(self, "_index", ordered)

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """Every pair of indicator and place that has a target."""
        return tuple(self._index)

    def of(self, indicator: str, place: str) -> tuple[Target, ...]:
        """Return the targets in force of an indicator at a place, earliest first; replaced ones are left out."""
        found = self._index.get((indicator, place), ())
        latest: dict[tuple[date, bool], date] = {}
        for target in found:
            key = (target.period.end, _ceiling(target))
            latest[key] = max(latest.get(key, date.min), target.set_on or date.min)
        return tuple(t for t in found if (t.set_on or date.min) == latest[t.period.end, _ceiling(t)])

    def due(self, indicator: str, place: str, period: Period, baseline: Known | None = None) -> Due | None:
        """Return what is due in a period: stated for its last day, else on the path to the next target.

        ``baseline`` is the observed start of the path to the first target, where the target names none.

        :raises Refusal: ``plan.target.contradiction`` where two targets in force cannot both be met.
        """
        targets = self.of(indicator, place)
        if stated := [target for target in targets if target.period.end == period.end]:
            return _stated(stated, period)
        later = [target for target in targets if target.period.end > period.end]
        if not later:
            return None
        following = [target for target in later if target.period.end == later[0].period.end]
        goal = _stated(following, following[0].period)
        earlier = [target for target in targets if target.period.end < period.end]
        start = _start(following[0], earlier, baseline)
        return None if start is None or start.period.end > period.end else _between(goal, start, period)

    def ladder(
        self, indicator: str, place: str, periods: Sequence[Period], baseline: Known | None = None
    ) -> tuple[Due, ...]:
        """Return what is due in each of several periods; those nothing is due in are left out."""
        found = (self.due(indicator, place, period, baseline) for period in periods)
        return tuple(due for due in found if due is not None)


def _ceiling(target: Target) -> bool:
    return target.comparator in _CEILINGS


def _stated(targets: Sequence[Target], period: Period) -> Due:
    """Make one of the targets of one day: equal ones, or a floor and a ceiling that leave room between."""
    first = targets[0]
    sides = {side: [t for t in targets if t.comparator in side] for side in (_FLOORS, _CEILINGS)}
    values = {(t.comparator, t.value, t.value_hi) for t in targets}
    due = Due(
        first.indicator, first.place, period, first.comparator, float(first.value),
        None if first.value_hi is None else float(first.value_hi), first.unit, tuple(targets), None, True,
    )  # fmt: skip
    if len(values) == 1:
        return due
    floors, ceilings = ({t.value for t in sides[side]} for side in (_FLOORS, _CEILINGS))
    if len(values) == 2 and len(floors) == len(ceilings) == 1 and min(floors) <= min(ceilings):
        return Due(
            first.indicator, first.place, period, Comparator.RANGE, float(min(floors)), float(min(ceilings)),
            first.unit, tuple(targets), None, True,
        )  # fmt: skip
    raise CONTRADICTION.refusal(indicator=first.indicator, place=first.place, period=period.say(), found=say(targets))


def say(targets: Iterable[Target]) -> str:
    """Return targets as a reader writes them, with their codes."""
    return "、".join(f"{t.comparator.sign} {t.value} {t.unit}（{t.code}）" for t in targets)


def _start(target: Target, earlier: Sequence[Target], observed: Known | None) -> Known | None:
    if earlier:
        return Known(earlier[-1].period, float(earlier[-1].value))
    if target.baseline is not None and target.baseline_period is not None:
        return Known(target.baseline_period, float(target.baseline))
    return observed


def _between(goal: Due, start: Known, period: Period) -> Due:
    path = goal.targets[-1].path

    def at(value: float) -> float:
        return planned(path, start, Known(goal.period, value), period)

    high = None if goal.value_hi is None else at(goal.value_hi)
    return Due(
        goal.indicator, goal.place, period, goal.comparator, at(goal.value), high, goal.unit, goal.targets, start, False
    )
