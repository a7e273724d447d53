"""The audit trail as a Django app."""

from django.apps import AppConfig


class Trail(AppConfig):
    """Entries that are added and never changed."""

    name = "tongchou.web.trail"
    label = "trail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to who signs in and out."""
        from tongchou.web.trail import doors  # noqa: F401, PLC0415  connects itself; models are ready only now
