"""A tiny city that reports: two counties, three towns, one form of two elements; worked out by hand."""

import json
from datetime import date

import pytest
from django.test import Client

from tongchou.packs.new import create
from tongchou.terms import Period
from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import Role
from tongchou.web.models import Person
from tongchou.web.returns.book import By
from tongchou.web.returns.issuing import Wanted, issue_round
from tongchou.web.returns.models import Return
from tongchou.web.shelf import shelf
from tongchou.web.stock import stock

FILES = {
    "places.csv": """\
code,name,level,parent
990100,示例市,city,
990121,甲县,county,990100
990122,乙县,county,990100
990121101,东镇,town,990121
990121102,西镇,town,990121
990122101,南镇,town,990122
""",
    "units.csv": """\
code,name,kind,parent,place
office,示例市统筹办,office,,990100
stats,示例市统计局,department,office,990100
c1,甲县人民政府,county,office,990121
c2,乙县人民政府,county,office,990122
t1,东镇人民政府,town,c1,990121101
t2,西镇人民政府,town,c1,990121102
t3,南镇人民政府,town,c2,990122101
""",
    "sources.csv": """\
code,title,publisher,year,grade
example,示例数据（虚构）,,2025,U
""",
    "observations.csv": """\
place,period,element,value,state,source,status
990121101,2024,pop_urban,2,,example,synthetic
990121101,2024,pop,4,,example,synthetic
990121102,2024,pop_urban,3,,example,synthetic
990121102,2024,pop,6,,example,synthetic
990122101,2024,pop_urban,5,,example,synthetic
990122101,2024,pop,10,,example,synthetic
""",
    "forms.csv": """\
code,name,every,level,clock,owner,desks
towns,镇人口年报,year,town,year_jan31,stats,county;department;office
""",
    "form_cells.csv": """\
form,element
towns,pop_urban
towns,pop
""",
    "checks.csv": """\
code,name,weight,left,operator,right,share
v1,城镇常住人口不大于常住人口,block,pop_urban,le,pop,0
v2,常住人口比上年变动不超过15%,explain,pop,eq,prev(pop),0.15
""",
    "cases/example.yaml": """\
name: 全市城镇化率由各镇合计相除
place: "990100"
period: 2024
expect: {urban_share: 50}
note: (2 + 3 + 5) / (4 + 6 + 10) = 50 %
""",
}
DAY = date(2026, 1, 20)
"""Eleven days before the form is due."""


def write_pack(folder):
    """Write the pack of the tiny city."""
    create(folder, "报数的城", "2026-01-01")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def people(pack):
    """One person a role, each where they belong."""
    seats = {
        "town1": (Role.TOWN, {"place": "990121101"}),
        "town2": (Role.TOWN, {"place": "990121102"}),
        "town3": (Role.TOWN, {"place": "990122101"}),
        "county1": (Role.COUNTY, {"place": "990121"}),
        "county2": (Role.COUNTY, {"place": "990122"}),
        "stats": (Role.DEPARTMENT, {"unit": "stats"}),
        "chief": (Role.OFFICE, {}),
        "auditor": (Role.AUDITOR, {}),
        "leader": (Role.LEADER, {}),
    }
    found = {}
    for name, (role, scope) in seats.items():
        found[name] = Person.objects.create_user(name, password=name, called=f"{name}（虚构）")
        appoint(found[name], role, pack=pack, **scope)
    return found


@pytest.fixture(scope="session")
def tiny(tmp_path_factory):
    """The folder of an office with the run of the tiny city, made once."""
    folder = tmp_path_factory.mktemp("reporting")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONGCHOU_HOME", str(folder))
        (done,) = stock([write_pack(folder / "tiny")], DAY)
    assert done.refusal is None, done.refusal
    return folder


@pytest.fixture
def city(tiny, monkeypatch):
    monkeypatch.setenv("TONGCHOU_HOME", str(tiny))
    for module in ("book", "looking", "views.rounds", "views.one", "views.desk", "bulk"):
        monkeypatch.setattr(f"tongchou.web.returns.{module}.localdate", lambda *_: DAY)
    return shelf().programme("tiny")


@pytest.fixture
def staff(city):
    return people("tiny")


@pytest.fixture
def issued(city, staff):
    """A round of 2025 with a return for each of the three towns."""
    return issue_round(city, By(staff["chief"]), Wanted("2025年报", Period.year(2025), ("towns",)), DAY)


@pytest.fixture
def sign_in(staff):
    def client(name):
        page = Client()
        page.force_login(staff[name], backend="django.contrib.auth.backends.ModelBackend")
        return page

    return client


FIGURES = {"t1": ("2.1", "4.1"), "t2": ("3.1", "6.2"), "t3": ("5.2", "10.1")}
"""Urban residents and residents of 2025, near those of 2024."""


def of(unit):
    return Return.objects.get(unit=unit)


def address(element, place="990121101"):
    return f"element:{element}@{place}@2025"


def send(page, one, *cells):
    body = {"cells": [dict(zip(("address", "text", "base"), cell, strict=True)) for cell in cells]}
    return page.post(f"/p/tiny/returns/{one.pk}/cells/", json.dumps(body), "application/json")


def step(page, one, action, **data):
    one.refresh_from_db()
    data = {"action": action, "version": one.version, **data}
    return page.post(f"/p/tiny/returns/{one.pk}/step/", data)


def filled(page, one, urban="2.1", pop="4.1"):
    place = one.places[0]
    known = {cell.address: cell.number for cell in one.cells.all()}
    rows = [(address(element, place), text, known.get(address(element, place), 0))
            for element, text in (("pop_urban", urban), ("pop", pop))]  # fmt: skip
    return send(page, one, *rows).json()


def submitted(sign_in, unit="t1", name="town1"):
    page, one = sign_in(name), of(unit)
    filled(page, one, *FIGURES[unit])
    step(page, one, "sign", head="李镇长")
    assert step(page, one, "submit").status_code == 302
    return one


def approved(sign_in, unit="t1", name="town1", county="county1"):
    one = submitted(sign_in, unit, name)
    for desk in (county, "stats", "chief"):
        assert step(sign_in(desk), one, "approve").status_code == 302, desk
    one.refresh_from_db()
    return one
