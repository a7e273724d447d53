"""The map of a programme: figures on places, the pack's layers, what a click explains, shapes and tiles as files."""

from gzip import decompress
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import etag

from tongchou.loop.model import Figure
from tongchou.packs.map_rows import LayerKind, MapLayer
from tongchou.terms import Problem, Refusal, State
from tongchou.web.desk import Desk, desk_of, programme_of
from tongchou.web.languages import in_words, said
from tongchou.web.maps import geometry, ground, pictures, tiling
from tongchou.web.maps.atlas import KINDS, Question, place_sheet, question_of, themes, tinted_pair, ways
from tongchou.web.maps.exports import FORMS, Table, sent, table_of
from tongchou.web.maps.pictures import Picture, Sheet, Tinted
from tongchou.web.maps.ranges import ranged
from tongchou.web.maps.shading import change
from tongchou.web.programme import Programme

FOR_EVER = 365 * 24 * 3600
MOST = 200
"""The most places of the table, unless all are asked for; what is taken along holds all."""
FEW = 6
"""The most indicators that a click on a place tells."""


def atlas(request: HttpRequest, pack: str) -> HttpResponse:
    """Show the map of a programme with the same in a table."""
    question = question_of(request, pack)
    programme = question.programme
    problems: list[Problem] = []
    sheets: list[Sheet] = []
    tints: tuple[Tinted, ...] = ()
    for row in ground.layers_of(programme):
        try:
            if (drawn := _sheet(question, row)) is not None:
                sheets.append(drawn)
        except Refusal as refusal:
            problems += refusal.problems
    divisions = ground.divisions(programme, question.level)
    if divisions and any(sheet.code == divisions.code for sheet in sheets):
        tints = tinted_pair(question, divisions.code)
    rows = _rows(question, tints)
    if (form := request.GET.get("take")) and rows and divisions:
        return sent(_table(question, rows, divisions), form, f"{pack}-{question.theme.code}-{question.period.code}")
    context = {
        "programme": programme,
        "question": question,
        "count": len(rows),
        "picture": _picture(question, sheets, tints, problems) if sheets else None,
        "problems": problems,
        "rows": rows if "all" in request.GET else rows[:MOST],
        "export_query": request.GET.urlencode(),
        "themes": _grouped(programme),
        "levels": ground.mapped_levels(programme),
        "export_forms": FORMS.items(),
        "ways": [(code, words) for code, words, _ in ways(programme)],
    }
    return render(request, "maps/atlas.html", context)


def _sheet(question: Question, row: MapLayer) -> Sheet | None:
    """Return a layer of the map; of places only those of the level asked for are tinted, others are outlines."""
    programme = question.programme
    if row.kind is not LayerKind.PLACES:
        return pictures.sheet(programme, row, said(row.words), shown=False)
    if row.level is None or row != ground.divisions(programme, row.level):
        return None
    return place_sheet(programme, row.level, shown=row.level is question.level)


def _picture(question: Question, sheets: list[Sheet], tints: tuple[Tinted, ...], problems: list[Problem]) -> Picture:
    row = ground.divisions(question.programme, question.level)
    rows = [row] if row and tints else [one for one in ground.layers_of(question.programme) if not problems]
    title = f"{said(question.programme.words)}：{' / '.join(one.title for one in tints)}"
    return Picture("atlas", tuple(sheets), pictures.box_of(question.programme, rows), tints, title)


def _grouped(programme: Programme) -> list[tuple[str, list[Any]]]:
    offered = list(themes(programme))
    return [(said(words), [one for one in offered if one.kind is kind]) for kind, words in KINDS.items()]


def _rows(question: Question, tints: tuple[Tinted, ...]) -> list[dict[str, object]]:
    """Return a row a place, the highest first, those without a figure last: what the map shows."""
    if not tints:
        return []
    now = tints[0].shading
    before = {figure.key.place: figure for figure in tints[1].shading.figures} if len(tints) > 1 else {}
    steps = {step.tone: step for step in now.steps}
    ranked = sorted(now.figures, key=lambda one: (one.value is None, -(one.value or 0.0)))
    return [
        {
            "place": question.programme.run.tree[figure.key.place],
            "figure": figure,
            "before": before.get(figure.key.place),
            "change": change(before.get(figure.key.place), figure) if before else None,
            "tone": now.tones[figure.key.place],
            "step": steps.get(now.tones[figure.key.place]),
        }
        for figure in ranked
    ]


def _table(question: Question, rows: list[dict[str, Any]], divisions: MapLayer) -> Table:
    """Return what the map shows as a table on the shapes of its places."""
    layer = ground.read(question.programme, divisions)
    periods = [one.code for one in (question.period, question.other) if one is not None]
    head = ("代码", "地区", *periods, *(["变化"] if question.other else []), "标记")
    shown = ("figure", "before", "change") if question.other else ("figure",)
    cells = [
        (row["place"].code, row["place"].name, *(_cell(row[name]) for name in shown),
         "、".join(words.zh for words in row["figure"].marks.words))
        for row in rows
    ]  # fmt: skip
    title = f"{question.theme.words.zh}{f'（{question.theme.unit}）' if question.theme.unit else ''}"
    return Table(title, head, cells, layer, ground.codes(layer, divisions))


def _cell(figure: Figure | None) -> str | float:
    return "" if figure is None else figure.state.zh if figure.value is None else figure.value


def place(request: HttpRequest, pack: str, place: str) -> HttpResponse:
    """Explain a place that was clicked: the figure shown, its index, its first indicators, and where to read on."""
    wanted = request.GET.copy()
    wanted["place"] = place
    request.GET = wanted  # type: ignore[assignment]
    desk = desk_of(request, pack)
    return render(request, "maps/place.html", {"desk": desk, "programme": desk.programme} | _told(desk, request))


def _told(desk: Desk, request: HttpRequest) -> dict[str, object]:
    programme, period = desk.programme, desk.period
    offered = {theme.key: theme for theme in themes(programme)}
    theme = offered.get(request.GET.get("show", ""))
    key = [programme.indicators[code] for code in programme.run.pack.manifest.key_indicators]
    rows = [(row, programme.run.indicators.figure(row.code, desk.place.code, period.code)) for row in key[:FEW]]
    shown = programme.figure(theme.kind, theme.code, desk.place.code, period) if theme else None
    return {
        "theme": theme,
        "shown": shown,
        "score": programme.score(desk.place.code, period),
        "rows": [(row, figure) for row, figure in rows if figure.state is not State.NOT_APPLICABLE],
    }


def feature(request: HttpRequest, pack: str, layer: str, code: str) -> HttpResponse:
    """Explain a feature of a layer of the pack: its attributes."""
    programme, row, found = _layer(pack, layer)
    listed = ground.codes(found, row)
    if code not in listed:
        raise Http404(in_words(f"图层里没有“{code}”。", f"The layer holds no '{code}'."))
    at = listed.index(code)
    classed = {one.value: one for one in pictures.classes(programme, row, found)}
    context = {
        "programme": programme,
        "row": row,
        "name": ground.names(found, row)[at] or code,
        "class": classed.get(found.texts(row.class_column)[at]) if row.class_column in found.columns else None,
        "attributes": [(name, found.texts(name)[at]) for name in found.columns if name not in _WORKING],
    }
    return render(request, "maps/feature.html", context)


_WORKING = {"valid_from", "valid_to", "fid", "OBJECTID", "Shape_Length", "Shape_Area"}


def shapes(request: HttpRequest, pack: str, layer: str) -> HttpResponseBase:
    """Send the shapes of a layer as GeoJSON, once; afterwards the browser keeps them."""
    programme, row = _row(pack, layer)
    return _shapes(request, programme, row)


def _version(_request: HttpRequest, programme: Programme, row: MapLayer) -> str:
    return f'"{ground.version_of(programme, row)}"'


@etag(_version)
def _shapes(request: HttpRequest, programme: Programme, row: MapLayer) -> HttpResponseBase:
    path = geometry.folder(programme.code) / f"{row.code}-{ground.version_of(programme, row)}.json.gz"
    if not path.is_file():
        found = ground.read(programme, row)
        geometry.geojson(found, pictures.facts(row, found), path)
    return zipped(request, path.read_bytes(), "application/geo+json")


def zipped(request: HttpRequest, data: bytes, kind: str) -> HttpResponse:
    """Send what is kept gzipped, unpacked only for a browser that asks for that; it may keep it for ever."""
    answer = HttpResponse(data, content_type=kind)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        answer.headers["Content-Encoding"] = "gzip"
    else:
        answer.content = decompress(data)
    answer.headers["Vary"] = "Accept-Encoding"
    patch_cache_control(answer, private=True, max_age=FOR_EVER, immutable=True)
    return answer


def tile_file(request: HttpRequest, pack: str, layer: str) -> HttpResponseBase:
    """Send a part of a layer's vector tiles."""
    programme, row = _row(pack, layer)
    if not tiling.ready(programme, row):
        raise Http404(in_words("这个大图层正在准备，请稍后刷新。", "This layer is being prepared; look again."))
    return ranged(request, tiling.path_of(programme, row))


def _row(pack: str, layer: str) -> tuple[Programme, MapLayer]:
    programme = programme_of(pack)
    row = ground.layer_row(programme, layer)
    if row is None:
        raise Http404(in_words(f"没有图层“{layer}”。", f"There is no layer '{layer}'."))
    return programme, row


def _layer(pack: str, layer: str) -> tuple[Programme, MapLayer, Any]:
    programme, row = _row(pack, layer)
    return programme, row, ground.read(programme, row)


def export(_request: HttpRequest, pack: str, layer: str, form: str) -> HttpResponse:
    """Send a layer of the pack as it stood on the day of the run, to be taken along."""
    _programme, row, found = _layer(pack, layer)
    return sent(table_of(found, row.name, ground.codes(found, row)), form, f"{pack}-{layer}")
