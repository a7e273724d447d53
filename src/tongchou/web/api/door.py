"""The door of the interface: a signed-in browser or a program's token; every refusal is JSON with a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer, django_auth
from ninja.throttling import AuthRateThrottle

from tongchou import __version__
from tongchou.terms import Refusal
from tongchou.web.api.models import holder
from tongchou.web.languages import in_words, language

if TYPE_CHECKING:
    from tongchou.web.models import Person

RATE = "50/s"
"""How often one person may ask."""


class Bearer(HttpBearer):
    """``Authorization: Bearer tc_…``: the person of the token asks."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        """Return the person of a token, who then is the request's user."""
        found = holder(token)
        if found is not None:
            request.user = found
        return found


api = NinjaAPI(
    title="统筹 Tongchou",
    version=__version__,
    description="Programmes, figures and their reasons; the same numbers and permissions as on the pages.",
    auth=[Bearer(), django_auth],
    throttle=AuthRateThrottle(RATE),
    docs_url=None,
    docs_decorator=login_required,
    urls_namespace="api",
)


def _fault(request: HttpRequest, status: int, code: str, sentence: str) -> HttpResponse:
    return api.create_response(request, {"code": code, "detail": sentence}, status=status)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, error: Refusal) -> HttpResponse:
    """Say why the library refused."""
    problem = error.problems[0]
    return _fault(request, 422, problem.code, problem.say(language()))


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    """Say why the person may not."""
    return _fault(request, 403, "web.access.denied", str(error))


@api.exception_handler(Http404)
def unknown(request: HttpRequest, error: Http404) -> HttpResponse:
    """Say what there is not."""
    return _fault(request, 404, "web.api.unknown", str(error))


@api.exception_handler(AuthenticationError)
def stranger(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Ask for a token."""
    sentence = in_words("请带上令牌或先登录。", "Bring a token, or sign in first.")
    return _fault(request, 401, "web.api.stranger", sentence)


@api.exception_handler(ValidationError)
def misasked(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say which part of the question cannot be read."""
    parts = "、".join(".".join(map(str, one["loc"])) for one in error.errors)
    return _fault(request, 422, "web.api.misasked", in_words(f"读不懂：{parts}。", f"Cannot be read: {parts}."))


@api.exception_handler(HttpError)
def otherwise(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Say what the framework itself refused: too often, a body that is no JSON."""
    return _fault(request, error.status_code, "web.api.refused", str(error))
