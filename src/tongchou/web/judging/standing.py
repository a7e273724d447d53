"""As whom a person may rate, and for which units a person speaks."""

from collections.abc import Iterator

from tongchou.assess import Phase
from tongchou.packs.scheme import Item
from tongchou.packs.scheme_rules import Manual
from tongchou.web.access import Act, may
from tongchou.web.access.ruling import appointments
from tongchou.web.duties.standing import office_of
from tongchou.web.models import Person
from tongchou.web.programme import Programme

MEETING = "meeting"
"""Whose mark a decision of the meeting is recorded as."""
_ROLES = {Phase.DEPARTMENT: ("department", "office"), Phase.PANEL: ("expert",), Phase.OFFICE: ("office",)}


def rater_of(person: Person, programme: Programme, item: Item, phase: Phase) -> str:
    """Return as whom somebody may rate an item in a phase; empty where they may not.

    An item that names its raters takes theirs only, in the department's and the office's phase; one that names who
    leads it is rated by them among the departments. The meeting is recorded by the office.
    """
    rule = item.scoring
    if not isinstance(rule, Manual):
        return ""
    if phase is Phase.MEETING:
        return MEETING if may(person, Act.PUBLISH, programme.code) else ""
    named = rule.raters or ((item.lead,) if item.lead and phase is Phase.DEPARTMENT else ())
    roles = (*_ROLES.get(phase, ()), *(("department",) if rule.raters and phase is Phase.OFFICE else ()))
    known = (code for role, code in _codes(person, programme) if role in roles)
    return next((code for code in known if not named or code in named), "")


def _codes(person: Person, programme: Programme) -> Iterator[tuple[str, str]]:
    """Yield the roles of a person with the name they rate under: a unit's code, or an expert's own name."""
    if person.is_superuser:
        yield "office", office_of(programme)
    for held in appointments(person, programme.code):
        if held.role == "office":
            yield "office", office_of(programme)
        elif held.role == "department" and held.unit:
            yield "department", held.unit
        elif held.role == "expert":
            yield "expert", held.unit or person.get_username()


def speaks_for(person: Person, act: Act, programme: Programme, unit: str) -> bool:
    """Whether somebody may do an act for an assessed unit, which is a place or a unit of work."""
    where = {"place": unit} if unit in programme.places else {"unit": unit}
    return may(person, act, programme.code, **where)


def name_of(programme: Programme, unit: str) -> str:
    """Return the name of an assessed unit or of a rater."""
    if unit == MEETING:
        return "会议"
    return programme.run.called(unit).zh
