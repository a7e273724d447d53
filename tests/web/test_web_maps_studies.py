"""Plans brought by a planner: refused in a sentence, checked, compared, listed by unit, closed by measurement."""

import io
import json
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from pyproj import CRS

from tongchou.onemap.layers import Layer, renamed, write_layer
from tongchou.onemap.synthetic import synthetic_city
from tongchou.web.duties.models import Duty
from tongchou.web.duties.proofs import place_of
from tongchou.web.errands import sending
from tongchou.web.maps import uploads, work
from tongchou.web.maps.models import State, Study
from tongchou.web.models import Person
from tongchou.web.trail.models import Entry

pytestmark = pytest.mark.django_db

TOWN = {"R": "建设用地", "N": "", "E": ""}
LAND = {"R": "", "N": "永久基本农田", "E": "生态保护红线"}
ALL = (".shp", ".shx", ".dbf", ".prj", ".cpg")
START = "/p/demo/map/plans/"


@pytest.fixture(scope="module")
def world():
    return synthetic_city(seed=5, towns=2, conflicts=6)


@pytest.fixture
def page(client, demo, monkeypatch, tmp_path, at_once):
    """A planner; the work is done at once, in the test's own process, in a folder of its own."""
    home = tmp_path / "home"
    shutil.copytree(demo.run.pack.folder, tmp_path / "pack")
    (home / "runs").mkdir(parents=True)
    for path in (uploads.home() / "runs").iterdir():
        shutil.copy(path, home / "runs")
    monkeypatch.setenv("TONGCHOU_HOME", str(home))
    client.force_login(Person.objects.create_superuser("li", password="a long pass phrase"))
    return client


def zipped(layer, folder, name, leave_out=(), **more):
    """Return a shapefile of a layer as a zip, with parts left out or entries added."""
    folder.mkdir(parents=True, exist_ok=True)
    write_layer(renamed(layer, {"source": "LY"}), folder / f"{name}.shp", encoding="gbk")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path in sorted(folder.glob(f"{name}.*")):
            if path.suffix not in leave_out:
                archive.write(path, path.name)
        for entry, data in more.items():
            archive.writestr(entry.replace("__", "/"), data)
    return SimpleUploadedFile(f"{name}.zip", stream.getvalue())


def bring(page, *files, at=START, **said):
    return page.post(at, {"title": "城乡规划与土规", "files": list(files), **said})


def meanings(study, *classes):
    """Say what the codes of a study's layers mean, layer by layer."""
    given = {"compare": "1", "tolerance": "2.0"}
    for number, (plan, of) in enumerate(classes):
        key = f"p{number}.0"
        codes = study.files[number]["layers"][0]["fields"]["YTDM"]
        given |= {f"{key}.taken": "on", f"{key}.plan": plan, f"{key}.field": "YTDM", f"{key}.was": "YTDM"}
        given |= {f"{key}.c.{at}": of[code] for at, code in enumerate(codes)}
    return given


def compared(page, world, tmp_path):
    files = [
        zipped(world.town_plan.layer, tmp_path / "a", "chenggui"),
        zipped(world.land_plan.layer, tmp_path / "b", "tugui"),
    ]
    answer = bring(page, *files)
    assert answer.status_code == 302, answer.context["problems"]
    study = Study.objects.get()
    assert study.state == State.READ, study.problems
    page.post(f"{START}{study.code}/answer/", meanings(study, ("城乡规划", TOWN), ("土地利用规划", LAND)))
    study.refresh_from_db()
    assert study.state == State.DONE, study.problems
    return study


def result_of(study):
    return json.loads((uploads.folder("demo", study.code) / "result.json").read_text("utf-8"))


def test_two_zipped_shapefiles_become_a_list_by_unit_with_every_planted_conflict(page, world, tmp_path):
    study = compared(page, world, tmp_path)
    lines = result_of(study)["conflicts"]
    assert len(lines) == len(world.conflicts) == 6
    planted = sorted(each.shape.area for each in world.conflicts)
    # the plane stretches the ground by less than a thousandth so near its meridian
    assert sorted(line["area"] for line in lines) == pytest.approx(planted, rel=2e-3)
    text = page.get(f"{START}{study.code}/").content.decode()
    assert all(line["code"] in text for line in lines)
    assert "自然资源局" in text
    layer = study.files[0]["layers"][0]
    assert layer["crs"].startswith("EPSG:4549")
    assert any("GB" in pair[0] or "UTF-8" in pair[0] for pair in layer["evidence"])


def test_the_list_to_sign_is_there_in_three_forms_and_the_layers_can_be_taken_along(page, world, tmp_path):
    study = compared(page, world, tmp_path)
    base = f"{START}{study.code}/files/"
    for form, start in (("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!")):
        answer = page.get(f"{base}list.{form}")
        assert (answer.status_code, answer.content[:2]) == (200, start)
    told = page.get(f"{base}list.html").content.decode()
    assert "负责人（签字）" in told
    assert "自然资源局" in told
    for name in result_of(study)["files"]:
        assert b"".join(page.get(base + name).streaming_content)
    archive = b"".join(page.get(f"{base}conflicts-shp.zip").streaming_content)
    inside = {Path(name).suffix for name in zipfile.ZipFile(io.BytesIO(archive)).namelist()}
    assert {".shp", ".shx", ".dbf", ".prj"} <= inside
    shapes = json.loads(page.get(f"{base}conflicts.json").content)["features"]
    assert {one["id"] for one in shapes} == {line["code"] for line in result_of(study)["conflicts"]}
    assert page.get(f"{base}ledger.pickle").status_code == 404
    assert page.get(f"{START}{study.code}/conflicts/{shapes[0]['id']}/").status_code == 200
    assert page.get(f"{START}{study.code}/conflicts/none/").status_code == 404


def test_each_conflict_is_put_on_the_ledger_once(page, world, tmp_path):
    study = compared(page, world, tmp_path)
    page.post(f"{START}{study.code}/tasks/")
    duties = Duty.objects.filter(pack="demo", code__startswith=f"map{study.pk}-")
    assert duties.count() == 6
    page.post(f"{START}{study.code}/tasks/")
    assert duties.count() == 6


def test_a_later_upload_closes_what_it_no_longer_shows_and_nothing_else(page, world, tmp_path):
    study = compared(page, world, tmp_path)
    town = world.town_plan.layer
    gone = world.conflicts[0].shape
    kept = np.array([not shape.equals(gone) for shape in town.shapes])
    assert (~kept).sum() == 1
    answer = bring(page, zipped(town.take(kept), tmp_path / "c", "chenggui2"), at=f"{START}{study.code}/follow/")
    later = Study.objects.exclude(pk=study.pk).get()
    assert answer.status_code == 302
    given = meanings(later, ("城乡规划", TOWN)) | {"keep.土地利用规划": "on"}
    page.post(f"{START}{later.code}/answer/", given)
    later.refresh_from_db()
    assert later.state == State.DONE, later.problems
    lines = result_of(later)["conflicts"]
    closed = [line for line in lines if line["closed"]]
    assert (len(lines), len(closed)) == (6, 1)
    assert closed[0]["first"] == pytest.approx(gone.area, rel=2e-3)
    (change,) = result_of(later)["changes"]
    assert (change["plan"], change["was"], change["now"]) == ("城乡规划", "R", "")
    assert change["area"] == pytest.approx(gone.area, rel=2e-3)
    assert "已销号 1 处" in page.get(f"{START}{later.code}/").content.decode()


def test_the_task_of_a_conflict_that_is_gone_closes_with_the_measurement_as_its_evidence(page, world, tmp_path):
    study = compared(page, world, tmp_path)
    page.post(f"{START}{study.code}/tasks/")
    town = world.town_plan.layer
    kept = np.array([not shape.equals(world.conflicts[0].shape) for shape in town.shapes])
    bring(page, zipped(town.take(kept), tmp_path / "c", "chenggui2"), at=f"{START}{study.code}/follow/")
    later = Study.objects.exclude(pk=study.pk).get()
    page.post(f"{START}{later.code}/answer/", meanings(later, ("城乡规划", TOWN)) | {"keep.土地利用规划": "on"})
    duties = Duty.objects.filter(pack="demo", origin=f"map:{study.code}")
    (done,) = duties.filter(state="closed")
    assert duties.filter(open=True).count() == 5
    (gone,) = (line for line in result_of(later)["conflicts"] if line["closed"])
    assert done.code == gone["task"]
    (step,) = done.steps.all()
    assert (step.action, str(step.person), step.unit) == ("measure", "li", "一张图 量算")
    assert f"{gone['first']:,.1f} 平方米" in step.reason
    (proof,) = step.proofs.all()
    assert (proof.name, proof.text) == (f"{done.code}.txt", "")
    assert place_of(proof.digest, ".txt").read_text("utf-8") == step.reason
    assert Entry.objects.filter(what="task.measure", about=done.code).exists()
    story = page.get(f"/p/demo/duties/task/{done.code}/").content.decode()
    assert "量算销号" in story
    assert "图上已无此冲突" in story
    # nobody may claim a measurement
    other = duties.filter(open=True).first()
    claim = {"action": "measure", "seen": other.version, "reason": "已调整"}
    page.post(f"/p/demo/duties/task/{other.code}/step/", claim)
    other.refresh_from_db()
    assert other.open
    assert f"/p/demo/duties/task/{done.code}/" in page.get(f"{START}{later.code}/").content.decode()


def test_faults_are_listed_with_proposed_edits_and_the_mended_layer_is_compared(page, world, tmp_path):
    town = world.town_plan.layer
    x, y = shapely.get_coordinates(town.shapes[0])[0]
    bow = shapely.Polygon([(x, y), (x + 50, y + 50), (x + 50, y), (x, y + 50)])
    shapes = np.append(town.shapes, bow)
    columns = {name: np.append(values, values[0]) for name, values in town.columns.items()}
    files = [
        zipped(Layer("x", shapes, columns, town.crs), tmp_path / "a", "chenggui"),
        zipped(world.land_plan.layer, tmp_path / "b", "tugui"),
    ]
    bring(page, *files)
    study = Study.objects.get()
    layer = study.files[0]["layers"][0]
    assert "onemap.quality.invalid" in {one["code"] for one in layer["findings"]}
    assert layer["mended"]
    text = page.get(f"{START}{study.code}/").content.decode()
    assert "换成修好的图形" in text
    given = meanings(study, ("城乡规划", TOWN), ("土地利用规划", LAND))
    page.post(f"{START}{study.code}/answer/", given)
    study.refresh_from_db()
    assert study.state == State.REFUSED
    assert "onemap.conflict.not-valid" in study.problems[0][0]
    page.post(f"{START}{study.code}/again/", {"codes": "1"})
    page.post(f"{START}{study.code}/answer/", given | {"p0.0.mend": "on"})
    study.refresh_from_db()
    assert study.state == State.DONE, study.problems


def _bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            with archive.open(f"{number}.shp", "w", force_zip64=True) as entry:
                for _ in range(90):
                    entry.write(b"\0" * 2**23)
    return SimpleUploadedFile("bomb.zip", stream.getvalue())


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda w, t: zipped(w.places, t, "a", leave_out=(".shx",)), "onemap.layer.incomplete"),
        (lambda w, t: zipped(w.places, t, "a", **{"..__..__evil.shp": b"x"}), "onemap.archive.outside"),
        (lambda w, t: _bomb(), "onemap.archive.too-large"),
        (lambda w, t: SimpleUploadedFile("a.zip", zipped(w.places, t, "a").read()[:400]), "onemap.layer.unreadable"),
        (lambda w, t: SimpleUploadedFile("a.gpkg", b"SQLite format 3\0"), "onemap.layer.unreadable"),
        (lambda w, t: SimpleUploadedFile("a.dwg", b"AC1027"), "web.maps.unknown_kind"),
        (lambda w, t: SimpleUploadedFile("a.zip", b"x" * (uploads.LARGEST + 1)), "web.maps.too_large"),
        (lambda w, t: zipped(w.places, t, "a", leave_out=ALL), "onemap.archive.nothing"),
    ],
    ids=["no-shx", "zip-slip", "bomb", "cut-off", "empty-gpkg", "dwg", "too-large", "nothing"],
)  # fmt: skip
def test_a_bad_upload_is_refused_in_one_sentence_and_leaves_nothing(page, world, tmp_path, make, code):
    answer = bring(page, make(world, tmp_path / "z"))
    assert answer.status_code == 422
    (problem,) = answer.context["problems"]
    assert problem.code == code
    assert not Study.objects.exists()
    left = [path for path in (uploads.home() / "maps").rglob("*") if path.is_file()]
    assert left == []


def _gpkg(layer, path, cut=1.0, **more):
    write_layer(layer, path, **more)
    data = path.read_bytes()
    return SimpleUploadedFile(path.name, data[: int(len(data) * cut)])


def _geojson(name, *shapes):
    features = [{"type": "Feature", "properties": {"YTDM": "R"}, "geometry": shapely.geometry.mapping(shape)}
                for shape in shapes]  # fmt: skip
    return SimpleUploadedFile(name, json.dumps({"type": "FeatureCollection", "features": features}).encode())


def _degrees_as_metres(folder):
    """A square of degrees whose .prj claims metres of a 3-degree zone."""
    square = Layer("deg", np.array([shapely.box(120, 30, 120.1, 30.1)], dtype=object),
                   {"YTDM": np.array(["R"], dtype=object)}, CRS(4549))  # fmt: skip
    return zipped(square, folder, "deg")


def _round(vertices):
    turn = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    return shapely.Polygon(np.stack([120.05 + 0.01 * np.cos(turn), 30.05 + 0.01 * np.sin(turn)], axis=1))


@pytest.mark.parametrize(
    ("make", "code", "said"),
    [
        (lambda w, t: _gpkg(w.places, t / "half.gpkg", cut=0.5), "onemap.layer.unreadable", "half.gpkg"),
        (lambda w, t: _geojson("none.geojson"), "onemap.layer.empty", "none"),
        (lambda w, t: _geojson("swap.geojson", shapely.box(30, 120, 30.1, 120.1)), "onemap.crs.contradiction", "swap"),
        (lambda w, t: _degrees_as_metres(t / "d"), "onemap.crs.contradiction", "deg.zip"),
    ],
    ids=["half-a-geopackage", "empty", "swapped-axes", "degrees-as-metres"],
)  # fmt: skip
def test_what_only_reading_shows_is_told_with_the_file_and_kept_to_be_taken_up(page, world, tmp_path, make, code, said):
    answer = bring(page, make(world, tmp_path))
    study = Study.objects.first()
    told = study.problems[0][0] if study else " ".join(one.say("zh") for one in answer.context["problems"])
    assert code in told
    assert said in told
    assert study is None or study.state == State.REFUSED


def test_points_among_areas_and_a_ring_of_a_hundred_thousand_corners_are_read(page, world, tmp_path):
    mixed = _geojson("mixed.geojson", shapely.box(120, 30, 120.1, 30.1), shapely.Point(120.2, 30.2))
    bring(page, mixed, _geojson("round.geojson", _round(100_001)))
    study = Study.objects.get()
    assert study.state == State.READ, study.problems
    (mixed,), (ring,) = (file["layers"] for file in study.files)
    assert (mixed["layer"], mixed["count"], ring["layer"], ring["count"]) == ("mixed", 2, "round", 1)
    assert [(one["code"], one["row"]) for one in mixed["findings"]] == [("onemap.quality.mixed-types", 2)]
    assert [(one["code"], one["row"]) for one in ring["findings"]] == [("onemap.quality.heavy", 1)]


def test_no_file_and_one_plan_are_said(page, world, tmp_path):
    assert bring(page).context["problems"][0].code == "web.maps.nothing"
    bring(page, zipped(world.town_plan.layer, tmp_path, "chenggui"))
    study = Study.objects.get()
    page.post(f"{START}{study.code}/answer/", meanings(study, ("城乡规划", TOWN)))
    study.refresh_from_db()
    assert study.state == State.REFUSED
    assert study.problems[0][0].startswith("web.maps.one_plan")


def test_work_that_broke_off_is_told_and_taken_up_again(page, world, tmp_path, at_once, monkeypatch):
    monkeypatch.setattr(sending, "queue_up", at_once)
    files = [zipped(world.town_plan.layer, tmp_path / "a", "a"), zipped(world.land_plan.layer, tmp_path / "b", "b")]
    bring(page, *files)
    study = Study.objects.get()
    assert "progress" in page.get(f"{START}{study.code}/").content.decode()
    died = study.errand.queued
    died.claim("a worker that died")
    died.__class__.objects.update(started_at=timezone.now() - timedelta(minutes=5))
    assert "中断" in page.get(f"{START}{study.code}/", headers={"HX-Request": "true"}).content.decode()
    page.post(f"{START}{study.code}/again/")
    call_command("errands", once=True)
    study.refresh_from_db()
    assert study.state == State.READ
    assert page.get(f"{START}{study.code}/", headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_what_nobody_foresaw_is_kept_as_a_sentence(page, world, tmp_path, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(work, "survey", broken)
    bring(page, zipped(world.town_plan.layer, tmp_path, "a"))
    study = Study.objects.get()
    assert study.state == State.REFUSED
    assert study.problems[0][0].startswith("web.maps.unexpected")


def test_only_who_draws_may_bring_layers(page, world, tmp_path, client):
    client.force_login(Person.objects.create_user("wang", password="a long pass phrase"))
    assert client.get(START).status_code == 403
