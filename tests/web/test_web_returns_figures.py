"""From returns to figures: workbooks in and out, approved snapshots into the programme, the pack out and in again."""

from datetime import date
from io import BytesIO

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from openpyxl import load_workbook
from reporting_world import DAY, approved, filled, of, step

from tongchou.loop.running import run
from tongchou.packs import load
from tongchou.packs.bundle import import_pack
from tongchou.terms import Period
from tongchou.web.amending.models import Amendment
from tongchou.web.models import Person
from tongchou.web.returns.book import By
from tongchou.web.returns.issuing import Wanted, issue_round
from tongchou.web.returns.live import LiveBoard, _boards, live
from tongchou.web.returns.models import CellVersion, Notice
from tongchou.web.returns.reminding import remind
from tongchou.web.shelf import shelf

pytest_plugins = ("reporting_world",)
pytestmark = pytest.mark.django_db


@pytest.fixture
def home_alone(tiny, tmp_path, monkeypatch):
    """An office folder of this test for versions of the pack, with the runs of the session copied in."""
    for path in (tiny / "runs").iterdir():
        (tmp_path / "runs").mkdir(exist_ok=True)
        (tmp_path / "runs" / path.name).write_bytes(path.read_bytes())
    monkeypatch.setenv("TONGCHOU_HOME", str(tmp_path))
    return tmp_path


def sheet_of(page, one):
    book = load_workbook(BytesIO(page.get(f"/p/tiny/returns/{one.pk}/template/").content))
    return book, book["填报"]


def typed(book, sheet, values):
    """Type values beside the elements of an upright template."""
    for row in sheet.iter_rows():
        if str(row[0].value).startswith("e:") and row[0].value[2:] in values:
            row[4].value = values[row[0].value[2:]]
    target = BytesIO()
    book.save(target)
    return SimpleUploadedFile("报表.xlsx", target.getvalue())


def upload(page, one, file, do, **data):
    return page.post(f"/p/tiny/returns/{one.pk}/workbook/", {"file": file, "do": do, **data})


def test_a_template_goes_out_and_comes_back_tried_first_then_saved(sign_in, issued):
    page, one = sign_in("town1"), of("t1")
    book, sheet = sheet_of(page, one)
    tried = upload(page, one, typed(book, sheet, {"pop": "４．１", "pop_urban": 2.1}), "try").content.decode()
    assert "会改 2 格" in tried
    assert not CellVersion.objects.exists()
    assert upload(page, one, typed(book, sheet, {"pop": "４．１", "pop_urban": 2.1}), "save").status_code == 302
    assert {cell.element: float(cell.value) for cell in CellVersion.objects.all()} == {"pop": 4.1, "pop_urban": 2.1}
    assert CellVersion.objects.first().event.origin == "报表.xlsx"


def test_all_or_nothing_and_a_marked_copy(sign_in, issued):
    page, one = sign_in("town1"), of("t1")
    book, sheet = sheet_of(page, one)
    values = {"pop": "很多", "pop_urban": 2.1}
    assert upload(page, one, typed(book, sheet, values), "save", whole="on").status_code == 422
    assert not CellVersion.objects.exists()
    marked = load_workbook(BytesIO(upload(page, one, typed(book, sheet, values), "mark").content))
    assert "很多" in "".join(str(cell.value) for row in marked["问题清单"].iter_rows() for cell in row)
    assert upload(page, one, typed(book, sheet, values), "save").status_code == 302
    assert [cell.element for cell in CellVersion.objects.all()] == ["pop_urban"]


def test_a_workbook_of_another_unit_or_no_workbook_is_refused(sign_in, issued):
    book, sheet = sheet_of(sign_in("town2"), of("t2"))
    answer = upload(sign_in("town1"), of("t1"), typed(book, sheet, {"pop": 9}), "save")
    assert (answer.status_code, CellVersion.objects.count()) == (422, 0)
    nothing = upload(sign_in("town1"), of("t1"), SimpleUploadedFile("a.xlsx", b"hello"), "try")
    assert nothing.status_code == 422


def test_only_snapshots_enter_the_figures_and_the_pack_gives_them_again(sign_in, issued, home_alone, tmp_path):
    """2025: (2.1 + 3.1 + 5.2) / (4.1 + 6.2 + 10.1) = 10.4 / 20.4; a draft of a correction counts for nothing."""
    for unit, name, county in (("t1", "town1", "county1"), ("t2", "town2", "county1"), ("t3", "town3", "county2")):
        approved(sign_in, unit, name, county)
    assert step(sign_in("chief"), of("t1"), "reopen", reason="更正").status_code == 302
    filled(sign_in("town1"), of("t1"), pop="9")
    assert sign_in("chief").post("/p/tiny/returns/publish/").status_code == 302
    call_command("errands", once=True)
    assert Amendment.objects.get().state == "done"
    programme = shelf().programme("tiny")
    board = programme.run.indicators
    assert board.cube.cell("990100", Period.year(2025), "urban_share").value == pytest.approx(100 * 10.4 / 20.4)
    archive = tmp_path / "tiny.zip"
    archive.write_bytes(sign_in("chief").get("/p/tiny/returns/pack.zip").content)
    import_pack(archive, tmp_path / "again" / "tiny")
    again = run(load(tmp_path / "again" / "tiny"))
    for one, other in ((programme.run.indicators, again.indicators), (programme.run.index, again.index)):
        assert one.cube.values.tobytes() == other.cube.values.tobytes()
    row = programme.run.observed.choice("990121101", Period.year(2025), "pop").taken
    assert (row.source, row.reporter, float(row.value)) == ("returns", "t1", 4.1)


def test_nothing_approved_is_nothing_to_publish(sign_in, issued):
    answer = sign_in("chief").post("/p/tiny/returns/publish/")
    assert (answer.status_code, Amendment.objects.count()) == (409, 0)
    assert sign_in("town1").post("/p/tiny/returns/publish/").status_code == 403


def test_a_pack_of_another_programme_is_not_brought_in(sign_in, issued, home_alone):
    answer = sign_in("chief").post("/p/tiny/returns/pack/", {"file": SimpleUploadedFile("x.zip", b"no zip")})
    assert (answer.status_code, Amendment.objects.count()) == (409, 0)


def test_the_live_board_reads_what_was_saved_and_says_so(sign_in, issued, city):
    filled(sign_in("town1"), of("t1"))
    (figure,) = live(city, issued, "990121101")
    assert figure.live.value == pytest.approx(100 * 2.1 / 4.1)
    page = sign_in("town1").get("/p/tiny/returns/live/").content.decode()
    assert "未核准" in page
    assert sign_in("town1").get("/p/tiny/returns/live/?place=990100").status_code == 404


def test_reminders_by_the_clock_once_each_and_by_mail(issued, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Person.objects.filter(username="town1").update(email="t1@example.org")
    assert [remind(date(2026, 1, day)) for day in (10, 26, 27)] == [0, 3, 0]
    assert (remind(date(2026, 2, 2)), remind(date(2026, 2, 4))) == (3, 3)
    assert sorted(set(Notice.objects.values_list("kind", flat=True))) == ["red", "warning", "yellow"]
    call_command("remind", verbosity=0)
    assert [one.to for one in mail.outbox] == [["t1@example.org"]] * len(mail.outbox)
    assert len(mail.outbox) >= 3


def test_the_live_board_computes_only_what_a_saved_cell_goes_into(sign_in, issued, city):
    """2.1 / 4.1, then 2.6 / 4.1; of the city (2.6) / (4.1) while the other towns have said nothing of 2025."""
    filled(sign_in("town1"), of("t1"))
    live(city, issued, "990121101")
    board = _boards(city).of(issued.pk, lambda: pytest.fail("the board is kept"))
    assert board.catch_up() == frozenset()
    filled(sign_in("town1"), of("t1"), urban="2.6")
    assert board.catch_up() == {"urban_share"}
    assert live(city, issued, "990121101")[0].live.value == pytest.approx(100 * 2.6 / 4.1)
    afresh = LiveBoard(city, issued)
    assert afresh.catch_up() == {"urban_share"}
    for place in ("990100", "990121", "990121101", "990121102"):
        assert board.cell(place, "urban_share") == afresh.cell(place, "urban_share")


def test_the_live_board_of_a_round_in_which_nobody_typed_anything_is_empty_and_not_broken(sign_in, city, staff):
    issue_round(city, By(staff["chief"]), Wanted("2031年报", Period.year(2031), ("towns",)), DAY)
    page = sign_in("chief").get("/p/tiny/returns/live/")
    assert page.status_code == 200
    assert [figure.live.value for figure in page.context["figures"]] == [None] * len(city.indicators)
