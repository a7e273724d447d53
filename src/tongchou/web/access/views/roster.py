"""Accounts from a list."""

import csv
import io

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongchou.terms import Problem, Refusal
from tongchou.web.access import Act, needs
from tongchou.web.access.roster import Line, open_accounts, read_roster
from tongchou.web.trail import record


@needs(Act.MANAGE_PEOPLE)
def people_list(request: HttpRequest) -> HttpResponse:
    """Take a list of people, check it, and open their accounts when everything is right."""
    file = request.FILES.get("file")
    if file is None:
        return render(request, "access/list.html", {"checked": None})
    lines, problems = _read(file)
    if problems or request.POST.get("step") != "open":
        context = {"checked": len(lines), "problems": problems}
        return render(request, "access/list.html", context, status=422 if problems else 200)
    return _passwords(request, lines)


def _read(file: "UploadedFile[bytes]") -> tuple[list[Line], list[Problem]]:
    try:
        return read_roster(file.read(), file.name or "")
    except Refusal as refusal:
        return [], list(refusal.problems)


def _passwords(request: HttpRequest, lines: list[Line]) -> HttpResponse:
    with transaction.atomic():
        opened = open_accounts(lines)
        for person, _ in opened:
            record(request, "", "people.open", about=person.username, new={"called": person.called, "list": True})
    text = io.StringIO()
    csv.writer(text).writerows(
        [("登录名", "姓名", "一次性密码"), *((one.username, one.called, word) for one, word in opened)]
    )
    disposition = {"Content-Disposition": 'attachment; filename="passwords.csv"'}
    return HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8", headers=disposition)
