"""The assessments of a programme, one year's board, and its moves."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tongchou.assess import Phase
from tongchou.packs.scheme import Item
from tongchou.packs.scheme_rules import Manual
from tongchou.terms import Refusal, Words
from tongchou.web.access import Act, may, needs
from tongchou.web.desk import programme_of
from tongchou.web.judging.book import Bench, problems_of
from tongchou.web.judging.models import Sitting
from tongchou.web.judging.moving import move, open_sitting
from tongchou.web.judging.saying import act, told
from tongchou.web.judging.views.page import bench_of, person_of, show


@needs(Act.SEE)
def judging(request: HttpRequest, pack: str) -> HttpResponse:
    """Show every assessment of a programme, and open one."""
    return _home(request, pack)


def _home(request: HttpRequest, pack: str, status: int = 200, **more: Any) -> HttpResponse:
    programme = programme_of(pack)
    opened = {(one.scheme, one.period): one for one in Sitting.objects.filter(pack=pack)}
    rows = [(scheme, period, opened.pop((scheme.code, period.code), None)) for scheme, period in programme.assessments]
    context = {
        "programme": programme,
        "rows": rows,
        "others": list(opened.values()),
        "office": may(person_of(request), Act.ISSUE, pack),
        "told": told(request),
        **more,
    }
    return render(request, "judging/home.html", context, status=status)


@needs(Act.ISSUE)
@require_POST
def opening(request: HttpRequest, pack: str) -> HttpResponse:
    """Open a year's assessment."""
    scheme, period = request.POST.get("scheme", ""), request.POST.get("period", "")
    try:
        sitting = open_sitting(request, programme_of(pack), scheme, period)
    except Refusal as refusal:
        return _home(request, pack, 422, refused=refusal.problems)
    return redirect(reverse("sitting", args=[pack, sitting.pk]))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one item is rated in the present phase: by whom, for how many units, and who is missing."""

    item: Item
    raters: str
    done: int
    units: int
    missing: str
    disputed: int


@needs(Act.SEE)
def sitting(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Show who has scored what, what is missing, and what can be done next."""
    return _board(request, bench_of(pack, number))


def _board(request: HttpRequest, bench: Bench, status: int = 200, **more: Any) -> HttpResponse:
    board = list(_progress(bench))
    selves = Counter(one.unit for one in bench.given if one.stage == Phase.SELF)
    return show(
        request, "judging/sitting.html", bench, status,
        board=board,
        waiting=sum(one.units - one.done for one in board),
        selves=[(unit, selves[unit]) for unit in bench.basis.facts.units],
        moves=bench.proceeding.moves,
        history=list(bench.sitting.moves.select_related("by"))[::-1],
        pending=bench.situation.pending,
        problems=problems_of(bench),
        closes=bench.closes,
        last_day=bench.situation.last_day,
        **more,
    )  # fmt: skip


def _progress(bench: Bench) -> Iterator[Progress]:
    marks = bench.assessment.marks
    for item in bench.manual:
        units = list(bench.units_of(item))
        counted = marks[item.code].counted
        disputed = marks[item.code].disputed
        missing = [bench.name(unit) for unit in units if unit not in counted]
        rule = item.scoring
        raters = "、".join(bench.name(code) for code in rule.raters) if isinstance(rule, Manual) else ""
        yield Progress(
            item, raters, len(units) - len(missing), len(units), "、".join(missing[:8]) + ("…" if missing[8:] else ""),
            int(disputed.sum()),
        )  # fmt: skip


@needs(Act.PUBLISH)
@require_POST
def stepping(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Take a move."""
    bench = bench_of(pack, number)

    def does() -> Words:
        step = move(request, bench)
        return Words(f"已{step.move.words.zh}。", f"Done: {step.move.words.say('en')}.")

    again = partial(_again, request, bench)
    return act(request, does, reverse("sitting", args=[pack, number]), again)


def _again(request: HttpRequest, bench: Bench, more: dict[str, Any], status: int) -> HttpResponse:
    return _board(request, bench_of(bench.programme.code, bench.sitting.pk), status, **more)
