"""The list of models, a model's page with its live answer, and the page of what nobody verified."""

from collections.abc import Mapping
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tongchou.decide import MODELS, Group, Model, about, book_with, unverified
from tongchou.decide.filling import layout
from tongchou.decide.showing import table_shown
from tongchou.loop import Asked
from tongchou.terms import AsOf
from tongchou.web.access import Act, needs
from tongchou.web.decisions import telling
from tongchou.web.decisions.models import Scenario
from tongchou.web.decisions.sheet import (
    Answered,
    Sheet,
    answered_soon,
    example_of,
    model_of,
    sheet_of,
    typed,
)
from tongchou.web.decisions.solving import sent, solved
from tongchou.web.desk import programme_of
from tongchou.web.languages import in_words
from tongchou.web.models import Person
from tongchou.web.programme import Programme


@require_safe
@needs(Act.SUPPOSE)
def models(request: HttpRequest, pack: str) -> HttpResponse:
    """Show what the programme asks and what came out, the saved scenarios, and every model by what it is about."""
    programme = programme_of(pack)
    groups = [
        (group, [(one, about(one.code), _needs(one.form)) for one in MODELS.values() if about(one.code).group is group])
        for group in Group
    ]
    context = {
        "programme": programme,
        "asked": [(one, _headlines(one)) for one in programme.run.asked.values()],
        "scenarios": Scenario.objects.filter(pack=pack).select_related("by"),
        "groups": groups,
        "unverified": len(unverified(book_with(programme.run.pack.parameters)).rows),
        "names": {one.code: one.words for one in MODELS.values()},
    }
    return render(request, "decisions/models.html", context)


def _needs(form: Any) -> str:
    return "、".join(one.words.zh for one in layout(form) if one.required)


def _headlines(asked: Asked) -> list[telling.ToldFigure]:
    return telling.figures(asked.result)[:3] if asked.result else []


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Act.SUPPOSE)
def model(request: HttpRequest, pack: str, model: str) -> HttpResponse:
    """Show a model's inputs and its answer; only the answer where the page's own script asks."""
    programme, one = programme_of(pack), model_of(model)
    if request.method == "POST":
        found = answered_soon(typed(programme, one, request.POST))
        if found.waits:
            return redirect("errand", pack, sent(found, cast(Person, request.user)).pk)
        if request.headers.get("HX-Request"):
            return render(request, "decisions/answer.html", told(found))
        return shown(request, found)
    if number := request.GET.get("scenario"):
        return saved(request, programme, number)
    if key := request.GET.get("solved"):
        return shown(request, answered_soon(_solved(request, programme, model, key)))
    asked = _asked(programme, model, request.GET.get("question"))
    if asked is None:
        return shown(request, answered_soon(_example(programme, one)), example=True)
    sheet = sheet_of(programme, one, asked.inputs, asked.as_of, asked.scope)
    known = Answered(sheet, asked.inputs, asked.result) if asked.result else answered_soon(sheet)
    return shown(request, known, asked=asked)


def _solved(request: HttpRequest, programme: Programme, model: str, key: str) -> Sheet:
    """The page somebody had solved.

    :raises Http404: where this person had nothing solved under that key.
    """
    sheet = solved(programme.code, model, key, cast(Person, request.user))
    if sheet is None:
        raise Http404(in_words("没有这次求解。", "There is no such errand."))
    return sheet


def _example(programme: Programme, one: Model) -> Sheet:
    """The filled example, by the rules of the run's day, or of its own where its rules have ended since."""
    day, as_of = about(one.code).day, programme.run.as_of
    return sheet_of(programme, one, example_of(one), AsOf(day, as_of.known_on) if day else as_of)


def _asked(programme: Programme, model: str, wanted: str | None) -> Asked | None:
    """The question asked for, else the programme's first to the model; ``None`` for the example."""
    mine = {code: one for code, one in programme.run.asked.items() if one.model.code == model}
    if wanted and wanted not in mine:
        raise Http404(in_words(f"没有测算“{wanted}”。", f"There is no question '{wanted}'."))
    return mine[wanted] if wanted else next(iter(mine.values()), None) if wanted is None else None


def saved(request: HttpRequest, programme: Programme, number: str) -> HttpResponse:
    """Show a saved scenario: its inputs in the form, its answer computed again, and a word where that differs now."""
    scenario = scenario_of(programme, number)
    asked_on = AsOf(scenario.as_of, scenario.known_on)
    sheet = sheet_of(programme, model_of(scenario.model), scenario.inputs, asked_on, scenario.scope)
    levers = {int(key): int(value) for key, value in scenario.levers.items()}
    found = answered_soon(Sheet(programme, sheet.model, sheet.filled, levers, sheet.as_of, sheet.scope))
    now = found.result.plain()["figures"] if found.result else scenario.answer["figures"] if found.waits else None
    return shown(request, found, scenario=scenario, differs=now != scenario.answer["figures"])


def scenario_of(programme: Programme, number: str) -> Scenario:
    """Return a scenario of a programme.

    :raises Http404: where there is none of that number.
    """
    found = Scenario.objects.filter(pack=programme.code, pk=number).first() if number.isdigit() else None
    if found is None:
        raise Http404(in_words("没有这个方案，可能已被删除。", "There is no such scenario; it may have been deleted."))
    return found


def shown(request: HttpRequest, found: Answered, *, status: int = 200, **more: Any) -> HttpResponse:
    """Render a model's page."""
    sheet, here = found.sheet, found.sheet.programme
    asked: Asked | None = more.get("asked")
    context = {
        **told(found),
        **more,
        "about": about(sheet.model.code),
        "sliders": [(n, lever, sheet.levers.get(n, 100)) for n, lever in enumerate(sheet.model.sliders)],
        "questions": [one for one in here.run.asked.values() if one.model.code == sheet.model.code],
        "scenarios": Scenario.objects.filter(pack=here.code, model=sheet.model.code).select_related("by"),
        "given": asked.given if asked else (),
        "reasons": dict.fromkeys(asked.question.asked.invented.values()) if asked else (),
        "invented": asked.invented if asked else "example" in more,
    }
    return render(request, "decisions/model.html", context, status=status)


def told(found: Answered) -> Mapping[str, Any]:
    """Return what the answer's template needs."""
    result = found.result
    context: dict[str, Any] = {"programme": found.sheet.programme, "sheet": found.sheet, "found": found}
    if result is not None:
        context |= {
            "result": result,
            "figures": telling.figures(result),
            "tables": telling.tables(result),
            "charts": telling.charts(result),
            "swings": list(telling.swing_rows(result)),
        }
    return context


@require_safe
@needs(Act.SUPPOSE)
def unverified_page(request: HttpRequest, pack: str) -> HttpResponse:
    """Show every value whose source nobody has read."""
    programme = programme_of(pack)
    table = unverified(book_with(programme.run.pack.parameters))
    context = {"programme": programme, "table": telling.ToldTable(table, table_shown(table))}
    return render(request, "decisions/unverified.html", context)
