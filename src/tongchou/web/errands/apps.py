"""Errands as a Django app."""

from django.apps import AppConfig


class Errands(AppConfig):
    """Work beside the pages."""

    name = "tongchou.web.errands"
    label = "errands"
    default_auto_field = "django.db.models.BigAutoField"
