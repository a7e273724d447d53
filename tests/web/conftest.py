"""A place of its own for every test, people who are signed in, and the demo programme on the shelf."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import Role
from tongchou.web.models import Person
from tongchou.web.shelf import shelf
from tongchou.web.stock import stock

collect_ignore = ["conftest.py"]
"""Two files of one name cannot both be searched for doctests."""
PACKS = Path(__file__).parents[2] / "packs"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Passwords of tests need no slow hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def worker_on_the_connection_of_the_test(monkeypatch):
    """A worker closes what it takes for a forgotten connection; in a test that is the test's own transaction."""
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)


@pytest.fixture
def office(monkeypatch, tmp_path):
    """A folder for key, runs and notes that is nobody else's."""
    monkeypatch.setenv("TONGCHOU_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def person(db):
    zhang = Person.objects.create_user("zhang", password="a long pass phrase", called="张主任")
    appoint(zhang, Role.LEADER)
    return zhang


@pytest.fixture
def page(person):
    """A browser without a screen in which somebody is signed in."""
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture(scope="session")
def stocked(tmp_path_factory):
    """A folder with the run and the reports of the demo programme, made once."""
    folder = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONGCHOU_HOME", str(folder))
        (done,) = stock([PACKS / "demo"], date(2025, 1, 20))
    assert done.refusal is None, done.refusal
    return folder


@pytest.fixture
def demo(stocked, monkeypatch):
    """The demo programme on the shelf of this test."""
    monkeypatch.setenv("TONGCHOU_HOME", str(stocked))
    return shelf().programme("demo")
