"""As whom somebody rates: roles by phase, raters an item names, the unit that leads it, the meeting."""

import pytest

from tongchou.assess import Phase
from tongchou.packs.scheme import Item
from tongchou.packs.yaml_file import parse_yaml
from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import Role
from tongchou.web.judging.standing import rater_of
from tongchou.web.models import Person

ANY = "{code: A1, name: 项, points: 5, scoring: {rule: manual}}"
LED = "{code: A1, name: 项, points: 5, lead: ecology, scoring: {rule: manual}}"
NAMED = "{code: A1, name: 项, points: 5, scoring: {rule: manual, raters: [agri]}}"
FIGURE = "{code: A1, name: 项, points: 5, indicator: x, scoring: {rule: proportional}}"
RATES = [
    # who, phase, item → as whom
    ("office", Phase.DEPARTMENT, ANY, "office"),
    ("agri", Phase.DEPARTMENT, ANY, "agri"),
    ("expert", Phase.DEPARTMENT, ANY, ""),
    ("agri", Phase.DEPARTMENT, LED, ""),
    ("ecology", Phase.DEPARTMENT, LED, "ecology"),
    ("office", Phase.DEPARTMENT, NAMED, ""),
    ("agri", Phase.DEPARTMENT, NAMED, "agri"),
    ("expert", Phase.PANEL, ANY, "expert"),
    ("agri", Phase.PANEL, ANY, ""),
    ("expert", Phase.PANEL, NAMED, ""),
    ("office", Phase.OFFICE, ANY, "office"),
    ("agri", Phase.OFFICE, ANY, ""),
    ("agri", Phase.OFFICE, NAMED, "agri"),
    ("office", Phase.MEETING, NAMED, "meeting"),
    ("agri", Phase.MEETING, NAMED, ""),
    ("county", Phase.DEPARTMENT, ANY, ""),
    ("office", Phase.SELF, ANY, ""),
    ("office", Phase.PUBLISHED, ANY, ""),
    ("office", Phase.DEPARTMENT, FIGURE, ""),
]


@pytest.mark.parametrize(("who", "phase", "item", "expected"), RATES)
def test_as_whom_somebody_rates(db, demo, who, phase, item, expected):
    roles = {"office": (Role.OFFICE, {}), "expert": (Role.EXPERT, {}), "county": (Role.COUNTY, {"place": "990121"})}
    role, scope = roles.get(who, (Role.DEPARTMENT, {"unit": who}))
    person = Person.objects.create_user(who)
    appoint(person, role, pack="demo", **scope)
    assert rater_of(person, demo, parse_yaml(item, Item), phase) == expected
