"""Put a change of places into the files of a pack: lives end, lives begin, the event is added; nothing is erased."""

import csv
from pathlib import Path
from typing import Any

from tongchou.loop import territory_of
from tongchou.packs import load
from tongchou.packs.rows import Place, PlaceEvent
from tongchou.territory import happen
from tongchou.web.amending.files import add_rows


def enact(folder: Path, facts: dict[str, Any]) -> None:
    """Write an agreed change into a pack.

    :raises Refusal: what the change itself refuses; see :func:`tongchou.territory.happen`.
    """
    event = PlaceEvent.model_validate(facts["event"])
    arrivals = [Place.model_validate(row) for row in facts["arrivals"]]
    old = territory_of(load(folder))
    new = happen(old, event, arrivals)
    ended = {(place.code, place.valid_from) for place in new.places if place.valid_to == event.date}
    begun = [place for place in new.places if place.valid_from == event.date and place not in old.places]
    _end(folder / "places.csv", ended, event.date.isoformat())
    add_rows(folder / "places.csv", (_row(place) for place in begun))
    add_rows(folder / "place_events.csv", [facts["event"]])


def _end(table: Path, ended: set[tuple[str, Any]], day: str) -> None:
    with table.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows, head = list(reader), list(reader.fieldnames or ())
    codes = {(code, start.isoformat() if start else "") for code, start in ended}
    for row in rows:
        if (row["code"], row.get("valid_from") or "") in codes and not row.get("valid_to"):
            row["valid_to"] = day
    columns = list(dict.fromkeys([*head, "valid_from", "valid_to"]))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _row(place: Place) -> dict[str, object]:
    facts = {name: getattr(place, name) for name in ("code", "name", "name_en", "level", "parent", "note")}
    kept = {name: cell for name, cell in facts.items() if cell}
    return kept | {"roles": ";".join(place.roles), "valid_from": place.valid_from}
