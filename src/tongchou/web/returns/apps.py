"""Reporting as a Django app."""

from django.apps import AppConfig


class Returns(AppConfig):
    """Rounds, returns and what happens to them."""

    name = "tongchou.web.returns"
    label = "returns"
    default_auto_field = "django.db.models.BigAutoField"
