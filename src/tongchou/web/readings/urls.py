"""The addresses of documents read."""

from django.urls import path

from tongchou.web.readings.views import alignment, review

urlpatterns = [
    path("p/<pack>/plan/read/", review.readings, name="readings"),
    path("p/<pack>/plan/read/align/", alignment.aligned, name="reading-align"),
    path("p/<pack>/plan/read/<code>/", review.reading, name="reading"),
    path("p/<pack>/plan/read/<code>/forget/", review.forget, name="reading-forget"),
    path("p/<pack>/plan/read/<code>/step/", review.step, name="reading-step"),
    path("p/<pack>/plan/read/<code>/earlier/", review.turned, name="reading-turns"),
    path("p/<pack>/plan/read/<code>/enter/", review.enter, name="reading-enter"),
    path("p/<pack>/plan/read/<code>/export/", review.export, name="reading-export"),
    path("p/<pack>/plan/read/<code>/files/<form>/", review.exported, name="reading-file"),
]
