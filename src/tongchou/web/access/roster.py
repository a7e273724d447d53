"""Open many accounts from a list: every line is checked first, and nothing is opened unless all are right."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes
from django.utils import timezone

from tongchou.terms import Problem, Where
from tongchou.web.access.acts import ROLES
from tongchou.web.access.errors import BAD_LINE, BAD_ROLE, LIST_COLUMNS, LIST_TOO_LONG, LIST_UNREADABLE, TWICE
from tongchou.web.access.forms import NewAppointment, NewPerson
from tongchou.web.access.onetime import set_one_time
from tongchou.web.models import Person

COLUMNS = {"登录名": "username", "姓名": "called", "角色": "role", "方案": "pack", "地区": "place", "单位": "unit"}
MOST_LINES = 5_000
IN_CHINESE = {words.zh: code for code, words in ROLES.items()}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list, checked."""

    number: int
    person: NewPerson
    appointment: NewAppointment


def read_roster(raw: bytes, name: str) -> tuple[list[Line], list[Problem]]:
    """Return the lines of a list with everything that is wrong with them.

    :raises Refusal: ``web.people.unreadable``, ``.columns``, ``.too_long`` where there are no lines to speak of.
    """
    rows = _rows(raw, name)
    lines = [_line(number, row) for number, row in enumerate(rows, start=2)]
    return lines, [*_doubled(lines, name), *(found for line in lines for found in _problems(line, name))]


def _rows(raw: bytes, name: str) -> list[dict[str, str]]:
    best = from_bytes(raw, cp_isolation=["utf_8", "gb18030"]).best()
    if best is None:
        raise LIST_UNREADABLE.refusal(Where(name), found=name)
    reader = csv.DictReader(io.StringIO(str(best).removeprefix("\ufeff")))
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise LIST_COLUMNS.refusal(Where(name, line=1), found="、".join(missing), allowed="、".join(COLUMNS))
    rows = [{column: (row.get(column) or "").strip() for column in COLUMNS} for row in reader]
    if len(rows) > MOST_LINES:
        raise LIST_TOO_LONG.refusal(Where(name), found=len(rows), allowed=MOST_LINES)
    return rows


def _line(number: int, row: dict[str, str]) -> Line:
    facts = {COLUMNS[column]: text for column, text in row.items()}
    facts["role"] = IN_CHINESE.get(facts["role"], facts["role"])
    return Line(number, NewPerson(facts), NewAppointment(facts | {"since": timezone.localdate()}))


def _problems(line: Line, name: str) -> Iterator[Problem]:
    for form in (line.person, line.appointment):
        for field, errors in form.errors.items():
            column = next((zh for zh, code in COLUMNS.items() if code == field), field)
            if field == "role":
                found = form.data["role"]
                yield BAD_ROLE.at(Where(name, line=line.number), found=found, allowed="、".join(IN_CHINESE))
            else:
                yield BAD_LINE.at(Where(name, line=line.number), key=column, found=" ".join(map(str, errors)))


def _doubled(lines: list[Line], name: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for line in lines:
        username = line.person.data["username"]
        if username in seen:
            yield TWICE.at(Where(name, line=line.number), found=username)
        seen.add(username)


def open_accounts(lines: list[Line]) -> list[tuple[Person, str]]:
    """Open the accounts of a checked list inside the caller's transaction; return people and one-time passwords."""
    return [_opened(line) for line in lines]


def _opened(line: Line) -> tuple[Person, str]:
    person = line.person.save(commit=False)
    password = set_one_time(person)
    held = line.appointment.save(commit=False)
    held.person = person
    held.save()
    return person, password
