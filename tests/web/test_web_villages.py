"""Village checklists on their pages: coverage, a village's report with pictures, samples whose seed is kept."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import Role
from tongchou.web.judging.models import Sample, VillagePoint
from tongchou.web.models import Person
from tongchou.web.shelf import shelf
from tongchou.web.stock import stock

DEMO = Path(__file__).parents[2] / "packs" / "demo"
POINTS = """checklist,title,point,name,photos,standing
clean,清洁（虚构）,a,垃圾治理,1,synthetic
clean,清洁（虚构）,b,路灯,0,synthetic
"""
HEAD = "checklist,village,point,done,date,photos,standing\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The demo programme with a checklist over its towns, as if they were villages."""
    folder = tmp_path_factory.mktemp("villages")
    pack = Path(shutil.copytree(DEMO, folder / "demo"))
    towns = ["990121104", "990122101", "990122102"]
    # east: a done with its picture, b not done; west 101: a done without a picture; west 102 is listed and silent
    rows = [f"clean,{towns[0]},a,yes,2024-11-01,p1,synthetic", f"clean,{towns[0]},b,no,2024-11-01,,synthetic",
            f"clean,{towns[1]},a,yes,2024-11-02,,synthetic", f"clean,{towns[2]},a,,,,synthetic"]  # fmt: skip
    (pack / "checklists.csv").write_text(POINTS)
    (pack / "village_reports.csv").write_text(HEAD + "\n".join(rows) + "\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONGCHOU_HOME", str(folder / "home"))
        (done,) = stock([pack], date(2025, 1, 20))
    assert done.refusal is None, done.refusal
    return folder / "home"


@pytest.fixture
def villages(home, monkeypatch, db):
    monkeypatch.setenv("TONGCHOU_HOME", str(home))
    return shelf().programme("demo")


def somebody(name, role, **scope):
    person = Person.objects.create_user(name, password="a long pass phrase", called=name)
    appoint(person, role, pack="demo", **scope)
    client = Client()
    client.force_login(person)
    return client


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_coverage_counts_what_applies_and_silence_as_not_done(villages):
    office = somebody("wang", Role.OFFICE)
    # six cells: two done, one not, three silent
    page = text(office.get(reverse("village-list", args=["demo", "clean"])))
    assert "3 个村，完成 2 处，未完成 1，不适用 0，未报 3" in page
    assert "33%" in page
    assert "1 处报了完成而照片不足" in page
    assert "不足 1 张" in page
    county = text(office.get(reverse("village-list", args=["demo", "clean"]) + "?within=990121"))
    assert "湾港镇" in county
    assert "石桥镇" not in county
    leaf = text(office.get(reverse("village-list", args=["demo", "clean"]) + "?within=990121104"))
    assert "镇" in leaf


def test_a_town_reports_its_own_village_with_pictures(villages):
    own = somebody("town", Role.TOWN, place="990122102")
    where = reverse("village", args=["demo", "clean", "990122102"])
    photo = SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\xe0 picture")
    assert "已保存 2 项" in text(own.post(where, {"done-a": "yes", "photos-a": photo, "done-b": "no"}, follow=True))
    one = VillagePoint.objects.get(point="a")
    assert (one.done, len(one.photos)) == ("yes", 1)
    assert "已完成" in text(own.get(where))
    assert own.post(reverse("village", args=["demo", "clean", "990122101"]), {"done-a": "no"}).status_code == 403
    assert "没有“maybe”" in text(own.post(where, {"done-a": "maybe"}), 422)
    bad = SimpleUploadedFile("a.jpg", b"not a picture")
    assert "内容与扩展名不符" in text(own.post(where, {"done-a": "yes", "photos-a": bad}), 422)
    assert text(own.get(reverse("village", args=["demo", "clean", "990121104"])))
    assert own.get(reverse("village", args=["demo", "clean", "990121101"])).status_code == 404


def test_a_sample_keeps_its_seed_and_its_visits_prove_something(villages):
    office = somebody("wang", Role.OFFICE)
    where = reverse("village-sampling", args=["demo", "clean"])
    assert "应为 1—3" in text(office.post(where, {"bad": "9", "confidence": "95"}), 422)
    for _ in range(2):
        assert office.post(where, {"bad": "1", "confidence": "95", "seed": "7"}).status_code == 302
    first, second = Sample.objects.all()
    # to find one false of three with 95 % all three are visited; the same seed draws the same
    assert first.drawn == second.drawn
    assert sum(len(names) for names in first.drawn.values()) == 3
    village = next(iter(first.drawn.values()))[0]
    wish = {"sample": first.pk, "village": village, "false": "1", "note": "没有路灯"}
    assert office.post(where, wish).status_code == 302
    assert "尚未检查的村" in text(office.post(where, wish), 422)
    page = text(office.get(where))
    assert "抽查 1 村，不实 1 村" in page
    assert "种子 7" in page


def test_a_programme_without_checklists_teaches_the_first_step(page, demo):
    assert "checklists.csv" in text(page.get(reverse("villages", args=["demo"])))
    assert page.get(reverse("village-list", args=["demo", "clean"])).status_code == 404
