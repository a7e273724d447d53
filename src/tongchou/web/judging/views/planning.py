"""Before a scheme is issued: its trial on figures there are. After results: next year's tasks from this year's gaps."""

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tongchou.assess import bunching, gaps, next_tasks, trial
from tongchou.assess.doubt import Bunching
from tongchou.assess.facts import Facts
from tongchou.loop.scoring import basis_of
from tongchou.packs.rows import Task
from tongchou.packs.scheme import Scheme
from tongchou.packs.scheme_rules import TargetRule
from tongchou.packs.yaml_file import parse_yaml
from tongchou.terms import Period, Refusal, Words
from tongchou.web.access import Act, may, needs
from tongchou.web.access.guarding import require
from tongchou.web.desk import programme_of
from tongchou.web.duties.adding import add_tasks
from tongchou.web.duties.models import Duty
from tongchou.web.judging.book import Bench
from tongchou.web.judging.errors import NO_SUCH, NOBODY_SCORED
from tongchou.web.judging.saying import act
from tongchou.web.judging.views.page import bench_of, person_of, show
from tongchou.web.programme import Programme

MOST_GAPS = 3
WIDTH = 5.0
"""Per cent of a target within which figures on either side of it are counted."""
ODD = 0.05
"""The chance below which crowding above a target is marked."""


@needs(Act.SEE)
def tasks(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Propose next year's tasks from the gaps of a published result, and put the chosen ones on the ledger."""
    bench = bench_of(pack, number)
    if request.method != "POST":
        return _tasks(request, bench)
    require(request, Act.ISSUE, pack)
    wanted = set(request.POST.getlist("task"))

    def does() -> Words:
        chosen = [one for one in proposed(bench) if one.code in wanted]
        if not chosen:
            raise NO_SUCH.refusal(found="所选任务", allowed="至少勾选一项")
        add_tasks(request, pack, chosen, origin=f"assessment:{bench.sitting.pk}")
        return Words(f"{len(chosen)} 项任务已列入台账。", f"{len(chosen)} tasks are on the ledger.")

    return act(request, does, reverse("judging-tasks", args=[pack, number]), partial(_tasks_again, request, bench))


def _tasks_again(request: HttpRequest, bench: Bench, more: dict[str, Any], status: int) -> HttpResponse:
    return _tasks(request, bench, status, **more)


def _tasks(request: HttpRequest, bench: Bench, status: int = 200, **more: Any) -> HttpResponse:
    rows = proposed(bench)
    there = set(
        Duty.objects.filter(pack=bench.programme.code, code__in=[one.code for one in rows]).values_list(
            "code", flat=True
        )
    )
    return show(
        request, "judging/tasks.html", bench, status,
        rows=[(one, one.code in there) for one in rows], next=bench.sitting.when.shift(1),
        issuer=may(person_of(request), Act.ISSUE, bench.programme.code), **more,
    )  # fmt: skip


def proposed(bench: Bench) -> tuple[Task, ...]:
    """Return the tasks that follow from the greatest gaps of every unit in the last edition."""
    if bench.publication is None:
        return ()
    programme, cards = bench.programme, bench.publication.result.cards
    domains = {code: row.domain for code, row in programme.indicators.items() if row.domain}
    found = [gap for card in cards for gap in gaps(card, MOST_GAPS)]
    rows = next_tasks(found, bench.sitting.when.shift(1), domains, leads(programme))
    places = [gap.unit if gap.unit in programme.places else "" for gap in found]
    return tuple(row.model_copy(update={"place": place}) for row, place in zip(rows, places, strict=True))


def leads(programme: Programme) -> dict[str, str]:
    """Return which unit leads for a place: its government; empty for a place that has none."""
    governments = {
        one.place: one.code for one in programme.units.values() if one.kind in {"county", "town"} and one.place
    }
    return {code: governments.get(code, "") for code in programme.places if code not in programme.units}


@needs(Act.ISSUE)
def trying(request: HttpRequest, pack: str) -> HttpResponse:
    """Try a scheme on the figures of a period, beside what was published or computed by the one in force."""
    programme = programme_of(pack)
    context: dict[str, Any] = {"programme": programme, "text": request.POST.get("text", ""), "odd": ODD}
    status = 200
    if request.method == "POST":
        try:
            context |= _tried(
                programme, request.POST.get("text", ""), request.POST.get("scheme", ""), request.POST.get("period", "")
            )
        except Refusal as refusal:
            context["refused"], status = refusal.problems, 422
    context["schemes"], context["periods"] = programme.run.pack.schemes, programme.run.periods
    usual = [(scheme.code, period.code) for scheme, period in programme.assessments][:1] or [("", "")]
    context["asked"] = tuple(
        request.POST.get(name, one) for name, one in zip(("scheme", "period"), usual[0], strict=True)
    )
    return render(request, "judging/trial.html", context, status=status)


def _tried(programme: Programme, text: str, code: str, period: str) -> dict[str, Any]:
    if period not in {one.code for one in programme.run.periods}:
        raise NO_SUCH.refusal(found=period[:20], allowed="、".join(one.code for one in programme.run.periods))
    when = Period.parse(period)
    basis = basis_of(programme.run, code, when) or basis_of(programme.run, code, programme.run.periods[-1])
    if basis is None:
        raise NOBODY_SCORED.refusal(found=code[:40], allowed=period)
    scheme = parse_yaml(text, Scheme, "试算") if text.strip() else basis.scheme
    _require_known(scheme, programme)
    facts = _facts(programme, scheme, code, when, basis.facts)
    found = trial(scheme, facts, programme.run.assessments.get((code, period)))
    names = {item.code: item.words for item in scheme.items()}
    cards = [found.assessment.card(unit) for unit in found.assessment.ranking()]
    return {
        "trial": found, "tried": scheme, "when": when,
        "cards": [(card, programme.run.called(card.unit), found.moved.get(card.unit, 0)) for card in cards],
        "flat": [names[one] for one in found.flat],
        "lacking": [(names[one], share) for one, share in found.lacking.items()],
        "crowds": [(names[one], crowd, crowd.chance < ODD) for one, crowd in crowds(scheme, facts)],
        "tiers": _tiers(cards),
    }  # fmt: skip


def _require_known(scheme: Scheme, programme: Programme) -> None:
    unknown = [
        item.indicator for item in scheme.items() if item.indicator and item.indicator not in programme.indicators
    ]
    if unknown:
        raise NO_SUCH.refusal(found="、".join(unknown), allowed="、".join(programme.indicators))


def _facts(programme: Programme, scheme: Scheme, code: str, when: Period, known: Facts) -> Facts:
    """Return the facts of a period for a scheme that may ask for more indicators than the one in force."""
    run = programme.run
    changed = scheme.model_copy(update={"code": code, "in_force_from": None, "in_force_to": None})
    others = tuple(one for one in run.pack.schemes if one.code != code)
    basis = basis_of(replace(run, pack=replace(run.pack, schemes=(*others, changed))), code, when)
    return basis.facts if basis else known


def crowds(scheme: Scheme, facts: Facts) -> list[tuple[str, Bunching]]:
    """Return the bunching test of every item that holds a figure against one target for all."""
    found = []
    for item in scheme.items():
        column = facts.columns.get(item.indicator)
        if column is None or not isinstance(item.scoring, TargetRule):
            continue
        targets = (
            column.target if item.scoring.target is None else np.full(len(column.values), float(item.scoring.target))
        )
        known = np.unique(targets[~np.isnan(targets)])
        if len(known) == 1 and known[0]:
            found.append((item.code, bunching(column.values, float(known[0]), abs(known[0]) * WIDTH / 100)))
    return found


def _tiers(cards: list[Any]) -> list[tuple[str, int]]:
    names = [card.tier.zh if card.tier else "—" for card in cards]
    return [(name, names.count(name)) for name in dict.fromkeys(names)]
