"""A document is kept by digest and read; its review is a list of steps that are done again, taken back, passed over."""

import pytest
from django.core.files.base import ContentFile

from tongchou.terms import Refusal
from tongchou.web.readings.documents import as_read, keep
from tongchou.web.readings.models import DocumentReading, ReviewStep
from tongchou.web.readings.steps import do_again, place_of, reviewed, take, take_back

TEXT = """安和市关于推进城乡融合发展的实施意见
一、发展目标
到2027年，常住人口城镇化率达到58%，森林覆盖率达到45%。
二、主要任务
（一）加强基础设施建设。市交通局要新建农村公路120公里，改造危桥30座。
（二）发展公共服务。市民政局牵头，建设养老服务中心20个；推进医共体建设。
"""

pytestmark = pytest.mark.django_db


def upload(text=TEXT, name="实施意见.txt"):
    return ContentFile(text.encode() if isinstance(text, str) else text, name)


@pytest.fixture
def reading(office, person):
    return keep(upload(), "实施意见.txt", "demo", person)


def item_of(ledger, code):
    return next(item for item in ledger.items if item.id == code)


def step(reading, who, operation, code, **details):
    at = place_of(item_of(reviewed(reading).ledger, code))
    return take(reading, who, operation, code, {"at": at, **details})


def test_a_file_lies_under_its_digest_for_the_owner_only(office, reading):
    (kept,) = (office / "documents").iterdir()
    assert kept.name == f"{reading.digest}.txt"
    assert (office / "documents").stat().st_mode & 0o077 == 0
    assert as_read(reading).document == "实施意见"


def test_a_name_with_a_path_is_only_a_name(office, person):
    reading = keep(upload(), "../../../etc/cron.d/x\n.txt", "demo", person)
    assert reading.name == "x.txt"
    assert [path.parent.name for path in office.rglob("*.txt")] == ["documents"]


def test_the_same_file_is_the_same_reading(office, reading, person):
    assert keep(upload(), "又一次.txt", "demo", person) == reading
    assert DocumentReading.objects.count() == 1


def test_what_cannot_be_read_is_not_kept_and_is_called_by_its_name(office, person):
    with pytest.raises(Refusal) as refused:
        keep(upload(b"%PDF-1.7 broken"), "坏.pdf", "demo", person)
    assert "坏.pdf" in refused.value.problems[0].say()
    assert list((office / "documents").iterdir()) == []
    assert not DocumentReading.objects.exists()


@pytest.mark.parametrize(("name", "code"), [("x.exe", "not_a_document"), ("x", "not_a_document")])
def test_other_files_are_refused_by_name(office, person, name, code):
    with pytest.raises(Refusal) as refused:
        keep(upload(name=name), name, "demo", person)
    assert refused.value.problems[0].code == f"web.reading.{code}"


def test_a_text_too_long_for_a_page_is_refused(office, person, monkeypatch):
    monkeypatch.setattr("tongchou.web.readings.documents.LONGEST", 50)
    with pytest.raises(Refusal) as refused:
        keep(upload(TEXT + "完。"), "长.txt", "demo", person)
    assert refused.value.problems[0].code == "web.reading.too_long"


def test_each_step_changes_the_ledger_and_each_can_be_taken_back_and_done_again(reading, person):
    before = reviewed(reading).ledger
    task = next(item for item in before.items if item.id == "K01")
    taken = [
        step(reading, person, "accept", "T01"),
        step(reading, person, "reject", "T02"),
        step(reading, person, "assign", "K01", lead=["市农业农村局"], partners=["市财政局"]),
        step(reading, person, "edit", "T03", year=2026, amount={"value": "130", "unit": "公里", "comparator": "ge"}),
        step(reading, person, "split", "K01", cut=task.span.start + 3),
    ]
    after = reviewed(reading).ledger
    assert [str(item_of(after, code).review) for code in ("T01", "T02")] == ["accepted", "rejected"]
    assert item_of(after, "K01").lead == ("市农业农村局",)
    assert (item_of(after, "T03").year, item_of(after, "T03").amount.value) == (2026, 130)
    assert item_of(after, "K01b").span.end == task.span.end
    for one in reversed(taken):
        take_back(reading, person, one.number)
    assert reviewed(reading).ledger == before
    for one in taken:
        do_again(reading, person, one.number)
    assert reviewed(reading).ledger == after
    assert ReviewStep.objects.count() == 15


def test_merging_joins_two_tasks_and_comes_apart_again(reading, person):
    before = reviewed(reading).ledger
    one, other = (item_of(before, code) for code in ("K01", "K02"))
    taken = step(reading, person, "merge", "K01", **{"with": "K02", "with_at": place_of(other)})
    after = reviewed(reading).ledger
    assert (item_of(after, "K01").span.start, item_of(after, "K01").span.end) == (one.span.start, other.span.end)
    assert "K02" not in {item.id for item in after.items}
    take_back(reading, person, taken.number)
    assert reviewed(reading).ledger == before


def test_only_the_last_step_is_taken_back_and_a_new_step_forgets_what_was(reading, person):
    first, second = step(reading, person, "accept", "T01"), step(reading, person, "accept", "T02")
    with pytest.raises(Refusal):
        take_back(reading, person, first.number)
    take_back(reading, person, second.number)
    step(reading, person, "reject", "T02")
    assert reviewed(reading).undone == ()
    with pytest.raises(Refusal):
        do_again(reading, person, second.number)


def test_a_step_on_an_item_that_moved_is_refused_and_one_that_no_longer_fits_is_passed_over(reading, person):
    at = place_of(item_of(reviewed(reading).ledger, "K01"))
    with pytest.raises(Refusal) as refused:
        take(reading, person, "accept", "K01", {"at": [at[0], at[1] - 1]})
    assert refused.value.problems[0].code == "web.reading.item_moved"
    stale = ReviewStep.objects.create(
        reading=reading, number=1, who=person, operation="accept", item="K01", details={"at": [0, 2]}
    )
    found = reviewed(reading)
    assert found.passed == (stale,)
    assert found.ledger == found.before


def test_an_unknown_step_is_refused(reading, person):
    with pytest.raises(Refusal) as refused:
        take(reading, person, "erase", "K01", {"at": [0, 1]})
    assert refused.value.problems[0].code == "web.reading.no_such_step"


def test_a_chosen_reading_says_who_and_when_and_is_taken_back_whole(office, person):
    reading = keep(
        upload("关于港口建设情况的报告\n港口建成了105万吨泊位，新建道路12公里。"), "港口.txt", "demo", person
    )
    before = reviewed(reading).ledger
    (doubt,) = [edit for edit in before.edits if edit.undecided]
    with pytest.raises(Refusal) as refused:
        step(reading, person, "accept", "F01")
    assert refused.value.problems[0].code == "reading.review.choose_first"
    said = {"reading": "10个5", "who": "张主任", "on": "2026-03-01T09:30:00+00:00"}
    taken = take(reading, person, "choose", doubt.code, {"at": place_of(doubt), **said})
    after = reviewed(reading).ledger
    assert item_of(after, "F01").amount.raw == "10个"
    (chosen,) = [edit for edit in after.edits if edit.readings]
    assert (chosen.chosen_by, chosen.chosen_on.isoformat()) == (said["who"], said["on"])
    step(reading, person, "accept", "F01")
    take_back(reading, person, taken.number + 1)
    take_back(reading, person, taken.number)
    assert reviewed(reading).ledger == before


def test_what_one_review_teaches_the_next_document_of_the_programme_knows(reading, person):
    step(reading, person, "assign", "K01", lead=["市交通运输局"], partners=[])
    taken = step(reading, person, "edit", "T01", name="城镇化率（常住）")
    other = keep(upload(TEXT.replace("58%", "61%"), "新稿.txt"), "新稿.txt", "demo", person)
    ledger = reviewed(other).ledger
    assert item_of(ledger, "K01").lead == ("市交通运输局",)
    assert item_of(ledger, "T01").name == "城镇化率（常住）"
    assert item_of(ledger, "T01").fired.endswith(".taught")
    assert str(item_of(ledger, "T01").review) == "proposed"
    take_back(reading, person, taken.number)
    assert item_of(reviewed(other).ledger, "T01").name == "常住人口城镇化率"
    elsewhere = keep(upload(TEXT.replace("58%", "62%"), "外.txt"), "外.txt", "other", person)
    assert item_of(reviewed(elsewhere).ledger, "K01").lead == ("市交通局",)
