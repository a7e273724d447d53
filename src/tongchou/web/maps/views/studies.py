"""Plans that somebody brings: read and checked, compared, listed by unit, handed on as tasks, closed by measurement."""

import json
from secrets import token_hex
from typing import Any, cast

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tongchou.onemap.atlas import rules
from tongchou.report.forms import FORMS
from tongchou.terms import Refusal
from tongchou.web.access import Act, needs
from tongchou.web.assets import font
from tongchou.web.desk import programme_of
from tongchou.web.duties.adding import add_tasks
from tongchou.web.duties.models import Duty
from tongchou.web.languages import in_words, language
from tongchou.web.maps import study_forms, uploads, work
from tongchou.web.maps.comparing import RESULT, ledger_of, tasks_of
from tongchou.web.maps.lists import by_unit, document, open_lines
from tongchou.web.maps.models import State, Study
from tongchou.web.maps.pictures import COLOURS, Class, Picture, Sheet, around
from tongchou.web.maps.ranges import ranged
from tongchou.web.maps.study_forms import UploadForm
from tongchou.web.maps.views.atlas import zipped
from tongchou.web.models import Person
from tongchou.web.programme import Programme
from tongchou.web.trail import record

CODE = 5
"""Bytes of the code of a study."""
ALARMS = ("#b3261e", "#e8590c", "#a61e4d", "#862e9c", "#c2255c", "#5f3dc4")
"""Colours of the kinds of conflict."""
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}


@needs(Act.DRAW)
def studies(request: HttpRequest, pack: str) -> HttpResponse:
    """Show the studies of a programme, and take files for another one."""
    programme = programme_of(pack)
    form = UploadForm(request.POST or None, request.FILES or None)
    problems: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("map-study", pack, _brought(request, form, pack, None).code)
        except Refusal as refusal:
            problems = refusal.problems
    context = {
        "programme": programme,
        "form": form,
        "problems": problems,
        "suffixes": uploads.SUFFIXES,
        "largest": uploads.LARGEST // 2**20,
        "studies": Study.objects.filter(pack=pack).select_related("by", "follows", "errand__queued"),
        "rules": rules(programme.run.pack),
    }
    return render(request, "maps/studies.html", context, status=422 if problems or form.errors else 200)


def _brought(request: HttpRequest, form: UploadForm, pack: str, follows: Study | None) -> Study:
    code = token_hex(CODE)
    files = uploads.keep(form.cleaned_data["files"], uploads.folder(pack, code))
    answers = form.answers | {"found": timezone.localdate().isoformat()}
    person = cast(Person, request.user)
    with transaction.atomic():
        study = Study.objects.create(
            pack=pack,
            code=code,
            title=form.cleaned_data["title"],
            by=person,
            files=files,
            answers=answers,
            follows=follows,
        )
        record(request, pack, "map.upload", about=code, new={"files": [one["name"] for one in files]})
    work.begin(study, State.READING)
    return study


@needs(Act.DRAW)
def study(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Show a study as far as it is; its state alone where the page asks how far the work is."""
    programme, one = programme_of(pack), _study(pack, code)
    context = {
        "programme": programme,
        "study": one,
        "broken": work.is_broken(one),
        "running": one.state in work.RUNNING,
    }
    if request.headers.get("HX-Request") and one.state in work.RUNNING:
        return render(request, "maps/progress.html", context)
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    if one.state == State.DONE:
        context |= _done(programme, one)
    elif one.state == State.READ or (one.state == State.REFUSED and any(file.get("layers") for file in one.files)):
        context |= _read(programme, one, request)
    return render(request, "maps/study.html", context | {"said": [_say(pair) for pair in one.problems]})


def _say(pair: list[str]) -> str:
    return pair[language() == "en"]


def _study(pack: str, code: str) -> Study:
    found = Study.objects.filter(pack=pack, code=code).select_related("by", "follows", "errand__queued").first()
    if found is None:
        raise Http404(in_words(f"没有比对“{code}”。", f"There is no comparison '{code}'."))
    return found


def _read(programme: Programme, one: Study, request: HttpRequest) -> dict[str, Any]:
    given = request.POST if request.method == "POST" else None
    return {
        "parts": study_forms.parts(one, given),
        "categories": study_forms.categories(programme),
        "own": list(study_forms.own_plans(programme, one)),
        "earlier": study_forms.earlier(one),
        "reading": [(file, layer) for file in one.files for layer in file.get("layers", [])],
    }


@needs(Act.DRAW)
@require_POST
def answer(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Take what the codes mean and compare; only show the codes of another field where that was asked."""
    programme, one = programme_of(pack), _study(pack, code)
    if "compare" not in request.POST or one.state not in {State.READ, State.REFUSED, State.DONE}:
        context = {"programme": programme, "study": one, "said": []} | _read(programme, one, request)
        return render(request, "maps/study.html", context)
    answers = study_forms.answered(one, request.POST)
    with transaction.atomic():
        Study.objects.filter(pk=one.pk).update(answers=answers)
        record(request, pack, "map.compare", about=code, new={"plans": [each["plan"] for each in answers["plans"]]})
    one.refresh_from_db()
    work.begin(one, State.COMPARING)
    return redirect("map-study", pack, code)


@needs(Act.DRAW)
@require_POST
def again(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Take up work that broke off or was refused, from the kept files; or go back to what the codes mean."""
    one = _study(pack, code)
    read = any(file.get("layers") for file in one.files)
    if "codes" in request.POST and read and one.state not in work.RUNNING:
        Study.objects.filter(pk=one.pk).update(state=State.READ, problems=[])
    elif work.is_broken(one) or one.state == State.REFUSED:
        work.begin(one, State.COMPARING if one.answers.get("plans") or one.answers.get("own") else State.READING)
    return redirect("map-study", pack, code)


@needs(Act.DRAW)
def follow(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Take adjusted layers: what they no longer show on the ground of a conflict closes it."""
    programme, one = programme_of(pack), _study(pack, code)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"title": one.title})
    problems: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("map-study", pack, _brought(request, form, pack, one).code)
        except Refusal as refusal:
            problems = refusal.problems
    context = {"programme": programme, "study": one, "form": form, "problems": problems,
               "suffixes": uploads.SUFFIXES, "largest": uploads.LARGEST // 2**20}  # fmt: skip
    return render(request, "maps/follow.html", context, status=422 if problems or form.errors else 200)


def _result(one: Study) -> dict[str, Any]:
    path = uploads.folder(one.pack, one.code) / RESULT
    if one.state != State.DONE or not path.is_file():
        raise Http404(in_words("这次比对还没有结果。", "This comparison has no result yet."))
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def _done(programme: Programme, one: Study) -> dict[str, Any]:
    result = _result(one)
    waiting = open_lines(result)
    return {
        "result": result,
        "units": by_unit(waiting),
        "waiting": waiting,
        "closed": [line for line in result["conflicts"] if line["closed"]],
        "tasks": _tasks(one, result),
        "mu": sum(float(line["mu"]) for line in waiting),
        "picture": _picture(programme, one, result),
        "forms": list(FORMS),
        "new_tasks": len(_new_tasks(programme, one)),
    }


def _tasks(one: Study, result: dict[str, Any]) -> set[str]:
    """The codes of conflicts that stand on the duty ledger."""
    codes = {line["task"]: line["code"] for line in result["conflicts"]}
    there = Duty.objects.filter(pack=one.pack, origin=f"map:{one.first.code}").values_list("code", flat=True)
    return {codes[code] for code in there if code in codes}


def _picture(programme: Programme, one: Study, result: dict[str, Any]) -> Picture:
    sheets = [_sheet(one, sheet, at) for at, sheet in enumerate(result["sheets"])]
    top = [sheet["bounds"] for sheet in result["sheets"] if sheet["bounds"]]
    return Picture("study", tuple(sheets), around(top), title=f"{programme.words.zh}：{one.title}")


def _sheet(one: Study, sheet: dict[str, Any], at: int) -> Sheet:
    conflicts = sheet["code"] == "conflicts"
    palette = ALARMS if conflicts else (*COLOURS[at * 2 :], *COLOURS)
    classes = tuple(
        Class(value, value, palette[number % len(palette)], count)
        if value != "—"
        else Class(value, in_words("不参加比对", "takes no part"), "#c9cfd4", count)
        for number, (value, count) in enumerate(sheet["classes"].items())
    )
    return Sheet(
        sheet["code"],
        in_words("冲突图斑", "Conflicts") if conflicts else sheet["name"],
        "area",
        f"{reverse('map-study-file', args=[one.pack, one.code, _name(sheet)])}?v={_stamp(one)}",
        sheet["tiled"],
        conflicts or at < 2,
        sheet["count"],
        classes,
        reverse("map-conflict", args=[one.pack, one.code, "~"]) if conflicts else "",
        strong=conflicts,
    )


def _stamp(one: Study) -> int:
    return one.errand.pk if one.errand else 0


def _name(sheet: dict[str, Any]) -> str:
    """The name of the file from which the map draws a layer."""
    return f"{sheet['code']}.{'pmtiles' if sheet['tiled'] else 'json'}"


@needs(Act.DRAW)
def conflict(request: HttpRequest, pack: str, code: str, number: str) -> HttpResponse:
    """Explain one conflict: kinds, planned uses on each side, unit, deadline, what it rests on."""
    programme, one = programme_of(pack), _study(pack, code)
    line = next((each for each in _result(one)["conflicts"] if each["code"] == number), None)
    if line is None:
        raise Http404(in_words(f"没有冲突“{number}”。", f"There is no conflict '{number}'."))
    return render(request, "maps/conflict.html", {"programme": programme, "study": one, "line": line})


@needs(Act.DRAW)
def study_file(request: HttpRequest, pack: str, code: str, name: str) -> HttpResponseBase:
    """Send a file of a study: the list to sign, a table, a layer, or what the map draws."""
    programme, one = programme_of(pack), _study(pack, code)
    place = uploads.folder(pack, code)
    if name in {f"list.{form}" for form in FORMS}:
        form = name.rpartition(".")[2]
        data = FORMS[form](document(programme, one, _result(one)), font())
        answer = HttpResponse(data, content_type=TYPES[form])
        answer.headers["Content-Disposition"] = f'attachment; filename="{pack}-conflicts-{code}.{form}"'
        return answer
    if name not in _offered(one):
        raise Http404(in_words(f"没有文件“{name}”。", f"There is no file '{name}'."))
    if name.endswith(".json"):
        return zipped(request, (place / f"{name}.gz").read_bytes(), "application/geo+json")
    if name.endswith(".pmtiles"):
        return ranged(request, place / name)
    return FileResponse((place / name).open("rb"), as_attachment=True, filename=f"{code}-{name}")


def _offered(one: Study) -> set[str]:
    layers = [layer for file in one.files for layer in file.get("layers", [])]
    names = {layer[kind] for layer in layers for kind in ("faults", "mended") if kind in layer}
    if one.state == State.DONE:
        result = _result(one)
        names |= set(result["files"])
        names |= {_name(sheet) for sheet in result["sheets"]}
    return names


@needs(Act.DRAW)
@require_POST
def hand_on(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Put the open conflicts on the duty ledger, each once however often plans are measured again."""
    programme, one = programme_of(pack), _study(pack, code)
    rows = _new_tasks(programme, one)
    with transaction.atomic():
        add_tasks(request, pack, rows, origin=f"map:{one.first.code}")
        Study.objects.filter(pk=one.pk).update(tasked=one.tasked + len(rows))
        record(request, pack, "map.tasks", about=code, new={"tasks": len(rows)})
    return redirect("map-study", pack, code)


def _new_tasks(programme: Programme, one: Study) -> list[Any]:
    """The open conflicts that stand in no task yet."""
    rows = list(tasks_of(programme, one, ledger_of(one)))
    there = set(Duty.objects.filter(pack=one.pack, code__in=[row.code for row in rows]).values_list("code", flat=True))
    return [row for row in rows if row.code not in there]
