"""The addresses of the pages about people."""

from django.urls import path

from tongchou.web.access import services
from tongchou.web.access.views import people, roster

urlpatterns = [
    path("sign-in/service/", services.go_to_service, name="oidc"),
    path("sign-in/service/back/", services.come_from_service, name="oidc-back"),
    path("settings/people/", people.people, name="people"),
    path("settings/people/list/", roster.people_list, name="people-list"),
    path("settings/people/<int:number>/", people.person, name="person"),
    path("settings/people/<int:number>/appoint/", people.appoint, name="appoint"),
    path("settings/people/<int:number>/end/<int:appointment>/", people.end_appointment, name="end-appointment"),
    path("settings/people/<int:number>/account/", people.change_account, name="change-account"),
]
