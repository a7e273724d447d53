"""Word notices about tasks: the library composes them, names are put in here."""

from collections.abc import Iterable

from tongchou.plan import Light, TaskState
from tongchou.report.model import Document
from tongchou.report.notices import Errand, Letter, assignment, card, minutes, urging
from tongchou.web.duties.clock import rules_of
from tongchou.web.duties.looking import Line, Looking, lines
from tongchou.web.duties.models import Duty, Meeting
from tongchou.web.duties.standing import office_of

ANSWER_WITHIN = 5
LATE = (Light.YELLOW, Light.RED, Light.ESCALATED)


def letter(look: Looking, addressee: str = "") -> Letter:
    """Return what a notice of this programme says of itself, dated on the day looked at."""
    run, units = look.programme.run, look.programme.units
    issuer = units[office_of(look.programme)].name if office_of(look.programme) in units else look.programme.words.zh
    return Letter(
        look.programme.words.zh, issuer, addressee, look.day,
        f"任务台账 {run.pack.manifest.edition} · 截至 {look.day}", synthetic=run.pack.manifest.synthetic,
    )  # fmt: skip


def errand(look: Looking, one: Line) -> Errand:
    """Return a task as a line of a notice."""
    row = one.life.task
    return Errand(
        row.code, row.title, name(look, one.life.lead), tuple(name(look, code) for code in row.partners), row.deadline,
        row.deliverable, one.life.state.words.zh, row.clause, one.light, one.late,
    )  # fmt: skip


def name(look: Looking, code: str) -> str:
    """Return the Chinese name of a unit."""
    units = look.programme.units
    return units[code].name if code in units else code or "（未定）"


def assignment_of(look: Looking, duties: Iterable[Duty]) -> Document:
    """Return the 交办单 of some tasks, addressed to their leads."""
    found = [errand(look, one) for one in lines(look, duties)]
    within = rules_of(look.programme.run.pack, look.day).within[TaskState.ASSIGNED]
    return assignment(letter(look, _addressees(found)), found, within)


def urging_of(look: Looking, duties: Iterable[Duty]) -> Document:
    """Return the 督办通知 over those of some tasks that are late."""
    found = [errand(look, one) for one in lines(look, duties) if one.light in LATE]
    return urging(letter(look, _addressees(found)), found, ANSWER_WITHIN)


def card_of(look: Looking, duty: Duty) -> Document:
    """Return the card notice of one task."""
    (one,) = lines(look, [duty])
    found = errand(look, one)
    return card(letter(look, found.lead), found, look.now.rules.red_after)


def minutes_of(look: Looking, meeting: Meeting, duties: Iterable[Duty]) -> Document:
    """Return the task list of a meeting."""
    found = [errand(look, one) for one in lines(look, duties)]
    return minutes(letter(look, _addressees(found)), meeting.title, meeting.day, meeting.attended, found)


def _addressees(errands: list[Errand]) -> str:
    return "、".join(list(dict.fromkeys(one.lead for one in errands))[:8])
