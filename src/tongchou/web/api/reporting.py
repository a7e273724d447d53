"""Questions about reporting: observations for statistical exchange, rounds with their lists, figures brought in."""

from collections.abc import Mapping
from typing import Any, Literal, cast

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import localdate, now
from ninja import Field, Router, Schema

from tongchou.loop.sdmx import Flow, sdmx_csv, sdmx_json
from tongchou.monitor.cells import CellKey
from tongchou.terms import Cell, Words
from tongchou.web.api.errors import TAKES_NOTHING
from tongchou.web.api.programmes import REFUSALS, seen
from tongchou.web.languages import in_words, language
from tongchou.web.models import Person
from tongchou.web.programme import Programme
from tongchou.web.returns.boards import boards
from tongchou.web.returns.book import By, held, versions, warm
from tongchou.web.returns.looking import Look, look
from tongchou.web.returns.models import CellVersion, Return, Round
from tongchou.web.returns.saving import Sent, save
from tongchou.web.returns.standing import may_see

router = Router(tags=["reporting"])
MOST_CELLS = 5_000
SDMX = {"csv": "application/vnd.sdmx.data+csv; version=2.0.0", "json": "application/vnd.sdmx.data+json; version=2.0.0"}


class RoundOut(Schema):
    """A round of reporting."""

    number: int
    title: str
    period: str
    synthetic: bool
    expected: int = Field(description="cells asked for")
    filled: int = Field(description="cells that say something")


class ReturnOut(Schema):
    """One unit's part of a round."""

    number: int
    round: int
    form: str
    place: str
    unit: str
    stage: str
    due: str


class CellOut(Schema):
    """A cell of a return."""

    address: str
    place: str
    period: str
    element: str
    state: str
    value: float | None
    version: int = Field(description="send it back as base; 0 where nothing was ever said")


class CellIn(Schema):
    """A cell brought in."""

    address: str = Field(max_length=200)
    text: str = Field(max_length=200, description="as a person would type it: 1,234.5, 3.2万, 无, 不适用, or empty")
    base: int = Field(description="the version that was looked at")


class BroughtOut(Schema):
    """What became of the cells."""

    saved: list[str]
    conflicts: list[str] = Field(description="somebody else changed them meanwhile; read them again")
    refused: dict[str, str] = Field(description="sentence by address")


@router.get("/programmes/{code}/observations", response=REFUSALS, summary="Observations as SDMX")
def observations(request: HttpRequest, code: str, form: Literal["csv", "json"] = "csv") -> HttpResponse:
    """Give what was reported, as taken by the latest run, as SDMX-CSV or SDMX-JSON 2.0.0."""
    one = seen(request, code)
    flow, cells = _flow(one), _cells(one)
    if form == "csv":
        return HttpResponse(sdmx_csv(flow, cells), content_type=SDMX[form])
    return JsonResponse(sdmx_json(flow, cells, now()), content_type=SDMX[form])


def _flow(one: Programme) -> Flow:
    elements = one.run.pack.tables.elements.rows
    names: Mapping[str, Words] = {row.code: row.words for row in (*one.own_places, *elements)}
    manifest = one.run.pack.manifest
    return Flow(one.code.upper().replace("-", "_"), "OBSERVATIONS", f"{manifest.edition}.0.0",
                {row.code: row.unit for row in elements}, names)  # fmt: skip


def _cells(one: Programme) -> dict[CellKey, Cell]:
    found = one.run.observed
    return {
        CellKey(place, row.period, element): choice.cell
        for (place, _, _, element), row in found.taken.items()
        if (choice := found.choice(place, row.period, element)) is not None
    }


@router.get("/programmes/{code}/rounds", response={200: list[RoundOut], **REFUSALS}, summary="Rounds of reporting")
def rounds(request: HttpRequest, code: str) -> list[dict[str, Any]]:
    """List the rounds of a programme with how much has come."""
    one = seen(request, code)
    return [_round(one, row) for row in Round.objects.filter(pack=code).prefetch_related("issues")]


def _round(one: Programme, row: Round) -> dict[str, Any]:
    found = [board.counts for board in boards(one, row, localdate())]
    return {
        "number": row.pk,
        "title": row.title,
        "period": row.period,
        "synthetic": row.synthetic,
        "expected": sum(each.cells for each in found),
        "filled": sum(each.answered for each in found),
    }


@router.get("/programmes/{code}/returns", response={200: list[ReturnOut], **REFUSALS}, summary="Returns one may see")
def returns(request: HttpRequest, code: str, round: int | None = None) -> list[dict[str, Any]]:  # noqa: A002  as it is called in the address
    """List the returns of a programme that the person may see."""
    seen(request, code)
    found = Return.objects.filter(issue__round__pack=code).select_related("issue__round")
    wanted = list(found if round is None else found.filter(issue__round_id=round))
    warm(wanted)
    return [_return(row) for row in wanted if may_see(cast(Person, request.user), row, held(row))]


def _return(row: Return) -> dict[str, Any]:
    return {
        "number": row.pk,
        "round": row.issue.round_id,
        "form": row.issue.code,
        "place": row.place,
        "unit": row.unit,
        "stage": row.stage,
        "due": row.issue.due.isoformat(),
    }


@router.get("/programmes/{code}/returns/{number}/cells", response={200: list[CellOut], **REFUSALS}, summary="Cells")
def cells(request: HttpRequest, code: str, number: int) -> list[dict[str, Any]]:
    """Show every cell a return asks for, and what it says."""
    found = _look(request, code, number)
    known = versions(found.one)
    return [_cell(key, known.get(str(key))) for key in found.held.expected]


def _cell(key: CellKey, last: CellVersion | None) -> dict[str, Any]:
    return {
        "address": str(key),
        "place": key.place,
        "period": key.period.code,
        "element": key.element,
        "state": last.state if last else "missing",
        "value": None if last is None or last.value is None else float(last.value),
        "version": last.number if last else 0,
    }


@router.post(
    "/programmes/{code}/returns/{number}/cells", response={200: BroughtOut, 409: dict[str, str], **REFUSALS},
    summary="Bring cells in",
)  # fmt: skip
def bring(request: HttpRequest, code: str, number: int, sent: list[CellIn]) -> Any:
    """Save cells as if they were typed; the same checks, the same permissions, the same trail."""
    found = _look(request, code, number)
    if not found.editable:
        raise TAKES_NOTHING.refusal(found=found.held.stage.words.zh)
    units = {row.code: row.unit for row in found.programme.run.pack.tables.elements.rows}
    batch = [Sent(one.address, one.text, one.base) for one in sent[:MOST_CELLS]]
    outcome = save(number, By(cast(Person, request.user), request), batch, units)
    if outcome.closed:
        return 409, {"code": outcome.closed[0].code, "detail": outcome.closed[0].say(language())}
    return {
        "saved": list(outcome.saved),
        "conflicts": list(outcome.conflicts),
        "refused": {address: problem.sentence(language()) for address, problem in outcome.refused.items()},
    }


def _look(request: HttpRequest, code: str, number: int) -> Look:
    seen(request, code)
    if number > 2**62 or number < 0:
        raise Http404(in_words("没有这张表。", "There is no such return."))
    return look(request, code, number)
