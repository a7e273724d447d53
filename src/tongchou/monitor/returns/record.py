"""An event as plain data (for JSON, a database, an export) and back, without loss."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from datetime import datetime
from typing import Any

from tongchou.monitor.cells import CellKey, Cells
from tongchou.monitor.checks.model import Hit, Weight
from tongchou.monitor.returns.model import Action, Actor, Event, Role, Stage
from tongchou.terms import Cell, State, Words

Plain = Mapping[str, Any]


def plain(event: Event) -> dict[str, Any]:
    """Return an event as strings, numbers, lists and mappings only; :func:`read_event` reads it back.

    >>> from datetime import UTC
    >>> event = Event(Action.SIGN, Actor("李主任", frozenset({Role.HEAD}), "t1"), datetime(2024, 4, 7, 9, tzinfo=UTC))
    >>> read_event(plain(event)) == event
    True
    """
    return {
        "action": event.action.value,
        "actor": {"person": event.actor.person, "roles": sorted(event.actor.roles), "unit": event.actor.unit},
        "at": event.at.isoformat(),
        "reason": event.reason,
        "cells": plain_cells(event.cells),
        "questions": {str(key): text for key, text in event.questions.items()},
        "about": "" if event.about is None else str(event.about),
        "hit": event.hit,
        "hits": [_plain_hit(hit) for hit in event.hits],
        "desk": "" if event.desk is None else event.desk.value,
        "seen": event.seen,
    }


def read_event(data: Plain) -> Event:
    """Return the event that :func:`plain` wrote."""
    actor = data["actor"]
    return Event(
        Action(data["action"]),
        Actor(actor["person"], frozenset(map(Role, actor["roles"])), actor["unit"]),
        datetime.fromisoformat(data["at"]),
        data["reason"],
        read_cells(data["cells"]),
        {CellKey.parse(key): text for key, text in data["questions"].items()},
        CellKey.parse(data["about"]) if data["about"] else None,
        data["hit"],
        tuple(_read_hit(hit) for hit in data["hits"]),
        Stage(data["desk"]) if data["desk"] else None,
        data["seen"],
    )


def plain_cells(cells: Cells) -> dict[str, list[Any]]:
    """Return cells as a mapping from address to ``[value, state, why]``.

    >>> from tongchou.terms import Period
    >>> plain_cells({CellKey("t1", Period.year(2024), "pop"): Cell.number(5.0)})
    {'element:pop@t1@2024': [5.0, 'value', '']}
    """
    return {str(key): [cell.value, cell.state.value, cell.why] for key, cell in cells.items()}


def read_cells(data: Mapping[str, Sequence[Any]]) -> dict[CellKey, Cell]:
    """Return the cells that :func:`plain_cells` wrote."""
    return {CellKey.parse(key): Cell(value, State(state), why) for key, (value, state, why) in data.items()}


def _plain_hit(hit: Hit) -> dict[str, Any]:
    return {
        "rule": hit.rule, "weight": hit.weight.value, "cells": [str(key) for key in hit.cells], "found": hit.found,
        "allowed": hit.allowed, "sentence": list(astuple(hit.sentence)), "owner": hit.owner,
    }  # fmt: skip


def _read_hit(data: Plain) -> Hit:
    cells = tuple(CellKey.parse(key) for key in data["cells"])
    texts = (data["found"], data["allowed"], Words(*data["sentence"]), data["owner"])
    return Hit(data["rule"], Weight(data["weight"]), cells, *texts)
