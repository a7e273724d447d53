"""Returns: a unit's part of a round, from draft to locked, with every step kept.

A return is the fold of its events (:func:`take`, :func:`fold`): filled in, signed by the head of the unit, submitted,
sent back with reasons or questions about single cells, approved desk by desk, frozen as a snapshot, locked, and
reopened as a new version. Nothing here knows a screen or a database.

>>> from datetime import UTC, datetime, timedelta
>>> from tongchou.monitor.cells import asked
>>> from tongchou.terms import Cell, Period
>>> filler = Actor("王小林", frozenset({Role.FILLER}), "t1")
>>> head = Actor("李主任", frozenset({Role.HEAD}), "t1")
>>> county = Actor("赵工", frozenset({Role.COUNTY}), "c1")
>>> keys = asked(["东镇"], [Period.year(2024)], ["pop", "households"])
>>> route = Route(desks=(Desk(Stage.CHECKED, "c1"),))
>>> first = datetime(2025, 1, 10, 9, tzinfo=UTC)
>>> events = [
...     Event(Action.SAVE, filler, first, cells={keys[0]: Cell.number(5200), keys[1]: Cell.number(1730)}),
...     Event(Action.SIGN, head, first + timedelta(hours=1)),
...     Event(Action.SUBMIT, filler, first + timedelta(hours=2)),
...     Event(Action.APPROVE, county, first + timedelta(hours=3)),
... ]
>>> held = fold(begin(Heading("年报", "2024", "t1"), route, keys), events)
>>> held.stage.words.zh, held.snapshots[0].version, len(held.snapshots[0].digest)
('县级初审通过', 1, 64)
"""

from tongchou.monitor.returns.completeness import (
    Completeness,
    Filing,
    Gap,
    Intake,
    Standing,
    completeness,
    gaps,
    standings,
)
from tongchou.monitor.returns.forms import Assigned, Form, assigned_on, expected, form_on, forms_on, route_for
from tongchou.monitor.returns.guards import may, unexplained
from tongchou.monitor.returns.machine import allowed, begin, fold, take
from tongchou.monitor.returns.model import (
    DESKS,
    Action,
    Actor,
    Desk,
    Event,
    Heading,
    Query,
    Return,
    Role,
    Route,
    Stage,
)
from tongchou.monitor.returns.moves import MOVES
from tongchou.monitor.returns.record import plain, plain_cells, read_cells, read_event
from tongchou.monitor.returns.registry import Burden, Existing, Overlap, Prefilled, burdens, existing, prefill
from tongchou.monitor.returns.rounds import Lateness, Round, clocks_of, issue
from tongchou.monitor.returns.snapshot import Difference, Snapshot, canonical, differences, digest
from tongchou.monitor.returns.workdays import WorkCalendar, china

__all__ = [
    "DESKS",
    "MOVES",
    "Action",
    "Actor",
    "Assigned",
    "Burden",
    "Completeness",
    "Desk",
    "Difference",
    "Event",
    "Existing",
    "Filing",
    "Form",
    "Gap",
    "Heading",
    "Intake",
    "Lateness",
    "Overlap",
    "Prefilled",
    "Query",
    "Return",
    "Role",
    "Round",
    "Route",
    "Snapshot",
    "Stage",
    "Standing",
    "WorkCalendar",
    "allowed",
    "assigned_on",
    "begin",
    "burdens",
    "canonical",
    "china",
    "clocks_of",
    "completeness",
    "differences",
    "digest",
    "existing",
    "expected",
    "fold",
    "form_on",
    "forms_on",
    "gaps",
    "issue",
    "may",
    "plain",
    "plain_cells",
    "prefill",
    "read_cells",
    "read_event",
    "route_for",
    "standings",
    "take",
    "unexplained",
]
