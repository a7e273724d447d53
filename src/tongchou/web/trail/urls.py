"""The addresses of the audit trail."""

from django.urls import path

from tongchou.web.trail import views

urlpatterns = [
    path("settings/trail/", views.trail, name="trail"),
    path("settings/trail/trail.csv", views.export, name="trail-export"),
]
