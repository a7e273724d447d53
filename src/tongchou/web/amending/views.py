"""The versions of a programme: what changed, by whom, and back to an earlier one."""

from pathlib import Path
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from tongchou.packs import load
from tongchou.packs.diff import diff
from tongchou.web.access import Act, may, needs
from tongchou.web.amending.files import replace_all
from tongchou.web.amending.making import amend_later
from tongchou.web.amending.models import Amendment, State
from tongchou.web.amending.versions import current, version
from tongchou.web.desk import programme_of
from tongchou.web.languages import in_words
from tongchou.web.models import Person
from tongchou.web.stock import shipped

MOST = 200


def versions(request: HttpRequest, pack: str) -> HttpResponse:
    """List the changes the office made, the newest first."""
    found = Amendment.objects.filter(pack=pack).select_related("by", "errand__queued")[:MOST]
    context = {
        "programme": programme_of(pack),
        "amendments": found,
        "current": current(pack),
        "running": any(one.state == State.WAITING for one in found),
        "may_go_back": may(cast(Person, request.user), Act.ISSUE, pack),
    }
    return render(request, "amending/versions.html", context)


def version_page(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Show what a version changed, field by field."""
    programme, folder = programme_of(pack), _folder(pack, number)
    changes = diff(load(_before(pack, number)), load(folder))
    context = {"programme": programme, "number": number, "changes": changes[:MOST], "total": len(changes)}
    return render(request, "amending/version.html", context)


@require_POST
@needs(Act.ISSUE)
def go_back(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Let an earlier version count again, as a new one; ``0`` is the pack as it came."""
    _folder(pack, number)
    amend_later(
        pack, f"{replace_all.__module__}:{replace_all.__name__}", {"number": number},
        by=cast(Person, request.user), what=in_words(f"恢复到第 {number} 版", f"back to version {number}"),
    )  # fmt: skip
    return redirect("versions", pack)


def _folder(pack: str, number: int) -> Path:
    folder = version(pack, number) if number else _shipped(pack)
    if folder is None or not folder.is_dir():
        raise Http404(in_words(f"没有第 {number} 版。", f"There is no version {number}."))
    return folder


def _before(pack: str, number: int) -> Path:
    earlier = [n for n in range(number - 1, 0, -1) if version(pack, n).is_dir()]
    return _folder(pack, earlier[0] if earlier else 0)


def _shipped(pack: str) -> Path | None:
    return next((one for one in shipped() if one.name == pack), None)
