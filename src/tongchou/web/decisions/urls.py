"""Which address of the models shows what."""

from django.urls import path

from tongchou.web.decisions.views import files, keeping, looking

urlpatterns = [
    path("p/<pack>/decide/", looking.models, name="decide"),
    path("p/<pack>/decide/unverified/", looking.unverified_page, name="decide-unverified"),
    path("p/<pack>/decide/appendix.<form>", files.appendix, name="decide-appendix"),
    path("p/<pack>/decide/compare/", keeping.compare, name="decide-compare"),
    path("p/<pack>/decide/scenarios/<number>/", keeping.change, name="decide-change"),
    path("p/<pack>/decide/models/<model>/", looking.model, name="decide-model"),
    path("p/<pack>/decide/models/<model>/save/", keeping.save, name="decide-save"),
    path("p/<pack>/decide/models/<model>/inputs.xlsx", files.template, name="decide-template"),
    path("p/<pack>/decide/models/<model>/upload/", files.upload, name="decide-upload"),
]
