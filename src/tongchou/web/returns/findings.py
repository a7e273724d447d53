"""Give findings to units and days, and judge them: the library says what may be, here it is written down."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate, now

from tongchou.monitor.cells import CellKey
from tongchou.monitor.checks.findings import Finding as Known
from tongchou.monitor.checks.findings import Verdict, assign, judge
from tongchou.monitor.returns import Action, Role
from tongchou.monitor.returns import Event as Step
from tongchou.monitor.returns import Return as Held
from tongchou.terms import Problem, Refusal, Words
from tongchou.web.programme import Programme
from tongchou.web.returns.book import By, held, locked_row, write
from tongchou.web.returns.book import now as time_of
from tongchou.web.returns.errors import NO_SUCH_VERDICT, NOT_A_REVIEWER
from tongchou.web.returns.models import Finding, Return
from tongchou.web.returns.notices import notify, people_of, tell, withdraw
from tongchou.web.returns.standing import actor_of
from tongchou.web.trail import record

ASSIGN = "assign"
REVIEWERS = frozenset({Role.COUNTY, Role.DEPARTMENT, Role.OFFICE})


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants done: ``assign`` or a verdict.

    :param desk: to whom it is given: empty stays, ``own`` the unit that reports, else the stage a desk leads to.
    """

    what: str
    desk: str = ""
    due: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one finding."""

    finding: Finding
    problems: tuple[Problem, ...] = ()


def known(row: Finding) -> Known:
    """Return a finding as the library sees it."""
    verdict = Verdict(row.verdict) if row.verdict else None
    return Known(row.owner, row.due, row.explanation, verdict, row.note, row.gone)


def act_on(programme: Programme, by: By, numbers: Iterable[int], wish: Wish) -> list[Told]:
    """Do one thing to every finding that was ticked; what is refused is said, and does not stop the others."""
    rows = Finding.objects.filter(pk__in=list(numbers), of__issue__round__pack=programme.code)
    return list(_acted(programme, by, rows, wish))


def _acted(programme: Programme, by: By, rows: Iterable[Finding], wish: Wish) -> Iterator[Told]:
    for row in rows:
        try:
            yield Told(_act(programme, by, row.pk, wish))
        except Refusal as refusal:
            yield Told(row, refusal.problems)


@transaction.atomic
def _act(programme: Programme, by: By, number: int, wish: Wish) -> Finding:
    one = locked_row(Finding.objects.values_list("of", flat=True).get(pk=number))
    row, state = Finding.objects.get(pk=number), held(one)
    if not actor_of(by.person, one, state).roles & REVIEWERS:
        raise NOT_A_REVIEWER.refusal(found=str(by.person))
    before = known(row)
    after = _assigned(one, state, before, wish) if wish.what == ASSIGN else judge(before, _verdict(wish), wish.note)
    _write(by, one, row, after)
    if after.verdict is not None:
        withdraw(f"finding:{row.pk}", ("finding",))
    if after.verdict is Verdict.WRONG:
        _ask(programme, by, one, row)
    if after.owner != before.owner or after.due != before.due:
        _give(programme, one, row)
    return row


def _verdict(wish: Wish) -> Verdict:
    if wish.what not in set(Verdict):
        raise NO_SUCH_VERDICT.refusal(found=wish.what, allowed="、".join(one.words.zh for one in Verdict))
    return Verdict(wish.what)


def _assigned(one: Return, state: Held, before: Known, wish: Wish) -> Known:
    desks = {desk.stage.value: desk.unit for desk in state.route.desks} | {"own": one.unit}
    return assign(before, localdate(), desks.get(wish.desk, ""), wish.due)


def _write(by: By, one: Return, row: Finding, after: Known) -> None:
    old, verdict = _plain(known(row)), after.verdict.value if after.verdict else ""
    row.owner, row.due, row.verdict, row.note = after.owner, after.due, verdict, after.note
    if verdict:
        row.who, row.at = by.person, now()
    row.save()
    what = "finding.judge" if verdict else "finding.assign"
    about = f"return:{one.pk}:{row.hit}"
    record(by.request or by.person, one.issue.round.pack, what, about=about, old=old, new=_plain(after))


def _plain(one: Known) -> dict[str, object]:
    return {"owner": one.owner, "due": one.due, "verdict": one.verdict, "note": one.note}


def _ask(programme: Programme, by: By, one: Return, row: Finding) -> None:
    """Ask about the cell of a finding that was confirmed wrong, so that it comes back with the return."""
    before = held(one)
    step = Step(Action.ASK, actor_of(by.person, one, before), time_of(before))
    step = replace(step, questions={CellKey.parse(row.address): row.note} if row.address else {})
    write(one, by, step)
    tell(programme, one, step)


def _give(programme: Programme, one: Return, row: Finding) -> None:
    form = one.issue.words
    words = Words(
        f"《{form.zh}》审核发现交您处理，限期 {row.due}：{row.zh}",
        f"{form.say('en')}: a finding is yours to answer by {row.due}: {row.en}",
    )
    notify(one, people_of(programme, one, row.owner), "finding", f"finding:{row.pk}:{row.owner}:{row.due}", words)
