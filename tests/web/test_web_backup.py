"""The drill: an office is saved, lost, and brought back; damaged and foreign files are refused whole."""

import json
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tongchou.terms import Refusal
from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import Role
from tongchou.web.access.models import Appointment
from tongchou.web.backup import restore, save
from tongchou.web.models import Person
from tongchou.web.readings.models import DocumentReading
from tongchou.web.trail import record
from tongchou.web.trail.chain import breaks
from tongchou.web.trail.models import Entry

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


@pytest.fixture
def living(transactional_db, tmp_path):
    """An office with people, a trail and files."""
    folder = tmp_path / "office"
    (folder / "documents" / "深").mkdir(parents=True)
    (folder / "documents" / "深" / "意见.txt").write_bytes("实施意见".encode())
    (folder / "runs").mkdir()
    (folder / "runs" / "demo.run").write_bytes(b"computed")
    (folder / "tongchou.sqlite3").write_bytes(b"database")
    zhang = Person.objects.create_user("zhang", password="a long pass phrase", called="张主任")
    appoint(zhang, Role.COUNTY, pack="demo", place="980121")
    DocumentReading.objects.create(pack="demo", code="a1", name="意见", suffix=".txt", digest="0" * 64, by=zhang)
    for number in range(3):
        record(zhang, "demo", "task.verify", about=f"k{number}", new={"数": number})
    return folder


def lose_everything():
    """Empty the tables, guards included, as a broken disk would."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER IF EXISTS trail_entry_no_DELETE") if connection.vendor == "sqlite" else (
            cursor.execute("DROP TRIGGER IF EXISTS trail_entry_never_changed ON trail_entry")
        )
    call_command("flush", interactive=False, verbosity=0)


def facts():
    return (
        list(Person.objects.order_by("pk").values()),
        list(Appointment.objects.order_by("pk").values()),
        list(DocumentReading.objects.order_by("pk").values()),
        list(Entry.objects.order_by("number").values()),
    )


def test_an_office_comes_back_as_it_was(living, tmp_path):
    before = facts()
    manifest = save(living, tmp_path / "b.zip", NOW)
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0
    assert not any("runs" in one.name or "sqlite3" in one.name for one in manifest.members)
    lose_everything()
    assert restore(tmp_path / "b.zip", tmp_path / "new") == manifest
    assert facts() == before
    assert list(breaks(Entry.objects.order_by("number"))) == []
    assert (tmp_path / "new" / "documents" / "深" / "意见.txt").read_text() == "实施意见"
    record("zhang", "", "x.y", about="goes on")
    assert Entry.objects.last().number == len(before[3]) + 1
    assert Person.objects.create_user("li").pk > before[0][-1]["id"]


def test_a_backup_is_not_written_over(living, tmp_path):
    (tmp_path / "b.zip").write_bytes(b"precious")
    with pytest.raises(Refusal, match="exists"):
        save(living, tmp_path / "b.zip", NOW)
    assert (tmp_path / "b.zip").read_bytes() == b"precious"


def test_an_office_that_is_not_empty_is_left_alone(living, tmp_path):
    save(living, tmp_path / "b.zip", NOW)
    before = facts()
    with pytest.raises(Refusal, match="not_empty"):
        restore(tmp_path / "b.zip", tmp_path / "new")
    assert facts() == before


def altered(path, target, change):
    """Copy a backup member by member, each changed by a function; ``None`` leaves it out."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if (raw := change(name, old.read(name))) is not None:
                new.writestr(name, raw)
    return target


def manifest_with(**changes):
    return lambda name, raw: json.dumps(json.loads(raw) | changes) if name == "manifest.json" else raw


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda name, raw: raw.replace("张".encode(), "李".encode()), "damaged"),
        (lambda name, raw: None if name.endswith("意见.txt") else raw, "damaged"),
        (lambda name, raw: None if name == "manifest.json" else raw, "not_a_backup"),
        (lambda name, raw: "[]" if name == "manifest.json" else raw, "not_a_backup"),
        (manifest_with(format="other/2"), "not_a_backup"),
        (manifest_with(migrations=["web.9999_future"]), "other_version"),
        (manifest_with(members=[{"name": "files/../../evil", "digest": "0", "count": 1}]), "damaged"),
    ],
)
def test_a_damaged_or_foreign_backup_restores_nothing(living, tmp_path, change, code):
    save(living, tmp_path / "b.zip", NOW)
    bad = altered(tmp_path / "b.zip", tmp_path / "bad.zip", change)
    lose_everything()
    with pytest.raises(Refusal, match=code):
        restore(bad, tmp_path / "new")
    assert not Person.objects.exists()
    assert not (tmp_path / "new").exists()
    assert not (tmp_path.parent / "evil").exists()


@pytest.mark.parametrize("raw", [b"", b"PK", b"not a zip at all"])
def test_what_is_no_zip_is_refused(living, tmp_path, raw):
    (tmp_path / "x.zip").write_bytes(raw)
    lose_everything()
    with pytest.raises(Refusal, match="not_a_backup"):
        restore(tmp_path / "x.zip", tmp_path / "new")


def test_a_cut_off_restore_leaves_nothing_half_done(living, tmp_path):
    save(living, tmp_path / "b.zip", NOW)
    lose_everything()

    def power_cut(name):
        if "trail" in name:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore(tmp_path / "b.zip", tmp_path / "new", power_cut)
    assert not Person.objects.exists()


def test_the_commands_say_what_they_did(living, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TONGCHOU_HOME", str(living))
    call_command("backup", tmp_path / "b.zip")
    lose_everything()
    monkeypatch.setenv("TONGCHOU_HOME", str(tmp_path / "new"))
    call_command("restore", tmp_path / "b.zip")
    call_command("audit", export=tmp_path / "trail.csv")
    said = capsys.readouterr().out
    assert "已恢复" in said
    assert "完好" in said
    assert len((tmp_path / "trail.csv").read_text().splitlines()) == Entry.objects.count() + 1
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER IF EXISTS trail_entry_no_UPDATE") if connection.vendor == "sqlite" else (
            cursor.execute("DROP TRIGGER IF EXISTS trail_entry_never_changed ON trail_entry")
        )
        cursor.execute("UPDATE trail_entry SET who = 'nobody' WHERE number = 2")
    with pytest.raises(CommandError, match=r"\[2\]"):
        call_command("audit")
