"""Tests that write for real empty the database afterwards, the audit trail too, which refuses everybody else."""

from importlib import import_module
from time import sleep

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection

collect_ignore = ["conftest.py"]
"""Two files of one name cannot both be searched for doctests."""
GUARDS = import_module("tongchou.web.trail.migrations.0002_never_changed")
WRITE_FOR_REAL = {"transactional_db", "live_server"}


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


def _undone(statement):
    what, name = statement.split()[1:3]
    table = " ON trail_entry" if connection.vendor == "postgresql" and what == "TRIGGER" else ""
    return f"DROP {what} IF EXISTS {name}{table}"


def _each(statements):
    for statement in statements:
        _once_free(statement)


def _once_free(statement):
    """Run a statement; while an answer of the last page still reads the table, wait for it, five seconds at most."""
    for patience in (*[0.1] * 50, 0):
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
        except DatabaseError as error:
            if "locked" not in str(error) or not patience:
                return
            sleep(patience)
        else:
            return
