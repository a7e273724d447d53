"""The addresses of a programme's versions."""

from django.urls import path

from tongchou.web.amending import views

urlpatterns = [
    path("p/<pack>/versions/", views.versions, name="versions"),
    path("p/<pack>/versions/<int:number>/", views.version_page, name="version"),
    path("p/<pack>/versions/<int:number>/back/", views.go_back, name="version-back"),
]
