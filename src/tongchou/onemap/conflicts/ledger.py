"""The ledger of conflicts: each becomes a task, keeps its identity through new uploads, and closes by measurement.

Nobody can close a conflict by saying so: :func:`remeasure` looks at what the new layers still show on its ground.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import shapely

from tongchou.onemap.conflicts.detecting import Patch
from tongchou.packs.fields import Domain
from tongchou.packs.rows import Task
from tongchou.terms import Words, convert

_SAME = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Conflict:
    """A conflict with an identity: its code, the day it was found, the patch as last measured, and its first area [m²].

    ``closed`` is the day a measurement no longer found it.
    """

    code: str
    found: date
    patch: Patch
    first_area: float
    closed: date | None = None

    @property
    def deadline(self) -> date:
        """The day by which it is to be settled."""
        return self.found + timedelta(days=self.patch.rule.days)

    @property
    def settled_share(self) -> float:
        """The share of its first area that is in conflict no more, 0 to 1."""
        return 1.0 if self.closed else max(0.0, 1 - self.patch.area / self.first_area)


def open_ledger(patches: Sequence[Patch], found: date, start: int = 1) -> list[Conflict]:
    """Return a conflict for each patch that is no digitising difference, with codes that count from ``start``."""
    real = [patch for patch in patches if not patch.noise]
    return [Conflict(f"MC{n:05d}", found, patch, patch.area) for n, patch in enumerate(real, start=start)]


def remeasure(ledger: Sequence[Conflict], patches: Sequence[Patch], measured: date) -> list[Conflict]:
    """Return the ledger after a new upload has been measured.

    A patch belongs to the open conflict of the same rule and plans that it overlaps by half or more, of both
    (intersection over union) or of itself (a remnant); several remnants are summed. A conflict that no patch belongs to
    is closed; a patch that belongs to none is a new conflict. Closed ones stay as they are: what returns is new.
    """
    real = [patch for patch in patches if not patch.noise]
    waiting = [conflict for conflict in ledger if conflict.closed is None]
    owners = _owners(real, waiting)
    remnants: dict[str, list[Patch]] = {}
    for patch, owner in zip(real, owners, strict=True):
        remnants.setdefault(owner.code if owner else "", []).append(patch)
    kept = [c if c.closed else _after(c, remnants.get(c.code, []), measured) for c in ledger]
    return kept + open_ledger(remnants.get("", []), measured, start=len(ledger) + 1)


def task(conflict: Conflict, names: Mapping[str, str] | None = None) -> Task:
    """Return the conflict as a task of the duty ledger, with unit, deadline and deliverable.

    ``names`` says what to call the places of patches where these are codes. The state is not set here: a task is worked
    on and verified like any other, and closed when the conflict is.
    """
    patch, rule = conflict.patch, conflict.patch.rule
    where = (names or {}).get(patch.place, patch.place) or "界外"
    mu = convert(repr(round(patch.area, 2)), "m2", "亩")
    one, other = (f"{name}（{'、'.join(uses) or '—'}）" for name, uses in zip(patch.plans, patch.uses, strict=True))
    return Task(
        code=conflict.code,
        title=f"{where}：{rule.kind} {mu:.2f} 亩，{one}与{other}",
        domain=Domain.PLANNING,
        lead=rule.lead,
        partners=rule.partners,
        place=patch.place,
        start=conflict.found,
        deadline=conflict.deadline,
        deliverable=f"调整后的图层，重新量算不再有此冲突（默认{rule.gives_way or '双方协商'}调整）",
        note=rule.citation.say(),
    )


@dataclass(frozen=True, slots=True)
class Measured:
    """What a measurement says of one conflict: the day, whether it is gone, what is left [m²], and both in words."""

    code: str
    day: date
    closed: bool
    left: float
    words: Words


def evidence(before: Sequence[Conflict], after: Sequence[Conflict], day: date) -> list[Measured]:
    """Return for each conflict open before what the measurement of a day says of it, to be put to its task.

    This is the only thing that closes the task: what is gone is closed, what is left stays open with its share.
    """
    now = {conflict.code: conflict for conflict in after}
    return [_measured(now[one.code], day) for one in before if one.closed is None]


def _measured(conflict: Conflict, day: date) -> Measured:
    was, settled = conflict.first_area, conflict.settled_share
    if conflict.closed:
        said = Words(
            f"{day} 量算：图上已无此冲突（原 {was:,.1f} 平方米）。", f"{day}: gone from the map ({was:,.1f} m² before)."
        )
        return Measured(conflict.code, day, True, 0.0, said)
    left = conflict.patch.area
    said = Words(
        f"{day} 量算：尚余 {left:,.1f} 平方米，已解决 {settled:.1%}，未销号。",
        f"{day}: {left:,.1f} m² left, {settled:.1%} settled; stays open.",
    )
    return Measured(conflict.code, day, False, left, said)


def _owners(patches: Sequence[Patch], waiting: Sequence[Conflict]) -> list[Conflict | None]:
    """Return the conflict that each patch continues; only those of its rule and plans near it are looked at."""
    groups: dict[tuple[str, tuple[str, str]], list[Conflict]] = {}
    for conflict in waiting:
        groups.setdefault((conflict.patch.rule.code, conflict.patch.plans), []).append(conflict)
    trees = {key: shapely.STRtree([c.patch.shape for c in members]) for key, members in groups.items()}
    found: list[Conflict | None] = []
    for patch in patches:
        key = (patch.rule.code, patch.plans)
        near = trees[key].query(patch.shape) if key in trees else ()
        found.append(_owner(patch, [groups[key][i] for i in near]))
    return found


def _owner(patch: Patch, near: Sequence[Conflict]) -> Conflict | None:
    """Return the conflict that shares most ground with a patch, if it is enough."""
    if not near:
        return None
    shapes = np.array([conflict.patch.shape for conflict in near], dtype=object)
    common = shapely.area(shapely.intersection(shapes, patch.shape))
    either = np.maximum(common / shapely.area(shapely.union(shapes, patch.shape)), common / patch.shape.area)
    best = int(np.argmax(common))
    return near[best] if either[best] >= _SAME else None


def _after(conflict: Conflict, remnants: Sequence[Patch], measured: date) -> Conflict:
    if not remnants:
        return replace(conflict, closed=measured)
    shape = shapely.union_all([patch.shape for patch in remnants])
    largest = max(remnants, key=lambda patch: patch.area)
    patch = replace(largest, shape=shape, area=sum(patch.area for patch in remnants))
    return replace(conflict, patch=patch)
