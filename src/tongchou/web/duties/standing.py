"""For which units of a programme a person acts, and which of them counts for a task."""

from collections.abc import Iterator
from typing import cast

from django.http import HttpRequest

from tongchou.packs.rows import Unit
from tongchou.plan import Actor, Life, Role
from tongchou.web.access.ruling import appointments
from tongchou.web.duties.errors import NOT_ACTING
from tongchou.web.models import Person
from tongchou.web.programme import Programme

_NEAREST = (Role.LEAD, Role.PARTNER, Role.OFFICE, Role.OTHER)


def actors_of(person: Person, programme: Programme) -> list[Actor]:
    """Return the units a person acts for; the office's people act for the office, an administrator too."""
    if person.is_superuser:
        return [_office(programme)]
    found = (actor for held in appointments(person, programme.code) for actor in _actors(held, programme))
    return list(dict.fromkeys(found))


def _actors(held: object, programme: Programme) -> Iterator[Actor]:
    role, place, unit = (getattr(held, name) for name in ("role", "place", "unit"))
    if role == "office":
        yield _office(programme)
    elif role == "department" and unit in programme.units:
        yield _actor(programme, programme.units[unit])
    elif role in {"county", "town"}:
        own = (one for one in programme.units.values() if one.place == place and one.kind == role)
        yield from (_actor(programme, one) for one in own)


def _office(programme: Programme) -> Actor:
    return Actor(office_of(programme), office=True)


def office_of(programme: Programme) -> str:
    """Return the unit that runs the programme: its office, else its leading group, else the first unit."""
    kinds = {one.kind: one.code for one in reversed(list(programme.units.values()))}
    return kinds.get("office") or kinds.get("leading_group") or next(iter(programme.units), "office")


def _actor(programme: Programme, unit: Unit) -> Actor:
    return Actor(unit.code, unit.kind == "office", groups_of(programme, unit))


def groups_of(programme: Programme, unit: Unit) -> tuple[str, ...]:
    """Return the groups a unit belongs to: units of its kind that stand for the whole city (各县人民政府)."""
    city = programme.city.code
    if unit.place in ("", city):
        return ()
    return tuple(one.code for one in programme.units.values() if one.kind == unit.kind and one.place == city)


def acting(person: Person, programme: Programme, life: Life) -> Actor | None:
    """Return for which unit somebody acts on a task: the one nearest to it; ``None`` where they act for none."""
    actors = actors_of(person, programme)
    return min(actors, key=lambda actor: _NEAREST.index(life.role(actor)), default=None)


def require_acting(request: HttpRequest, programme: Programme, life: Life) -> Actor:
    """Return for which unit somebody acts on a task.

    :raises Refusal: ``web.duties.no_unit``.
    """
    actor = acting(cast(Person, request.user), programme, life)
    if actor is None:
        raise NOT_ACTING.refusal()
    return actor
