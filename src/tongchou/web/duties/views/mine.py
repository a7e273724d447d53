"""My tasks: what waits for me, by what is to be done; for those who only look, what burns."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongchou.plan import Light, TaskState
from tongchou.terms import Words
from tongchou.web.access import Act, needs
from tongchou.web.duties.doing import done_of
from tongchou.web.duties.looking import Line, Looking, lines, looking
from tongchou.web.duties.models import Duty
from tongchou.web.duties.search import Search, counts, of_light

FIRST = 15
"""The most tasks of one kind that are shown at once."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Tasks that wait for one thing to be done."""

    code: str
    words: Words
    count: int
    lines: list[Line]


@needs(Act.SEE)
def mine(request: HttpRequest, pack: str) -> HttpResponse:
    """Show what waits for the person, and how the whole ledger stands."""
    look = looking(request, pack)
    search = Search(pack, look.day, look.now.rules)
    burning = Duty.objects.filter(
        Q(pack=pack) & (of_light(search.rules, Light.ESCALATED, look.day) | of_light(search.rules, Light.RED, look.day))
    )
    context = {
        "programme": look.programme,
        "look": look,
        "search": search,
        "waiting": [one for one in _waiting(look) if one.count],
        "counts": counts(search),
        "burning": lines(look, burning.order_by("due", "code")[:FIRST]),
        "step_done": done_of(request, look),
    }
    return render(request, "duties/mine.html", context)


def _waiting(look: Looking) -> Iterator[Waiting]:
    own = Q(lead__in=look.names) & ~Q(lead="")
    helping = Q(pk__in=[])
    for name in look.names:
        helping |= Q(partners__contains=f";{name};")
    for code, words, asked in _kinds(look, own, helping):
        found = Duty.objects.filter(asked, pack=look.pack).order_by("due", "code")
        yield Waiting(code, words, found.count(), lines(look, found[:FIRST]))


def _kinds(look: Looking, own: Q, helping: Q) -> Iterator[tuple[str, Words, Q]]:
    if look.may_work:
        yield "accept", Words("等我签收", "To sign for"), own & Q(state=TaskState.ASSIGNED)
        begun = Q(state__in=(TaskState.ACCEPTED, TaskState.SPLIT))
        yield "start", Words("等我分解、开展", "To split and start"), own & begun
        yield "report", Words("我牵头、办理中，等我报告", "Under way, to report on"), own & Q(state=TaskState.DOING)
    if look.may_verify:
        others = Q(state=TaskState.REPORTED, lead__in=look.verifies) & ~own & ~helping
        yield "verify", Words("等我核验（别的单位报来的）", "Reported by others, to verify"), others
    if look.may_issue:
        yield "assign", Words("等我交办", "To assign"), Q(state=TaskState.PROPOSED)
        yield "close", Words("已核验，等我销号", "Verified, to close"), Q(state=TaskState.VERIFIED)
    if look.may_work:
        yield "help", Words("我配合的", "Where I help"), helping & Q(open=True) & ~own
