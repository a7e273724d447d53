"""What an action says on the next page, and the answer when it was refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from tongchou.terms import Problem, Refusal, Words
from tongchou.web.access.guarding import View
from tongchou.web.desk import programme_of
from tongchou.web.languages import said

CONFLICTS = ("web.judging.mark_stale", "assess.proceeding.stale")
"""Refusals that mean: somebody else was quicker."""


def in_words_of_the_library(view: View) -> View:
    """Show what the library refuses while a page is only read, instead of a trace."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            context = {"programme": programme_of(kwargs["pack"]), "refused": refusal.problems}
            return render(request, "judging/stopped.html", context, status=422)

    return guarded


def tell(request: HttpRequest, words: Words, *problems: Problem) -> None:
    """Leave a sentence for the next page."""
    request.session["judging_said"] = " ".join([said(words), *(one.sentence() for one in problems)])


def told(request: HttpRequest) -> str:
    """Take the sentence left by the page before."""
    text: str = request.session.pop("judging_said", "")
    return text


def act(
    request: HttpRequest, does: Callable[[], Words], where: str, again: Callable[[dict[str, Any], int], HttpResponse]
) -> HttpResponse:
    """Do something, say so and go on to ``where``; where it is refused show the page again with every reason.

    :param again: draws the page with more context and a status: 409 where somebody was quicker, else 422.
    """
    try:
        words = does()
    except Refusal as refusal:
        status = 409 if any(one.code in CONFLICTS for one in refusal.problems) else 422
        return again({"refused": refusal.problems}, status)
    tell(request, words)
    return redirect(where)
