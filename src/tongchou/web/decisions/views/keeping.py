"""Keep scenarios: save, compare, rename, delete."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from tongchou.decide.comparing import differences, figures
from tongchou.web.access import Act, needs
from tongchou.web.decisions.errors import NO_NAME
from tongchou.web.decisions.models import Scenario
from tongchou.web.decisions.sheet import WHOLE, Answered, answered_soon, model_of, typed
from tongchou.web.decisions.views.looking import scenario_of, shown
from tongchou.web.desk import programme_of
from tongchou.web.languages import in_words, said
from tongchou.web.models import Person
from tongchou.web.programme import Programme
from tongchou.web.trail import record

MOST = 5
"""The most scenarios side by side."""


@require_POST
@needs(Act.SUPPOSE)
def save(request: HttpRequest, pack: str, model: str) -> HttpResponse:
    """Keep what is on the page with its answer; what is refused stays on the page with the reason."""
    found = answered_soon(typed(programme_of(pack), model_of(model), request.POST))
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
    """Show answers to one model side by side: the programme's own first, the first as the measure of all."""
    programme = programme_of(pack)
    own = [_own(programme, code) for code in request.GET.getlist("question")]
    kept = [_kept(scenario_of(programme, number)) for number in request.GET.getlist("scenario")]
    chosen = [*own, *kept][:MOST]
    same = [one for one in chosen if one.model == chosen[0].model]
    context = {
        "programme": programme,
        "columns": same,
        "others": len(chosen) - len(same),
        "rows": list(figures([one.answer for one in same])),
        "differences": list(differences([one.inputs for one in same])),
        "moved": [(one.name, one.levers) for one in same if one.levers],
        "model": model_of(same[0].model) if same else None,
    }
    return render(request, "decisions/compare.html", context)


@dataclass(frozen=True, slots=True)
class Column:
    """One answer beside others: of the programme itself or a saved scenario."""

    name: str
    address: str
    note: str
    model: str
    inputs: Mapping[str, Any]
    answer: Mapping[str, Any]
    levers: str = ""


def _own(programme: Programme, code: str) -> Column:
    """The programme's own answer to a question.

    :raises Http404: where it asks no such question, or the model refuses an answer.
    """
    asked = programme.run.asked.get(code)
    if asked is None or asked.result is None:
        raise Http404(in_words(f"没有测算“{code}”的结果。", f"There is no answer to '{code}'."))
    address = f"{reverse('decide-model', args=[programme.code, asked.model.code])}?question={code}"
    note = in_words("本方案", "the programme")
    name = said(asked.question.asked.name.words)
    return Column(name, address, note, asked.model.code, dict(asked.inputs), asked.result.plain())


def _kept(one: Scenario) -> Column:
    address = f"{reverse('decide-model', args=[one.pack, one.model])}?scenario={one.pk}"
    note = f"{one.by} {localtime(one.at):%m-%d %H:%M}"
    return Column(one.name, address, note, one.model, one.inputs, one.answer, _levers(one))


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
