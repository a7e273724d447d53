"""Questions about programmes: what there is, every figure, and why it is what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, cast

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from tongchou.loop.model import Board, Figure, Key, Kind, Mark
from tongchou.loop.plain import card_as_data
from tongchou.terms import Refusal
from tongchou.web.access import Act
from tongchou.web.access.guarding import require
from tongchou.web.access.ruling import programmes_of
from tongchou.web.api.shapes import (
    CardOut,
    ElementOut,
    Fault,
    FiguresOut,
    IndicatorOut,
    PlaceOut,
    ProgrammeOut,
    TargetOut,
    TaskOut,
    WhyOut,
)
from tongchou.web.desk import programme_of
from tongchou.web.languages import in_words, said
from tongchou.web.models import Person
from tongchou.web.programme import Programme

router = Router(tags=["programmes"])
REFUSALS = {400: Fault, 401: Fault, 403: Fault, 404: Fault, 422: Fault, 429: Fault}
MOST = 10_000


class Asked(Schema):
    """Which figures; everything left out means all."""

    kind: Kind = Kind.INDICATOR
    code: str = ""
    place: str = ""
    period: str = ""
    offset: int = 0
    limit: int = 1_000


def seen(request: HttpRequest, code: str) -> Programme:
    """Return a programme the person may see.

    :raises PermissionDenied: where they may not.
    :raises Http404: where there is none.
    """
    require(request, Act.SEE, code)
    return programme_of(code)


@router.get("/programmes", response={200: list[ProgrammeOut], **REFUSALS}, summary="Programmes one may see")
def programmes(request: HttpRequest) -> list[dict[str, Any]]:
    """List the programmes one may see."""
    return [_programme(one) for one in programmes_of(cast(Person, request.user))]


@router.get("/programmes/{code}", response={200: ProgrammeOut, **REFUSALS}, summary="One programme")
def programme(request: HttpRequest, code: str) -> dict[str, Any]:
    """Show one programme."""
    return _programme(seen(request, code))


def _programme(one: Programme) -> dict[str, Any]:
    manifest, as_of = one.run.pack.manifest, one.run.as_of
    return {
        "code": one.code,
        "name": said(one.words),
        "edition": manifest.edition,
        "synthetic": manifest.synthetic,
        "digest": one.run.pack.digest,
        "true_on": as_of.true_on,
        "known_on": as_of.known_on,
        "periods": [period.code for period in one.run.periods],
        "levels": list(dict.fromkeys(place.level for place in one.own_places)),
    }


@router.get("/programmes/{code}/places", response={200: list[PlaceOut], **REFUSALS}, summary="Its places")
def places(request: HttpRequest, code: str) -> list[dict[str, Any]]:
    """List its places on the day of its figures."""
    one = seen(request, code)
    return [
        {"code": p.code, "name": said(p.words), "level": p.level, "parent": one.run.tree.parents.get(p.code, "")}
        for p in one.own_places
    ]


@router.get("/programmes/{code}/elements", response={200: list[ElementOut], **REFUSALS}, summary="Reported elements")
def elements(request: HttpRequest, code: str) -> list[dict[str, Any]]:
    """List what is reported."""
    rows = seen(request, code).run.pack.tables.elements.rows
    return [row.model_dump(mode="json") | {"name": said(row.words)} for row in rows]


@router.get("/programmes/{code}/indicators", response={200: list[IndicatorOut], **REFUSALS}, summary="Indicators")
def indicators(request: HttpRequest, code: str) -> list[dict[str, Any]]:
    """List its indicators with their formulas."""
    rows = seen(request, code).indicators.values()
    return [row.model_dump(mode="json") | {"name": said(row.words)} for row in rows]


@router.get("/programmes/{code}/targets", response={200: list[TargetOut], **REFUSALS}, summary="Targets")
def targets(request: HttpRequest, code: str) -> list[dict[str, Any]]:
    """List its targets."""
    rows = seen(request, code).run.pack.tables.targets.rows
    return [row.model_dump() | {"period": row.period.code, "value": float(row.value)} for row in rows]


@router.get("/programmes/{code}/tasks", response={200: list[TaskOut], **REFUSALS}, summary="Tasks of the plan")
def tasks(request: HttpRequest, code: str) -> list[dict[str, Any]]:
    """List its tasks as the plan has them."""
    rows = seen(request, code).run.pack.tables.tasks.rows
    return [row.model_dump() | {"partners": list(row.partners)} for row in rows]


@router.get("/programmes/{code}/figures", response={200: FiguresOut, **REFUSALS}, summary="Figures")
def figures(request: HttpRequest, code: str, asked: Query[Asked]) -> dict[str, Any]:
    """List figures of a kind, a page at a time."""
    one = seen(request, code)
    board = one.run.board(asked.kind)
    keys = list(_keys(board, asked)) if board is not None else []
    start = max(asked.offset, 0)
    shown = keys[start : start + min(max(asked.limit, 0), MOST)]
    return {"total": len(keys), "figures": [_figure(one.run.figure(key)) for key in shown]}


def _keys(board: Board, asked: Asked) -> Iterator[Key]:
    cube = board.cube
    for code in [one for one in cube.codes if asked.code in {"", one}]:
        for place in [one for one in cube.places if asked.place in {"", one}]:
            for period in cube.periods:
                if asked.period in {"", period.code}:
                    yield Key(board.kind, code, place, period.code)


def _figure(one: Figure) -> dict[str, Any]:
    return {
        "key": str(one.key),
        "kind": one.key.kind.value,
        "code": one.key.code,
        "place": one.key.place,
        "period": one.key.period,
        "value": one.value,
        "state": one.state.value,
        "unit": one.unit,
        "decimals": one.decimals,
        "marks": [mark.name.lower() for mark in Mark(one.marks) if mark.name],
    }


@router.get("/programmes/{code}/why", response={200: WhyOut, **REFUSALS}, summary="Why a figure is so")
def why(request: HttpRequest, code: str, key: str) -> dict[str, Any]:
    """Explain one figure: formula, numbers put in, who reported them, where it was promised."""
    one = seen(request, code)
    try:
        found = one.explained(Key.parse(key))
    except (ValueError, Refusal):
        raise Http404(in_words(f"没有“{key}”这个数。", f"There is no figure '{key}'.")) from None
    return {
        "figure": _figure(found.figure),
        "sentence": said(found.sentence),
        "formula": found.formula,
        "with_numbers": found.with_numbers,
        "inputs": [
            {"figure": _figure(part.figure), "name": said(part.words), "how": said(part.how), "source": part.source,
             "grade": part.grade, "reporter": part.reporter, "weight": part.weight, "points": part.points}
            for part in found.inputs
        ],
        "promises": [asdict(promise) for promise in found.promises],
        "versions": dict(found.versions),
    }  # fmt: skip


@router.get("/programmes/{code}/scorecards", response={200: list[CardOut], **REFUSALS}, summary="Scorecards")
def scorecards(request: HttpRequest, code: str, scheme: str = "", period: str = "") -> list[dict[str, Any]]:
    """List scorecards with every item's points and reason."""
    one = seen(request, code)
    wanted = [key for key in one.run.assessments if scheme in {"", key[0]} and period in {"", key[1]}]
    return [card_as_data(card, when) for name, when in wanted for card in one.cards(name, when)]
