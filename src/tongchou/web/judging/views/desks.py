"""The scoring desk, and the page on which a unit scores itself."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST

from tongchou.assess import Mark, ObjectionState, Phase, Stage
from tongchou.packs.scheme import Item
from tongchou.terms import Problem, Refusal, Words
from tongchou.web.access import Act, needs
from tongchou.web.duties.proofs import BEGINNINGS, place_of
from tongchou.web.judging.book import Bench
from tongchou.web.judging.marking import Wish, give, give_self
from tongchou.web.judging.models import GivenMark, Paper
from tongchou.web.judging.proving import add
from tongchou.web.judging.saying import act
from tongchou.web.judging.standing import name_of, rater_of, speaks_for
from tongchou.web.judging.views.page import bench_of, person_of, show
from tongchou.web.languages import in_words


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit to be rated for an item: its own score, what I gave, what others gave once I did, its papers.

    ``typed`` and ``why`` are what the form shows: what was kept, or what was just typed and refused; ``filed`` are
    marks that came with the pack.
    """

    key: str
    name: str
    own: GivenMark | None
    mine: GivenMark | None
    others: tuple[GivenMark, ...]
    papers: tuple[Paper, ...]
    seen: int
    typed: str
    why: str
    filed: tuple[Mark, ...] = ()

    @property
    def spread(self) -> str:
        """The least and the greatest mark, where there are several."""
        values = sorted({one.given for one in (*self.others, *((self.mine,) if self.mine else ()))})
        return f"{values[0]}—{values[-1]}" if len(values) > 1 else ""


@needs(Act.SCORE)
def desk(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Show the items somebody may rate now, one item with all its units."""
    bench = bench_of(pack, number)
    if request.method == "POST":
        return _rate(request, bench)
    return _desk(request, bench)


def _desk(request: HttpRequest, bench: Bench, status: int = 200, **more: Any) -> HttpResponse:
    mine = _mine(request, bench)
    wanted = request.POST.get("item") or request.GET.get("item", "")
    chosen = next((one for one in mine if one.code == wanted), mine[0] if mine else None)
    cells = _cells(request, bench, chosen) if chosen else []
    at = mine.index(chosen) if chosen else 0
    return show(
        request, "judging/desk.html", bench, status,
        items=[(one, _done(request, bench, one), len(_rated(bench, one))) for one in mine],
        item=chosen, cells=cells, rater_name=name_of(bench.programme, _rater(request, bench, chosen)) if chosen else "",
        rater=_rater(request, bench, chosen) if chosen else "",
        earlier=mine[at - 1] if chosen and at else None, later=mine[at + 1] if chosen and at + 1 < len(mine) else None,
        **more,
    )  # fmt: skip


def _stage(bench: Bench) -> Stage:
    return bench.sitting.stands.stage or Stage.MEETING


def _rater(request: HttpRequest, bench: Bench, item: Item) -> str:
    return rater_of(person_of(request), bench.programme, item, Phase[_stage(bench).name])


def _rated(bench: Bench, item: Item) -> list[str]:
    """Return the units of an item that can be rated now: after publication those whose objection was upheld."""
    units = list(bench.units_of(item))
    if bench.sitting.stands.stage is not None:
        return units
    upheld = {one.unit for one in bench.pleas if one.item == item.code and one.state == ObjectionState.UPHELD}
    return [unit for unit in units if unit in upheld]


def _mine(request: HttpRequest, bench: Bench) -> list[Item]:
    return [item for item in bench.manual if _rated(bench, item) and _rater(request, bench, item)]


def _done(request: HttpRequest, bench: Bench, item: Item) -> int:
    rater = _rater(request, bench, item)
    stage, rated = _stage(bench), _rated(bench, item)
    return sum(bool(bench.last(item.code, unit, rater, stage) or bench.filed(item.code, unit)) for unit in rated)


def _cells(request: HttpRequest, bench: Bench, item: Item) -> list[Cell]:
    """Return what is to be rated, first what nobody has."""
    cells = [_cell(request, bench, item, unit) for unit in _rated(bench, item)]
    return sorted(cells, key=lambda cell: bool(cell.filed))


def _cell(request: HttpRequest, bench: Bench, item: Item, unit: str) -> Cell:
    rater, stage = _rater(request, bench, item), _stage(bench)
    mine = bench.last(item.code, unit, rater, stage)
    others = {one.rater: one for one in bench.given if (one.item, one.unit) == (item.code, unit)
              and one.stage == stage.name.lower() and one.rater != rater}  # fmt: skip
    papers = bench.sitting.papers.filter(item=item.code, unit=unit).select_related("by")
    return Cell(
        unit, bench.name(unit), bench.last(item.code, unit, unit, Stage.SELF), mine,
        tuple(others.values()) if mine else (), tuple(papers), mine.number if mine else 0,
        request.POST.get(f"given-{unit}", mine.given if mine else ""),
        request.POST.get(f"reason-{unit}", mine.reason if mine else ""), bench.filed(item.code, unit),
    )  # fmt: skip


def _rate(request: HttpRequest, bench: Bench) -> HttpResponse:
    item = bench.item(request.POST.get("item", ""))
    wishes = [wish for unit in bench.units_of(item) if (wish := _wish(request, item.code, unit, unit))]
    where = f"{reverse('judging-desk', args=[bench.programme.code, bench.sitting.pk])}?item={item.code}"

    def does() -> Words:
        _each(lambda wish: give(request, bench, person_of(request), wish), _fresh(request, bench, item, wishes))
        return Words("评分已保存。", "The marks are kept.")

    return act(request, does, where, partial(_again, request, bench))


def _again(request: HttpRequest, bench: Bench, more: dict[str, Any], status: int) -> HttpResponse:
    return _desk(request, bench_of(bench.programme.code, bench.sitting.pk), status, **more)


def _wish(request: HttpRequest, item: str, unit: str, key: str) -> Wish | None:
    given = request.POST.get(f"given-{key}", "").strip()
    seen = request.POST.get(f"seen-{key}", "0")
    reason = request.POST.get(f"reason-{key}", "")
    return Wish(item, unit, given, reason, int(seen) if seen.isdigit() else 0) if given else None


def _fresh(request: HttpRequest, bench: Bench, item: Item, wishes: list[Wish]) -> list[Wish]:
    """Leave out what already stands as typed."""
    rater, stage = _rater(request, bench, item), _stage(bench)
    kept = {unit: bench.last(item.code, unit, rater, stage) for unit in (wish.unit for wish in wishes)}
    return [wish for wish in wishes if not _same(kept[wish.unit], wish)]


def _same(one: GivenMark | None, wish: Wish) -> bool:
    return one is not None and (one.given, one.reason) == (wish.given, wish.reason.strip()) and one.number == wish.seen


def _each(does: Any, wishes: list[Wish]) -> None:
    """Give all marks or none.

    :raises Refusal: with what every one of them was refused for.
    """
    problems: list[Problem] = []
    with transaction.atomic():
        for wish in wishes:
            try:
                does(wish)
            except Refusal as refusal:
                problems += refusal.problems
        if problems:
            raise Refusal(problems)


@needs(Act.SEE)
def selves(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Show the units somebody may score for, or the one there is."""
    bench = bench_of(pack, number)
    units = [
        unit for unit in bench.basis.facts.units if speaks_for(person_of(request), Act.REPORT, bench.programme, unit)
    ]
    if len(units) == 1:
        return _self(request, bench, units[0])
    return show(request, "judging/selves.html", bench, units=units)


@needs(Act.SEE)
def self_score(request: HttpRequest, pack: str, number: int, unit: str) -> HttpResponse:
    """Show a unit's own scores with its papers, and take them."""
    bench = bench_of(pack, number)
    if unit not in bench.basis.facts.units:
        raise Http404(in_words("没有这个被考核单位。", "No such unit is assessed."))
    if request.method == "POST":
        _require(request, bench, unit)
        return _score_self(request, bench, unit)
    return _self(request, bench, unit)


def _require(request: HttpRequest, bench: Bench, unit: str) -> None:
    if not speaks_for(person_of(request), Act.REPORT, bench.programme, unit):
        raise PermissionDenied(in_words("您的任职不包括这个单位。", "Your appointments do not include this unit."))


def _self(request: HttpRequest, bench: Bench, unit: str, status: int = 200, **more: Any) -> HttpResponse:
    papers = list(bench.sitting.papers.filter(unit=unit).select_related("by"))
    rows = []
    for item in bench.manual:
        if unit in bench.units_of(item):
            mine = bench.last(item.code, unit, unit, Stage.SELF)
            typed = request.POST.get(f"given-{item.code}", mine.given if mine else "")
            why = request.POST.get(f"reason-{item.code}", mine.reason if mine else "")
            rows.append((item, mine, typed, why, [one for one in papers if one.item == item.code]))
    return show(
        request, "judging/self.html", bench, status, unit=unit, rows=rows, accept=",".join(BEGINNINGS),
        allowed=speaks_for(person_of(request), Act.REPORT, bench.programme, unit), closes=bench.closes, **more,
    )  # fmt: skip


def _score_self(request: HttpRequest, bench: Bench, unit: str) -> HttpResponse:
    wishes = [wish for item in bench.manual if (wish := _wish(request, item.code, unit, item.code))]
    kept = {wish.item: bench.last(wish.item, unit, unit, Stage.SELF) for wish in wishes}
    fresh = [wish for wish in wishes if not _same(kept[wish.item], wish)]

    def does() -> Words:
        _each(lambda wish: give_self(request, bench, wish), fresh)
        return Words(f"自评已保存（{len(fresh)} 项）。", f"Kept: {len(fresh)} items.")

    def again(more: dict[str, Any], status: int) -> HttpResponse:
        return _self(request, bench_of(bench.programme.code, bench.sitting.pk), unit, status, **more)

    where = reverse("judging-self-unit", args=[bench.programme.code, bench.sitting.pk, unit])
    return act(request, does, where, again)


@needs(Act.SEE)
@require_POST
def paper(request: HttpRequest, pack: str, number: int, unit: str) -> HttpResponse:
    """Take evidence in for an item of a unit."""
    bench = bench_of(pack, number)
    _require(request, bench, unit)

    def does() -> Words:
        problems = add(request, bench, request.POST.get("item", ""), unit, request.FILES.getlist("files"))
        words = Words("材料已收下。", "The papers are kept.")
        return Words(" ".join([words.zh, *(one.sentence() for one in problems)]), words.en)

    def again(more: dict[str, Any], status: int) -> HttpResponse:
        return _self(request, bench_of(pack, number), unit, status, **more)

    return act(request, does, reverse("judging-self-unit", args=[pack, number, unit]), again)


@needs(Act.SEE)
def paper_file(request: HttpRequest, pack: str, number: int, key: int) -> HttpResponseBase:
    """Send one paper to raters, the office and the unit itself."""
    bench = bench_of(pack, number)
    one = bench.sitting.papers.filter(pk=key).first()
    if one is None:
        raise Http404(in_words("没有这份材料。", "There is no such paper."))
    person = person_of(request)
    if not (_mine(request, bench) or speaks_for(person, Act.REPORT, bench.programme, one.unit)):
        raise PermissionDenied(in_words("材料只给评分人和本单位看。", "Papers are for raters and the unit itself."))
    return FileResponse(place_of(one.digest, one.suffix).open("rb"), as_attachment=True, filename=one.name)
