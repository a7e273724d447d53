"""What a review gives to the programme: items and lessons enter its tables as a new version, once."""

import shutil

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client

from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import Role
from tongchou.web.amending.versions import current
from tongchou.web.desk import programme_of
from tongchou.web.models import Person
from tongchou.web.readings.documents import keep
from tongchou.web.readings.entering import enter
from tongchou.web.readings.steps import place_of, reviewed, take
from tongchou.web.trail.models import Entry

TEXT = """安和市关于推进城乡融合发展的实施意见
一、发展目标
到2027年，城镇人口的比例达到68%。
二、主要任务
市交通局要新建农村公路120公里。
"""


@pytest.fixture
def office(monkeypatch, tmp_path, db, stocked):
    """An office whose demo programme may be changed, and its clerk."""
    shutil.copytree(stocked, tmp_path / "office")
    monkeypatch.setenv("TONGCHOU_HOME", str(tmp_path / "office"))
    person = Person.objects.create_user("zhang", called="张主任")
    appoint(person, Role.OFFICE)
    return person


@pytest.fixture
def page(office):
    client = Client()
    client.force_login(office)
    return client


def do(document, who, operation, code, **details):
    item = next(item for item in reviewed(document).ledger.items if item.id == code)
    take(document, who, operation, code, {"at": place_of(item), **details})


def known_indicator():
    return next(row.name for row in programme_of("demo").run.pack.tables.indicators.rows if row.unit == "%")


def test_accepted_items_and_lessons_become_the_next_version(office, page):
    document = keep(ContentFile(TEXT.encode(), "a.txt"), "a.txt", "demo", office)
    right = known_indicator()
    do(document, office, "edit", "T01", name=right)
    do(document, office, "accept", "T01")
    do(document, office, "accept", "K01")
    shown = page.get(f"/p/demo/plan/read/{document.code}/export/").text
    assert "改动教给词表的 1 行" in shown
    answer = page.post(f"/p/demo/plan/read/{document.code}/enter/")
    assert answer.status_code == 302
    assert "/errands/" in answer["Location"]
    assert current("demo") == 0
    call_command("errands", once=True)
    assert current("demo") == 1
    tables = programme_of("demo").run.pack.tables
    assert [row.title for row in tables.tasks.rows][-1] == "市交通局要新建农村公路120公里"
    assert tables.targets.rows[-1].value == 68
    (lesson,) = tables.lessons.rows
    assert (lesson.list, lesson.found, lesson.right) == ("indicator_alias", "城镇人口的比例", right)
    assert Entry.objects.filter(what="reading.enter").count() == 1

    again = page.post(f"/p/demo/plan/read/{document.code}/enter/")
    assert again.status_code == 409
    assert current("demo") == 1

    later = keep(ContentFile(TEXT.replace("68", "70").encode(), "b.txt"), "b.txt", "demo", office)
    document.delete()
    assert reviewed(later).ledger.items[0].name == right


def test_nothing_accepted_and_nothing_taught_is_refused(office, page):
    document = keep(ContentFile(TEXT.encode(), "a.txt"), "a.txt", "demo", office)
    answer = page.post(f"/p/demo/plan/read/{document.code}/enter/")
    assert answer.status_code == 409
    assert page.get(f"/p/demo/plan/read/{document.code}/enter/").status_code == 405


def test_a_column_that_no_row_fills_is_not_begun(tmp_path):
    (tmp_path / "tasks.csv").write_text("code,title\na,甲\n")
    enter(tmp_path, {"rows": {"tasks": [{"code": "b", "title": "乙", "note": ""}], "targets": []}})
    assert (tmp_path / "tasks.csv").read_text() == "code,title\na,甲\nb,乙\n"
    assert not (tmp_path / "targets.csv").exists()
