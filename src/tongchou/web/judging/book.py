"""A sitting as the library sees it: its proceeding, its marks, the assessment as it stands, its publications."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from django.http import Http404

from tongchou.assess import (
    Assessment,
    Following,
    Mark,
    Move,
    Phase,
    Proceeding,
    Publication,
    Result,
    Situation,
    Stage,
    Step,
    closing_day,
    score,
    thaw,
)
from tongchou.loop.scoring import Basis, basis_of, given
from tongchou.packs.scheme import Item, Measures
from tongchou.packs.scheme_rules import Manual
from tongchou.terms import Problem, Words
from tongchou.web.judging.errors import NOBODY_SCORED
from tongchou.web.judging.models import Edition, GivenMark, Notice, Plea, Sitting
from tongchou.web.languages import in_words
from tongchou.web.programme import Programme


@dataclass(frozen=True)
class Bench:
    """A sitting of a programme with everything that is read of it once."""

    programme: Programme
    sitting: Sitting

    @cached_property
    def basis(self) -> Basis:
        """What its units are scored from, marks of the pack included.

        :raises Refusal: ``web.judging.nobody``.
        """
        found = basis_of(self.programme.run, self.sitting.scheme, self.sitting.when)
        if found is None:
            raise NOBODY_SCORED.refusal(found=self.sitting.scheme, allowed=self.sitting.period)
        return found

    @cached_property
    def given(self) -> list[GivenMark]:
        """Every mark given, in the order given."""
        return list(self.sitting.marks.select_related("by"))

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of the pack, then those given here."""
        here = (
            Mark(one.item, one.unit, one.rater, given(one.given), one.day, Stage[one.stage.upper()], one.reason)
            for one in self.given
        )
        return (*self.basis.facts.marks, *here)

    def filed(self, item: str, unit: str) -> tuple[Mark, ...]:
        """Return the marks of the pack for an item of a unit."""
        return self._filed.get((item, unit), ())

    @cached_property
    def _filed(self) -> dict[tuple[str, str], tuple[Mark, ...]]:
        found: dict[tuple[str, str], tuple[Mark, ...]] = {}
        for mark in self.basis.facts.marks:
            found[mark.item, mark.unit] = (*found.get((mark.item, mark.unit), ()), mark)
        return found

    @cached_property
    def assessment(self) -> Assessment:
        """The assessment as it stands now; nothing of it is public."""
        run = self.programme.run
        return _assessed(run.pack.digest, self.sitting.scheme, self.sitting.period, self.marks, _Basis(self.basis))

    @cached_property
    def proceeding(self) -> Proceeding:
        """Its moves."""
        rows = self.sitting.moves.select_related("by")
        steps = (Step(Move(one.move), Phase(one.phase), one.day, str(one.by or ""), one.reason) for one in rows)
        return Proceeding(tuple(steps))

    @property
    def closes(self) -> date:
        """The last day on which marks and evidence are taken."""
        return closing_day(self.basis.scheme, self.sitting.when)

    @cached_property
    def editions(self) -> list[Edition]:
        """Its editions, the first one first."""
        return list(self.sitting.editions.select_related("by"))

    @cached_property
    def publication(self) -> Publication | None:
        """The last edition with those before it; ``None`` before any was published.

        :raises Refusal: ``assess.result.changed`` where what was kept is not what was published.
        """
        found: Publication | None = None
        for one in self.editions:
            found = Publication(result_of(one), one.day, one.number, one.reason, found)
        return found

    @cached_property
    def pleas(self) -> list[Plea]:
        """The objections to the last edition."""
        return list(Plea.objects.filter(edition=self.editions[-1])) if self.editions else []

    @cached_property
    def situation(self) -> Situation:
        """What stands in the way of its next move."""
        pending = tuple(f"{self.name(card.unit)} {code}" for card in self.assessment.cards() for code in card.pending)
        last = self.publication.last_day if self.publication else None
        return Situation(pending, tuple(one.objection for one in self.pleas), last)

    @property
    def manual(self) -> list[Item]:
        """The items that people rate."""
        return [item for item in self.basis.scheme.items() if isinstance(item.scoring, Manual)]

    def item(self, code: str) -> Item:
        """Return an item of its scheme.

        :raises Http404: where there is none.
        """
        found = next((item for item in self.basis.scheme.items() if item.code == code), None)
        if found is None:
            raise Http404(in_words(f"没有考核项“{code}”。", f"There is no item '{code}'."))
        return found

    def units_of(self, item: Item) -> Iterator[str]:
        """Yield the units an item is meant for."""
        inside = {member for one in self.basis.scheme.classes if one.code in item.classes for member in one.members}
        return (unit for unit in self.basis.facts.units if not item.classes or unit in inside)

    def name(self, unit: str) -> str:
        """Return the name of a unit."""
        return self.programme.run.called(unit).zh

    def last(self, item: str, unit: str, rater: str, stage: Stage) -> GivenMark | None:
        """Return the mark of a rater that counts."""
        key = (item, unit, rater, stage.name.lower())
        found = [one for one in self.given if (one.item, one.unit, one.rater, one.stage) == key]
        return found[-1] if found else None


class _Basis:
    """What is scored from; the pack's digest says which it is, so that it takes no part in a key itself."""

    def __init__(self, basis: Basis) -> None:
        self.basis = basis

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Basis)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=16)
def _assessed(_digest: str, _scheme: str, _period: str, marks: tuple[Mark, ...], held: _Basis) -> Assessment:
    return score(held.basis.scheme, replace(held.basis.facts, marks=marks))


def result_of(edition: Edition) -> Result:
    """Return what was published.

    :raises Refusal: ``assess.result.changed``.
    """
    return thaw(edition.result, edition.digest)


def following_of(notice: Notice) -> Following:
    """Return a notice as the library sees it."""
    reason = Words(notice.reason, notice.reason_en)
    return Following(notice.unit, Measures(notice.measure), reason, notice.due, notice.clause)


def problems_of(bench: Bench) -> tuple[Problem, ...]:
    """Return what is to be said of an assessment as it stands."""
    return (*bench.basis.problems, *bench.assessment.problems)
