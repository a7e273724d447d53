"""Make an amendment: now, or beside the pages as an errand."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tongchou.packs import load
from tongchou.terms import Refusal, Severity
from tongchou.web.amending.models import Amendment, State
from tongchou.web.amending.versions import alone, begin, count_from_now_on, current, forget, version
from tongchou.web.desk import programme_of
from tongchou.web.errands import QUICK, Tell, doing
from tongchou.web.errands.sending import send
from tongchou.web.languages import in_words
from tongchou.web.report_files import write_reports
from tongchou.web.shelf import shelf
from tongchou.web.trail import record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tongchou.terms import Problem
    from tongchou.web.models import Person


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
    """Change a programme beside the pages, once the transaction is kept; its errand says how far it is."""
    one = Amendment.objects.create(pack=pack, change=change, facts=facts, by=by, what=what[:200])
    one.errand = send(make_later, {"amendment": one.pk}, pack=pack, what=what, by=by)
    one.save(update_fields=["errand"])
    return one


@doing(QUICK)
def make_later(tell: Tell, facts: dict[str, Any]) -> str:
    """Make an amendment that was put off; one that was made is not made again."""
    one = Amendment.objects.get(pk=facts["amendment"])
    tell(10, in_words("在副本上检查、运算", "checking and running a copy"))
    problems = [] if one.state == State.DONE else make(one)
    if problems:
        raise Refusal(problems)
    return reverse("versions", args=[one.pack])


def make(one: Amendment) -> list[Problem]:
    """Make an amendment and return what stopped it; a later one waits for an earlier one."""
    with alone(one.pack):
        try:
            _done(one)
        except Refusal as refusal:
            one.state, one.problems = State.REFUSED, [problem.say() for problem in refusal.problems]
            one.save(update_fields=["state", "problems"])
            return list(refusal.problems)
    return []


def _done(one: Amendment) -> None:
    old = ""
    if not _counts_already(one):
        before = programme_of(one.pack).run.pack
        old = before.digest
        _make_version(one, before.folder)
    with transaction.atomic():
        one.state = State.DONE
        one.save(update_fields=["state"])
        record(one.by or "amending", one.pack, "programme.amend", about=one.what, old=old, new=one.digest)
    write_reports(programme_of(one.pack).run, timezone.localdate())


def _make_version(one: Amendment, base: Path) -> None:
    """Change a copy, check and run it, and let it count; what is refused leaves nothing behind."""
    number, folder = begin(one.pack, base)
    try:
        _function(one.change)(folder, one.facts)
        run = shelf().stock(folder)
        errors = [problem for problem in run.problems if problem.severity is Severity.ERROR]
        if errors:
            raise Refusal(errors)
    except BaseException:
        forget(one.pack, number)
        raise
    one.version, one.digest = number, run.pack.digest
    one.save(update_fields=["version", "digest"])
    count_from_now_on(one.pack, number)


def _counts_already(one: Amendment) -> bool:
    """Whether the version was in force already when the power went, so that nothing is changed twice."""
    if not one.version or current(one.pack) < one.version:
        return False
    return load(version(one.pack, one.version)).digest == one.digest


def _function(name: str) -> Callable[[Path, dict[str, Any]], None]:
    module, _, attribute = name.partition(":")
    found: Callable[[Path, dict[str, Any]], None] = getattr(import_module(module), attribute)
    return found
