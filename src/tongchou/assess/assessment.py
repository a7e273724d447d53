"""A whole assessment: a scheme and facts in, every unit's scorecard out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tongchou.assess.errors import UNCLASSED, UNKNOWN_CARD, UNKNOWN_EVENT
from tongchou.assess.facts import Facts, Why
from tongchou.assess.ground import Ground
from tongchou.assess.items import Scored, groups_of, score_items
from tongchou.assess.marks import Combined, combine
from tongchou.assess.rules.events import events_of
from tongchou.assess.scorecard import AreaScore, ItemScore, Scorecard
from tongchou.assess.tiers import Standings, standings
from tongchou.assess.totals import AreaTotal, Totals, totals
from tongchou.packs.scheme import Extra, Item, Scheme, Tier
from tongchou.terms import Problem, Refusal, Words

_WAITING = frozenset((Why.UNGRADED, Why.DISPUTED))
_EVERYBODY = Words("全部", "all units")


@dataclass(frozen=True)
class Assessment:
    """The outcome over all units as arrays, in the order of ``facts.units``; scorecards are written when asked for."""

    scheme: Scheme
    facts: Facts
    groups: NDArray[np.int64]
    scored: Mapping[str, Scored]
    marks: Mapping[str, Combined]
    totals: Totals
    standings: Standings
    problems: tuple[Problem, ...]

    def card(self, unit: str) -> Scorecard:
        """Return the scorecard of a unit.

        :raises Refusal: ``assess.card.unknown``.
        """
        if unit not in self.facts.units:
            raise UNKNOWN_CARD.refusal(found=unit)
        return self._card(self.facts.units.index(unit))

    def cards(self) -> Iterator[Scorecard]:
        """Yield every unit's scorecard in the order of the facts."""
        return (self._card(position) for position in range(len(self.facts.units)))

    def ranking(self) -> list[str]:
        """Return the units class by class, best first; tied units keep their order."""
        order = np.lexsort((self.standings.rank, self.groups))
        return [self.facts.units[position] for position in order]

    def _card(self, at: int) -> Scorecard:
        areas = tuple(self._area(one, at) for one in self.totals.areas)
        bonus, deductions = self._extra(self.scheme.bonus, at), self._extra(self.scheme.deductions, at)
        everything = [*(item for area in areas for item in area.items), *bonus, *deductions]
        found = self.standings
        return Scorecard(
            scheme=self.scheme, unit=self.facts.units[at], areas=areas, base=float(self.totals.base[at]),
            bonus=float(self.totals.bonus[at]), deductions=float(self.totals.deductions[at]),
            exact=float(self.totals.exact[at]), total=float(found.total[at]),
            measured=float(self.totals.measured[at]), rank=int(found.rank[at]), size=int(found.size[at]),
            class_words=self._class(at), tier=_name(self.scheme.tiers, int(found.tier[at])),
            stage=_name(self.scheme.stages, int(found.stage[at])), squeezed=bool(found.squeezed[at]),
            awards=found.awards(at), vetoes=found.vetoes.get(at, ()), bonus_items=bonus, deduction_items=deductions,
            pending=tuple(one.code for one in everything if one.why in _WAITING),
        )  # fmt: skip

    def _class(self, at: int) -> Words:
        if not self.scheme.classes:
            return _EVERYBODY
        one = self.scheme.classes[self.groups[at]]
        return Words(one.name, one.name_en)

    def _area(self, one: AreaTotal, at: int) -> AreaScore:
        area = one.area
        items = tuple(self._item(item, at) for item in area.items)
        points, uncapped = _some(one.points[at]), _some(one.uncapped[at])
        return AreaScore(area.code, area.words, float(area.points), points, uncapped, float(one.measured[at]), items)

    def _extra(self, extra: Extra | None, at: int) -> tuple[ItemScore, ...]:
        return tuple(self._item(item, at) for item in extra.items) if extra else ()

    def _item(self, item: Item, at: int) -> ItemScore:
        row = self.scored[item.code].rows[at]
        standing = item.standing or self.scheme.standing
        return ItemScore(item, row.points, row.extra, row.steps, row.why, row.absence, row.weak, standing)


def score(scheme: Scheme, facts: Facts) -> Assessment:
    """Score all units by a scheme, in the one fixed order.

    Item score → area cap → base total → bonus (own cap) → deductions → rounding → veto or downgrade → class → rank →
    tier quota → ties. Nothing outside the scheme and the facts is looked at; the same two give the same result.

    :raises Refusal: ``assess.units.unclassed``, ``assess.item.direction``.
    """
    groups = np.asarray(groups_of(scheme, facts.units), dtype=np.int64)
    if unclassed := [facts.units[at] for at in np.flatnonzero(groups < 0)]:
        allowed = "、".join(one.name for one in scheme.classes)
        raise Refusal([UNCLASSED.at(found=unit, allowed=allowed) for unit in unclassed])
    marks, of_marks = combine(tuple(scheme.items()), facts)
    ground = Ground.of(scheme, facts, groups, marks)
    scored, of_items = score_items(scheme, ground)
    added = totals(scheme, scored)
    found = standings(scheme, ground, scored, added)
    problems = (*of_marks, *of_items, *_unknown_events(scheme, facts))
    return Assessment(scheme, facts, groups, scored, marks, added, found, problems)


def reckoned(scheme: Scheme, ground: Ground) -> Standings:
    """Return the standings of a scheme on a ground, in the order of :func:`score`."""
    scored, _ = score_items(scheme, ground)
    return standings(scheme, ground, scored, totals(scheme, scored))


def _unknown_events(scheme: Scheme, facts: Facts) -> Iterator[Problem]:
    known = {name for item in scheme.items() for name in events_of(item.scoring)}
    known |= {veto.event for veto in scheme.vetoes if veto.event}
    for name in dict.fromkeys(event.name for event in facts.events if event.name not in known):
        yield UNKNOWN_EVENT.at(found=name, allowed="、".join(sorted(known)))


def _some(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _name(tiers: tuple[Tier, ...], number: int) -> Words | None:
    return Words(tiers[number].name, tiers[number].name_en) if 0 <= number < len(tiers) else None
