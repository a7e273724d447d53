"""From which day somebody looks: on which day's map, with what was known on which day; chosen once, kept for them.

Pages that show figures look from there; pages where work is done look from the programme's own day, and say so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tongchou.terms import AsOf

KEY = "dates"
READING = frozenset(
    {
        "overview", "plan", "clause", "indicators", "indicator", "index", "scores", "scorecard", "places", "place",
        "find", "why",
    }
)  # fmt: skip
"""The pages of figures, by the name of their address."""
_LOOKING: ContextVar[Mapping[str, AsOf] | None] = ContextVar("looking", default=None)


def looking(pack: str) -> AsOf | None:
    """Return the dates the page of this moment looks from; ``None`` for the programme's own."""
    return (_LOOKING.get() or {}).get(pack)


def chosen(request: HttpRequest, pack: str) -> AsOf | None:
    """Return the dates somebody chose for a programme; ``None`` where they chose none."""
    kept = request.session.get(KEY, {}).get(pack) if hasattr(request, "session") else None
    return AsOf(date.fromisoformat(kept[0]), date.fromisoformat(kept[1]) if kept[1] else None) if kept else None


def choose(request: HttpRequest, pack: str, dates: AsOf | None) -> None:
    """Keep the dates somebody chose for a programme, or none any more."""
    kept = {name: one for name, one in request.session.get(KEY, {}).items() if name != pack}
    if dates is not None:
        kept[pack] = [str(dates.true_on), str(dates.known_on or "")]
    request.session[KEY] = kept


class LookFromTheChosenDay:
    """Let the pages of figures look from the dates that were chosen."""

    def __init__(self, handle: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next handler."""
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; whatever it looked from is forgotten with it."""
        before = _LOOKING.set(None)
        try:
            return self.handle(request)
        finally:
            _LOOKING.reset(before)

    def process_view(self, request: HttpRequest, _view: object, _args: list[Any], kwargs: dict[str, Any]) -> None:
        """Look from the chosen dates where the page shows figures."""
        match, pack = request.resolver_match, kwargs.get("pack", "")
        if match and match.url_name in READING and (dates := chosen(request, pack)):
            _LOOKING.set({pack: dates})
