"""Ahead of demand: which capacity runs short in which year, what must be begun when, what lies idle."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tongchou.loop.ahead import Foresight, Laid, foresee
from tongchou.loop.model import Figure, Key, Kind, Mark
from tongchou.onemap.ahead import Band, over_built, priorities
from tongchou.onemap.layers import CGCS2000, Layer
from tongchou.packs.ahead_rows import Infrastructure
from tongchou.terms import State
from tongchou.web.desk import programme_of
from tongchou.web.languages import in_words, said
from tongchou.web.maps import ground, pictures
from tongchou.web.maps.atlas import place_sheet
from tongchou.web.maps.exports import FORMS, Table, sent
from tongchou.web.maps.pictures import Picture, Tinted
from tongchou.web.maps.shading import Limit, shade
from tongchou.web.maps.templatetags.maps import BANDS
from tongchou.web.programme import Programme


def ahead(request: HttpRequest, pack: str) -> HttpResponse:
    """Show what a programme has laid ahead of its people, or send it as a table."""
    programme = programme_of(pack)
    seen = foresee(programme.run)
    context: dict[str, Any] = {"programme": programme, "problems": seen.problems, "year": seen.year}
    if not seen.laid:
        return render(request, "maps/ahead.html", context | {"lacking": not seen.problems})
    if form := request.GET.get("take"):
        return sent(_table(programme, seen), form, f"{pack}-ahead")
    kind = _chosen(request, "kind", {one.kind.code: one.kind for one in seen.laid})
    of_kind = [one for one in seen.laid if one.kind == kind]
    first = _ordered(of_kind)[0]
    shown = _chosen(request, "place", {one.place: one for one in of_kind}, first)
    context |= {
        "kinds": list(dict.fromkeys(one.kind for one in seen.laid)),
        "kind": kind,
        "shown": shown,
        "rows": [_named(programme, one) for one in _ordered(of_kind)],
        "first": [_named(programme, one) for one in _ordered(seen.laid) if one.outlook.start_by is not None],
        "idle": [_named(programme, one) for one in _idle(seen.laid)],
        "late": sum((one.outlook.start_by or seen.year + 1) <= seen.year for one in seen.laid),
        "lags": sum(one.outlook.band is Band.LAG for one in of_kind),
        "years": [(when, shown.people[when], need, shown.capacity[when]) for when, need in shown.demand.items()],
        "chart": _chart(programme, shown),
        "picture": _picture(programme, of_kind),
        "forms_of_export": FORMS.items(),
        "export_query": f"kind={kind.code}",
    }
    return render(request, "maps/ahead.html", context)


def _chosen(request: HttpRequest, name: str, offered: dict[str, Any], otherwise: Any = None) -> Any:
    """Return what the address names, else the usual.

    :raises Http404: for what is not there.
    """
    wanted = request.GET.get(name)
    if wanted and wanted not in offered:
        raise Http404(in_words(f"没有“{wanted}”。", f"There is no '{wanted}'."))
    return offered[wanted] if wanted else otherwise or next(iter(offered.values()))


def _ordered(laid: Sequence[Laid]) -> list[Laid]:
    """Return the order in which to build; those that will not fall short come last."""
    by = {id(one.outlook): one for one in laid}
    first = [by[id(outlook)] for outlook in priorities(one.outlook for one in laid)]
    return [*first, *(one for one in laid if one.outlook.start_by is None)]


def _idle(laid: Sequence[Laid]) -> list[Laid]:
    by = {id(one.outlook): one for one in laid}
    return [by[id(outlook)] for outlook in over_built(one.outlook for one in laid)]


def _named(programme: Programme, one: Laid) -> dict[str, Any]:
    return {"laid": one, "outlook": one.outlook, "place": programme.run.tree[one.place], "kind": one.kind}


def _chart(programme: Programme, shown: Laid) -> dict[str, object]:
    name = said(programme.run.called(shown.place))
    return {
        "question": in_words(
            f"{name}的{shown.kind.name}哪一年不够（{shown.kind.unit}）？",
            f"When does {said(shown.kind.words)} of {name} run short ({shown.kind.unit})?",
        ),
        "look": "lines",
        "labels": [str(year) for year in shown.demand],
        "series": [
            {"name": in_words("需求", "demand"), "values": list(shown.demand.values())},
            {"name": in_words("能力", "capacity"), "values": list(shown.capacity.values())},
        ],
        "unit": shown.kind.unit,
    }


def _picture(programme: Programme, laid: Sequence[Laid]) -> Picture | None:
    """Return the places tinted by capacity over demand; ``None`` where their level is not drawn."""
    kind = laid[0].kind
    level = programme.run.tree[laid[0].place].level
    base, row = place_sheet(programme, level, shown=True), ground.divisions(programme, level)
    if base is None or row is None:
        return None
    title = in_words(f"{kind.name}：能力比需求", f"{said(kind.words)}: capacity over demand")
    tint = Tinted(base.code, title, shade([_figure(one) for one in laid], lambda _values: _limits(kind)))
    return Picture("ahead", (base,), pictures.box_of(programme, [row]), (tint,), title)


def _figure(one: Laid) -> Figure:
    key = Key(Kind.ELEMENT, one.kind.code, one.place, str(one.year))
    mark = Mark.SYNTHETIC if one.invented else Mark.CLEAR
    ratio = one.outlook.ratio
    return Figure(key, ratio, State.VALUE if ratio is not None else State.NOT_APPLICABLE, marks=mark, decimals=2)


def _limits(kind: Infrastructure) -> Limit:
    words = tuple(words for _, _, words in (BANDS[one] for one in (Band.LAG, Band.TIGHT, Band.AHEAD, Band.IDLE)))
    return Limit((kind.tight, kind.ahead, float(np.nextafter(kind.idle, np.inf))), words)


_HEAD = (
    "代码", "地区", "设施", "单位", "能力比需求", "判断", "首个缺口年", "最晚开工年", "缺口", "闲置", "所需资金（元）",
    "虚构",
)  # fmt: skip


def _table(programme: Programme, seen: Foresight) -> Table:
    level = programme.run.tree[seen.laid[0].place].level
    row = ground.divisions(programme, level)
    layer = ground.read(programme, row) if row else Layer("—", np.empty(0, dtype=object), {}, CGCS2000)
    rows = [_cells(programme, one) for one in _ordered(seen.laid)]
    return Table("基础设施适度超前", _HEAD, rows, layer, ground.codes(layer, row) if row else ())


def _cells(programme: Programme, one: Laid) -> tuple[str | int | float, ...]:
    found, words = one.outlook, BANDS[one.outlook.band][2]
    ratio = "" if found.ratio is None else round(found.ratio, 4)
    years = ("" if year is None else year for year in (found.first_shortage, found.start_by))
    amounts = (round(found.short, 2), round(found.idle, 2), round(found.cost, 2))
    place = programme.run.called(one.place).zh
    return (
        one.place,
        place,
        one.kind.name,
        one.kind.unit,
        ratio,
        words.zh,
        *years,
        *amounts,
        "是" if one.invented else "否",
    )
