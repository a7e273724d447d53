"""Several documents brought at once are read one after another, whether somebody looks on or not."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from tongchou.web.errands.models import SILENCE, Errand
from tongchou.web.models import Person
from tongchou.web.readings.models import DocumentReading

LIST = "/p/demo/plan/read/"
TEXT = "安和市实施意见\n一、发展目标\n到2027年，常住人口城镇化率达到58%。\n二、主要任务\n新建农村公路120公里。"


@pytest.fixture
def desk(demo, page, person, tmp_path, monkeypatch):
    """Somebody who may bring documents; what waits is read when the test says so."""
    monkeypatch.setattr("tongchou.web.readings.documents.home", lambda: tmp_path)
    Person.objects.filter(pk=person.pk).update(is_superuser=True)
    return page


def bring(desk, *files):
    return desk.post(LIST, {"file": [SimpleUploadedFile(name, data.encode()) for name, data in files]}, follow=True)


def test_several_files_wait_are_read_and_say_what_was_found(desk):
    answer = bring(desk, ("甲.txt", TEXT), ("乙.txt", TEXT.replace("58", "60")), ("丙.exe", "x"))
    assert answer.text.count("排队等读") == 2
    assert "丙.exe" in answer.text
    assert "data-poll" in answer.text
    call_command("errands", once=True)
    page = desk.get(LIST).text
    assert page.count("目标 2 · 任务 1") == 2
    assert "排队等读" not in page
    assert "data-poll" not in page


def test_what_cannot_be_read_says_why_and_is_taken_off_the_list(desk, tmp_path):
    bring(desk, ("坏.pdf", "%PDF-1.7 broken"), ("甲.txt", TEXT))
    call_command("errands", once=True)
    broken = DocumentReading.objects.get(name="坏.pdf")
    assert broken.state == "refused"
    assert "坏.pdf" in broken.told
    assert desk.get(f"{LIST}{broken.code}/").status_code == 404
    assert [path.suffix for path in (tmp_path / "documents").iterdir()] == [".txt"]
    desk.post(f"{LIST}{broken.code}/forget/")
    assert [one.name for one in DocumentReading.objects.all()] == ["甲.txt"]


def test_a_document_in_reading_is_not_read_twice_and_not_lost_when_its_reader_died(desk):
    bring(desk, ("甲.txt", TEXT), ("乙.txt", TEXT.replace("58", "60")))
    one = DocumentReading.objects.filter(name="甲.txt")
    errand = Errand.objects.get(what="甲.txt")
    errand.queued.claim("a reader")
    one.update(state="reading")
    Errand.objects.filter(pk=errand.pk).update(beat=timezone.now())
    call_command("errands", once=True)
    assert one.get().state == "reading"
    Errand.objects.filter(pk=errand.pk).update(beat=timezone.now() - SILENCE - timedelta(seconds=1))
    call_command("errands", once=True)
    assert one.get().state == "read"


def test_a_file_that_waits_has_no_review_yet(desk):
    bring(desk, ("甲.txt", TEXT), ("乙.txt", TEXT.replace("58", "60")))
    code = DocumentReading.objects.get(name="甲.txt").code
    assert desk.get(f"{LIST}{code}/").status_code == 404
    assert "甲.txt" not in desk.get(f"{LIST}align/").text
