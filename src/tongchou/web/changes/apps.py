"""Changes of places as a Django app."""

from django.apps import AppConfig


class Changes(AppConfig):
    """Proposals."""

    name = "tongchou.web.changes"
    label = "changes"
    default_auto_field = "django.db.models.BigAutoField"
