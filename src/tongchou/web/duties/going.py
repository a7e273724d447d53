"""Where somebody comes from, and back there: only ever to a page about tasks of the same programme."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import reverse


def back(request: HttpRequest, pack: str, otherwise: str) -> str:
    """Return the address of the form's ``next``, or ``otherwise`` where that lies elsewhere; ready for one more part.

    What an earlier step left in it (``done=``) is dropped.
    """
    wanted = urlsplit(request.POST.get("next", ""))
    inside = wanted.path.startswith(reverse("duties", args=[pack])) and not (wanted.netloc or wanted.scheme)
    if not inside:
        return f"{otherwise}?"
    kept = "&".join(part for part in wanted.query.split("&") if part and not part.startswith("done="))
    return f"{wanted.path}?{kept}&" if kept else f"{wanted.path}?"
