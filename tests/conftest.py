"""Tests that write for real empty the database afterwards, the audit trail too, which refuses everybody else."""

from importlib import import_module
from time import monotonic, sleep

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from pytest_django.plugin import blocking_manager_key

collect_ignore = ["conftest.py"]
"""Two files of one name cannot both be searched for doctests."""
GUARDS = import_module("tongchou.web.trail.migrations.0002_never_changed")
WRITE_FOR_REAL = {"transactional_db", "live_server"}
PATIENCE = 60.0
"""Seconds to wait for an answer of the last page that still reads a table."""
left_full = pytest.StashKey[bool]()
"""Whether a test could not empty the database behind it, so that the next must."""


@pytest.fixture
def at_once(monkeypatch):
    """Errands are done where they are sent, by a worker that ends; returns what sends them otherwise."""
    sending = import_module("tongchou.web.errands.sending")
    queue_up = sending.queue_up

    def now(errand):
        queue_up(errand)
        call_command("errands", once=True)

    monkeypatch.setattr(sending, "queue_up", now)
    return queue_up


@pytest.fixture(autouse=True)
def emptied_afterwards(request):
    """Take the trail's guards away before the database is emptied, and put them back before the next such test."""
    marked = request.node.get_closest_marker("django_db")
    real = WRITE_FOR_REAL & set(request.fixturenames) or (marked and marked.kwargs.get("transaction"))
    if not real:
        yield
        return
    request.getfixturevalue("transactional_db")
    statements = GUARDS.POSTGRESQL if connection.vendor == "postgresql" else GUARDS.SQLITE
    _each(statements)
    yield
    _each(_undone(statement) for statement in reversed(statements))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Remember a test that failed while it was cleaned up."""
    report = yield
    if report.when == "teardown" and report.failed:
        item.config.stash[left_full] = True
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Empty the database that a failed test left full, so that its failure stays its own."""
    if item.config.stash.get(left_full, False):
        item.config.stash[left_full] = False
        with item.config.stash[blocking_manager_key].unblock():
            statements = GUARDS.POSTGRESQL if connection.vendor == "postgresql" else GUARDS.SQLITE
            _each(_undone(statement) for statement in reversed(statements))
            _patiently(lambda: call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0))


def _undone(statement):
    what, name = statement.split()[1:3]
    table = " ON trail_entry" if connection.vendor == "postgresql" and what == "TRIGGER" else ""
    return f"DROP {what} IF EXISTS {name}{table}"


def _each(statements):
    for statement in statements:
        _once_free(statement)


def _once_free(statement):
    """Run a statement; one that the database refuses for another reason than a reader is passed over."""

    def run():
        with connection.cursor() as cursor:
            cursor.execute(statement)

    _patiently(run)


def _patiently(work):
    """Do something to the database; while an answer of the last page still reads a table, wait for it."""
    until = monotonic() + PATIENCE
    while True:
        try:
            return work()
        except (DatabaseError, CommandError) as error:
            if "locked" not in f"{error} {error.__cause__}" or monotonic() > until:
                return None
            sleep(0.1)
