"""Which address of reporting shows what."""

from django.urls import path

from tongchou.web.returns.views import desk, figures, findings, one, rounds, sheets

urlpatterns = [
    path("p/<pack>/returns/", desk.returns, name="returns"),
    path("p/<pack>/returns/notices/", desk.notices_read, name="return-notices"),
    path("p/<pack>/returns/findings/", findings.findings, name="return-findings"),
    path("p/<pack>/returns/findings.<form>", findings.findings_file, name="return-findings-file"),
    path("p/<pack>/returns/live/", figures.live_board, name="return-live"),
    path("p/<pack>/returns/publish/", figures.put_into_figures, name="return-publish"),
    path("p/<pack>/returns/pack.zip", figures.archive, name="return-archive"),
    path("p/<pack>/returns/pack/", figures.bring, name="return-bring"),
    path("p/<pack>/returns/issue/", rounds.issue, name="return-issue"),
    path("p/<pack>/returns/rounds/<int:number>/", rounds.board, name="return-round"),
    path("p/<pack>/returns/rounds/<int:number>/bulk/", rounds.bulk, name="return-bulk"),
    path("p/<pack>/returns/<int:number>/", one.one_return, name="return"),
    path("p/<pack>/returns/<int:number>/step/", one.step, name="return-step"),
    path("p/<pack>/returns/<int:number>/cells/", one.cells, name="return-cells"),
    path("p/<pack>/returns/<int:number>/pulse/", one.pulse, name="return-pulse"),
    path("p/<pack>/returns/<int:number>/cell/", one.cell, name="return-cell"),
    path("p/<pack>/returns/<int:number>/template/", sheets.template, name="return-template"),
    path("p/<pack>/returns/<int:number>/workbook/", sheets.workbook, name="return-workbook"),
    path("p/<pack>/returns/<int:number>/history/", one.history, name="return-history"),
    path("p/<pack>/returns/rounds/<int:number>/bulletin.<form>", rounds.bulletin_file, name="return-bulletin"),
]
