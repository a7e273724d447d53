"""Move a sitting on; publish its results as an edition that never changes, with what follows from it."""

import numpy as np
from django.db import transaction
from django.http import HttpRequest

from tongchou.assess import Assessment, Move, Phase, Result, Step, consequences, freeze, intervals, proceed
from tongchou.assess.doubt import Interval
from tongchou.loop import versions
from tongchou.loop.intervals import seed_of
from tongchou.terms import AsOf, Refusal
from tongchou.web.judging.book import Bench
from tongchou.web.judging.days import day_for
from tongchou.web.judging.errors import NO_SUCH, NOTHING_CHANGED
from tongchou.web.judging.models import Edition, Notice, Sitting, SittingMove
from tongchou.web.programme import Programme
from tongchou.web.trail import record

DRAWS = 300
ERROR = 1.0
"""Standard error of a figure in per cent of itself, unless the pack's parameter ``assess.figure_error`` says more."""


def open_sitting(request: HttpRequest, programme: Programme, scheme: str, period: str) -> Sitting:
    """Open a year's assessment.

    :raises Refusal: ``web.judging.no_such``, ``web.judging.nobody``.
    """
    known = {one.code for one in programme.run.pack.schemes}
    periods = {one.code for one in programme.run.periods}
    for found, allowed in ((scheme, known), (period, periods)):
        if found not in allowed:
            raise NO_SUCH.refusal(found=found[:40], allowed="、".join(sorted(allowed)))
    fresh = Sitting(pack=programme.code, scheme=scheme, period=period)
    _ = Bench(programme, fresh).basis
    with transaction.atomic():
        sitting, new = Sitting.objects.get_or_create(pack=programme.code, scheme=scheme, period=period)
        if new:
            record(request, programme.code, "assess.open", about=f"{scheme}/{period}")
    return sitting


def move(request: HttpRequest, bench: Bench) -> Step:
    """Take the move of a form; publishing and revising freeze an edition.

    :raises Refusal: ``web.judging.no_such``, ``assess.proceeding.*``, ``web.judging.nothing_changed``.
    """
    step = _step(request, bench)
    with transaction.atomic():
        sitting = Sitting.objects.select_for_update().get(pk=bench.sitting.pk)
        here = Bench(bench.programme, sitting)
        after = proceed(here.proceeding, step, here.situation)
        if step.move in (Move.PUBLISH, Move.REVISE):
            _publish(request, here, step, after.edition)
        SittingMove(
            sitting=sitting, move=step.move.value, phase=step.phase.value, day=step.day, reason=step.reason,
            by=request.user,
        ).save()  # fmt: skip
        sitting.phase = after.phase.value
        sitting.save(update_fields=["phase"])
        about = f"{sitting.scheme}/{sitting.period}"
        record(
            request, sitting.pack, f"assess.{step.move.value}", about=about, old=step.phase.value,
            new={"phase": after.phase.value, "reason": step.reason},
        )  # fmt: skip
    return step


def _step(request: HttpRequest, bench: Bench) -> Step:
    move_, phase = request.POST.get("move", ""), request.POST.get("phase", "")
    if move_ not in set(Move) or phase not in set(Phase):
        raise NO_SUCH.refusal(found=f"{move_} {phase}".strip()[:40], allowed="、".join(one.words.zh for one in Move))
    day, reason = day_for(request, bench.programme), request.POST.get("reason", "").strip()
    return Step(Move(move_), Phase(phase), day, str(request.user), reason)


def _publish(request: HttpRequest, bench: Bench, step: Step, number: int) -> Edition:
    assessment = bench.assessment
    result = freeze(assessment, drawn(bench.programme, assessment))
    if bench.publication is not None and result == bench.publication.result:
        raise NOTHING_CHANGED.refusal()
    edition = Edition(
        sitting=bench.sitting, number=number, day=step.day, reason=step.reason, result=result.data,
        digest=result.digest, made_from=_made_from(bench.programme), by=request.user,
        synthetic=invented(bench.programme, result),
    )  # fmt: skip
    edition.save()
    Notice.objects.bulk_create(
        Notice(
            edition=edition, unit=one.unit, measure=one.measure.value, reason=one.reason.zh,
            reason_en=one.reason.say("en"), due=one.due, clause=one.clause,
        )
        for one in consequences(assessment, step.day)
    )  # fmt: skip
    return edition


def drawn(programme: Programme, assessment: Assessment) -> tuple[Interval, ...]:
    """Return how firm ranks and tiers are: scored again with every figure drawn around itself, seeded by the pack."""
    share = error_of(programme) / 100
    errors = {code: np.abs(column.values) * share for code, column in assessment.facts.columns.items()}
    random = np.random.default_rng(seed_of(programme.run.pack.digest))
    return intervals(assessment, errors, DRAWS, random) if errors else ()


def error_of(programme: Programme) -> float:
    """Return the standard error of a figure in per cent of itself."""
    pack = programme.run.pack
    try:
        found = pack.parameters.value_at("assess.figure_error", pack.manifest.city, AsOf(programme.run.as_of.true_on))
    except Refusal:
        return ERROR
    return float(found.number)


def _made_from(programme: Programme) -> str:
    told = versions(programme.run)
    return f"方案包 {told['pack']} {told['edition']}（{told['digest']}）"


def invented(programme: Programme, result: Result) -> bool:
    """Whether anything invented went into a result, as far as the run knows."""
    if programme.run.pack.manifest.synthetic:
        return True
    return any(programme.run.invented(*key) for key in programme.run.assessments if key[0] == result.scheme)
