"""What every page of a sitting shows: where it stands, the way there, what was just done."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tongchou.assess import Phase
from tongchou.terms import Words
from tongchou.web.access import Act, may
from tongchou.web.desk import programme_of
from tongchou.web.duties.clock import today_of
from tongchou.web.judging.book import Bench
from tongchou.web.judging.days import is_replay
from tongchou.web.judging.models import Sitting
from tongchou.web.judging.saying import told
from tongchou.web.languages import in_words
from tongchou.web.models import Person
from tongchou.web.programme import Programme

TABS = (
    ("sitting", Words("进度", "Board")),
    ("judging-desk", Words("评分", "Score")),
    ("judging-self", Words("自评", "Self-score")),
    ("judging-result", Words("结果", "Result")),
    ("judging-objections", Words("异议", "Objections")),
    ("judging-following", Words("结果运用", "Consequences")),
    ("judging-tasks", Words("下一年任务", "Next tasks")),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of a sitting."""

    words: Words
    address: str
    current: bool


def person_of(request: HttpRequest) -> Person:
    """Return who asks."""
    return cast(Person, request.user)


def bench_of(pack: str, number: int) -> Bench:
    """Return a sitting of a programme.

    :raises Http404: where there is none.
    """
    sitting = Sitting.objects.filter(pack=pack, pk=number).first()
    if sitting is None:
        raise Http404(in_words("没有这一次考核。", "There is no such assessment."))
    return Bench(programme_of(pack), sitting)


def replay(programme: Programme) -> dict[str, object]:
    """Return what a form needs to ask for the day."""
    return {"replay": is_replay(programme), "today": today_of(programme)}


def show(request: HttpRequest, template: str, bench: Bench, status: int = 200, **more: Any) -> HttpResponse:
    """Draw a page of a sitting."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    pack, sitting = bench.programme.code, bench.sitting
    context = {
        "programme": bench.programme,
        "bench": bench,
        "sitting": sitting,
        "scheme": bench.basis.scheme,
        "phases": [(one, one is sitting.stands) for one in Phase],
        "tabs": [Tab(words, reverse(name, args=[pack, sitting.pk]), name == here) for name, words in TABS],
        "told": told(request),
        "office": may(person_of(request), Act.PUBLISH, pack),
        "edition": bench.editions[-1] if bench.editions else None,
        **replay(bench.programme),
        "today": _day_of(bench),
        **more,
    }
    return render(request, template, context, status=status)


def _day_of(bench: Bench) -> date:
    """Return the day a form proposes: today, or in a replay that of the last move, else the day the books close."""
    if not is_replay(bench.programme):
        return today_of(bench.programme)
    steps = bench.proceeding.steps
    return steps[-1].day if steps else bench.closes
