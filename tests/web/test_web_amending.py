"""A programme is changed on a copy, checked and run, and only then in force; versions stay and can be brought back."""

import csv
import shutil
from datetime import date

import pytest
from django.core.management import call_command

from tongchou.packs import load
from tongchou.terms import Refusal
from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import Role
from tongchou.web.amending.files import add_rows, replace_all
from tongchou.web.amending.making import amend, amend_later, make
from tongchou.web.amending.models import Amendment, State
from tongchou.web.amending.versions import current, own, version
from tongchou.web.desk import programme_of
from tongchou.web.models import Person
from tongchou.web.shelf import shelf
from tongchou.web.stock import shipped, stock
from tongchou.web.trail.models import Entry


def add_clause(folder, facts):
    add_rows(
        folder / "clauses.csv", [{"code": facts["code"], "document": "plan", "locator": "一", "summary": "加的一条"}]
    )


def add_nonsense(folder, facts):
    target = {"code": "t.x", "indicator": "nothing-such", "place": "nowhere", "period": "2024", "value": 1, "unit": "%"}
    add_rows(folder / "targets.csv", [target])


def break_off(folder, facts):
    add_clause(folder, facts)
    raise KeyboardInterrupt


@pytest.fixture
def changing(monkeypatch, tmp_path, db, stocked):
    """An office whose demo programme may be changed, and somebody who changes it."""
    shutil.copytree(stocked, tmp_path / "office")
    monkeypatch.setenv("TONGCHOU_HOME", str(tmp_path / "office"))
    monkeypatch.setattr("tongchou.web.amending.making._function", lambda name: globals()[name])
    person = Person.objects.create_user("zhang", called="张主任")
    appoint(person, Role.OFFICE)
    return person


@pytest.fixture
def today():
    return date(2025, 1, 20)


def clauses():
    return [row.code for row in programme_of("demo").run.pack.tables.clauses.rows]


def test_a_change_counts_once_it_is_checked_and_run(changing):
    before = programme_of("demo").run.pack
    one = amend("demo", "add_clause", {"code": "x.1"}, by=changing, what="加一条")
    after = programme_of("demo").run.pack
    assert "x.1" in clauses()
    assert (one.state, one.version, one.digest) == (State.DONE, 1, after.digest)
    assert current("demo") == 1
    assert before.folder != after.folder
    assert "x.1" not in [row.code for row in load(before.folder).tables.clauses.rows]
    entry = Entry.objects.get(what="programme.amend")
    assert (entry.who, entry.old, entry.new) == ("zhang", before.digest, after.digest)


def test_a_change_that_is_wrong_changes_nothing(changing):
    with pytest.raises(Refusal):
        amend("demo", "add_nonsense", {}, by=changing, what="错的")
    assert current("demo") == 0
    assert not version("demo", 1).exists()
    one = Amendment.objects.get()
    assert one.state == State.REFUSED
    assert any("nothing-such" in problem for problem in one.problems)


def test_a_power_cut_leaves_nothing_half_done_and_the_change_is_made_again(changing):
    with pytest.raises(KeyboardInterrupt):
        amend("demo", "break_off", {"code": "x.1"}, by=changing, what="断电")
    assert current("demo") == 0
    assert "x.1" not in clauses()
    one = Amendment.objects.get()
    one.change = "add_clause"
    assert make(one) == []
    assert "x.1" in clauses()


def test_a_power_cut_after_the_change_counted_does_not_make_it_twice(changing, monkeypatch):
    def cut(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("tongchou.web.amending.making.record", cut)
        with pytest.raises(KeyboardInterrupt):
            amend("demo", "add_clause", {"code": "x.1"}, by=changing, what="断电")
    one = Amendment.objects.get()
    assert (current("demo"), one.state) == (1, State.WAITING)
    assert make(one) == []
    assert (current("demo"), one.state) == (1, State.DONE)
    assert clauses().count("x.1") == 1
    assert [entry.new for entry in Entry.objects.filter(what="programme.amend")] == [one.digest]


def test_changes_stand_on_each_other_and_an_earlier_version_comes_back(changing, monkeypatch):
    amend("demo", "add_clause", {"code": "x.1"}, by=changing, what="一")
    amend("demo", "add_clause", {"code": "x.2"}, by=changing, what="二")
    assert {"x.1", "x.2"} <= set(clauses())
    monkeypatch.setattr("tongchou.web.amending.making._function", lambda name: replace_all)
    amend("demo", "replace_all", {"number": 1}, by=changing, what="恢复")
    assert current("demo") == 3
    assert "x.1" in clauses()
    assert "x.2" not in clauses()
    amend("demo", "replace_all", {"number": 0}, by=changing, what="恢复到交付时")
    assert "x.1" not in clauses()


def test_the_office_s_version_is_run_at_the_next_start(changing, today):
    amend("demo", "add_clause", {"code": "x.1"}, by=changing, what="一")
    (source,) = [one for one in shipped() if one.name == "demo"]
    assert own(source) == version("demo", 1)
    (done,) = stock([source], today)
    assert done.fresh
    shelf().forget("demo")
    list(stock([source], today))
    assert "x.1" in clauses()


def test_rows_keep_what_stood_and_add_columns(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("code,name\na,甲\n", encoding="utf-8")
    add_rows(table, [{"code": "b", "note": '有逗号,和"引号"'}, {"code": "c", "name": None}])
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows == [
        {"code": "a", "name": "甲", "note": ""},
        {"code": "b", "name": "", "note": '有逗号,和"引号"'},
        {"code": "c", "name": "", "note": ""},
    ]
    add_rows(tmp_path / "new.csv", [{"x": 1}])
    assert (tmp_path / "new.csv").read_text() == "x\n1\n"


def test_a_later_change_waits_for_a_worker_and_says_what_stopped_it(changing):
    amend_later("demo", "add_clause", {"code": "x.1"}, by=changing, what="一")
    two = amend_later("demo", "add_nonsense", {}, by=changing, what="二")
    assert current("demo") == 0
    call_command("errands", once=True)
    assert current("demo") == 1
    assert "x.1" in clauses()
    two.refresh_from_db()
    assert (two.state, two.errand.state) == ("refused", "refused")
    assert "nothing-such" in two.errand.problems[0][0]


def test_the_page_lists_changes_shows_them_and_goes_back(changing, client):
    amend("demo", "add_clause", {"code": "x.1"}, by=changing, what="加一条")
    client.force_login(changing)
    text = client.get("/p/demo/versions/").text
    assert "加一条" in text
    assert "生效中" in text
    assert "x.1" in client.get("/p/demo/versions/1/").text
    assert client.get("/p/demo/versions/9/").status_code == 404
    assert client.post("/p/demo/versions/0/back/").status_code == 302
    assert Amendment.objects.first().facts == {"number": 0}
    leader = Person.objects.create_user("leader")
    appoint(leader, Role.LEADER)
    client.force_login(leader)
    assert client.post("/p/demo/versions/0/back/").status_code == 403
    assert "恢复到这一版" not in client.get("/p/demo/versions/").text
