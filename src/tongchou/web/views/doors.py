"""Signing in, and choosing the language."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.utils.decorators import method_decorator
from django.views.i18n import set_language


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """The door: greets, asks for name and password, and goes to where somebody wanted to go."""

    template_name = "web/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether the house has a sign-in service, and whether it has just sent somebody away."""
        mine = {"service": bool(settings.OIDC_CLAIM), "refused": "refused" in self.request.GET}
        return super().get_context_data(**kwargs) | mine


choose_language = login_not_required(set_language)
