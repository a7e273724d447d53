"""Who may do what, where, and the sentence that says why not; one-time passwords; too many wrong passwords."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tongchou.web.access import Act, may, ruling
from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import PERMISSIONS, ROLES, Reach, Role
from tongchou.web.access.models import Appointment, OneTimePassword
from tongchou.web.models import Person

HEAD = "登录名,姓名,角色,方案,地区,单位\n"


def somebody(role, name="li", **scope):
    person = Person.objects.create_user(name, password="a long pass phrase", called="李四")
    if role:
        appoint(person, Role(role), **scope)
    return person


def pages_of(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def county(demo):
    """The first county of the demo programme, and a town beneath it."""
    tree = demo.run.tree
    county = next(one.code for one in demo.own_places if one.level == "county")
    return county, tree.children(county)[0]


@pytest.mark.django_db
@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_do_what_the_table_says_and_nothing_else(demo, role, act):
    assert may(somebody(role), act, "demo") is (role in PERMISSIONS[act].reaches)


@pytest.mark.django_db
@pytest.mark.parametrize("act", list(Act))
def test_without_an_appointment_nothing_is_open(demo, act):
    answer = ruling(somebody(""), act, "demo")
    assert not answer.allowed
    assert "没有任职" in answer.why.zh


@pytest.mark.django_db
def test_an_appointment_to_one_programme_opens_no_other(demo):
    person = somebody("office", pack="demo")
    assert may(person, Act.ISSUE, "demo")
    assert not may(person, Act.ISSUE, "luzhou")
    assert not may(person, Act.MANAGE_PEOPLE)


@pytest.mark.django_db
def test_a_county_checks_its_towns_but_not_itself_and_no_other_county(demo, county):
    own, town = county
    other = next(one.code for one in demo.own_places if one.level == "county" and one.code != own)
    person = somebody("county", pack="demo", place=own)
    assert may(person, Act.REPORT, "demo", place=own)
    assert may(person, Act.CHECK, "demo", place=town)
    assert not may(person, Act.CHECK, "demo", place=own)
    refused = ruling(person, Act.REPORT, "demo", place=other)
    assert not refused.allowed
    assert demo.places[other].name in refused.why.zh
    assert demo.places[own].name in refused.why.zh


@pytest.mark.django_db
def test_a_forged_place_is_outside_of_every_scope(demo, county):
    person = somebody("town", pack="demo", place=county[1])
    for forged in ("nowhere", "../" + county[1], county[1] + " "):
        assert not may(person, Act.REPORT, "demo", place=forged)


@pytest.mark.django_db
def test_a_department_stands_for_itself_and_the_units_beneath_it(demo):
    units = [one for one in demo.units.values() if one.kind == "department"]
    person = somebody("department", pack="demo", unit=units[0].code)
    assert may(person, Act.WORK, "demo", unit=units[0].code)
    assert not may(person, Act.WORK, "demo", unit=units[1].code)


@pytest.mark.django_db
def test_a_county_works_for_the_units_of_its_places_only(demo, county):
    person = somebody("county", pack="demo", place=county[0])
    for unit in demo.units.values():
        inside = bool(unit.place) and unit.place in demo.run.tree and county[0] in demo.run.tree.path(unit.place)
        assert may(person, Act.WORK, "demo", unit=unit.code) is inside


@pytest.mark.django_db
def test_an_appointment_counts_from_its_first_day_to_the_day_before_its_last(demo):
    today, person = timezone.localdate(), somebody("")
    held = Appointment.objects.create(person=person, role="office", since=today, until=today + timedelta(days=1))
    assert held.holds(today)
    assert not held.holds(today - timedelta(days=1))
    assert not held.holds(today + timedelta(days=1))


@pytest.mark.django_db
def test_a_closed_account_may_nothing(demo):
    person = somebody("office")
    person.is_active = False
    assert not may(person, Act.SEE, "demo")


@pytest.mark.django_db
def test_every_act_has_words_and_reaches_of_known_roles():
    assert set(PERMISSIONS) == set(Act)
    for one in PERMISSIONS.values():
        assert one.words.zh
        assert one.words.en
        assert set(one.reaches) <= set(Role)
        assert set(one.reaches.values()) <= set(Reach)


@pytest.mark.django_db
def test_a_stranger_sees_no_programme_and_is_told_why(demo):
    client = pages_of(somebody(""))
    assert demo.words.zh not in client.get("/").text
    answer = client.get("/p/demo/")
    assert answer.status_code == 403
    assert "没有任职" in answer.text


@pytest.mark.django_db
def test_the_page_of_a_person_answers_why(demo, county):
    person = somebody("county", pack="demo", place=county[0])
    answer = pages_of(person).get(f"/settings/people/{person.pk}/?act=approve&pack=demo")
    assert "不可以" in answer.text
    assert "由统筹办办理" in answer.text
    yes = pages_of(person).get(f"/settings/people/{person.pk}/?act=check&pack=demo&place={county[1]}")
    assert "● " in yes.text


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*(role for role in Role if role != "office"), ""])
def test_others_accounts_are_for_the_office(demo, role):
    other, client = somebody("leader", name="other"), pages_of(somebody(role))
    assert client.get("/settings/people/").status_code == 403
    assert client.get(f"/settings/people/{other.pk}/").status_code == 403
    for step in ("appoint/", "account/", "end/1/"):
        assert client.post(f"/settings/people/{other.pk}/{step}").status_code == 403
    assert client.post("/settings/people/list/").status_code == 403


@pytest.mark.django_db
def test_the_office_opens_an_account_appoints_and_ends(demo, county):
    client = pages_of(somebody("office"))
    answer = client.post("/settings/people/", {"username": "wang", "called": "王五", "email": ""}, follow=True)
    wang = Person.objects.get(username="wang")
    word = answer.context["password"]
    assert wang.check_password(word)
    assert word not in client.get(f"/settings/people/{wang.pk}/").text
    facts = {"role": "town", "pack": "demo", "place": county[1], "unit": "", "since": "2026-01-01", "until": ""}
    assert client.post(f"/settings/people/{wang.pk}/appoint/", facts).status_code == 302
    held = wang.appointments.get()
    assert client.post(f"/settings/people/{wang.pk}/end/{held.pk}/").status_code == 302
    assert not may(Person.objects.get(pk=wang.pk), Act.SEE, "demo")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"role": "town", "pack": "demo", "place": "nowhere"}, "没有地区"),
        ({"role": "town", "pack": "demo", "place": ""}, "请写地区代码"),
        ({"role": "department", "pack": "demo", "unit": "nobody"}, "没有单位"),
        ({"role": "department", "pack": "", "unit": "x"}, "要选方案"),
    ],
)
def test_an_appointment_to_nowhere_is_refused(demo, facts, said):
    client, other = pages_of(somebody("office")), somebody("", name="other")
    answer = client.post(f"/settings/people/{other.pk}/appoint/", facts | {"since": "2026-01-01"})
    assert answer.status_code == 422
    assert said in answer.text
    assert not other.appointments.exists()


@pytest.mark.django_db
def test_a_one_time_password_must_be_changed_before_anything_else(demo):
    person = somebody("office")
    OneTimePassword.objects.create(person=person)
    client = pages_of(person)
    assert client.get("/").headers["Location"] == "/settings/password/"
    assert client.get("/p/demo/").headers["Location"] == "/settings/password/"
    fresh = "Panjin-2015-eighteen"
    facts = {"old_password": "a long pass phrase", "new_password1": fresh, "new_password2": fresh}
    assert client.post("/settings/password/", facts).status_code == 302
    assert client.get("/p/demo/").status_code == 200


@pytest.mark.django_db
def test_five_wrong_passwords_lock_the_name_and_the_office_unlocks_it(demo):
    person, office = somebody("leader"), pages_of(somebody("office", name="office"))
    client = Client()
    for _ in range(5):
        client.post("/sign-in/", {"username": "li", "password": "guess"})
    right = {"username": "li", "password": "a long pass phrase"}
    refused = client.post("/sign-in/", right)
    assert refused.status_code == 429
    assert "锁定 15 分钟" in refused.text
    assert "暂时锁定" in office.get(f"/settings/people/{person.pk}/").text
    office.post(f"/settings/people/{person.pk}/account/", {"step": "unlock"})
    assert client.post("/sign-in/", right).status_code == 302


@pytest.mark.django_db
def test_nobody_closes_their_own_account_and_unknown_steps_are_refused(demo):
    person = somebody("office")
    client = pages_of(person)
    for step in ("close", "explode", ""):
        assert client.post(f"/settings/people/{person.pk}/account/", {"step": step}).status_code == 403
    assert Person.objects.get(pk=person.pk).is_active


@pytest.mark.django_db
def test_a_list_opens_all_its_accounts_or_none(demo, county):
    client = pages_of(somebody("office"))
    lines = f"{HEAD}zhao,赵六,乡镇,demo,{county[1]},\nqian,钱七,leader,,,\n"

    def send(text, step):
        return client.post(
            "/settings/people/list/", {"file": SimpleUploadedFile("people.csv", text.encode()), "step": step}
        )

    assert "2 行都没有问题" in send(lines, "check").text
    assert not Person.objects.filter(username="zhao").exists()
    wrong = send(lines + "zhao,赵六,乡长,demo,,\n", "open")
    assert wrong.status_code == 422
    assert "第 4 行" in wrong.text
    assert "乡长" in wrong.text
    assert not Person.objects.filter(username="zhao").exists()
    passwords = send(lines, "open").text
    assert Person.objects.get(username="zhao").appointments.get().place == county[1]
    assert len(passwords.strip().splitlines()) == 3
    assert send(lines, "check").status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize(("raw", "said"), [(b"", "现在缺"), (b"name\n", "现在缺"), (bytes(range(128, 256)) * 3, "")])
def test_a_list_that_is_none_is_refused_in_a_sentence(demo, raw, said):
    answer = pages_of(somebody("office")).post(
        "/settings/people/list/", {"file": SimpleUploadedFile("x.csv", raw + b" "), "step": "open"}
    )
    assert answer.status_code == 422
    assert said in answer.text


def test_every_role_has_words():
    assert set(ROLES) == set(Role)


def test_a_session_begins_anew_with_a_page_but_is_not_written_with_every_page(page, demo, monkeypatch):
    monkeypatch.setattr("tongchou.web.access.sessions.time", lambda: 1_000_000)
    page.get("/settings/")
    with CaptureQueriesContext(connection) as asked:
        page.get("/settings/")
    assert not [one for one in asked.captured_queries if one["sql"].startswith("UPDATE")]
    monkeypatch.setattr("tongchou.web.access.sessions.time", lambda: 1_000_301)
    with CaptureQueriesContext(connection) as asked:
        page.get("/settings/")
    assert [one for one in asked.captured_queries if one["sql"].startswith('UPDATE "django_session"')]
