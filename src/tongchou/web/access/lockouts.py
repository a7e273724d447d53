"""Whether a name is locked after too many wrong passwords."""

from axes.models import AccessAttempt
from django.conf import settings
from django.utils import timezone


def locked(username: str) -> bool:
    """Whether somebody may not sign in under a name for now."""
    found: bool = AccessAttempt.objects.filter(
        username=username,
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
        attempt_time__gt=timezone.now() - settings.AXES_COOLOFF_TIME,
    ).exists()
    return found
