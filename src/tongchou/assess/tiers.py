"""From totals to results: veto, class, rank, tier with its quota, ties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tongchou.assess.facts import Array
from tongchou.assess.ground import Ground
from tongchou.assess.items import Scored
from tongchou.assess.ranking import ranks
from tongchou.assess.totals import Totals
from tongchou.packs.scheme import Edge, Effect, Scheme, Tier, Veto


@dataclass(frozen=True)
class Standings:
    """The results over the units: total after vetoes, rank and size of the class, tier and stage by number, vetoes.

    ``tier`` and ``stage`` are -1 where the scheme has none; a unit of whose points too few were decided by figures or
    raters (``least_measured``) is not judged: rank 0, no tier, no stage.
    ``squeezed`` marks units whose total reached a better tier
    than its quota left room for.
    """

    total: Array
    rank: NDArray[np.int64]
    size: NDArray[np.int64]
    tier: NDArray[np.int64]
    stage: NDArray[np.int64]
    squeezed: NDArray[np.bool_]
    vetoes: Mapping[int, tuple[Veto, ...]] = field(default_factory=dict)

    def awards(self, unit: int) -> bool:
        """Whether a unit may be given awards."""
        return not any(veto.effect in (Effect.NO_AWARDS, Effect.WORST_TIER) for veto in self.vetoes.get(unit, ()))


def standings(scheme: Scheme, ground: Ground, scored: Mapping[str, Scored], added: Totals) -> Standings:
    """Return results in the fixed order: veto, class, rank, tier quota, ties."""
    groups, vetoes = ground.groups, vetoes_of(scheme, ground.counts, scored, added)
    zeroed = [unit for unit, found in vetoes.items() if any(veto.effect is Effect.ZERO_TOTAL for veto in found)]
    total = added.total.copy()
    total[zeroed] = 0.0
    keys = _tie_keys(scheme, scored, added, total)
    judged = np.flatnonzero(added.measured >= float(scheme.least_measured) - 1e-9)
    allowed = np.array([_best_tier(scheme.tiers, vetoes.get(unit, ())) for unit in judged.tolist()], dtype=np.int64)
    some_rank, some_size = ranks(keys[judged], groups[judged])
    some_tier, some_squeezed = _tiers(scheme, total[judged], some_rank, groups[judged], allowed)
    some_tier = np.minimum(some_tier + _drops(judged, vetoes), len(scheme.tiers) - 1)
    rank, size, tier, stage = (_among(judged, part, len(total)) for part in (some_rank, some_size, some_tier, None))
    stage[judged] = _stages(scheme.stages, total[judged])
    squeezed = np.zeros(len(total), dtype=np.bool_)
    squeezed[judged] = some_squeezed
    return Standings(total, np.maximum(rank, 0), np.maximum(size, 0), tier, stage, squeezed, vetoes)


def _drops(judged: NDArray[np.int64], vetoes: Mapping[int, tuple[Veto, ...]]) -> NDArray[np.int64]:
    """Return by how many tiers vetoes lower each judged unit."""
    found = [sum(veto.effect is Effect.ONE_DOWN for veto in vetoes.get(unit, ())) for unit in judged.tolist()]
    return np.array(found, dtype=np.int64)


def _among(judged: NDArray[np.int64], part: NDArray[np.int64] | None, count: int) -> NDArray[np.int64]:
    """Return a column of all units, -1 for those that are not judged."""
    column = np.full(count, -1, dtype=np.int64)
    if part is not None:
        column[judged] = part
    return column


def vetoes_of(
    scheme: Scheme, counts: Mapping[str, Array], scored: Mapping[str, Scored], added: Totals
) -> dict[int, tuple[Veto, ...]]:
    """Return the vetoes that strike each unit, by its position."""
    found: dict[int, list[Veto]] = {}
    for veto in scheme.vetoes:
        for unit in np.flatnonzero(_strikes(veto, counts, scored, added)):
            found.setdefault(int(unit), []).append(veto)
    return {unit: tuple(several) for unit, several in sorted(found.items())}


def _strikes(veto: Veto, counts: Mapping[str, Array], scored: Mapping[str, Scored], added: Totals) -> NDArray[np.bool_]:
    if veto.event:
        return np.asarray(counts[veto.event] >= float(veto.at_least))
    if veto.total_below is not None:
        return np.asarray(added.total < float(veto.total_below) - 1e-9)
    one = scored[veto.item]
    limit = float(one.item.points * (veto.item_below or 0) / 100)
    with np.errstate(invalid="ignore"):
        return np.asarray((one.points < limit - 1e-9) & (one.convention < 0))


def _tie_keys(scheme: Scheme, scored: Mapping[str, Scored], added: Totals, total: Array) -> Array:
    """Return the columns that order units: total first, then the areas and items that break ties; NaN counts least."""
    areas = {one.area.code: one.points for one in added.areas}
    broken = [areas[code] if code in areas else scored[code].points for code in scheme.ties.order]
    return np.column_stack([np.nan_to_num(np.round(column, 9), nan=-1.0) for column in (total, *broken)])


def _best_tier(tiers: Sequence[Tier], vetoes: Sequence[Veto]) -> int:
    """Return the best tier vetoes leave open."""
    best = 0
    for veto in vetoes:
        if veto.effect is Effect.WORST_TIER:
            best = max(len(tiers) - 1, 0)
        if veto.effect is Effect.CAP_TIER:
            best = max(best, [tier.name for tier in tiers].index(veto.tier))
    return best


def reaches(tier: Tier, total: Array) -> NDArray[np.bool_]:
    """Whether totals reach the threshold of a tier; one without a threshold takes any."""
    if tier.at_least is not None:
        return np.asarray(total >= float(tier.at_least) - 1e-9)
    if tier.above is not None:
        return np.asarray(total > float(tier.above) + 1e-9)
    return np.ones(len(total), dtype=np.bool_)


def _tiers(
    scheme: Scheme, total: Array, rank: NDArray[np.int64], groups: NDArray[np.int64], allowed: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    tier = np.full(len(total), len(scheme.tiers) - 1, dtype=np.int64)
    squeezed, open_ = np.zeros(len(total), dtype=np.bool_), np.ones(len(total), dtype=np.bool_)
    for number, one in enumerate(scheme.tiers):
        fit = np.flatnonzero(open_ & (allowed <= number) & reaches(one, total))
        chosen = _chosen(one, fit, rank, groups, scheme.ties.edge)
        tier[chosen], open_[chosen] = number, False
        squeezed[np.setdiff1d(fit, chosen)] = True
    return tier, squeezed


def _chosen(
    tier: Tier, fit: NDArray[np.int64], rank: NDArray[np.int64], groups: NDArray[np.int64], edge: Edge
) -> NDArray[np.int64]:
    """Return who of those that reach a tier finds room in it, class by class."""
    if tier.share is None and tier.count is None:
        return fit
    sizes = np.bincount(groups)
    by_class = np.split(fit[np.argsort(groups[fit], kind="stable")], np.cumsum(np.bincount(groups[fit]))[:-1])
    parts = (
        _within_quota(part, rank, quota(tier, int(sizes[groups[part[0]]])), edge) for part in by_class if len(part)
    )
    return np.concatenate([fit[:0], *parts])


def quota(tier: Tier, size: int) -> int | None:
    """Return how many units of a class of a size a tier can take; ``None`` for any number. Shares are rounded down.

    >>> quota(Tier(name="优秀", share=30), 7), quota(Tier(name="优秀", count=2), 7)
    (2, 2)
    """
    if tier.share is not None:
        return int(tier.share * size // 100)
    return tier.count


def _within_quota(fit: NDArray[np.int64], rank: NDArray[np.int64], places: int | None, edge: Edge) -> NDArray[np.int64]:
    """Return the units that find room, best first; those tied at the edge come in together or stay out together."""
    if places is None or len(fit) <= places:
        return fit
    if places == 0:
        return fit[:0]
    ordered = fit[np.argsort(rank[fit], kind="stable")]
    last, next_ = rank[ordered[places - 1]], rank[ordered[places]]
    if last != next_:
        return ordered[:places]
    return np.asarray(ordered[rank[ordered] <= last] if edge is Edge.ALL_IN else ordered[rank[ordered] < last])


def _stages(stages: Sequence[Tier], total: Array) -> NDArray[np.int64]:
    if not stages:
        return np.full(len(total), -1, dtype=np.int64)
    fits = [reaches(stage, total) for stage in stages]
    return np.select(fits, list(range(len(stages))), len(stages) - 1).astype(np.int64)
