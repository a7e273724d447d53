"""Amending as a Django app."""

from django.apps import AppConfig


class Amending(AppConfig):
    """Amendments of programmes."""

    name = "tongchou.web.amending"
    label = "amending"
    default_auto_field = "django.db.models.BigAutoField"
