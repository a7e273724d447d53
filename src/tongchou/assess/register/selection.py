"""Choosing who is designated: criteria, points, quotas by group, and the alternatives beside the choice."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tongchou.assess.register.errors import LIMITS, MISSING_FACT, TIE
from tongchou.terms import Problem, Words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that applied: its group (county), its points, and the facts criteria ask for."""

    place: str
    group: str
    points: float
    facts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A condition every candidate must meet: a fact at least, or at most, so much; without bounds, that it is known."""

    fact: str
    at_least: float | None = None
    at_most: float | None = None

    def met(self, value: float) -> bool:
        """Whether a value meets it, bounds included."""
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)

    @property
    def words(self) -> Words:
        """The condition in words."""
        if self.at_least is None and self.at_most is None:
            return Words(f"{self.fact} 有数据", f"{self.fact} is known")
        sign, limit = ("≥", self.at_least) if self.at_least is not None else ("≤", self.at_most)
        return Words(f"{self.fact} {sign} {limit:g}", f"{self.fact} {sign} {limit:g}")


@dataclass(frozen=True, slots=True)
class Limits:
    """How many are chosen, and for each group the least and the most."""

    places: int
    least: Mapping[str, int] = field(default_factory=dict)
    most: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Swap:
    """One who would be in without a limit, the one who is in because of it, and the points it costs."""

    out: str
    instead: str
    cost: float


@dataclass(frozen=True)
class Selection:
    """Who is chosen, who waits, who does not meet which criterion, what the limits changed, and ties to decide."""

    chosen: tuple[Candidate, ...]
    waiting: tuple[Candidate, ...]
    unfit: Mapping[str, tuple[Words, ...]]
    swaps: tuple[Swap, ...]
    problems: tuple[Problem, ...]

    @property
    def cost(self) -> float:
        """The points the limits cost together: the price of an even spread."""
        return sum(swap.cost for swap in self.swaps)


def select(candidates: Sequence[Candidate], criteria: Sequence[Criterion], limits: Limits) -> Selection:
    """Choose the candidates with most points together under the limits.

    Each group first gets its least by points, the rest goes by points up to each group's most; with groups that do
    not overlap this is the greatest sum there is. Equal points at the last place are named, never decided here.

    :raises Refusal: ``assess.selection.limits`` where the limits cannot all be kept.
    """
    unfit, problems = _judge(candidates, criteria)
    ranked = sorted((one for one in candidates if one.place not in unfit), key=lambda one: (-one.points, one.place))
    _possible(ranked, limits)
    chosen = _chosen(ranked, limits)
    waiting = tuple(one for one in ranked if one not in chosen)
    problems += _ties(chosen, waiting, limits)
    return Selection(chosen, waiting, unfit, _swaps(ranked[: limits.places], chosen), tuple(problems))


def _judge(
    candidates: Iterable[Candidate], criteria: Sequence[Criterion]
) -> tuple[dict[str, tuple[Words, ...]], list[Problem]]:
    unfit: dict[str, tuple[Words, ...]] = {}
    problems = []
    for one in candidates:
        missing = [criterion for criterion in criteria if criterion.fact not in one.facts]
        problems += [MISSING_FACT.at(place=one.place, found=criterion.fact) for criterion in missing]
        failed = [c for c in criteria if c not in missing and not c.met(one.facts[c.fact])]
        if missing or failed:
            unfit[one.place] = tuple(criterion.words for criterion in (*missing, *failed))
    return unfit, problems


def _possible(ranked: Sequence[Candidate], limits: Limits) -> None:
    there = Counter(one.group for one in ranked)
    room = sum(min(count, limits.most.get(group, count)) for group, count in there.items())
    faults = [f"{group} 至少 {least}，合格的只有 {there[group]}" for group, least in limits.least.items()
              if there[group] < least]  # fmt: skip
    faults += [f"{group} 至少 {least} 多于至多 {limits.most[group]}" for group, least in limits.least.items()
               if least > limits.most.get(group, least)]  # fmt: skip
    if sum(limits.least.values()) > limits.places:
        faults.append(f"各组至少合计 {sum(limits.least.values())}，名额 {limits.places}")
    if room < limits.places:
        faults.append(f"名额 {limits.places}，可选的只有 {room}")
    if faults:
        raise LIMITS.refusal(found="；".join(faults))


def _chosen(ranked: Sequence[Candidate], limits: Limits) -> tuple[Candidate, ...]:
    taken: Counter[str] = Counter()
    first: list[Candidate] = []
    for one in ranked:
        if taken[one.group] < limits.least.get(one.group, 0):
            taken[one.group] += 1
            first.append(one)
    rest: list[Candidate] = []
    for one in (one for one in ranked if one not in first):
        full = taken[one.group] >= limits.most.get(one.group, len(ranked))
        if len(first) + len(rest) < limits.places and not full:
            taken[one.group] += 1
            rest.append(one)
    return tuple(sorted((*first, *rest), key=lambda one: (-one.points, one.place)))


def _swaps(free: Sequence[Candidate], chosen: Sequence[Candidate]) -> tuple[Swap, ...]:
    """Pair those who are in by points alone with those who are in because of the limits, best with best."""
    out = [one for one in free if one not in chosen]
    instead = [one for one in chosen if one not in free]
    return tuple(Swap(a.place, b.place, a.points - b.points) for a, b in zip(out, instead, strict=True))


def _ties(chosen: Sequence[Candidate], waiting: Sequence[Candidate], limits: Limits) -> list[Problem]:
    """Name those in and out with equal points who could change places without breaking a limit."""
    taken = Counter(one.group for one in chosen)
    tied = {
        place
        for inside in chosen
        for outside in waiting
        if inside.points == outside.points and _exchangeable(inside.group, outside.group, taken, limits)
        for place in (inside.place, outside.place)
    }
    return [TIE.at(found="、".join(sorted(tied)), allowed=limits.places)] if tied else []


def _exchangeable(leaving: str, coming: str, taken: Mapping[str, int], limits: Limits) -> bool:
    if leaving == coming:
        return True
    enough = taken[leaving] > limits.least.get(leaving, 0)
    return enough and taken.get(coming, 0) < limits.most.get(coming, taken.get(coming, 0) + 1)
