"""Approve many returns at one desk: each with its findings and changes, each in a transaction of its own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import transaction
from django.utils.timezone import localdate

from tongchou.monitor.returns import Action, Stage
from tongchou.monitor.returns import Event as Step
from tongchou.terms import Problem, Refusal
from tongchou.web.models import Person
from tongchou.web.programme import Programme
from tongchou.web.returns.book import By, held, locked_row, now, require_seen, warm, write
from tongchou.web.returns.looking import Look
from tongchou.web.returns.models import Return, Round
from tongchou.web.returns.notices import tell
from tongchou.web.returns.standing import actor_of

MOST = 50
"""The most returns one page offers for approval; the next ones follow when these are done."""
_JUDGED = (Stage.SUBMITTED.value, Stage.CHECKED.value, Stage.REVIEWED.value)


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of approving one return."""

    one: Return
    problems: tuple[Problem, ...] = ()


def waiting_for(programme: Programme, person: Person, round_: Round) -> list[Look]:
    """Return the first of what a person may approve now, in the order of forms and places."""
    many = Return.objects.filter(issue__round=round_, stage__in=_JUDGED).select_related("issue__round")
    rows = list(many.order_by("issue", "place"))
    warm(rows)
    looks = (Look(programme, one, person, localdate()) for one in rows)
    return list(islice((look for look in looks if Action.APPROVE.value in look.allowed), MOST))


def approve_many(programme: Programme, by: By, ticked: Iterable[str]) -> list[Judged]:
    """Approve what was ticked; what cannot be approved any more is said, and does not stop the others.

    :param ticked: ``number:version`` of each return, the version that was looked at.
    """
    return list(_approved(programme, by, ticked))


def _approved(programme: Programme, by: By, ticked: Iterable[str]) -> Iterator[Judged]:
    for text in ticked:
        number, _, version = text.partition(":")
        known = number.isdecimal() and version.isdecimal() and len(text) < 30
        one = Return.objects.filter(pk=number, issue__round__pack=programme.code).first() if known else None
        if one is None:
            continue
        try:
            _approve(programme, by, one.pk, int(version))
            yield Judged(one)
        except Refusal as refusal:
            yield Judged(one, refusal.problems)


@transaction.atomic
def _approve(programme: Programme, by: By, number: int, seen: int) -> None:
    one = locked_row(number)
    require_seen(one, seen)
    before = held(one)
    step = Step(Action.APPROVE, actor_of(by.person, one, before), now(before))
    write(one, by, step)
    tell(programme, one, step)
