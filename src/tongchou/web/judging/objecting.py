"""Objections: filed by the unit within the window, heard and decided by the office, carried out by a new edition."""

from django.db import transaction
from django.http import HttpRequest

from tongchou.assess import Objection, ObjectionState, decide_objection, file_objection, hear_objection
from tongchou.web.judging.book import Bench
from tongchou.web.judging.days import day_for
from tongchou.web.judging.errors import NO_SUCH
from tongchou.web.judging.models import Plea
from tongchou.web.trail import record


def file(request: HttpRequest, bench: Bench, unit: str, item: str, reason: str) -> Plea:
    """File an objection to the last edition.

    :raises Refusal: ``web.judging.no_such`` before anything is published, ``assess.objection.*``.
    """
    publication = bench.publication
    if publication is None:
        raise NO_SUCH.refusal(found="已公布的结果", allowed="公布之后再提")
    wanted = Objection(unit, item, day_for(request, bench.programme), reason.strip())
    one = file_objection(publication, wanted)
    with transaction.atomic():
        plea = Plea.objects.create(
            edition=bench.editions[-1], unit=unit, item=item, day=one.day, reason=one.reason, by=request.user
        )
        record(request, bench.programme.code, "objection.file", about=_about(bench, plea), new=one.reason)
    return plea


def hear(request: HttpRequest, bench: Bench, plea: Plea) -> Plea:
    """Record the hearing of an objection.

    :raises Refusal: ``assess.objection.state``.
    """
    return _store(request, bench, plea, hear_objection(plea.objection, day_for(request, bench.programme)), "hear")


def decide(request: HttpRequest, bench: Bench, plea: Plea, state: str, decision: str) -> Plea:
    """Decide an objection.

    :raises Refusal: ``web.judging.no_such``, ``assess.objection.*``.
    """
    if bench.publication is None or state not in (ObjectionState.UPHELD, ObjectionState.REJECTED):
        raise NO_SUCH.refusal(found=state[:20], allowed="成立、不成立")
    before = plea.objection
    wanted = Objection(
        before.unit, before.item, before.day, before.reason, (), ObjectionState(state), before.heard_on,
        request.user.get_username(), decision.strip(),
    )  # fmt: skip
    return _store(request, bench, plea, decide_objection(bench.publication, before, wanted), "decide")


def _store(request: HttpRequest, bench: Bench, plea: Plea, after: Objection, verb: str) -> Plea:
    with transaction.atomic():
        held = Plea.objects.select_for_update().get(pk=plea.pk)
        old = held.state
        held.state, held.heard_on = after.state.value, after.heard_on
        held.decided_by, held.decision = after.decided_by, after.decision
        held.save()
        record(
            request, bench.programme.code, f"objection.{verb}", about=_about(bench, held), old=old,
            new={"state": held.state, "decision": held.decision},
        )  # fmt: skip
    return held


def _about(bench: Bench, plea: Plea) -> str:
    return f"{bench.sitting.scheme}/{bench.sitting.period}/{plea.unit}/{plea.item}"
