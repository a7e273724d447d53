"""Services: who is beyond the standard, how evenly capacity is in reach, where the next sites would serve most."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tongchou.onemap.layers import Layer, project
from tongchou.onemap.services import (
    conserved,
    gaussian,
    gini,
    ratio,
    stepped,
    theil,
    two_step,
    within,
    worst_off,
)
from tongchou.onemap.studies import ServiceStudy, further, study_services
from tongchou.packs.map_rows import LayerKind, MapLayer
from tongchou.packs.rows import Place
from tongchou.terms import Refusal, Words
from tongchou.web.desk import programme_of
from tongchou.web.languages import in_words, said
from tongchou.web.maps import geometry, ground, pictures
from tongchou.web.maps.exports import FORMS, Table, sent
from tongchou.web.maps.network import Net, counties, figures, minutes_within, net_of, number_of, place_of
from tongchou.web.maps.pictures import Picture, Tinted
from tongchou.web.maps.shading import shade
from tongchou.web.maps.views.roads import inline
from tongchou.web.programme import Programme

MOST = 200
STEPS = 6
"""How many more sites the trade-off looks at."""
DECAYS = {
    "within": Words("标准时间内一样算（2SFCA）", "all within the standard alike (2SFCA)"),
    "gaussian": Words("越远算得越少（高斯）", "falling like a bell"),
    "stepped": Words("分三档（Luo 和 Qi 2009）", "in three steps (Luo and Qi 2009)"),
}
MODELS = {
    "cover": Words("让标准内的人最多", "most people within the standard"),
    "median": Words("让路上的总时间最少", "least time in all"),
    "center": Words("让最远的人最近", "the farthest as near as can be"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the facilities, the standard [min], how interest falls, how many more sites, by which aim."""

    row: MapLayer
    minutes: float
    decay: str
    more: int
    model: str
    share: float
    """How many of a hundred people need the service."""

    @property
    def falling(self) -> Any:
        """The decay of interest with minutes."""
        limit = self.minutes
        steps = ((limit / 3, 1.0), (2 * limit / 3, 0.68), (limit, 0.22))
        return {"within": within(limit), "gaussian": gaussian(limit), "stepped": stepped(steps)}[self.decay]


@dataclass(frozen=True, eq=False, slots=True)
class Reached:
    """A service as its villages reach it: the study, seats left over, and which villages are the place's own."""

    study: ServiceStudy
    lacking: Any
    inside: Any
    near: Any

    def rows(self, net: Net, access: Any) -> list[dict[str, Any]]:
        """Return a row a village of the place, those beyond the standard first, the largest first."""
        names = net.homes.texts("name")
        found = [
            {"code": net.codes[i], "name": names[i], "people": int(self.study.people[i]),
             "minutes": float(self.near[i]) if np.isfinite(self.near[i]) else None,
             "access": float(access[i]), "lacking": float(self.lacking[i]),
             "beyond": not self.near[i] <= self.study.standard}
            for i in np.flatnonzero(self.inside)
        ]  # fmt: skip
        return sorted(found, key=lambda one: (not one["beyond"], -one["people"]))


@dataclass(frozen=True)
class _Key:
    """One study; the same layers and standard give the same."""

    stamp: tuple[str, ...]
    minutes: float
    layers: Any
    speeds: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and (self.stamp, self.minutes) == (other.stamp, other.minutes)

    def __hash__(self) -> int:
        return hash((self.stamp, self.minutes))


@lru_cache(maxsize=16)
def _study(key: _Key) -> tuple[ServiceStudy, Any, Any]:
    study = study_services(key.layers, key.speeds, key.minutes)
    return study, study.seats().left_over, study.nearest()


def services(request: HttpRequest, pack: str) -> HttpResponse:
    """Show the page of services, or send its table."""
    programme = programme_of(pack)
    offered = [row for row in ground.layers_of(programme) if row.kind is LayerKind.FACILITIES]
    context: dict[str, Any] = {
        "programme": programme,
        "places": counties(programme),
        "offered": offered,
        "problems": [],
    }
    try:
        net = net_of(programme)
        if net is None or not offered:
            return render(request, "maps/services.html", context | {"lacking": True})
        place, asked = place_of(request, programme), _asked(request, offered)
        reached = _reached(programme, net, place, asked)
        context |= _told(net, place, asked, reached)
        if "more" in request.GET:
            context |= _sited(net, reached, asked)
    except Refusal as refusal:
        return render(request, "maps/services.html", context | {"problems": refusal.problems})
    if form := request.GET.get("take"):
        return sent(_table(net, context["all"], asked), form, f"{pack}-{asked.row.code}")
    drawn = _picture(programme, net, reached, asked, context)
    return render(request, "maps/services.html", context | {"picture": drawn, "forms_of_export": FORMS.items(),
                  "export_query": request.GET.urlencode() or "place=", "decays": DECAYS.items(),
                                                            "models": MODELS.items()})  # fmt: skip


def _asked(request: HttpRequest, offered: Sequence[MapLayer]) -> Asked:
    code = request.GET.get("service") or offered[0].code
    row = next((one for one in offered if one.code == code), None)
    decay, model = request.GET.get("decay") or "within", request.GET.get("model") or "cover"
    if row is None or decay not in DECAYS or model not in MODELS:
        raise Http404(in_words(f"没有服务设施“{code}”。", f"There is no service '{code}'."))
    standard = number_of(request, "minutes", float(row.standard_min or 30), 1, 240)
    return Asked(row, standard, decay, int(number_of(request, "more", 3, 1, 20)), model,
                 number_of(request, "share", 100, 0.1, 100))  # fmt: skip


def _reached(programme: Programme, net: Net, place: Place, asked: Asked) -> Reached:
    rows = (asked.row, net.homes_row, net.roads_row)
    stamp = (programme.code, asked.row.code, *(ground.version_of(programme, row) for row in rows))
    asking = net.homes.numbers("people") * asked.share / 100
    homes = replace(net.homes, columns={**net.homes.columns, "people": asking})
    layers = (homes, _facilities(programme, net, asked.row), net.roads)
    study, lacking, near = _study(_Key((*stamp, str(asked.share)), asked.minutes, layers, net.speeds))
    return Reached(study, lacking, net.of(programme, place), near)


def _facilities(programme: Programme, net: Net, row: MapLayer) -> Layer:
    drawn = project(ground.read(programme, row), net.homes.crs)
    capacity = drawn.numbers(row.amount_column) if row.amount_column else np.ones(len(drawn))
    names = np.array(ground.names(drawn, row), dtype=object)
    return Layer(row.name, drawn.shapes, {"name": names, "capacity": capacity}, drawn.crs)


def _told(net: Net, place: Place, asked: Asked, reached: Reached) -> dict[str, Any]:
    study, own = reached.study, reached.inside
    access = two_step(study.minutes, study.people, study.capacity, asked.falling)
    rows = reached.rows(net, access)
    beyond = [row for row in rows if row["beyond"]]
    people, mine = study.people[own], access[own]
    groups = ["镇" if seat else "村" for seat in np.array(_seats(net), dtype=object)[own]]
    parts = theil(mine, people, groups) if people.sum() > 0 and mine.sum() > 0 else None
    whole = sum(row["people"] for row in rows) or 1
    return {
        "place": place, "asked": asked, "all": rows, "rows": rows[:MOST], "beyond": beyond,
        "beyond_people": sum(row["people"] for row in beyond),
        "covered": 1 - sum(row["people"] for row in beyond) / whole,
        "lacking_seats": sum(row["lacking"] for row in rows),
        "gini": gini(mine, people) if people.sum() > 0 else None,
        "theil": parts,
        "ratio": ratio(mine, people, groups, "镇", "村"),
        "worst": worst_off(mine, people, float(np.median(mine)) / 2) if people.sum() > 0 else None,
        "conserved": conserved(access, study.people, study.minutes, study.capacity, asked.falling),
        "band": _band(study, own, asked),
        "access": access,
    }  # fmt: skip


def _seats(net: Net) -> list[str]:
    return net.homes.texts("seat") if "seat" in net.homes.columns else [""] * len(net.homes)


def _band(study: ServiceStudy, own: Any, asked: Asked) -> list[tuple[float, float, float]]:
    """How evenness and coverage come out with a shorter and a longer catchment, for the choice decides much."""
    found = []
    for times in (0.5, 1.0, 1.5):
        limit = asked.minutes * times
        access = two_step(study.minutes, study.people, study.capacity, within(limit))
        near = study.nearest()[own]
        people = study.people[own]
        found.append((limit, float(people[near <= limit].sum() / people.sum()), gini(access[own], people)))
    return found


def _sited(net: Net, reached: Reached, asked: Asked) -> dict[str, Any]:
    """Where more sites would serve most, and what each further one brings."""
    own = np.flatnonzero(reached.inside)
    found = further(reached.study, (net.roads, net.speeds), own, asked.model, max(STEPS, asked.more))
    if found is None:
        return {}
    best, names = found.curve[min(asked.more, len(found.curve)) - 1], net.homes.texts("name")
    return {
        "sites": [{"name": names[at], "code": net.codes[at]} for at in best.at],
        "gap": best.gap,
        "curve": [(one.more, one.value, one.gap) for one in found.curve],
        "unit": _UNITS[asked.model],
        "base": found.covered,
    }


_UNITS = {
    "cover": Words("标准内的人", "people within the standard"),
    "median": Words("人均分钟", "minutes a person"),
    "center": Words("最远的分钟", "minutes of the farthest"),
}


def _picture(programme: Programme, net: Net, reached: Reached, asked: Asked, context: dict[str, Any]) -> Picture:
    homes = pictures.sheet(programme, net.homes_row, said(net.homes_row.words), shown=True)
    ways = pictures.sheet(programme, net.roads_row, said(net.roads_row.words), shown=True)
    there = pictures.sheet(programme, asked.row, said(asked.row.words), shown=True)
    codes = [code for code, own in zip(net.codes, reached.inside, strict=True) if own]
    limit = asked.minutes
    tint = Tinted(
        homes.code,
        in_words(f"到最近{asked.row.name}的时间", f"minutes to the nearest of {asked.row.words.say('en')}"),
        shade(figures("minutes", codes, reached.near[reached.inside]), minutes_within((limit / 2, limit, 2 * limit))),
    )
    sheets = [ways, there, homes]
    if context.get("sites"):
        wanted = {one["code"] for one in context["sites"]}
        spots = net.homes.take(np.array([code in wanted for code in net.codes], dtype=bool))
        facts = geometry.Facts(spots.texts("code"), spots.texts("name"), ["new"] * len(spots))
        sheets.append(
            inline("new", in_words("建议新建", "To be built"), "#2b8a3e", geometry.features(spots, facts), "point")
        )
    box = geometry.bounds(net.homes.take(reached.inside))
    return Picture("services", tuple(sheets), box, (tint,), f"{context['place'].name}：{tint.title}")


def _table(net: Net, rows: list[dict[str, Any]], asked: Asked) -> Table:
    head = ("代码", "村", "人口", "分钟", "人均可达", "标准内没有位置的人", "超出标准")
    cells = [
        (row["code"], row["name"], row["people"], row["minutes"] if row["minutes"] is not None else "", row["access"],
         row["lacking"], "是" if row["beyond"] else "")
        for row in rows
    ]  # fmt: skip
    return Table(f"{asked.row.name}覆盖", head, cells, net.homes, net.codes)
