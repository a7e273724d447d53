"""The board of a round: where every unit stands, what is missing, how complete and how timely it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tongchou.monitor.returns import Stage
from tongchou.monitor.returns.completeness import (
    Completeness,
    Filing,
    Gap,
    Intake,
    Standing,
    completeness,
    gaps,
    standings,
)
from tongchou.monitor.returns.forms import Assigned, Form
from tongchou.terms import Words
from tongchou.web.programme import Programme
from tongchou.web.returns.book import form_of, held, warm
from tongchou.web.returns.issuing import calendar_of
from tongchou.web.returns.looking import dates_of
from tongchou.web.returns.models import Issue, Return, Round


@dataclass(frozen=True)
class Board:
    """One issued form and its returns on a day."""

    programme: Programme
    issue: Issue
    today: date
    returns: tuple[Return, ...]

    @cached_property
    def form(self) -> Form:
        """The form."""
        return form_of(self.issue)

    @cached_property
    def _intake(self) -> Intake:
        assigned = tuple(Assigned(self.issue.code, one.unit, tuple(one.places)) for one in self.returns)
        filed = {one.unit: Filing(held(one).cells, one.submitted) for one in self.returns}
        return Intake(dates_of(self.issue), self.form, assigned, filed)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Where every unit stands, in the order of the returns."""
        days = calendar_of(self.programme.run.pack.tables)
        return standings(self._intake, self.today, days)

    @cached_property
    def counts(self) -> Completeness:
        """How complete and how timely it is."""
        return completeness(self.standings)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Every cell nobody answered for."""
        return tuple(gaps(self._intake, self.today))

    @cached_property
    def lines(self) -> list[tuple[Return, Standing]]:
        """Every return with where it stands."""
        return list(zip(self.returns, self.standings, strict=True))

    @cached_property
    def stages(self) -> Mapping[Stage, int]:
        """How many returns are at each stage, in the order of the way; only stages that hold any."""
        held_stages = [one.stage for one in self.returns]
        return {stage: held_stages.count(stage.value) for stage in Stage if stage.value in held_stages}

    def stage_of(self, one: Return) -> str:
        """Return the stage of a return in Chinese."""
        return Stage(one.stage).words.zh

    def name_of(self, unit: str) -> Words:
        """Return the name of a unit."""
        row = self.programme.units.get(unit)
        return row.words if row else Words(unit)


def boards(programme: Programme, round_: Round, today: date, places: frozenset[str] | None = None) -> list[Board]:
    """Return the boards of a round, a form each.

    :param places: leave out returns of other places; ``None`` shows all.
    """
    found = Return.objects.filter(issue__round=round_).select_related("issue__round").order_by("place", "pk")
    many = [one for one in found if places is None or one.place in places]
    warm(many)
    return [
        Board(programme, issue, today, tuple(one for one in many if one.issue_id == issue.pk))
        for issue in round_.issues.select_related("round")
    ]
