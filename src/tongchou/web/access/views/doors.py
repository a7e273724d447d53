"""What somebody sees who tried too many passwords."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, *_facts: Any, **_more: Any) -> HttpResponse:
    """Say that the account is closed for a quarter of an hour, and who can open it sooner."""
    return render(request, "access/locked_out.html", status=429)
