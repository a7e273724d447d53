"""Keep scenarios: save, compare, rename, delete."""

from typing import cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tongchou.decide.comparing import differences, figures
from tongchou.web.access import Act, needs
from tongchou.web.decisions.errors import NO_NAME
from tongchou.web.decisions.models import Scenario
from tongchou.web.decisions.sheet import WHOLE, Answered, answered, model_of, typed
from tongchou.web.decisions.views.looking import scenario_of, shown
from tongchou.web.desk import programme_of
from tongchou.web.languages import said
from tongchou.web.models import Person
from tongchou.web.trail import record

MOST = 5
"""The most scenarios side by side."""


@require_POST
@needs(Act.SUPPOSE)
def save(request: HttpRequest, pack: str, model: str) -> HttpResponse:
    """Keep what is on the page with its answer; what is refused stays on the page with the reason."""
    found = answered(typed(programme_of(pack), model_of(model), request.POST))
    name = request.POST.get("name", "").strip()
    if not name or found.result is None:
        return shown(request, found, status=400, refused=None if name else NO_NAME.at())
    scenario = _scenario(found, name, request)
    with transaction.atomic():
        scenario.save()
        record(
            request,
            pack,
            "decisions.save",
            about=f"{model} {scenario.pk}",
            new={"name": name, "digest": scenario.digest},
        )
    return redirect(f"{reverse('decide-model', args=[pack, model])}?scenario={scenario.pk}")


def _scenario(found: Answered, name: str, request: HttpRequest) -> Scenario:
    sheet, result = found.sheet, found.result
    if result is None:
        raise ValueError("only an answer is kept")
    return Scenario(
        pack=sheet.programme.code, model=sheet.model.code, name=name[:80], by=cast(Person, request.user),
        as_of=sheet.as_of.true_on, known_on=sheet.as_of.known_on, scope=sheet.scope, digest=result.digest,
        invented=request.POST.get("invented") == "yes", inputs=found.inputs, answer=result.plain(),
        levers={str(number): percent for number, percent in sheet.levers.items()},
    )  # fmt: skip


@require_safe
@needs(Act.SUPPOSE)
def compare(request: HttpRequest, pack: str) -> HttpResponse:
    """Show scenarios of one model side by side, the first as the measure; the programme's own answer if asked for."""
    programme = programme_of(pack)
    chosen = [scenario_of(programme, number) for number in request.GET.getlist("scenario")[:MOST]]
    same = [one for one in chosen if one.model == chosen[0].model]
    asked = programme.run.asked.get(request.GET.get("question", ""))
    own = asked if asked and asked.result and (not same or asked.model.code == same[0].model) else None
    plains = [own.result.plain()] if own and own.result else []
    inputs = [dict(own.inputs)] if own else []
    context = {
        "programme": programme,
        "own": own,
        "scenarios": same,
        "others": len(chosen) - len(same),
        "rows": list(figures([*plains, *(one.answer for one in same)])) if own or same else [],
        "differences": list(differences([*inputs, *(one.inputs for one in same)])) if own or same else [],
        "moved": [(one.name, told) for one in same if (told := _levers(one))],
        "model": own.model if own else model_of(same[0].model) if same else None,
    }
    return render(request, "decisions/compare.html", context)


def _levers(scenario: Scenario) -> str:
    """The sliders of a scenario that are off their place."""
    sliders = model_of(scenario.model).sliders
    held = (
        (sliders[int(number)], percent) for number, percent in scenario.levers.items() if int(number) < len(sliders)
    )
    return "、".join(f"{said(lever.words)} {percent - WHOLE:+d}%" for lever, percent in held if percent != WHOLE)


@require_POST
@needs(Act.SUPPOSE)
def change(request: HttpRequest, pack: str, number: str) -> HttpResponseRedirect:
    """Rename or delete a scenario; both stand in the trail."""
    programme = programme_of(pack)
    scenario, name = scenario_of(programme, number), request.POST.get("name", "").strip()[:80]
    about = f"{scenario.model} {scenario.pk}"
    with transaction.atomic():
        if "delete" in request.POST:
            record(
                request, pack, "decisions.delete", about=about, old={"name": scenario.name, "digest": scenario.digest}
            )
            scenario.delete()
        elif name and name != scenario.name:
            record(request, pack, "decisions.rename", about=about, old=scenario.name, new=name)
            Scenario.objects.filter(pk=scenario.pk).update(name=name)
    return redirect(f"{reverse('decide', args=[pack])}#scenarios")
