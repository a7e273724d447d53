"""Maps as a Django app."""

from django.apps import AppConfig


class Maps(AppConfig):
    """Map pages and the studies of uploaded layers."""

    name = "tongchou.web.maps"
    label = "maps"
    default_auto_field = "django.db.models.BigAutoField"
