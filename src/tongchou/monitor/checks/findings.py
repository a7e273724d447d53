"""What becomes of a hit: somebody answers for it by a day, and a reviewer says what it was.

A finding is open until it is judged or its figures change; a judgement that wants a reason is refused without one.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from tongchou.monitor.checks.errors import EARLIER, NO_NOTE, OVER
from tongchou.terms import Words

SAID, FROM = "说明：", "［"
"""How an explanation begins in the note of an observation, and what ends it: where it comes from."""


class Verdict(StrEnum):
    """What a reviewer makes of a finding: the figure is wrong, it is explained, or the check was mistaken."""

    WRONG = "wrong"
    EXPLAINED = "explained"
    FALSE_ALARM = "false"

    @property
    def words(self) -> Words:
        """The verdict on the screen."""
        return _VERDICTS[self]


_VERDICTS = {
    Verdict.WRONG: Words("数确有误", "confirmed wrong"),
    Verdict.EXPLAINED: Words("说明成立", "explained"),
    Verdict.FALSE_ALARM: Words("误报", "false alarm"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One hit on its way to a verdict.

    :param owner: the unit that answers for it.
    :param due: the last day on which that is in time.
    :param explanation: what the reporter wrote about it.
    :param note: what the reviewer wrote.
    :param gone: whether the figures say something else now, so that there is nothing left to judge.
    """

    owner: str
    due: date
    explanation: str = ""
    verdict: Verdict | None = None
    note: str = ""
    gone: bool = False

    @property
    def open(self) -> bool:
        """Whether somebody still has to say what it is."""
        return self.verdict is None and not self.gone

    def overdue(self, today: date) -> bool:
        """Whether it is open after its last day."""
        return self.open and self.due < today

    @property
    def travels(self) -> str:
        """What goes with the figure for ever: the reporter's explanation and what the reviewer added to it."""
        added = self.note if self.verdict is Verdict.EXPLAINED else ""
        said = "" if self.verdict is Verdict.WRONG else self.explanation
        return "；".join(dict.fromkeys(text for text in (said, added) if text))


def assign(one: Finding, today: date, owner: str = "", due: date | None = None) -> Finding:
    """Give a finding to a unit, or another day, or both; what is left out stays.

    :raises Refusal: ``monitor.finding.over``, ``monitor.finding.earlier``.

    >>> given = assign(Finding("t1", date(2026, 2, 14)), date(2026, 2, 1), owner="c1", due=date(2026, 2, 5))
    >>> given.owner, given.overdue(date(2026, 2, 5)), given.overdue(date(2026, 2, 6))
    ('c1', False, True)
    """
    _require_open(one)
    if due is not None and due < today:
        raise EARLIER.refusal(found=due, allowed=today)
    return replace(one, owner=owner or one.owner, due=due or one.due)


def judge(one: Finding, verdict: Verdict, note: str = "") -> Finding:
    """Say what a finding is; one that is wrong wants a question, one that is explained an explanation by somebody.

    :raises Refusal: ``monitor.finding.over``, ``monitor.finding.no-note``.

    >>> explained = judge(Finding("t1", date(2026, 2, 14), "新设园区"), Verdict.EXPLAINED, "已核实")
    >>> explained.travels, explained.open
    ('新设园区；已核实', False)
    """
    _require_open(one)
    reasons = {Verdict.WRONG: note, Verdict.EXPLAINED: note or one.explanation, Verdict.FALSE_ALARM: "-"}
    if not reasons[verdict]:
        raise NO_NOTE.refusal(found=verdict.words.zh)
    return replace(one, verdict=verdict, note=note)


def _require_open(one: Finding) -> None:
    if not one.open:
        raise OVER.refusal(found=one.verdict.words.zh if one.verdict else "数已改")


def as_note(text: str, source: str) -> str:
    """Return an explanation as the note of an observation, with where it comes from; without one only that.

    >>> as_note("新设园区", "return:3 v1"), as_note("", "return:3 v1")
    ('说明：新设园区［return:3 v1］', 'return:3 v1')
    """
    return f"{SAID}{text.replace(FROM, '(')}{FROM}{source}］" if text else source


def explanation_in(note: str) -> str:
    """Return the explanation that the note of an observation carries; empty where it carries none.

    >>> explanation_in(as_note("新设园区", "return:3 v1")), explanation_in("return:3 v1"), explanation_in("说明：搬迁")
    ('新设园区', '', '搬迁')
    """
    return note.removeprefix(SAID).partition(FROM)[0] if note.startswith(SAID) else ""
