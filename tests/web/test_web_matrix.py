"""Every role against every address: refused where the table of permissions says so, and never a bare trace."""

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import PERMISSIONS, Act, Role
from tongchou.web.models import Person

KNOWN = {"pack": "demo", "period": "2024", "form": "docx", "stage": "scores", "number": "999999", "key": "999999",
         "appointment": "999999", "edition": "1", "path": "x", "day": "2024-12-31"}  # fmt: skip
EVERYBODY = {"sign-in", "sign-out", "language", "oidc", "oidc-back", "programmes", "settings", "password", "person",
             "tokens", "end-token", "api-reference"}  # fmt: skip
"""What is one's own: the door, one's password, one's tokens; others' persons and tokens are refused inside."""
SCOPED = {"place", "unit"}
"""Arguments that a guard holds against the scope of an appointment."""


ACTS = {
    "draw": (
        "map-conflict map-studies map-study map-study-again map-study-answer map-study-file map-study-follow "
        "map-study-tasks "
    ),
    "issue": (
        "duties-bulk duties-hand-over duties-import duties-leave duties-new judging-open judging-trial "
        "return-issue version-back "
    ),
    "manage_people": "appoint change-account end-appointment people people-list",
    "publish": "judging-decide judging-done judging-step return-bring return-publish",
    "read_documents": (
        "reading reading-align reading-enter reading-export reading-file reading-forget reading-step "
        "reading-turns readings "
    ),
    "score": "judging-desk",
    "see": (
        "dates duties duties-board duties-breakdown duties-breakdowns duties-calendar duties-export duties-levels "
        "duties-list duties-meeting duties-meetings duties-minutes duties-notice duties-organs duties-undo duties-urge "
        "duty duty-notice duty-proof duty-step judging judging-bulletin judging-card judging-following "
        "judging-notice judging-objections judging-paper judging-paper-file judging-result judging-self "
        "judging-self-unit judging-tasks project projects register register-changes register-choosing "
        "register-notice register-one register-place sitting village village-list village-sampling villages "
    ),
    "see_trail": "trail trail-export",
    "suppose": (
        "decide decide-appendix decide-change decide-compare decide-model decide-save decide-template "
        "decide-unverified decide-upload "
    ),
    "work": "duty-milestone project-plan project-report",
}
"""What each address asks for, checked by hand; an address that is new must be added."""
ASKED = {name: Act(act) for act, names in ACTS.items() for name in names.split()}


def addresses(patterns=None):
    """Every address with its view; the interface for programs has a test of its own."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if not isinstance(pattern, URLResolver):
            yield pattern
        elif not pattern.namespace:
            yield from addresses(pattern.url_patterns)


def address(pattern):
    names = pattern.pattern.converters
    return reverse(pattern.name, kwargs={name: KNOWN.get(name, "x") for name in names})


def asked(client, pattern):
    """The answer to a GET, or to an empty POST where nothing else is taken."""
    answer = client.get(address(pattern))
    return client.post(address(pattern)) if answer.status_code == 405 else answer


@pytest.fixture
def as_role(demo, db):
    """A browser of somebody in a role for the whole programme; of nobody in particular for ``""``."""

    def client_of(role):
        person = Person.objects.create_user(f"m-{role}")
        if role:
            appoint(person, Role(role), pack="demo")
        client = Client(raise_request_exception=False)
        client.force_login(person)
        return client

    return client_of


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_refused_where_the_table_says_so_and_nowhere_else(as_role, role):
    client, wrong = as_role(role), []
    for pattern in addresses():
        if pattern.name in EVERYBODY or SCOPED & set(pattern.pattern.converters):
            continue
        act = ASKED.get(pattern.name, Act.SEE)
        held_for_all = "pack" in pattern.pattern.converters
        expected = role in PERMISSIONS[act].reaches and held_for_all
        status = asked(client, pattern).status_code
        if status >= 500 or ((status == 403) is expected and pattern.name not in DEEDS):
            wrong.append((pattern.name, act.value, status))
    assert wrong == []


DEEDS = {"place-change-step"}
"""Addresses that guard themselves by what is to be done, before they look at what it touches."""


@pytest.mark.parametrize("role", [""])
def test_a_stranger_is_refused_everywhere(as_role, role):
    client = as_role(role)
    open_to_strangers = [
        (pattern.name, status)
        for pattern in addresses()
        if pattern.name not in EVERYBODY and (status := asked(client, pattern).status_code) != 403
    ]
    assert open_to_strangers == []


def test_every_address_asks_for_what_it_should():
    found = {pattern.name: pattern.callback.act for pattern in addresses() if hasattr(pattern.callback, "act")}
    assert found == ASKED


def test_every_address_that_changes_something_asks_for_an_act_or_is_known_to_guard_itself():
    unguarded = [pattern.name for pattern in addresses() if not hasattr(pattern.callback, "act")]
    assert sorted(set(unguarded) - EVERYBODY - READ_ONLY - GUARDS_INSIDE) == []


READ_ONLY = {
    "overview", "plan", "clause", "indicators", "indicator", "index", "explore", "explore-stage", "editions",
    "edition-table", "scores", "scorecard",
    "places", "place", "reports", "report", "find", "why", "versions", "version", "map", "map-roads", "map-services",
    "map-settlements", "map-ahead", "map-place", "map-shapes", "map-tiles", "map-export", "map-feature", "return-live",
    "errands", "errand", "return-archive", "return-bulletin", "return-findings-file", "place-change",
}  # fmt: skip
"""Open to everybody who may see the programme; they change nothing."""
GUARDS_INSIDE = {
    "errand-again", "place-changes", "place-change-step",
    "returns", "return-notices", "return-round", "return-bulk", "return",
    "return-step", "return-cells", "return-pulse", "return-cell", "return-template", "return-workbook",
    "return-history", "return-findings",
}  # fmt: skip
"""What one may do here hangs on the return or the proposal, which the view looks up first."""
