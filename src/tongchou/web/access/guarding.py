"""Guard views: what a view needs stands above it, and the programme of an address is open to the appointed only."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tongchou.web.access.acts import Act
from tongchou.web.access.ruling import ruling
from tongchou.web.languages import said

if TYPE_CHECKING:
    from tongchou.web.models import Person

View = Callable[..., HttpResponseBase]


def needs(act: Act) -> Callable[[View], View]:
    """Let those see a view who may do an act in its programme, at the ``place`` or ``unit`` of its address.

    :raises PermissionDenied: for others, with the sentence of the ruling.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            require(request, act, kwargs.get("pack", ""), place=kwargs.get("place", ""), unit=kwargs.get("unit", ""))
            return view(request, *args, **kwargs)

        guarded.act = act  # type: ignore[attr-defined]
        return guarded

    return guard


def require(request: HttpRequest, act: Act, pack: str = "", *, place: str = "", unit: str = "") -> None:
    """Stop unless the person may do an act.

    :raises PermissionDenied: with the sentence of the ruling.
    """
    found = ruling(cast("Person", request.user), act, pack, place=place, unit=unit)
    if not found.allowed:
        raise PermissionDenied(said(found.why))


class ProgrammesForTheAppointed:
    """Open no address of a programme to somebody without an appointment in it."""

    def __init__(self, handle: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next handler."""
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.handle(request)

    def process_view(self, request: HttpRequest, _view: View, _args: list[Any], kwargs: dict[str, Any]) -> None:
        """Ask for the ruling on the programme of the address."""
        if "pack" in kwargs and request.user.is_authenticated:
            require(request, Act.SEE, kwargs["pack"])
