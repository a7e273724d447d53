"""From approved snapshots to figures: they become observations of the office's own version of the programme.

The published index and assessments read that version only; what is merely saved never gets into it.
"""

import csv
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.timezone import localdate

from tongchou.monitor.checks import as_note
from tongchou.monitor.returns import Snapshot as Frozen
from tongchou.packs import load
from tongchou.packs.bundle import export_pack, import_pack
from tongchou.packs.fields import Status
from tongchou.packs.periods import add_period
from tongchou.terms import Period, State
from tongchou.web.amending.files import add_rows
from tongchou.web.amending.making import amend_later
from tongchou.web.amending.models import Amendment
from tongchou.web.home import home
from tongchou.web.programme import Programme
from tongchou.web.returns.book import By, thawed
from tongchou.web.returns.errors import NOTHING_APPROVED, OTHER_PACK
from tongchou.web.returns.findings import known
from tongchou.web.returns.frozen import snapshots
from tongchou.web.returns.models import Return, Snapshot

SOURCE = "returns"
"""The source code of what was reported here."""
CHANGE, UNPACK = "tongchou.web.returns.publishing:put_in", "tongchou.web.returns.publishing:unpack"
_WITHOUT = (State.NONE.value, State.NOT_APPLICABLE.value)


def publish(programme: Programme, by: By) -> Amendment:
    """Start to put everything approved into the programme, beside the pages.

    :raises Refusal: ``returns.publish.nothing``; ``returns.snapshot.changed``.
    """
    rows = list(approved_rows(programme.code))
    if not rows:
        raise NOTHING_APPROVED.refusal()
    facts = {"rows": rows, "city": programme.city.name, "periods": sorted({row["period"] for row in rows})}
    return amend_later(programme.code, CHANGE, facts, by=by.person, what=f"核准的报数 {len(rows)} 格 approved figures")


def approved_rows(pack: str) -> Iterator[dict[str, Any]]:
    """Yield a row of observations for every approved cell, with who reported it and when it was approved."""
    for snapshot in snapshots(pack):
        yield from _rows(snapshot)


def _rows(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    frozen, one = thawed(snapshot), snapshot.of
    said, source = _said(one, frozen), f"return:{one.pk} v{frozen.version} {snapshot.digest[:16]}"
    status = Status.SYNTHETIC if one.issue.round.synthetic else Status.FINAL
    for key, cell in frozen.cells.items():
        if cell.state.reported:
            yield {
                "place": key.place, "period": key.period.code, "element": key.element,
                "value": "" if cell.value is None else repr(float(cell.value)),
                "state": cell.state.value if cell.state.value in _WITHOUT else "",
                "source": SOURCE, "status": status.value, "known_on": localdate(frozen.at).isoformat(),
                "reporter": one.unit, "note": as_note(said.get(str(key), ""), source),
            }  # fmt: skip


def _said(one: Return, frozen: Frozen) -> dict[str, str]:
    """Return what was said about the figures of a snapshot, by the address of the cell it goes with."""
    said: dict[str, list[str]] = {}
    for row in one.findings.exclude(address=""):
        text = known(row).travels
        if text and (row.hit in frozen.explanations or not row.gone):
            said.setdefault(row.address, []).append(text)
    return {address: "；".join(dict.fromkeys(texts)) for address, texts in said.items()}


def put_in(folder: Path, facts: Mapping[str, Any]) -> None:
    """Write approved cells into the copy of a pack: observations, their source, the period where it is new."""
    table = folder / "observations.csv"
    fresh = {_key(row): row for row in facts["rows"]}
    kept = [row for row in _read(table) if _key(row) not in fresh]
    table.unlink(missing_ok=True)
    add_rows(table, [*kept, *fresh.values()])
    if SOURCE not in {row["code"] for row in _read(folder / "sources.csv")}:
        title = f"{facts['city']}报送系统核准数"
        add_rows(folder / "sources.csv", [{"code": SOURCE, "title": title, "publisher": facts["city"], "grade": "A"}])
    for code in facts["periods"]:
        add_period(folder, Period.parse(code))


def _key(row: Mapping[str, Any]) -> tuple[str, str, str, str]:
    return row["place"], row["period"], row["element"], row.get("source", "")


def _read(table: Path) -> list[dict[str, str]]:
    if not table.is_file():
        return []
    with table.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def pack_as_zip(programme: Programme) -> bytes:
    """Return the programme as it counts now as one archive; run on the command line it gives the same figures."""
    with TemporaryDirectory() as place:
        archive = Path(place) / "pack.zip"
        export_pack(programme.run.pack.folder, archive)
        return archive.read_bytes()


def bring_pack(programme: Programme, by: By, data: bytes) -> Amendment:
    """Start to put another archive of the same programme in place, beside the pages; it counts once it has run.

    :raises Refusal: ``pack.bundle.*`` for what is no sound archive, ``returns.pack.other`` for another programme.
    """
    path = home() / "bundles" / f"{sha256(data).hexdigest()}.zip"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(data)
    with TemporaryDirectory() as place:
        import_pack(path, Path(place) / programme.code)
        found = load(Path(place) / programme.code).code
    if found != programme.code:
        raise OTHER_PACK.refusal(found=found, allowed=programme.code)
    what = f"导入方案包 {path.stem[:12]} imported"
    return amend_later(programme.code, UNPACK, {"archive": str(path)}, by=by.person, what=what)


def unpack(folder: Path, facts: Mapping[str, Any]) -> None:
    """Put the files of an archive in place of a copy's."""
    rmtree(folder)
    import_pack(Path(facts["archive"]), folder)
