"""Access as a Django app."""

from django.apps import AppConfig


class Access(AppConfig):
    """Appointments and one-time passwords."""

    name = "tongchou.web.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
