"""Judging as a Django app."""

from django.apps import AppConfig


class Judging(AppConfig):
    """Assessments, registers, village programmes."""

    name = "tongchou.web.judging"
    label = "judging"
    default_auto_field = "django.db.models.BigAutoField"
