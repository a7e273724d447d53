"""Notices as Word files."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse

from tongchou.report.model import Document
from tongchou.report.word import word
from tongchou.web.access import Act, needs
from tongchou.web.duties.lives import duty_of
from tongchou.web.duties.looking import looking
from tongchou.web.duties.models import Duty, Meeting
from tongchou.web.duties.papers import LATE, assignment_of, card_of, minutes_of, urging_of
from tongchou.web.duties.search import light_of
from tongchou.web.languages import in_words

MOST = 300
"""The most tasks of one notice."""
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def sent(document: Document) -> HttpResponse:
    """Return a notice as a file to keep."""
    name = quote(f"{document.title}{document.date}", safe="")
    headers = {"Content-Disposition": f"attachment; filename*=utf-8''{name}.docx"}
    return HttpResponse(word(document), TYPE, headers=headers)


@needs(Act.SEE)
def notice_of_many(request: HttpRequest, pack: str, kind: str) -> HttpResponse:
    """Send the 交办单 or 督办通知 of what a search finds."""
    look = looking(request, pack)
    found = look.search(request).found()[:MOST]
    compose = {"assignment": assignment_of, "urging": urging_of}.get(kind)
    if compose is None:
        raise Http404(in_words("没有这种通知。", "There is no such notice."))
    return sent(compose(look, found))


@needs(Act.SEE)
def notice_of_one(request: HttpRequest, pack: str, code: str, kind: str) -> HttpResponse:
    """Send the notice of one task: 交办单, or the card it has on the day."""
    look, duty = looking(request, pack), duty_of(pack, code)
    light, _ = light_of(duty, look.day, look.now.rules)
    if kind == "assignment":
        return sent(assignment_of(look, [duty]))
    if kind != "card" or light not in LATE:
        raise Http404(in_words("这项任务今天没有牌。", "This task has no card today."))
    return sent(card_of(look, duty))


@needs(Act.SEE)
def minutes(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Send the task list of a meeting."""
    look = looking(request, pack)
    meeting = Meeting.objects.filter(pack=pack, code=code).first()
    if meeting is None:
        raise Http404(in_words("没有这次会议。", "There is no such meeting."))
    return sent(minutes_of(look, meeting, Duty.objects.filter(pack=pack, origin=meeting.origin).order_by("code")))
