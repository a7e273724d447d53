"""Which returns concern a person: those of their own place or unit, and those whose turn is at their desk."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from tongchou.monitor.returns import Role, Stage
from tongchou.web.access.models import Appointment
from tongchou.web.access.ruling import appointments
from tongchou.web.models import Person
from tongchou.web.programme import Programme
from tongchou.web.returns.book import route_of, warm
from tongchou.web.returns.models import Return

MOST = 120
"""The most returns one list of a person shows; the board of the round shows all."""
_JUDGED = (Stage.SUBMITTED.value, Stage.CHECKED.value, Stage.REVIEWED.value)


def concerning(programme: Programme, person: Person) -> list[Return]:
    """Return what concerns a person: their own returns, then those that wait at their desk."""
    held = appointments(person, programme.code)
    found = {one.pk: one for one in own(programme, held)}
    for one in at_my_desk(programme, held):
        found.setdefault(one.pk, one)
    many = list(found.values())[:MOST]
    warm(many)
    return many


def all_of(pack: str) -> "QuerySet[Return]":
    """Return every return of a programme, with its form and round."""
    return Return.objects.filter(issue__round__pack=pack).select_related("issue__round")


def own(programme: Programme, held: list[Appointment]) -> "QuerySet[Return]":
    """Return the returns that a person's own place or unit fills in, and for a county those beneath it."""
    mine = Q(pk__in=())
    for one in held:
        if one.unit:
            mine |= Q(unit=one.unit)
        if one.place:
            mine |= Q(place=one.place)
        if one.role == Role.COUNTY.value and one.place in programme.run.tree:
            mine |= Q(place__in=programme.run.tree.children(one.place))
    return all_of(programme.code).filter(mine).order_by("issue__due", "pk")


def at_my_desk(programme: Programme, held: list[Appointment]) -> Iterator[Return]:
    """Yield the returns whose next desk is that of a department or of the office a person belongs to."""
    units = {one.unit for one in held if one.role == Role.DEPARTMENT.value}
    office = any(one.role == Role.OFFICE.value for one in held)
    if not units and not office:
        return
    for one in all_of(programme.code).filter(stage__in=_JUDGED).order_by("issue__due", "pk"):
        turn = route_of(one).waiting(Stage(one.stage))
        if any(
            (office and desk.role is Role.OFFICE) or (desk.role is Role.DEPARTMENT and desk.unit in units)
            for desk in turn
        ):
            yield one
