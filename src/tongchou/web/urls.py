"""Which address shows what."""

from django.contrib.auth.views import LogoutView
from django.urls import include, path

from tongchou.web.views import (
    doors,
    explorer,
    find,
    index,
    indicators,
    overview,
    places,
    plan,
    programmes,
    reading,
    reports,
    scores,
    settings_page,
    why,
)

urlpatterns = [
    path("", programmes.programmes, name="programmes"),
    path("sign-in/", doors.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("language/", doors.choose_language, name="language"),
    path("settings/", settings_page.settings_page, name="settings"),
    path("", include("tongchou.web.access.urls")),
    path("", include("tongchou.web.trail.urls")),
    path("settings/password/", settings_page.ChangePassword.as_view(), name="password"),
    path("p/<pack>/", overview.overview, name="overview"),
    path("p/<pack>/plan/", plan.plan, name="plan"),
    path("p/<pack>/plan/clause/<code>/", why.clause, name="clause"),
    path("p/<pack>/plan/read/", reading.readings, name="readings"),
    path("p/<pack>/plan/read/<code>/", reading.reading, name="reading"),
    path("p/<pack>/plan/read/<code>/step/", reading.step, name="reading-step"),
    path("p/<pack>/plan/read/<code>/earlier/", reading.turned, name="reading-turns"),
    path("p/<pack>/plan/read/<code>/export/", reading.export, name="reading-export"),
    path("p/<pack>/plan/read/<code>/files/<form>/", reading.exported, name="reading-file"),
    path("p/<pack>/indicators/", indicators.indicators, name="indicators"),
    path("p/<pack>/indicators/<code>/", indicators.indicator, name="indicator"),
    path("p/<pack>/index/", index.index, name="index"),
    path("p/<pack>/index/explore/", explorer.explore, name="explore"),
    path("p/<pack>/index/explore/<stage>.csv", explorer.stage, name="explore-stage"),
    path("p/<pack>/scores/", scores.scores, name="scores"),
    path("p/<pack>/scores/<scheme>/<path:period>/<place>/", scores.scorecard, name="scorecard"),
    path("p/<pack>/places/", places.places, name="places"),
    path("p/<pack>/places/<place>/", places.place, name="place"),
    path("p/<pack>/reports/", reports.reports, name="reports"),
    path("p/<pack>/reports/<form>/", reports.report, name="report"),
    path("p/<pack>/find/", find.find, name="find"),
    path("p/<pack>/why/<path:figure>/", why.why, name="why"),
]
