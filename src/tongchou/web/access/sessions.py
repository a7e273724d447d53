"""Keep somebody signed in while they work: the two hours begin anew, written down every few minutes only."""

from collections.abc import Callable
from time import time

from django.http import HttpRequest, HttpResponse

EVERY = 300
"""Seconds after which the time of a session begins anew with the next page."""
KEY = "kept_at"


def keep_session(handle: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Write a session only when it was not written for a while, so that looking at a page writes nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and time() - request.session.get(KEY, 0) > EVERY:
            request.session[KEY] = int(time())
        return handle(request)

    return middleware
