"""Readings as a Django app."""

from django.apps import AppConfig


class Readings(AppConfig):
    """Documents read."""

    name = "tongchou.web.readings"
    label = "readings"
    default_auto_field = "django.db.models.BigAutoField"
