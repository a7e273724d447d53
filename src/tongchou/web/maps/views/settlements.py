"""Settlements: the tiers a plan declares beside those the data show; sizes, concentration, and the plan's structure."""

from typing import Any

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongchou.loop.model import Figure, Key, Kind
from tongchou.onemap.atlas import classes
from tongchou.onemap.layers import Layer, layer_areas, project
from tongchou.onemap.settlements import Element as Part
from tongchou.onemap.settlements import (
    compare_tiers,
    functional_index,
    hoover,
    nearest_neighbour,
    primacy,
    rank_size,
    scores,
    shares_inside,
    structure_layer,
)
from tongchou.packs.fields import Level
from tongchou.packs.map_rows import LayerKind
from tongchou.terms import Refusal, State, Words
from tongchou.web.desk import programme_of
from tongchou.web.languages import in_words, said
from tongchou.web.maps import geometry, ground, pictures
from tongchou.web.maps.atlas import place_sheet
from tongchou.web.maps.exports import FORMS, Table, sent
from tongchou.web.maps.network import Net, net_of, number_of
from tongchou.web.maps.pictures import Class, Picture, Sheet, Tinted
from tongchou.web.maps.shading import Limit, shade
from tongchou.web.maps.tiers import ENGLISH, ORDER, TONES
from tongchou.web.programme import Programme


def settlements(request: HttpRequest, pack: str) -> HttpResponse:
    """Show the page of settlement tiers, or send its table."""
    programme = programme_of(pack)
    context: dict[str, Any] = {"programme": programme, "problems": []}
    try:
        net, row = net_of(programme), ground.divisions(programme, Level.TOWN)
        if net is None or row is None:
            return render(request, "maps/settlements.html", context | {"lacking": True})
        weights = {name: number_of(request, name, usual, 0, 100) for name, usual in _WEIGHTS.items()}
        weights = weights if sum(weights.values()) > 0 else dict(_WEIGHTS)
        towns = ground.read(programme, row)
        found = _compared(programme, net, ground.codes(towns, row), weights)
        context |= found | _measured(programme, net, towns) | {"weights": _named(weights), "order": ORDER}
    except Refusal as refusal:
        return render(request, "maps/settlements.html", context | {"problems": refusal.problems})
    if form := request.GET.get("take"):
        return sent(_table(found["rows"], towns, ground.codes(towns, row)), form, f"{pack}-tiers")
    context |= {"forms_of_export": FORMS.items(), "export_query": request.GET.urlencode() or "people=50"}
    context["picture"] = _picture(programme, found["rows"], context.pop("structure"))
    return render(request, "maps/settlements.html", context)


_WEIGHTS = {"people": 50.0, "services": 30.0, "buses": 20.0}
_WORDS = {
    "people": Words("人口", "people"),
    "services": Words("服务设施（戴维斯功能指数）", "services (Davies' functional index)"),
    "buses": Words("每日公交班次", "daily bus trips"),
}


def _named(weights: dict[str, float]) -> list[tuple[str, Words, float]]:
    return [(name, _WORDS[name], value) for name, value in weights.items()]


def _compared(programme: Programme, net: Net, towns: list[str], weights: dict[str, float]) -> dict[str, Any]:
    """The towns with declared and seen tier; they are told apart by their people, services and buses."""
    tree = programme.run.tree
    known = [code for code in towns if code in tree]
    owner = {code: at for at, code in enumerate(known)}
    at = np.array([owner.get(tree.parents.get(code, ""), -1) for code in net.codes])
    people = np.bincount(at[at >= 0], net.homes.numbers("people")[at >= 0], minlength=len(known))
    functions, buses = _held(programme, net, at, len(known))
    measures = {"people": people, "services": functional_index(functions), "buses": buses}
    seen = scores(measures, {name: weight for name, weight in weights.items() if weight})
    declared = _declared(programme, net, known, at)
    views = compare_tiers(known, seen, declared, ORDER)
    rows = [
        {"place": tree[view.name], "score": view.score, "declared": view.declared, "seen": view.seen,
         "steps": view.steps, "people": int(people[owner[view.name]]),
         "services": float(functions[owner[view.name]].sum()), "buses": float(buses[owner[view.name]])}
        for view in views
    ]  # fmt: skip
    return {"rows": rows, "differ": [row for row in rows if row["steps"]], "sizes": _sizes(people)}


def _held(programme: Programme, net: Net, at: Any, count: int) -> tuple[Any, Any]:
    """How many facilities of each kind, and how many daily trips, lie nearest to the settlements of each town."""
    rows = [row for row in ground.layers_of(programme) if row.kind is LayerKind.FACILITIES]
    columns = [np.bincount(_towns(programme, net, row, at), minlength=count + 1)[:count] for row in rows]
    functions = np.stack(columns, axis=1).astype(float) if columns else np.zeros((count, 1))
    buses = np.zeros(count)
    for row in ground.layers_of(programme):
        if row.kind is LayerKind.STOPS:
            drawn = ground.read(programme, row)
            trips = drawn.numbers(row.amount_column) if row.amount_column else np.ones(len(drawn))
            buses += np.bincount(_towns(programme, net, row, at), trips, minlength=count + 1)[:count]
    return functions, buses


def _towns(programme: Programme, net: Net, row: Any, at: Any) -> Any:
    """The town of the settlement nearest to each point of a layer; one past the last for none."""
    drawn = project(ground.read(programme, row), net.homes.crs)
    homes = np.array([[shape.centroid.x, shape.centroid.y] for shape in net.homes.shapes])
    spots = np.array([[shape.centroid.x, shape.centroid.y] for shape in drawn.shapes])
    near = ((spots[:, None, :] - homes[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)
    return np.where(at[near] >= 0, at[near], at.max() + 1)


def _declared(programme: Programme, net: Net, towns: list[str], at: Any) -> list[str]:
    """The tier each town is declared for: by the plan's structure, and by the programme's list of priority towns."""
    seats = {}
    people = net.homes.numbers("people")
    for number in range(len(towns)):
        own = np.flatnonzero(at == number)
        if len(own):
            seats[number] = net.homes.shapes[int(own[people[own].argmax()])]
    parts = _parts(programme, net)
    tiers = []
    for number, code in enumerate(towns):
        seat = seats.get(number)
        kinds = {part.kind for part in parts if seat is not None and part.area.covers(seat)}
        central = "point" in kinds or "priority_town" in programme.places[code].roles
        tiers.append(ORDER[0] if "core" in kinds else ORDER[1] if central else ORDER[2])
    return tiers


def _parts(programme: Programme, net: Net) -> list[Part]:
    found = []
    for row in ground.layers_of(programme):
        if row.kind is LayerKind.STRUCTURE:
            drawn = project(ground.read(programme, row), net.homes.crs)
            widths = drawn.numbers(row.amount_column) if row.amount_column else np.zeros(len(drawn))
            kinds = drawn.texts(row.class_column)
            names = ground.names(drawn, row)
            found += [
                Part(name, kind, shape, float(width) if np.isfinite(width) else 0.0)
                for name, kind, shape, width in zip(names, kinds, drawn.shapes, widths, strict=True)
            ]
    return found


def _sizes(people: Any) -> dict[str, Any]:
    there = people[people > 0]
    return {"primacy": primacy(there), "rank_size": rank_size(there), "count": len(there)} if len(there) > 2 else {}


def _measured(programme: Programme, net: Net, towns: Layer) -> dict[str, Any]:
    people, land = net.homes.numbers("people"), layer_areas(towns)
    parts = _parts(programme, net)
    inside = shares_inside(parts, net.homes.shapes, people) if parts else []
    return {
        "shares": inside,
        "spread": nearest_neighbour(net.homes.shapes, float(land.sum())),
        "homes": len(net.homes),
        "hoover": _concentration(programme),
        "structure": _structure(programme, structure_layer(parts, net.homes)) if parts else None,
    }


def _concentration(programme: Programme) -> list[tuple[str, float]]:
    """The share who would have to move for an even spread over the land of towns, year by year."""
    code = next((one for one in ("resident_pop", "population", "pop") if one in programme.run.elements.codes), "")
    row = ground.divisions(programme, Level.TOWN)
    if not code or row is None:
        return []
    towns = ground.read(programme, row)
    land, codes, found = layer_areas(towns), ground.codes(towns, row), []
    for period in programme.periods:
        held = [programme.figure(Kind.ELEMENT, code, place, period) for place in codes]
        if all(one is not None and one.value is not None for one in held):
            people = np.array([float(one.value or 0) for one in held if one is not None])
            found.append((period.code, hoover(people, land)))
    return found


def _structure(programme: Programme, layer: Layer) -> Sheet:
    row = next(one for one in ground.layers_of(programme) if one.kind is LayerKind.STRUCTURE)
    kinds = layer.texts("kind")
    facts = geometry.Facts([f"s{at}" for at in range(len(layer))], layer.texts("name"), kinds)
    known = {one.value: one for one in classes(programme.run.pack, row.code)}
    coloured = tuple(
        Class(kind, said(known[kind].words) if kind in known else kind,
              (known[kind].colour if kind in known else "") or pictures.COLOURS[at], kinds.count(kind))
        for at, kind in enumerate(dict.fromkeys(kinds))
    )  # fmt: skip
    return Sheet("structure", said(row.words), "area", "", False, True, len(layer), coloured,
                 inline=geometry.features(layer, facts), synthetic=ground.is_synthetic(row))  # fmt: skip


def _picture(programme: Programme, rows: list[dict[str, Any]], structure: Sheet | None) -> Picture | None:
    base = place_sheet(programme, Level.TOWN, shown=True)
    if base is None:
        return None
    figures = [
        Figure(Key(Kind.ELEMENT, "tier", row["place"].code, ""), TONES[row["seen"]], State.VALUE, decimals=0)
        for row in rows
    ]
    rising = [Words(tier, ENGLISH[tier]) for tier in reversed(ORDER)]
    tint = Tinted(base.code, in_words("数据显示的层级", "tiers as the data show"),
                  shade(figures, lambda _values: Limit((2.0, 3.0), tuple(rising))), silent=True)  # fmt: skip
    row = ground.divisions(programme, Level.TOWN)
    box = pictures.box_of(programme, [row]) if row else None
    return Picture("settlements", (base, *([structure] if structure else [])), box, (tint,), tint.title)


def _table(rows: list[dict[str, Any]], towns: Layer, codes: list[str]) -> Table:
    head = ("代码", "镇", "规划层级", "数据层级", "得分", "人口", "设施", "公交班次")
    cells = [
        (row["place"].code, row["place"].name, row["declared"], row["seen"], row["score"], row["people"],
         row["services"], row["buses"])
        for row in rows
    ]  # fmt: skip
    return Table("镇村层级", head, cells, towns, codes)
