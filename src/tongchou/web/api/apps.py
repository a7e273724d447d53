"""The programming interface as a Django app."""

from django.apps import AppConfig


class Api(AppConfig):
    """Tokens of programs."""

    name = "tongchou.web.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
