"""Evidence for an item of a unit: kept once under its digest; what comes after the books close is marked late."""

from collections.abc import Sequence

from django.core.files.base import File
from django.db import transaction
from django.http import HttpRequest

from tongchou.assess import Stage, require_open
from tongchou.terms import Problem
from tongchou.web.duties.proofs import take_in
from tongchou.web.judging.book import Bench
from tongchou.web.judging.days import day_for
from tongchou.web.judging.errors import LATE_PAPER
from tongchou.web.judging.models import Paper
from tongchou.web.trail import record


def add(request: HttpRequest, bench: Bench, item: str, unit: str, files: "Sequence[File[bytes]]") -> list[Problem]:
    """Keep papers for an item of a unit; return a warning where they came late.

    :raises Refusal: ``web.duties.bad_file``; ``assess.mark.sealed`` once results are out.
    """
    phase = bench.sitting.stands
    require_open(phase, phase.stage or Stage.SELF)
    day, found = day_for(request, bench.programme), take_in(files)
    late = day > bench.closes
    with transaction.atomic():
        for one in found:
            Paper(
                sitting=bench.sitting, item=bench.item(item).code, unit=unit, name=one.evidence.name,
                suffix=one.suffix, size=one.size, digest=one.evidence.digest, day=day, late=late, by=request.user,
            ).save()  # fmt: skip
            about = f"{bench.sitting.scheme}/{bench.sitting.period}/{unit}/{item}"
            new = {"name": one.evidence.name, "digest": one.evidence.digest, "late": late}
            record(request, bench.programme.code, "assess.paper", about=about, new=new)
    return [LATE_PAPER.at(allowed=bench.closes)] if late and found else []
