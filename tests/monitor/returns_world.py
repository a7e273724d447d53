"""A town, its county, a department and the office: one return of four cells, and who may touch it."""

from datetime import UTC, datetime, timedelta

from tongchou.monitor.cells import asked
from tongchou.monitor.returns import Action, Actor, Desk, Event, Heading, Return, Role, Route, Stage, begin, take
from tongchou.terms import Cell, Period

YEAR = Period.year(2024)
KEYS = asked(["东镇"], [YEAR], ["pop", "households", "roads", "accidents"])
NOON = datetime(2025, 1, 10, 12, tzinfo=UTC)
UNITS = {Role.FILLER: "t1", Role.HEAD: "t1", Role.COUNTY: "c1", Role.DEPARTMENT: "d1", Role.OFFICE: "o1"}
WHO = {role: Actor(f"p-{role}", frozenset({role}), UNITS.get(role, "x")) for role in Role}
FULL = {key: Cell.number(value) for key, value in zip(KEYS, (5200, 1730, 12.5, 0), strict=True)}
ROUTE = Route((Desk(Stage.CHECKED, "c1"), Desk(Stage.REVIEWED, "d1"), Desk(Stage.APPROVED, "o1")))


def draft(route: Route = ROUTE) -> Return:
    return begin(Heading("年报", "2024", "t1"), route, KEYS)


def step(held: Return, action: Action, role: Role, **more: object) -> Return:
    return take(held, event(held, action, role, **more))


def event(held: Return, action: Action, role: Role, **more: object) -> Event:
    facts = {"reason": "数与台账不符" if action in (Action.SEND_BACK, Action.REOPEN) else ""} | more
    return Event(action, WHO[role], NOON + timedelta(minutes=len(held.events)), **facts)  # type: ignore[arg-type]


def at(stage: Stage, route: Route = ROUTE) -> Return:
    """A full, signed return that came to a stage by the shortest way."""
    held = step(draft(route), Action.SAVE, Role.FILLER, cells=FULL)
    held = step(held, Action.SIGN, Role.HEAD)
    if stage is Stage.DRAFT:
        return held
    held = step(held, Action.SUBMIT, Role.FILLER)
    if stage is Stage.RETURNED:
        return step(held, Action.SEND_BACK, route.desks[0].role)
    for desk in route.desks:
        if held.stage is stage:
            return held
        held = step(held, Action.APPROVE, desk.role)
    return step(held, Action.LOCK, Role.OFFICE) if stage is Stage.LOCKED else held
