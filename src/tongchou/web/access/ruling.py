"""May this person do this here? The answer, and the sentence that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.utils import timezone

from tongchou.web.access.acts import PERMISSIONS, Act, Role
from tongchou.web.access.scope import Asked, in_full, name_of, reaches
from tongchou.web.access.sentences import ADMINISTRATOR, CLOSED, STRANGER, allowed, not_your_role, out_of_reach
from tongchou.web.shelf import shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tongchou.terms import Words
    from tongchou.web.access.models import Appointment
    from tongchou.web.models import Person
    from tongchou.web.programme import Programme


@dataclass(frozen=True, slots=True)
class Ruling:
    """An answer with its reason."""

    allowed: bool
    why: Words


def may(person: Person, act: Act, pack: str = "", *, place: str = "", unit: str = "") -> bool:
    """Return whether a person may do an act; see :func:`ruling`."""
    return ruling(person, act, pack, place=place, unit=unit).allowed


def ruling(person: Person, act: Act, pack: str = "", *, place: str = "", unit: str = "") -> Ruling:
    """Return whether a person may do an act in a programme at a place or for a unit, and why or why not.

    :param pack: the programme's code; empty for what concerns the whole installation.
    :param place: code of the place that is touched; empty where the act touches none.
    :param unit: code of the unit of work that is touched; empty where the act touches none.
    """
    if not person.is_active:
        return Ruling(False, CLOSED)
    if person.is_superuser:
        return Ruling(True, ADMINISTRATOR)
    held = appointments(person, pack)
    return _by_appointment(held, Asked(act, pack, place, unit)) if held else Ruling(False, STRANGER)


def _by_appointment(held: list[Appointment], asked: Asked) -> Ruling:
    able = [one for one in held if Role(one.role) in PERMISSIONS[asked.act].reaches]
    if not able:
        return Ruling(False, not_your_role(asked.act, [one.words for one in held]))
    fitting = next((one for one in able if reaches(one, asked)), None)
    if fitting is not None:
        return Ruling(True, allowed(asked.act, in_full(fitting, asked.pack)))
    where = name_of(asked.pack, asked.place, asked.unit)
    return Ruling(False, out_of_reach(asked.act, [in_full(one, asked.pack) for one in able], where))


def appointments(person: Person, pack: str = "") -> list[Appointment]:
    """Return the appointments a person holds today that count in a programme; read from the database once a request."""
    prefetch_related_objects([person], "appointments")
    today = timezone.localdate()
    return [one for one in person.appointments.all() if one.holds(today) and one.covers(pack)]


def programmes_of(person: Person) -> Iterator[Programme]:
    """Yield the programmes somebody may see."""
    return (one for one in shelf().programmes() if may(person, Act.SEE, one.code))
