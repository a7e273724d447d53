"""Files: a model's inputs as a workbook, a filled one back, and the appendix of every answer of the programme."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from tongchou.decide.filling import from_workbook, to_workbook
from tongchou.report.decisions import decision_appendix
from tongchou.report.forms import FORMS
from tongchou.terms import Problem, Refusal
from tongchou.web.access import Act, needs
from tongchou.web.assets import font
from tongchou.web.decisions.errors import LARGE_FILE, NO_FILE
from tongchou.web.decisions.sheet import Answered, answered_soon, example_of, model_of, sheet_of, typed
from tongchou.web.decisions.views.looking import scenario_of, shown
from tongchou.web.desk import programme_of
from tongchou.web.languages import in_words

MEGABYTES = 5
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}


@require_safe
@needs(Act.SUPPOSE)
def template(request: HttpRequest, pack: str, model: str) -> HttpResponse:
    """Send a model's inputs as a workbook: of a question or a scenario where asked for, else the example."""
    programme, one = programme_of(pack), model_of(model)
    asked = programme.run.asked.get(request.GET.get("question", ""))
    data = dict(asked.inputs) if asked and asked.model.code == model else example_of(one)
    if number := request.GET.get("scenario"):
        data = scenario_of(programme, number).inputs
    return _sent(to_workbook(model, one.words, one.form, data), f"{one.words.zh}.xlsx", "xlsx")


@require_POST
@needs(Act.SUPPOSE)
def upload(request: HttpRequest, pack: str, model: str) -> HttpResponse:
    """Read a filled workbook into the form; what is wrong is told by its cell, and what was typed stays."""
    programme, one = programme_of(pack), model_of(model)
    file = request.FILES.get("file")
    sheet = typed(programme, one, request.POST)
    try:
        if file is None:
            raise NO_FILE.refusal()
        if (file.size or 0) > MEGABYTES * 2**20:
            raise LARGE_FILE.refusal(found=(file.size or 0) >> 20, allowed=MEGABYTES)
        data, _ = from_workbook(model, one.form, file.read(), file.name or "upload.xlsx")
    except Refusal as refusal:
        return _refused(request, Answered(sheet), refusal.problems)
    return shown(request, answered_soon(sheet_of(programme, one, data, sheet.as_of, sheet.scope)), read=file.name)


def _refused(request: HttpRequest, found: Answered, problems: tuple[Problem, ...]) -> HttpResponse:
    return shown(request, found, status=400, wrong=problems)


@require_safe
@needs(Act.SUPPOSE)
def appendix(_request: HttpRequest, pack: str, form: str) -> HttpResponse:
    """Send the answers to all the programme's questions as Word, Excel or a page, each figure explained."""
    programme = programme_of(pack)
    if form not in FORMS or not programme.run.asked:
        raise Http404(in_words("没有这份附件。", "There is no such appendix."))
    document = decision_appendix(programme.run, timezone.localdate())
    return _sent(FORMS[form](document, font()), f"{programme.words.zh}人地钱测算.{form}", form)


def _sent(content: bytes, name: str, form: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=TYPES[form])
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer
