"""The addresses of the interface, and of the pages about it."""

from django.urls import path

from tongchou.web.api import programmes, reporting, views
from tongchou.web.api.door import api

api.add_router("", programmes.router)
api.add_router("", reporting.router)
API, NAME, SPACE = api.urls
for pattern in API:
    setattr(pattern.callback, "login_required", False)  # noqa: B010  it asks for its own credentials, and answers in JSON

urlpatterns = [
    path("api/v1/", (API, NAME, SPACE)),
    path("settings/api/", views.tokens, name="tokens"),
    path("settings/api/<int:number>/end/", views.end_token, name="end-token"),
    path("settings/api/reference/", views.reference, name="api-reference"),
]
