"""Nothing is open but the door; the door speaks both languages; answers carry their policy."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from tongchou.web.access.accounts import demo_accounts, first_account, first_note, roles_of
from tongchou.web.access.acts import ROLES
from tongchou.web.middleware import POLICY
from tongchou.web.models import Person

OPEN = {"sign-in", "language", "oidc", "oidc-back"}
ARGUMENTS = {
    "pack": "demo",
    "code": "x",
    "place": "x",
    "period": "2024",
    "figure": "x",
    "scheme": "x",
    "form": "docx",
    "stage": "scores",
}


def views(patterns=None):
    """Every named address of the site."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            if not pattern.namespace:  # the interface for programs has a test of its own
                yield from views(pattern.url_patterns)
            continue
        names = pattern.pattern.converters
        yield pattern.name, reverse(pattern.name, kwargs={name: ARGUMENTS.get(name, "1") for name in names})


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "address"), list(views()))
def test_every_page_but_the_door_asks_for_sign_in(name, address):
    answer = Client().get(address)
    if name in OPEN:
        assert answer.headers.get("Location", "").startswith("/sign-in/") is False
    else:
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in/?next={address}")


@pytest.mark.django_db
def test_the_door_greets_in_chinese_whatever_the_browser_asks_for():
    answer = Client().get("/sign-in/", headers={"accept-language": "en-US"})
    assert '<html lang="zh-CN">' in answer.text
    assert "您好" in answer.text


@pytest.mark.django_db
def test_the_switch_turns_the_page_to_english_and_goes_back_to_it():
    client = Client()
    answer = client.post("/language/", {"language": "en", "next": "/sign-in/"})
    assert answer.headers["Location"] == "/sign-in/"
    assert "Welcome." in client.get("/sign-in/").text


@pytest.mark.django_db
def test_the_switch_does_not_lead_to_another_site():
    answer = Client().post("/language/", {"language": "en", "next": "https://elsewhere.example/"})
    assert "elsewhere" not in answer.headers["Location"]


@pytest.mark.django_db
def test_a_wrong_password_is_refused_in_a_sentence(person):
    answer = Client().post("/sign-in/", {"username": "zhang", "password": "guess"})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert "_auth_user_id" not in answer.wsgi_request.session


def test_answers_let_the_page_load_from_its_own_server_only(page):
    answer = page.get("/settings/")
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert "http" not in POLICY
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "private" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_the_first_account_is_opened_once_and_its_note_goes_with_the_first_password(office):
    name, note = first_account(office)
    password = note.read_text()
    assert first_account(office) == (name, note)
    assert Person.objects.count() == 1
    assert note.stat().st_mode & 0o077 == 0
    client = Client()
    assert client.post("/sign-in/", {"username": name, "password": password}).status_code == 302
    fresh = "Panjin-2015-eighteen"
    answer = client.post(
        "/settings/password/", {"old_password": password, "new_password1": fresh, "new_password2": fresh}
    )
    assert answer.status_code == 302
    assert not first_note(office).exists()
    assert first_account(office) is None


@pytest.mark.django_db
def test_each_demo_account_has_its_role(demo):
    for role, name in demo_accounts().items():
        (words,) = roles_of(Person.objects.get(username=name))
        assert words.zh.startswith(ROLES[role].zh)
    assert Person.objects.filter(is_superuser=True).count() == 0


@pytest.mark.django_db
def test_the_command_says_how_to_sign_in(office, capsys):
    call_command("accounts")
    assert first_note(office).read_text() in capsys.readouterr().out
    call_command("accounts", demo=True)
    assert "demo-" in capsys.readouterr().out
