"""Who I am, my password, and which versions run here."""

from platform import python_version
from typing import cast

import django
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy

from tongchou import __version__
from tongchou.web.access import Act, may
from tongchou.web.access.accounts import first_note, roles_of
from tongchou.web.access.models import OneTimePassword
from tongchou.web.access.ruling import programmes_of
from tongchou.web.cautions import caution
from tongchou.web.home import home
from tongchou.web.models import Person
from tongchou.web.trail import record


def settings_page(request: HttpRequest) -> HttpResponse:
    """Show who is signed in, what to know before using the figures, and what this installation is made of."""
    person = cast(Person, request.user)
    versions = {
        "Tongchou": __version__,
        "Python": python_version(),
        "Django": django.__version__,
        "SQL": connection.vendor,
    }
    context = {
        "roles": roles_of(person),
        "versions": versions,
        "cautions": [caution(programme) for programme in programmes_of(person)],
        "manages": may(person, Act.MANAGE_PEOPLE),
        "audits": may(person, Act.SEE_TRAIL),
    }
    return render(request, "web/settings.html", context)


class ChangePassword(PasswordChangeView):
    """A new password; the note with the first one goes away."""

    template_name = "web/password.html"
    success_url = reverse_lazy("settings")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Keep the new password and drop the note."""
        first_note(home()).unlink(missing_ok=True)
        OneTimePassword.objects.filter(person_id=self.request.user.pk).delete()
        record(self.request, "", "people.own_password", about=self.request.user.get_username())
        return super().form_valid(form)
