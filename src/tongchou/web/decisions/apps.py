"""Decisions as a Django app."""

from django.apps import AppConfig


class Decisions(AppConfig):
    """Saved scenarios of the models of people, land and money."""

    name = "tongchou.web.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"
