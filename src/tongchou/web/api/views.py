"""Tokens of one's own programs, and the reference of the interface as a page."""

from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from tongchou.web.api.door import api
from tongchou.web.api.models import Token, fresh_token
from tongchou.web.models import Person
from tongchou.web.trail import record


def tokens(request: HttpRequest) -> HttpResponse:
    """Show one's own tokens; make a new one, whose text is shown this once."""
    person, text = cast(Person, request.user), ""
    if request.method == "POST":
        with transaction.atomic():
            token, text = fresh_token(person, request.POST.get("name", "").strip()[:60] or "—")
            record(request, "", "token.make", about=token.name)
    return render(request, "api/tokens.html", {"tokens": Token.objects.filter(person=person), "text": text})


@require_POST
def end_token(request: HttpRequest, number: int) -> HttpResponse:
    """Take one's own token back."""
    with transaction.atomic():
        mine = Token.objects.select_for_update().filter(person_id=request.user.pk)
        token = get_object_or_404(mine, pk=number, ended=None)
        token.ended = timezone.now()
        token.save(update_fields=["ended"])
        record(request, "", "token.end", about=token.name)
    return redirect("tokens")


def reference(request: HttpRequest) -> HttpResponse:
    """Show every question of the interface, from its own description."""
    described: dict[str, Any] = api.get_openapi_schema()
    questions = [
        {"method": method.upper(), "address": address, "summary": facts.get("summary", ""),
         "about": facts.get("description", ""), "parameters": facts.get("parameters", [])}
        for address, methods in described["paths"].items()
        for method, facts in methods.items()
    ]  # fmt: skip
    return render(request, "api/reference.html", {"questions": questions})
