"""Returns as the library sees them, read from their steps; and a step written down, whole or not at all."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.timezone import localdate

from tongchou.monitor.cells import CellKey, Cells, asked
from tongchou.monitor.returns import (
    Action,
    Desk,
    Heading,
    Route,
    Stage,
    begin,
    digest,
    fold,
    plain,
    plain_cells,
    read_cells,
    read_event,
    take,
)
from tongchou.monitor.returns import Event as Step
from tongchou.monitor.returns import Return as Held
from tongchou.monitor.returns import Snapshot as Frozen
from tongchou.monitor.returns.forms import Form
from tongchou.terms import Cell, Period, State
from tongchou.web.desk import programme_of
from tongchou.web.models import Person
from tongchou.web.returns.beside import besides
from tongchou.web.returns.errors import CHANGED, STALE_PAGE
from tongchou.web.returns.found import note_hits
from tongchou.web.returns.keeping import Keeper
from tongchou.web.returns.models import CellVersion, Event, Issue, Return, Snapshot
from tongchou.web.trail import record

TOLD_ONE_BY_ONE = 500
"""The most cells of a step that the trail tells one by one; of more it keeps the digest."""

_KEPT: Keeper[str, Held] = Keeper(most=4000)


def held(one: Return) -> Held:
    """Return what the steps of a return make of it; kept until the next step."""
    return _KEPT.of(one.stamp, lambda: _folded([one])[one.stamp])


def warm(many: Iterable[Return]) -> None:
    """Read the steps of many returns at once, so that a list of them asks the database twice and not twice a line."""
    for stamp, made in _folded([one for one in many if one.stamp not in _KEPT]).items():
        _KEPT.keep(stamp, made)


def _folded(many: Iterable[Return]) -> dict[str, Held]:
    wanted = {one.pk: one for one in many}
    events: dict[int, list[Step]] = {pk: [] for pk in wanted}
    known: dict[int, dict[CellKey, Cell]] = {pk: {} for pk in wanted}
    for event in Event.objects.filter(of__in=wanted).order_by("number"):
        events[event.of_id].append(read_event(event.said))
    for cell in CellVersion.objects.filter(of__in=wanted, event=None):
        known[cell.of_id][CellKey.parse(cell.address)] = cell_of(cell)
    return {one.stamp: fold(start(one, known[pk]), events[pk]) for pk, one in wanted.items()}


def start(one: Return, known: Cells) -> Held:
    """Return a return before anybody did anything: what is asked, and what was known when it was issued."""
    form = one.issue.row
    heading = Heading(form.code, str(one.issue.round_id), one.unit, form.version)
    return begin(heading, route_of(one), expected_of(one), known)


def route_of(one: Return) -> Route:
    """Return the way of a return, as it was when it was issued."""
    form = one.issue.row
    return Route(tuple(map(_desk, one.desks)), form.signed, form.whole)


def _desk(facts: Sequence[Any]) -> Desk:
    stage, unit, optional = facts
    return Desk(Stage(stage), unit, optional)


def form_of(issue: Issue) -> Form:
    """Return the form that was issued, with the elements as the programme has them."""
    rows = besides(programme_of(issue.round.pack)).elements
    return Form(issue.row, tuple(rows[code] for code in issue.sections if code in rows), issue.sections)


def expected_of(one: Return) -> tuple[CellKey, ...]:
    """Return the cells a return asks for: place by place, element by element."""
    return asked(one.places, [Period.parse(one.issue.round.period)], one.issue.sections)


def cell_of(version: CellVersion) -> Cell:
    """Return what a version of a cell says."""
    return Cell(None if version.value is None else float(version.value), State(version.state))


def versions(one: Return) -> dict[str, CellVersion]:
    """Return the newest version of every cell that anybody filled in, by address."""
    return {cell.address: cell for cell in with_who(one.cells.all())}


def with_who(cells: QuerySet[CellVersion]) -> QuerySet[CellVersion]:
    """Return versions with who wrote them and when, without reading everything else the step said."""
    return cells.select_related("event__who").defer("event__said")


def locked_row(number: int) -> Return:
    """Return a return that nobody else can write until this transaction is over."""
    return Return.objects.select_for_update(of=("self",)).select_related("issue__round").get(pk=number)


def require_seen(one: Return, seen: int) -> None:
    """Make sure that the page somebody acts from shows the return as it is.

    :raises Refusal: ``returns.page.stale``.
    """
    if one.version != seen:
        raise STALE_PAGE.refusal(found=one.version, allowed=seen)


def now(before: Held) -> datetime:
    """Return the time, never earlier than the last step: a clock that was set back does not undo the order."""
    return max([timezone.now(), *(step.at for step in before.events[-1:])])


Typed = Mapping[CellKey, str]
"""What was typed into each saved cell."""


@dataclass(frozen=True, slots=True)
class By:
    """Who writes a step down: the person, the request it came by where there is one, and the workbook it came from."""

    person: Person
    request: HttpRequest | None = None
    origin: str = ""


def write(one: Return, by: By, step: Step, typed: Typed | None = None) -> Event:
    """Take a step on a row that is locked: the event, its cells, a snapshot where it froze one, and the trail.

    :raises Refusal: what the library has against the step; then nothing is written.
    """
    before = held(one)
    after = take(before, step)
    told = after.events[-1]
    event = Event.objects.create(
        of=one, number=len(after.events), action=step.action.value, who=by.person, at=step.at, origin=by.origin,
        said=plain(replace(told, seen="")),
    )  # fmt: skip
    changed = {key: cell for key, cell in after.cells.items() if before.cells.get(key) != cell}
    _write_cells(one, event, changed, typed or {})
    if len(after.snapshots) > len(before.snapshots):
        frozen = after.snapshots[-1]
        Snapshot.objects.create(of=one, event=event, content=content(frozen), digest=frozen.digest)
    if step.action is Action.SUBMIT:
        note_hits(one, after)
    one.stage, one.version, one.stamp = after.stage.value, one.version + 1, uuid4().hex
    one.filled = len(after.expected) - len(after.missing)
    if step.action is Action.SUBMIT and one.submitted is None:
        one.submitted = localdate(step.at)
    one.save(update_fields=["stage", "version", "stamp", "filled", "submitted"])
    _KEPT.keep(one.stamp, after)
    record(
        by.request or by.person, one.issue.round.pack, f"return.{step.action.value}", about=f"return:{one.pk}",
        old={"stage": before.stage.value, "cells": _told(before.cells, changed)},
        new={"stage": after.stage.value, "cells": _told(after.cells, changed), "reason": step.reason},
    )  # fmt: skip
    return event


def _write_cells(one: Return, event: Event, cells: Cells, typed: Typed) -> None:
    known = versions(one) if cells else {}
    fresh = [new_version(one, key, cell, typed.get(key, "")) for key, cell in cells.items()]
    for version in fresh:
        version.event = event
        version.number = known[version.address].number + 1 if version.address in known else 1
    CellVersion.objects.bulk_create(fresh, batch_size=1000)


def new_version(one: Return, key: CellKey, cell: Cell, typed: str) -> CellVersion:
    """Return the first version of a cell, not yet written down."""
    return CellVersion(
        of=one, place=key.place, period=key.period.code, element=key.element, number=1, state=cell.state.value,
        value=exact(cell), typed=typed[:120],
    )  # fmt: skip


def exact(cell: Cell) -> Decimal | None:
    """Return a cell's number in the digits it is written with."""
    return None if cell.value is None else Decimal(repr(cell.value))


def _told(cells: Cells, changed: Cells) -> dict[str, list[Any]] | str:
    """What the trail keeps of changed cells: each of a few, the digest of many."""
    some = {key: cells[key] for key in changed if key in cells}
    return plain_cells(some) if len(some) <= TOLD_ONE_BY_ONE else digest(some)


def content(frozen: Frozen) -> str:
    """Return a snapshot as JSON text."""
    facts = {
        "version": frozen.version, "at": frozen.at.isoformat(), "by": frozen.by,
        "cells": plain_cells(frozen.cells), "explanations": dict(frozen.explanations),
    }  # fmt: skip
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)


def thawed(snapshot: Snapshot) -> Frozen:
    """Return a snapshot as it was frozen.

    :raises Refusal: ``returns.snapshot.changed`` where somebody changed it behind the pages' back.
    """
    facts = json.loads(snapshot.content)
    cells, at = read_cells(facts["cells"]), datetime.fromisoformat(facts["at"])
    found = Frozen(facts["version"], at, facts["by"], cells, facts["explanations"])
    if found.digest != snapshot.digest:
        raise CHANGED.refusal(found=snapshot.of_id)
    return found
