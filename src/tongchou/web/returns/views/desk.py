"""What waits for me: returns to fill in, to answer, to check; and the rounds of the programme."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from tongchou.terms import Words
from tongchou.web.access import Act, may
from tongchou.web.desk import programme_of
from tongchou.web.models import Person
from tongchou.web.returns.finding_list import counted, seen_by
from tongchou.web.returns.looking import Look
from tongchou.web.returns.models import Notice, Round
from tongchou.web.returns.waiting import concerning

MOST_NOTICES = 6


@dataclass(frozen=True, slots=True)
class Group:
    """Returns that wait for the same thing."""

    words: Words
    looks: tuple[Look, ...]


@require_GET
def returns(request: HttpRequest, pack: str) -> HttpResponse:
    """Show what waits for the person, the most pressing first, and below it everything else that concerns them."""
    programme, person = programme_of(pack), cast(Person, request.user)
    looks = [Look(programme, one, person, localdate()) for one in concerning(programme, person)]
    mine = [look for look in looks if look.actor.roles and look.editable]
    context = {
        "programme": programme,
        "groups": list(_groups(looks)),
        "first": min(mine, key=_urgency, default=None),
        "mine": mine,
        "rounds": Round.objects.filter(pack=pack).prefetch_related("issues"),
        "notices": Notice.objects.filter(pack=pack, to=person, read_at=None)[:MOST_NOTICES],
        "findings": counted(seen_by(programme, person), localdate()),
        "may_issue": may(person, Act.ISSUE, pack),
        "may_publish": may(person, Act.PUBLISH, pack),
        "forms": len(programme.run.pack.tables.forms.rows),
    }
    return render(request, "returns/desk.html", context)


def _urgency(look: Look) -> tuple[bool, object, int]:
    """What came back first, then what is due first."""
    return (look.came_back is None, look.one.issue.due, look.one.pk)


def _groups(looks: list[Look]) -> Iterator[Group]:
    """Yield groups that hold anything, in the order of what a person should do first."""
    sorts = (
        (Words("退回给我的", "Sent back to me"), lambda one: one.came_back is not None and one.editable),
        (Words("等我答复的提问", "Questions for me"), lambda one: "answer" in one.allowed and one.held.open_queries),
        (Words("等我填报的", "To fill in"), lambda one: one.editable),
        (Words("等我审核的", "To check"), lambda one: "approve" in one.allowed),
        (Words("已交出、在路上的", "On their way"), lambda one: not one.held.final),
        (Words("已核准的", "Approved"), lambda one: one.held.final),
    )
    left = sorted(looks, key=_urgency)
    for words, belongs in sorts:
        group = [one for one in left if belongs(one)]
        left = [one for one in left if one not in group]
        if group:
            yield Group(words, tuple(group))


@require_POST
def notices_read(request: HttpRequest, pack: str) -> HttpResponse:
    """Put the notices away."""
    Notice.objects.filter(pack=pack, to=cast(Person, request.user), read_at=None).update(read_at=timezone.now())
    return redirect("returns", pack)
