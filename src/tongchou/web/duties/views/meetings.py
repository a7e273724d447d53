"""Meetings and what they decided; a decision is a task from the moment it is written down."""

from typing import Any, cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tongchou.terms import Problem, Refusal
from tongchou.web.access import Act, needs
from tongchou.web.access.guarding import require
from tongchou.web.duties.adding import add_tasks
from tongchou.web.duties.forms import MeetingForm, TaskForm
from tongchou.web.duties.looking import lines, looking
from tongchou.web.duties.models import Duty, Meeting
from tongchou.web.duties.views.adding import row_of
from tongchou.web.languages import in_words
from tongchou.web.models import Person
from tongchou.web.trail import record


@needs(Act.SEE)
def meetings(request: HttpRequest, pack: str) -> HttpResponse:
    """Show the meetings, and take a new one from the office."""
    look = looking(request, pack)
    form = MeetingForm(look, request.POST or None, initial={"day": look.now.day})
    if request.method == "POST":
        require(request, Act.ISSUE, pack)
        if form.is_valid():
            return redirect("duties-meeting", pack, _kept(request, pack, form.cleaned_data).code)
    found = [(one, Duty.objects.filter(pack=pack, origin=one.origin).count()) for one in _all(pack)]
    context = {"programme": look.programme, "look": look, "form": form, "meetings": found}
    return render(request, "duties/meetings.html", context, status=422 if form.errors else 200)


def _all(pack: str) -> "list[Meeting]":
    return list(Meeting.objects.filter(pack=pack))


@transaction.atomic
def _kept(request: HttpRequest, pack: str, typed: dict[str, Any]) -> Meeting:
    number = Meeting.objects.filter(pack=pack).count() + 1
    taken = set(Meeting.objects.filter(pack=pack).values_list("code", flat=True))
    code = next(f"m{n:02d}" for n in range(number, number + 10**6) if f"m{n:02d}" not in taken)
    meeting = Meeting.objects.create(pack=pack, code=code, by=cast(Person, request.user), **typed)
    record(request, pack, "meeting.add", about=code, new={"title": meeting.title, "day": meeting.day})
    return meeting


@needs(Act.SEE)
def meeting(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Show a meeting with its decisions, and take one more decision from the office."""
    look = looking(request, pack)
    found = Meeting.objects.filter(pack=pack, code=code).first()
    if found is None:
        raise Http404(in_words("没有这次会议。", "There is no such meeting."))
    form = TaskForm(look, request.POST or None, initial={"start": found.day})
    del form.fields["milestones"]
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        require(request, Act.ISSUE, pack)
        if form.is_valid():
            try:
                decide(request, found, form.cleaned_data)
                return redirect("duties-meeting", pack, code)
            except Refusal as refusal:
                problems = refusal.problems
    context = {
        "programme": look.programme,
        "look": look,
        "meeting": found,
        "form": form,
        "problems": problems,
        "lines": lines(look, Duty.objects.filter(pack=pack, origin=found.origin).order_by("code")),
    }
    return render(request, "duties/meeting.html", context, status=422 if problems or form.errors else 200)


def decide(request: HttpRequest, meeting: Meeting, typed: dict[str, Any]) -> Duty:
    """Put a decision on the ledger, numbered after its meeting.

    :raises Refusal: as :func:`tongchou.web.duties.adding.add_tasks`.
    """
    number = Duty.objects.filter(pack=meeting.pack, origin=meeting.origin).count() + 1
    row = {"start": meeting.day, **row_of(typed), "code": f"{meeting.code}-{number}"}
    return add_tasks(request, meeting.pack, [row], origin=meeting.origin)[0]
