"""In which roles a person stands to a return: what they may do by their appointments, in the library's words."""

from collections.abc import Iterator

from tongchou.monitor.returns import Actor, Desk, Role
from tongchou.monitor.returns import Return as Held
from tongchou.web.access import Act, may
from tongchou.web.models import Person
from tongchou.web.returns.models import Return

ACTS = {Role.COUNTY: Act.CHECK, Role.DEPARTMENT: Act.REVIEW, Role.OFFICE: Act.APPROVE}
"""The act that lets a person sit at a desk."""


def actor_of(person: Person, one: Return, held: Held) -> Actor:
    """Return a person as the library's state machine sees them.

    Who may sit at one of the desks does not fill the return in, so that nobody passes their own figures. The unit is
    that of the desk whose turn it is, the latest of those the person may sit at.
    """
    name = person.get_username()
    mine = list(_mine(person, one, held.route.desks))
    if not mine:
        fills = may(person, Act.REPORT, one.issue.round.pack, place=one.place, unit=one.unit)
        return Actor(name, frozenset({Role.FILLER, Role.HEAD} if fills else ()), one.unit)
    turn = [desk for desk in held.route.waiting(held.stage) if desk in mine] or mine
    return Actor(name, frozenset(desk.role for desk in mine), turn[-1].unit)


def _mine(person: Person, one: Return, all_desks: tuple[Desk, ...]) -> Iterator[Desk]:
    pack = one.issue.round.pack
    for desk in all_desks:
        place = one.place if desk.role is Role.COUNTY else ""
        unit = desk.unit if desk.role is Role.DEPARTMENT else ""
        if may(person, ACTS[desk.role], pack, place=place, unit=unit):
            yield desk


def may_see(person: Person, one: Return, held: Held) -> bool:
    """Whether a person may look at a return: who fills it in, who checks it, and who sees the audit trail."""
    return bool(actor_of(person, one, held).roles) or may(person, Act.SEE_TRAIL, one.issue.round.pack)
