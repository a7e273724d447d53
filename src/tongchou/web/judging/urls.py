"""Which address shows what of judging."""

from django.urls import URLPattern
from django.urls import path as plain

from tongchou.web.access.guarding import View
from tongchou.web.judging.saying import in_words_of_the_library
from tongchou.web.judging.views import desks, planning, registers, results, sittings, villages


def path(route: str, view: View, name: str) -> URLPattern:
    """Return an address whose page says what the library refuses."""
    return plain(route, in_words_of_the_library(view), name=name)


_SITTING = "p/<pack>/assessment/<int:number>"

urlpatterns = [
    path("p/<pack>/assessment/", sittings.judging, name="judging"),
    path("p/<pack>/assessment/open/", sittings.opening, name="judging-open"),
    path("p/<pack>/assessment/trial/", planning.trying, name="judging-trial"),
    path(f"{_SITTING}/", sittings.sitting, name="sitting"),
    path(f"{_SITTING}/step/", sittings.stepping, name="judging-step"),
    path(f"{_SITTING}/desk/", desks.desk, name="judging-desk"),
    path(f"{_SITTING}/self/", desks.selves, name="judging-self"),
    path(f"{_SITTING}/self/<unit>/", desks.self_score, name="judging-self-unit"),
    path(f"{_SITTING}/self/<unit>/papers/", desks.paper, name="judging-paper"),
    path(f"{_SITTING}/papers/<int:key>/", desks.paper_file, name="judging-paper-file"),
    path(f"{_SITTING}/result/", results.result, name="judging-result"),
    path(f"{_SITTING}/result/<int:edition>/<unit>/", results.card, name="judging-card"),
    path(f"{_SITTING}/bulletin/<int:edition>/<form>/", results.bulletin, name="judging-bulletin"),
    path(f"{_SITTING}/objections/", results.objections, name="judging-objections"),
    path(f"{_SITTING}/objections/<int:key>/", results.deciding, name="judging-decide"),
    path(f"{_SITTING}/following/", results.following, name="judging-following"),
    path(f"{_SITTING}/following/<int:key>/", results.carried_out, name="judging-done"),
    path(f"{_SITTING}/notices/<int:key>/<form>/", results.notice_file, name="judging-notice"),
    path(f"{_SITTING}/tasks/", planning.tasks, name="judging-tasks"),
    path("p/<pack>/register/", registers.registers, name="register"),
    path("p/<pack>/register/changes.csv", registers.changes_file, name="register-changes"),
    path("p/<pack>/register/<registry>/", registers.register, name="register-one"),
    path("p/<pack>/register/<registry>/choosing/", registers.choosing, name="register-choosing"),
    path("p/<pack>/register/<registry>/notice/<day>/<form>/", registers.notice, name="register-notice"),
    path("p/<pack>/register/<registry>/at/<place>/", registers.register_place, name="register-place"),
    path("p/<pack>/villages/", villages.villages, name="villages"),
    path("p/<pack>/villages/<checklist>/", villages.village_list, name="village-list"),
    path("p/<pack>/villages/<checklist>/checks/", villages.sampling, name="village-sampling"),
    path("p/<pack>/villages/<checklist>/at/<place>/", villages.village, name="village"),
]
