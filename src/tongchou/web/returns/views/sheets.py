"""The page of a return's workbook: the template out, a filled one in; tried first, and marked where it is wrong."""

from typing import cast
from urllib.parse import quote

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from tongchou.terms import Problem, Refusal
from tongchou.web.models import Person
from tongchou.web.returns.book import By
from tongchou.web.returns.looking import Look, look
from tongchou.web.returns.sheets import Tried, marked, take_in, template_of, tried
from tongchou.web.returns.views.one import context_of

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def template(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Send the template of a return."""
    seen = look(request, pack, number)
    return _sent(template_of(seen), f"{seen.place.zh}-{seen.one.issue.words.zh}-{seen.one.issue.round.period}")


def workbook(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Try a workbook, save it, or send it back marked, as the button says."""
    seen = look(request, pack, number)
    file = request.FILES.get("file")
    if request.method != "POST" or not isinstance(file, UploadedFile):
        return _page(request, seen)
    data, name = b"".join(file.chunks()), str(file.name)
    try:
        found = tried(seen, data, name)
        if request.POST.get("do") == "mark":
            return _sent(marked(data, name, found), f"{name.rsplit('.', 1)[0]}-标注")
        if request.POST.get("do") == "save" and seen.editable:
            by = By(cast(Person, request.user), request, name[:120])
            take_in(seen, by, found, whole=request.POST.get("whole") == "on")
            return redirect("return", pack, number)
    except Refusal as refusal:
        return _page(request, seen, problems=refusal.problems)
    return _page(request, seen, found)


def _page(
    request: HttpRequest, seen: Look, found: Tried | None = None, problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    context = {**context_of(seen), "found": found, "problems": problems or (found.problems if found else ())}
    return render(request, "returns/workbook.html", context, status=422 if problems else 200)


def _sent(data: bytes, name: str) -> HttpResponse:
    disposition = f"attachment; filename*=utf-8''{quote(name, safe='')}.xlsx"
    return HttpResponse(data, EXCEL, headers={"Content-Disposition": disposition})
