"""Editions of an index: what a pack gave as it was known up to one day, and why a later edition gives something else.

Between two editions, of one period or of two, lie causes that add up: other figures (revision), other goals and bounds
or a year's progress (performance), other weights, and cells won or lost (coverage).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tongchou.engine import Engine, open_engine
from tongchou.evaluate import Composite, change, ranks
from tongchou.evaluate.change import Change
from tongchou.loop.index import Indexed
from tongchou.loop.model import Run
from tongchou.loop.running import index_of, measure
from tongchou.monitor import Cube
from tongchou.packs import Pack
from tongchou.packs.diff import Change as Difference
from tongchou.packs.diff import diff
from tongchou.packs.fields import Level
from tongchou.packs.rows import Place
from tongchou.plan import TargetBook
from tongchou.terms import AsOf, Period
from tongchou.territory import Tree

Array = NDArray[np.float64]
RULES = ("index.csv", "indicators.csv", "targets.csv")
"""The tables of a pack in which the rules of an index stand."""


@dataclass(frozen=True)
class Edition:
    """An index as one pack gives it, by what was known up to one day."""

    pack: Pack
    as_of: AsOf
    tree: Tree
    figures: Cube
    indexed: Indexed


@dataclass(frozen=True, slots=True)
class Revised:
    """An indicator that two editions state differently for one period; ``None`` where an edition has none."""

    place: Place
    indicator: str
    before: float | None
    after: float | None


def edition(pack: Pack, as_of: AsOf, engine: Engine | None = None) -> Edition | None:
    """Compute the index of a pack alone, without scorecards and intervals; ``None`` where the pack has none.

    :raises Refusal: those of :func:`tongchou.loop.run`.
    """
    measured = measure(pack, as_of, engine or open_engine())
    cube = measured.figures.cube
    indexed = index_of(pack, cube, TargetBook(pack.tables.targets.rows, as_of.known_on), measured.tree)
    return Edition(pack, as_of, measured.tree, cube, indexed) if indexed else None


def edition_of(run: Run) -> Edition | None:
    """Return the edition that a run holds; ``None`` where its pack has no index."""
    return Edition(run.pack, run.as_of, run.tree, run.figures.cube, run.indexed) if run.indexed else None


@dataclass(frozen=True)
class Comparison:
    """Places of one level in an older edition's period and in a newer edition's: scores, and the change by cause.

    Arrays have a row a place. In ``change``, ``performance`` has a column an indicator where both editions have one
    structure, else one column for everything but revision.
    """

    old: Edition
    new: Edition
    places: tuple[Place, ...]
    then: Period
    now: Period
    published: Composite
    restated: Composite
    recalculated: Composite

    @cached_property
    def change(self) -> Change:
        """The way from the score published to the one recalculated."""
        if _shape(self.restated) == _shape(self.recalculated):
            return change.split(self.restated, self.recalculated, self.published)
        told, between, after = (one.score() for one in (self.published, self.restated, self.recalculated))
        nothing = np.zeros_like(told)
        return Change(after - told, (after - between)[:, None], nothing, between - told, nothing)

    @property
    def ranks(self) -> tuple[Array, Array]:
        """Ranks among these places then and now; NaN without a score."""
        return ranks.competition(self.published.score()), ranks.competition(self.recalculated.score())

    @property
    def differences(self) -> list[Difference]:
        """The rules that the two editions state differently, field by field."""
        found = diff(self.old.pack, self.new.pack) if self.old.pack is not self.new.pack else []
        return [one for one in found if one.file in RULES]

    def revised(self) -> Iterator[Revised]:
        """Yield every indicator of the earlier period that the newer edition states differently."""
        for code in dict.fromkeys(node.indicator for node in self.old.indexed.nodes if node.indicator):
            if code in self.new.figures.codes:
                for place in self.places:
                    before, after = (
                        one.figures.cell(place.code, self.then, code).value for one in (self.old, self.new)
                    )
                    if not _same(before, after):
                        yield Revised(place, code, before, after)


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return bool(np.isclose(one, other, rtol=1e-12, atol=0.0))


def compare(old: Edition, new: Edition, level: Level, then: Period, now: Period) -> Comparison:
    """Compare the places of a level that both editions have: ``then`` in the older, ``now`` in the newer.

    :param then: a period of both editions; ``now`` one of the newer.
    :raises ValueError: for any other period.
    :raises Refusal: ``evaluate.*`` where the older rules cannot be held against the newer figures.
    """
    codes = [code for code in new.figures.places if code in new.tree.of_level(level) and code in old.figures.places]
    restated = _restated(old, new)
    return Comparison(
        old=old,
        new=new,
        places=tuple(new.tree[code] for code in codes),
        then=then,
        now=now,
        published=_at(old.indexed, codes, then),
        restated=_at(restated or old.indexed, codes, then),
        recalculated=_at(new.indexed, codes, now),
    )


def _restated(old: Edition, new: Edition) -> Indexed | None:
    """The older rules over the newer figures; ``None`` where these no longer hold an indicator of the older rules."""
    if old is new or {node.indicator for node in old.indexed.nodes if node.indicator} - set(new.figures.codes):
        return None
    return index_of(old.pack, new.figures, TargetBook(old.pack.tables.targets.rows, old.as_of.known_on), new.tree)


def _at(indexed: Indexed, codes: list[str], period: Period) -> Composite:
    """The scores of some places in one period."""
    rows, t = [indexed.scores.places.index(code) for code in codes], indexed.scores.periods.index(period)
    whole = indexed.composite
    return replace(
        whole, indicators=whole.indicators[rows, t], scores=whole.scores[rows, t], shares=whole.shares[rows, t]
    )


def _shape(composite: Composite) -> list[tuple[str, str]]:
    return [(node.code, node.parent) for node in composite.tree.nodes]
