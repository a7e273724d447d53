"""How far an appointment reaches in the places and units of a programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongchou.terms import Words
from tongchou.web.access.acts import PERMISSIONS, Act, Reach, Role
from tongchou.web.shelf import shelf

if TYPE_CHECKING:
    from tongchou.web.access.models import Appointment


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to do, and where: place or unit are empty where the act touches none."""

    act: Act
    pack: str
    place: str = ""
    unit: str = ""


def reaches(held: Appointment, asked: Asked) -> bool:
    """Whether an appointment reaches the place or unit of an act."""
    reach = PERMISSIONS[asked.act].reaches[Role(held.role)]
    if reach is Reach.ANYWHERE or not (held.place or held.unit):
        return True
    if held.unit:
        return not asked.unit or held.unit in units_above(asked.pack, asked.unit)
    return _reaches_place(held, asked, reach)


def _reaches_place(held: Appointment, asked: Asked, reach: Reach) -> bool:
    place = asked.place or place_of_unit(asked.pack, asked.unit)
    if not place:
        return not asked.unit
    above = places_above(asked.pack, place)
    return held.place in (above[:-1] if reach is Reach.BENEATH else above)


def places_above(pack: str, place: str) -> tuple[str, ...]:
    """Return the way from the root of a programme's places down to one, itself last."""
    programme = shelf().programme(pack)
    if programme is None or place not in programme.run.tree:
        return (place,)
    return programme.run.tree.path(place)


def units_above(pack: str, unit: str) -> tuple[str, ...]:
    """Return a unit and the units above it."""
    programme, found = shelf().programme(pack), [unit]
    units = programme.units if programme else {}
    while found[-1] in units and (above := units[found[-1]].parent) and above not in found:
        found.append(above)
    return tuple(found)


def place_of_unit(pack: str, unit: str) -> str:
    """Return the place a unit works for; empty where it is not known."""
    programme = shelf().programme(pack)
    return programme.units[unit].place if programme and unit in programme.units else ""


def name_of(pack: str, place: str, unit: str) -> str:
    """Return the name of a unit or place of a programme; its code where it is not known."""
    programme = shelf().programme(pack)
    if programme and unit in programme.units:
        return programme.units[unit].name
    if programme and place in programme.places:
        return programme.places[place].name
    return unit or place or pack


def in_full(held: Appointment, pack: str) -> Words:
    """Return an appointment in words: the role, and for which place or unit."""
    if not (held.place or held.unit):
        return held.words
    where = name_of(held.pack or pack, held.place, held.unit)
    return Words(f"{held.words.zh}（{where}）", f"{held.words.en} ({where})")
