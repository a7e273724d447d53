"""Who signs in and out, and who tries to, enters the trail."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from tongchou.web.models import Person
from tongchou.web.trail.recording import record


@receiver(user_logged_in)
def signed_in(request: HttpRequest | None, user: Person, **_rest: Any) -> None:
    """Enter who signed in."""
    record(user, "", "door.in", about=user.get_username(), new=_from(request))


@receiver(user_logged_out)
def signed_out(request: HttpRequest | None, user: Person | None, **_rest: Any) -> None:
    """Enter who signed out; nobody where the sitting had ended before."""
    if user is not None:
        record(user, "", "door.out", about=user.get_username(), new=_from(request))


@receiver(user_login_failed)
def was_refused(credentials: dict[str, Any], request: HttpRequest | None = None, **_rest: Any) -> None:
    """Enter under which name somebody tried in vain to sign in."""
    record("", "", "door.refused", about=str(credentials.get("username", "")), new=_from(request))


def _from(request: HttpRequest | None) -> str:
    return request.META.get("REMOTE_ADDR", "") if request else ""
