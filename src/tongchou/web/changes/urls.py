"""The addresses of changes of places."""

from django.urls import path

from tongchou.web.changes import views

urlpatterns = [
    path("p/<pack>/places/changes/", views.proposals, name="place-changes"),
    path("p/<pack>/places/changes/<int:number>/", views.proposal, name="place-change"),
    path("p/<pack>/places/changes/<int:number>/step/", views.step, name="place-change-step"),
]
