"""The ledger as a table: out as Excel or CSV, in again after a dry run that says what would happen."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tongchou.terms import Refusal
from tongchou.web.access import Act, needs
from tongchou.web.duties.looking import lines, looking
from tongchou.web.duties.tables import COLUMNS, FORMS, Plan, apply, planned
from tongchou.web.languages import in_words

LARGEST = 10 * 2**20
"""The most bytes of a table brought in."""
MOST = 20_000
"""The most tasks of one file."""


@needs(Act.SEE)
def export(request: HttpRequest, pack: str, form: str) -> HttpResponse:
    """Send what a search finds as a table."""
    look = looking(request, pack)
    if form not in FORMS:
        raise Http404(in_words("没有这种文件。", "There is no such file."))
    data = FORMS[form](look, lines(look, look.search(request).found()[:MOST]))
    name = quote(f"{look.programme.words.zh}任务台账", safe="")
    headers = {"Content-Disposition": f"attachment; filename*=utf-8''{name}.{form}"}
    return HttpResponse(data, "application/octet-stream", headers=headers)


@needs(Act.ISSUE)
def bring(request: HttpRequest, pack: str) -> HttpResponse:
    """Take a table: first shown as what it would do, then done."""
    look = looking(request, pack)
    context = {"programme": look.programme, "look": look, "columns": COLUMNS}
    if request.method != "POST":
        return render(request, "duties/import.html", context)
    try:
        plan = _plan(request, pack)
        if request.POST.get("text") and plan.may_go:
            done = apply(request, look, plan)
            return HttpResponseRedirect(f"{reverse('duties-list', args=[pack])}?q=&done={done}")
    except Refusal as refusal:
        return render(request, "duties/import.html", {**context, "problems": refusal.problems}, status=422)
    return render(request, "duties/import.html", {**context, "plan": plan}, status=200 if plan.may_go else 422)


def _plan(request: HttpRequest, pack: str) -> Plan:
    look = looking(request, pack)
    if text := request.POST.get("text"):
        return planned(look, "table.csv", text.encode())
    upload = request.FILES.get("file")
    if upload is None:
        return planned(look, "", b"")
    return planned(look, upload.name or "", upload.read() if (upload.size or 0) <= LARGEST else b"")
