"""Put tasks on the ledger: from the pack, by hand, from a meeting, from other rooms; all or none."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from pydantic import ValidationError

from tongchou.packs.rows import Task
from tongchou.terms import Problem, Refusal, Where
from tongchou.web.desk import programme_of
from tongchou.web.duties.clock import rules_of, today_of
from tongchou.web.duties.errors import BACKWARDS, BAD_ROW, CODE_TAKEN, OWN_PARTNER, UNKNOWN_CODE
from tongchou.web.duties.lives import fresh, undertaking, words_of
from tongchou.web.duties.models import Duty, DutyWords, Undertaking
from tongchou.web.models import Person
from tongchou.web.programme import Programme
from tongchou.web.trail import record

Row = Task | Mapping[str, Any]
MORE = ("money", "land", "indicators")
"""What a row may hold beside the columns of ``tasks.csv``: fen, m², further indicator codes."""


@transaction.atomic
def add_tasks(doer: HttpRequest | Person, pack: str, rows: Sequence[Row], *, origin: str = "hand") -> list[Duty]:
    """Put tasks on a programme's ledger and return them; each begins at 立项 unless its row says otherwise.

    :param doer: the request that does it, or a person.
    :param rows: tasks, or mappings with the columns of ``tasks.csv`` and, where known, ``money`` (fen), ``land`` (m²)
        and ``indicators``; a mapping without ``code`` gets the next free one.
    :param origin: where they come from: ``hand``, ``meeting:<code>``, ``map:<code>``, ``assessment:<code>`` …
    :raises Refusal: with every problem of every row; then none is added.
    """
    programme = programme_of(pack)
    tasks, extras = _read(rows, pack)
    if problems := [*_taken(tasks, pack), *(p for task in tasks for p in problems_of(task, programme))]:
        raise Refusal(problems)
    person = doer.user if isinstance(doer, HttpRequest) else doer
    added = store(programme, list(zip(tasks, extras, strict=True)), origin, by=person)
    for duty in added:
        record(doer, pack, "task.add", about=duty.code, new={"title": duty.title, "lead": duty.lead, "origin": origin})
    return added


def _read(rows: Sequence[Row], pack: str) -> tuple[list[Task], list[dict[str, Any]]]:
    tasks, extras, problems = [], [], []
    numbers = free_codes(pack)
    for number, row in enumerate(rows, 1):
        facts = {} if isinstance(row, Task) else dict(row)
        extras.append({name: facts.pop(name) for name in MORE if facts.get(name) not in (None, "")})
        try:
            tasks.append(row if isinstance(row, Task) else read_row(facts, numbers))
        except Refusal as refusal:
            problems += [BAD_ROW.at(Where(row=number), allowed=p.allowed, **p.facts) for p in refusal.problems]
    if problems:
        raise Refusal(problems)
    return tasks, extras


def read_row(facts: Mapping[str, Any], numbers: Iterator[str]) -> Task:
    """Return a row of plain cells as a task.

    :raises Refusal: ``web.duties.bad_row``, one for each cell that cannot be.
    """
    given = {name: value for name, value in facts.items() if value not in (None, "")}
    try:
        return Task.model_validate({"code": given.get("code") or next(numbers), **given})
    except ValidationError as error:
        found = [(".".join(map(str, one["loc"])) or "row", one["msg"]) for one in error.errors()]
        raise Refusal([BAD_ROW.at(field=field, allowed=said) for field, said in found]) from None


def free_codes(pack: str) -> Iterator[str]:
    """Return the codes that are free for tasks added by hand, in order."""
    taken = set(Duty.objects.filter(pack=pack, code__startswith="h").values_list("code", flat=True))
    return (code for number in range(1, 10**6) if (code := f"h{number:03d}") not in taken)


def _taken(tasks: Sequence[Task], pack: str) -> Iterator[Problem]:
    codes = [task.code for task in tasks]
    there = set(Duty.objects.filter(pack=pack, code__in=codes).values_list("code", flat=True))
    twice = {code for code in codes if codes.count(code) > 1} if len(codes) < 1000 else set()
    yield from (CODE_TAKEN.at(found=code) for code in dict.fromkeys(codes) if code in there | twice)


def problems_of(task: Task, programme: Programme) -> Iterator[Problem]:
    """Yield what is wrong with a task: units, places and indicators the programme has not, days that run back."""
    where = Where(key=task.code)
    for code in (task.lead, *task.partners):
        if code and code not in programme.units:
            yield UNKNOWN_CODE.at(where, found=code, field="单位", field_en="Unit")
    if task.place and task.place not in programme.places:
        yield UNKNOWN_CODE.at(where, found=task.place, field="地区", field_en="Place")
    if task.indicator and task.indicator not in programme.indicators:
        yield UNKNOWN_CODE.at(where, found=task.indicator, field="指标", field_en="Indicator")
    if task.lead and task.lead in task.partners:
        yield OWN_PARTNER.at(where, found=task.lead)
    if task.start and task.deadline and task.deadline < task.start:
        yield BACKWARDS.at(where, found=task.deadline, allowed=task.start)


def store(programme: Programme, rows: Sequence[tuple[Task, dict[str, Any]]], origin: str, by: Any = None) -> list[Duty]:
    """Store tasks that are known to be right, each with what ``tasks.csv`` has no column for."""
    rules, stamp = rules_of(programme.run.pack, today_of(programme)), timezone.now()
    duties = Duty.objects.bulk_create([fresh(task, origin, rules, programme) for task, _ in rows], batch_size=1000)
    begun = [undertaking(duty, *row, by=by, at=stamp) for duty, row in zip(duties, rows, strict=True)]
    Undertaking.objects.bulk_create(begun, batch_size=1000)
    told = [words_of(duty, task, programme) for duty, (task, _) in zip(duties, rows, strict=True)]
    DutyWords.objects.bulk_create(told, batch_size=1000)
    return duties
