"""Passwords that somebody else has set: made, and to be changed before anything else is done."""

from __future__ import annotations

from secrets import choice
from typing import TYPE_CHECKING

from django.shortcuts import redirect

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""What can be read out over the telephone: no 0 O 1 l I i o."""
LENGTH = 14
STILL_OPEN = {"password", "sign-out", "language"}


def fresh_password() -> str:
    """Return a password that nobody can guess, of letters and digits that are not mistaken for each other."""
    return "".join(choice(LETTERS) for _ in range(LENGTH))


class ChangeFirst:
    """Lead somebody with a one-time password to the page where it is changed, whatever they ask for."""

    def __init__(self, handle: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next handler."""
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.handle(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponseBase | None:
        """Turn to the password page while the password is somebody else's."""
        match = request.resolver_match
        name = match.url_name if match else ""
        if name in STILL_OPEN or not request.user.is_authenticated or not hasattr(request.user, "one_time_password"):
            return None
        return redirect("password")
