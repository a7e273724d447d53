"""Hold plans of several levels against each other: promises without tasks, tasks without promise, figures, units."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongchou.reading import Fit, fits
from tongchou.terms import Refusal
from tongchou.web.access import Act, needs
from tongchou.web.desk import programme_of
from tongchou.web.languages import in_words
from tongchou.web.readings.alignment import LEVELS, Plan, blocks, chosen, plans, workbook


@needs(Act.READ_DOCUMENTS)
def aligned(request: HttpRequest, pack: str) -> HttpResponse:
    """Let somebody choose two or three plans and show the gaps between them; as a workbook with ``form=xlsx``."""
    programme = programme_of(pack)
    available = plans(programme.run.pack, pack)
    asked = {level: request.GET.get(level, "") for level in LEVELS}
    levels = chosen(asked, available)
    context: dict[str, Any] = {"programme": programme, "plans": available, "asked": asked}
    context["once_more"] = len(levels) < sum(map(bool, asked.values()))
    try:
        found = fits([plan.ledger(programme.run.pack) for plan in levels]) if len(levels) > 1 else ()
    except Refusal as refusal:
        return render(request, "readings/align.html", context | {"problems": refusal.problems}, status=409)
    if found and request.GET.get("form") == "xlsx":
        return _file(found)
    context["pairs"] = [_pair(fit, upper, lower) for fit, upper, lower in zip(found, levels, levels[1:], strict=False)]
    context["query"] = urlencode(asked | {"form": "xlsx"})
    return render(request, "readings/align.html", context)


def _pair(fit: Fit, upper: Plan, lower: Plan) -> dict[str, Any]:
    return {"fit": fit, "upper": upper, "lower": lower, "blocks": blocks(fit)}


def _file(found: tuple[Fit, ...]) -> HttpResponse:
    name = in_words("alignment-zh", "alignment")
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return HttpResponse(workbook(found), "application/octet-stream", headers=headers)
