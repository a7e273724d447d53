"""Roads: which villages fall short, which road alone carries whom, and what the cheapest remedy costs, in stages."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongchou.onemap.layers import lonlat
from tongchou.onemap.roads import WHY_NOT, Building, Demand, Stage, joining, reasons, stages
from tongchou.onemap.studies import RoadStudy, study_roads
from tongchou.packs.rows import Place
from tongchou.terms import Refusal
from tongchou.web.desk import programme_of
from tongchou.web.languages import in_words, said
from tongchou.web.maps import geometry, ground, pictures
from tongchou.web.maps.exports import FORMS, Table, sent
from tongchou.web.maps.network import Net, counties, figures, minutes_within, net_of, number_of, place_of
from tongchou.web.maps.pictures import Class, Picture, Sheet, Tinted
from tongchou.web.maps.shading import shade
from tongchou.web.programme import Programme

LIMITS = (15.0, 30.0, 60.0)
MOST = 200
"""The most rows of a table on the page; the exports hold all."""
REACH = 5000.0
"""How long [m] as the crow flies a new link may be."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the sliders say: metres on foot, money in all, money for a kilometre (both in 万元), speed of new links."""

    walk: float
    budget: float
    price: float
    kmh: float


@dataclass(frozen=True, eq=False, slots=True)
class Found:
    """The study of a place: its villages among all, their minutes, people, and why not; weak links; what to build."""

    net: Net
    study: RoadStudy
    inside: Any
    seat: int
    built: tuple[Stage, ...]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """A row a village of the place, the worst first."""
        why = reasons(self.study.tied, np.arange(len(self.net.homes)), self.study.minutes)
        names, people, minutes = self.study.names, self.study.people, self.study.minutes
        found = [
            {"code": self.net.codes[i], "name": names[int(i)], "people": int(people[i]),
             "minutes": float(minutes[i]) if np.isfinite(minutes[i]) else None, "why": why[i]}
            for i in np.flatnonzero(self.inside)
        ]  # fmt: skip
        return sorted(found, key=lambda one: (one["minutes"] is not None, -(one["minutes"] or 0), -one["people"]))

    @property
    def weak(self) -> list[dict[str, Any]]:
        """The roads that alone carry villages of the place, most people first."""
        found = []
        for link in self.study.weak():
            behind = [at for at in link.points if self.inside[at]]
            if behind:
                names = [self.study.names[at] for at in behind]
                people = float(self.study.people[behind].sum())
                found.append({"row": link.row, "people": int(people), "villages": len(behind), "names": names[:6]})
        return sorted(found, key=lambda one: -one["people"])


@lru_cache(maxsize=16)
def _study(key: "_Key") -> RoadStudy:
    seat = key.net.homes.shapes[key.seat]
    return study_roads(key.net.roads, key.net.homes, seat, key.net.speeds, key.walk)


@dataclass(frozen=True)
class _Key:
    """One study; the same layers, seat and walk give the same."""

    stamp: tuple[str, ...]
    seat: int
    walk: float
    net: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and (self.stamp, self.seat, self.walk) == (other.stamp, other.seat, other.walk)

    def __hash__(self) -> int:
        return hash((self.stamp, self.seat, self.walk))


def find(programme: Programme, net: Net, place: Place, asked: Asked) -> Found:
    """Study the roads of a place: its villages to its seat over the roads of all."""
    inside = net.of(programme, place)
    seat = net.seat(inside)
    stamp = (programme.code, *(ground.version_of(programme, row) for row in (net.homes_row, net.roads_row)))
    study = _study(_Key(stamp, seat, asked.walk, net))
    return Found(net, study, inside, seat, tuple(_built(study, inside, asked)))


def _built(study: RoadStudy, inside: Any, asked: Asked) -> list[Stage]:
    """The links to build for the place's own villages, in the order in which they save most time for the money."""
    if asked.budget <= 0 or not inside.any():
        return []
    building = Building(asked.kmh, asked.price / 1000)
    homes, seat = study.tied.at[:-1][inside], int(study.tied.at[-1])
    wanted = joining(study.tied.network, seat, REACH, building)
    return stages(study.tied.network, wanted, Demand(homes, study.people[inside], np.array([seat])), asked.budget)


def roads(request: HttpRequest, pack: str) -> HttpResponse:
    """Show the page of roads, or send one of its tables or layers."""
    programme = programme_of(pack)
    context: dict[str, Any] = {"programme": programme, "places": counties(programme), "problems": []}
    try:
        net = net_of(programme)
        if net is None:
            return render(request, "maps/roads.html", context | {"lacking": True})
        place, asked = place_of(request, programme), _asked(request)
        found = find(programme, net, place, asked)
    except Refusal as refusal:
        return render(request, "maps/roads.html", context | {"problems": refusal.problems})
    if form := request.GET.get("take"):
        return sent(_table(found), form, f"{pack}-roads")
    rows, weak = found.rows, found.weak
    short = [row for row in rows if row["minutes"] is None]
    context |= {
        "place": place,
        "asked": asked,
        "seat": found.study.names[found.seat],
        "rows": rows[:MOST],
        "count": len(rows),
        "short": short,
        "short_people": sum(row["people"] for row in short),
        "within": _within(rows),
        "weak": weak[:20],
        "weak_count": len(weak),
        "stages": _stages(found),
        "saved": sum(stage.saved for stage in found.built),
        "picture": _picture(programme, found, weak[:20], place),
        "forms_of_export": FORMS.items(),
        "export_query": request.GET.urlencode() or "place=",
        "tiers": [(one, net.speeds.by_tier.get(one.value)) for one in ground.classes_of(programme, net.roads_row)],
    }
    return render(request, "maps/roads.html", context)


def _asked(request: HttpRequest) -> Asked:
    return Asked(
        number_of(request, "walk", 500, 0, 5000),
        number_of(request, "budget", 200, 0, 100_000),
        number_of(request, "price", 60, 1, 2000),
        number_of(request, "kmh", 30, 5, 120),
    )


def _within(rows: list[dict[str, Any]]) -> list[tuple[float, float]]:
    people = sum(row["people"] for row in rows) or 1
    return [
        (limit, sum(row["people"] for row in rows if row["minutes"] is not None and row["minutes"] <= limit) / people)
        for limit in LIMITS
    ]


def _stages(found: Found) -> list[dict[str, Any]]:
    """What to build, in order, each with the nearest of the villages that are not linked yet."""
    at = found.study.tied.network.nodes
    apart = np.where(np.isfinite(found.study.minutes), np.inf, 0.0)
    spots = at[found.study.tied.at[:-1]]
    told = []
    for number, stage in enumerate(found.built, 1):
        ends = at[[stage.link.one, stage.link.other]]
        near = int((np.linalg.norm(spots - ends.mean(axis=0), axis=1) + apart).argmin())
        told.append({
            "number": number, "metres": stage.link.metres, "cost": stage.link.cost, "spent": stage.spent,
            "saved": stage.saved, "near": found.study.names[near], "code": found.net.codes[near],
            "ends": [_degrees(found.net, end) for end in ends],
        })  # fmt: skip
    return told


def _degrees(net: Net, point: Any) -> list[float]:
    x, y = float(point[0]), float(point[1])
    box = lonlat(net.roads.crs, (x, y, x, y))
    return [round(box[0], geometry.DIGITS), round(box[1], geometry.DIGITS)] if box else [x, y]


def _picture(programme: Programme, found: Found, weak: list[dict[str, Any]], place: Place) -> Picture:
    net = found.net
    homes = pictures.sheet(programme, net.homes_row, said(net.homes_row.words), shown=True)
    ways = pictures.sheet(programme, net.roads_row, said(net.roads_row.words), shown=True)
    codes = [code for code, own in zip(net.codes, found.inside, strict=True) if own]
    tint = Tinted(
        homes.code,
        in_words(f"到{found.study.names[found.seat]}的时间", f"minutes to {found.study.names[found.seat]}"),
        shade(figures("minutes", codes, found.study.minutes[found.inside]), minutes_within(LIMITS)),
    )
    rows = [one["row"] for one in weak]
    bridges = net.roads.take(np.isin(net.roads.rows, rows))
    labels = geometry.Facts([str(row) for row in bridges.rows.tolist()], [""] * len(bridges), ["weak"] * len(bridges))
    box = geometry.bounds(net.homes.take(found.inside))
    sheets = (ways, inline("weak", in_words("断了就成孤岛的路段", "Roads that alone carry villages"), "#c2255c",
                            geometry.features(bridges, labels)),
              inline("new", in_words("建议新修", "To be built"), "#2b8a3e", _links(found)), homes)  # fmt: skip
    return Picture("roads", sheets, box, (tint,), f"{place.name}：{tint.title}")


def _links(found: Found) -> dict[str, object]:
    features = [
        {"type": "Feature", "id": f"n{one['number']}", "properties": {"name": str(one["number"]), "class": "new"},
         "geometry": {"type": "LineString", "coordinates": one["ends"]}}
        for one in _stages(found)
    ]  # fmt: skip
    return {"type": "FeatureCollection", "features": features}


def inline(code: str, name: str, colour: str, features: dict[str, Any], look: str = "line") -> Sheet:
    """Return a layer whose few shapes stand in the page itself."""
    count = len(features["features"])
    return Sheet(
        code, name, look, "", False, True, count, (Class(code, name, colour, count),), strong=True, inline=features
    )


def _table(found: Found) -> Table:
    head = ("代码", "村", "人口", "分钟", "不通的原因")
    rows = [
        (row["code"], row["name"], row["people"], row["minutes"] if row["minutes"] is not None else "",
         WHY_NOT.get(row["why"], ""))
        for row in found.rows
    ]  # fmt: skip
    return Table("各村到中心的时间", head, rows, found.net.homes, found.net.codes)
