"""Sign in through the house's own service; who is new there gets an account that sees nothing until appointed."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from tongchou.web.languages import in_words
from tongchou.web.models import Person


class KnownByClaim(OIDCAuthenticationBackend):  # type: ignore[misc]
    """Find a person by the claim that holds the sign-in name; open an account at the first sign-in."""

    def verify_claims(self, claims: dict[str, Any]) -> bool:
        """Whether the claims name somebody."""
        return bool(claims.get(settings.OIDC_CLAIM))

    def filter_users_by_claims(self, claims: dict[str, Any]) -> Any:
        """Return the person of that name."""
        return Person.objects.filter(username=claims[settings.OIDC_CLAIM])

    def create_user(self, claims: dict[str, Any]) -> Person:
        """Open an account without a password and without any appointment."""
        return Person.objects.create_user(claims[settings.OIDC_CLAIM], called=str(claims.get("name", ""))[:60])


@login_not_required
def go_to_service(request: HttpRequest) -> HttpResponse:
    """Lead to the house's sign-in service."""
    _require_configured()
    answer: HttpResponse = OIDCAuthenticationRequestView.as_view()(request)
    return answer


@login_not_required
def come_from_service(request: HttpRequest) -> HttpResponse:
    """Take back whom the service sends."""
    _require_configured()
    answer: HttpResponse = OIDCAuthenticationCallbackView.as_view()(request)
    return answer


def _require_configured() -> None:
    if not settings.OIDC_CLAIM:
        raise Http404(in_words("这里没有配置统一认证。", "No sign-in service is configured here."))
