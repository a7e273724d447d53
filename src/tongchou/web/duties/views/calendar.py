"""The calendar: a month of deadlines, one row a week."""

from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongchou.terms import Words
from tongchou.web.access import Act, needs
from tongchou.web.duties.clock import as_day
from tongchou.web.duties.looking import Line, Looking, lines, looking
from tongchou.web.duties.models import Duty
from tongchou.web.duties.search import Search
from tongchou.web.languages import said

WEEKDAYS = tuple(
    Words(zh, en) for zh, en in zip("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
)
FULL = 400
"""The most tasks of a month that are drawn; a month with more says so and points to the list."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month's sheet with what is due on it."""

    day: date
    inside: bool
    lines: list[Line]


@needs(Act.SEE)
def calendar(request: HttpRequest, pack: str) -> HttpResponse:
    """Show the month of ``?month=2024-11``, else that of the day."""
    look = looking(request, pack)
    first = _month(request, look)
    search = look.search(request)
    context = {
        "programme": look.programme,
        "look": look,
        "search": search,
        "month": first,
        "before": first - timedelta(days=1),
        "after": first + timedelta(days=32),
        "weeks": _weeks(look, search, first),
        "weekdays": [said(one) for one in WEEKDAYS],
        "full": FULL,
        "count": _found(search, first).count(),
    }
    return render(request, "duties/calendar.html", context)


def _month(request: HttpRequest, look: Looking) -> date:
    return as_day(f"{request.GET.get('month', '')[:7]}-01") or look.day.replace(day=1)


def _found(search: Search, first: date) -> "QuerySet[Duty]":
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return search.found().filter(deadline__gte=first, deadline__lte=last).order_by("deadline", "code")


def _weeks(look: Looking, search: Search, first: date) -> list[list[Day]]:
    due: defaultdict[date | None, list[Line]] = defaultdict(list)
    for line in lines(look, _found(search, first)[:FULL]):
        due[line.duty.deadline].append(line)
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return [[Day(day, day.month == first.month, due[day]) for day in week] for week in weeks]
