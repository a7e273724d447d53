"""The addresses of errands."""

from django.urls import path

from tongchou.web.errands import views

urlpatterns = [
    path("p/<pack>/errands/", views.errands, name="errands"),
    path("p/<pack>/errands/<int:number>/", views.errand, name="errand"),
    path("p/<pack>/errands/<int:number>/again/", views.again, name="errand-again"),
]
