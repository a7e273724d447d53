"""Make an amendment: now, or beside the pages in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tongchou.terms import Refusal, Severity
from tongchou.web.amending.models import Amendment, State
from tongchou.web.amending.versions import alone, begin, count_from_now_on, forget
from tongchou.web.desk import programme_of
from tongchou.web.report_files import write_reports
from tongchou.web.shelf import shelf
from tongchou.web.trail import record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tongchou.terms import Problem
    from tongchou.web.models import Person

SILENCE = timedelta(minutes=10)
"""An amendment that began this long ago and is not done has broken off."""


def amend(pack: str, change: str, facts: dict[str, Any], *, by: Person | None, what: str) -> Amendment:
    """Change a programme now: a copy of its pack is changed, checked and run, and then counts; or nothing happens.

    :param change: the function as ``module:name``, called with the folder of the copy and the facts.
    :param what: what it is, in one line, for the list of versions.
    :raises Refusal: whatever the change, the check or the run refuses.
    """
    one = Amendment.objects.create(pack=pack, change=change, facts=facts, by=by, what=what[:200])
    problems = make(one)
    if problems:
        raise Refusal(problems)
    return one


def amend_later(pack: str, change: str, facts: dict[str, Any], *, by: Person | None, what: str) -> Amendment:
    """Change a programme beside the pages, once the transaction is kept; look at the row for how far it is."""
    one = Amendment.objects.create(pack=pack, change=change, facts=facts, by=by, what=what[:200])
    transaction.on_commit(lambda: launch(one))
    return one


def launch(one: Amendment) -> None:
    """Start the process that makes an amendment."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tongchou.web.settings"}
    subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, "-m", "django", "amend", str(one.pk)], env=environment, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def make(one: Amendment) -> list[Problem]:
    """Make an amendment and return what stopped it; a later one waits for an earlier one."""
    with alone(one.pack):
        one.state, one.beat = State.RUNNING, timezone.now()
        one.save(update_fields=["state", "beat"])
        try:
            _done(one)
        except Refusal as refusal:
            one.state, one.problems = State.REFUSED, [problem.say() for problem in refusal.problems]
            one.save(update_fields=["state", "problems"])
            return list(refusal.problems)
    return []


def _done(one: Amendment) -> None:
    before = programme_of(one.pack).run.pack
    number, folder = begin(one.pack, before.folder)
    try:
        _function(one.change)(folder, one.facts)
        run = shelf().stock(folder)
        errors = [problem for problem in run.problems if problem.severity is Severity.ERROR]
        if errors:
            raise Refusal(errors)
    except BaseException:
        forget(one.pack, number)
        raise
    count_from_now_on(one.pack, number)
    with transaction.atomic():
        one.state, one.version, one.digest = State.DONE, number, run.pack.digest
        one.save(update_fields=["state", "version", "digest"])
        record(one.by or "amending", one.pack, "programme.amend", about=one.what, old=before.digest, new=one.digest)
    write_reports(run, timezone.localdate())


def _function(name: str) -> Callable[[Path, dict[str, Any]], None]:
    module, _, attribute = name.partition(":")
    found: Callable[[Path, dict[str, Any]], None] = getattr(import_module(module), attribute)
    return found


def broken_off() -> list[Amendment]:
    """Return the amendments that began and were never finished, the oldest first."""
    old = timezone.now() - SILENCE
    waiting = Q(state=State.WAITING, at__lt=old) | Q(state=State.RUNNING, beat__lt=old)
    return list(Amendment.objects.filter(waiting).order_by("pk"))
