"""Duties as a Django app."""

from django.apps import AppConfig


class Duties(AppConfig):
    """Tasks, meetings, organs, projects."""

    name = "tongchou.web.duties"
    label = "duties"
    default_auto_field = "django.db.models.BigAutoField"
