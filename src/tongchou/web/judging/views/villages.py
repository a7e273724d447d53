"""Village programmes: coverage by county and town, one village's points, samples for field checks."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tongchou.packs.fields import Level
from tongchou.terms import Words
from tongchou.web.access import Act, may, needs
from tongchou.web.access.guarding import require
from tongchou.web.desk import programme_of
from tongchou.web.duties.proofs import take_in
from tongchou.web.judging.covering import coverage_map, point_of
from tongchou.web.judging.models import Sample
from tongchou.web.judging.saying import act, told
from tongchou.web.judging.views.page import person_of, replay
from tongchou.web.judging.villages import (
    VillageList,
    checklists,
    draw_sample,
    found_by,
    list_of,
    plan_of,
    report,
    visit,
)
from tongchou.web.languages import in_words

_MOST_UNPROVEN = 30


@needs(Act.SEE)
def villages(request: HttpRequest, pack: str) -> HttpResponse:
    """Show the checklists of a programme with their coverage."""
    programme = programme_of(pack)
    lists = [(one, one.patch("", one.checklist.villages)) for one in checklists(programme)]
    return render(request, "judging/villages.html", {"programme": programme, "lists": lists})


@needs(Act.SEE)
def village_list(request: HttpRequest, pack: str, checklist: str) -> HttpResponse:
    """Show how a checklist covers the counties, or the towns of one, or the villages of a town."""
    one = list_of(programme_of(pack), checklist)
    tree, within = one.programme.run.tree, request.GET.get("within", "")
    place = tree.places.get(within)
    level, point = Level.TOWN if place else Level.COUNTY, point_of(one, request.GET.get("point", ""))
    if place is not None and place.level == Level.TOWN:
        beneath = [village for village in one.checklist.villages if village in tree.children(within)]
        patches = [one.patch(village, (village,)) for village in beneath]
    else:
        patches = list(one.patches(level, within))
    leaf = place is not None and place.level == Level.TOWN
    unproven = one.checklist.unproven()
    context = {
        "programme": one.programme,
        "list": one,
        "place": place,
        "patches": patches,
        "whole": one.patch("", one.checklist.villages),
        "leaf": leaf,
        "picture": None if leaf else coverage_map(one, level, patches, point),
        "point": point,
        "period": one.programme.period,
        "unproven": unproven[:_MOST_UNPROVEN],
        "unproven_count": len(unproven),
        "told": told(request),
    }
    return render(request, "judging/village_list.html", context)


@needs(Act.SEE)
def village(request: HttpRequest, pack: str, checklist: str, place: str) -> HttpResponse:
    """Show one village's points with their pictures, and take its report."""
    one = list_of(programme_of(pack), checklist)
    if place not in one.checklist.villages:
        raise Http404(in_words("清单里没有这个村。", "The checklist has no such village."))
    if request.method != "POST":
        return _village(request, one, place)
    if not may(person_of(request), Act.REPORT, pack, place=place):
        raise PermissionDenied(in_words("您的任职不包括这个村。", "Your appointments do not include this village."))

    def does() -> Words:
        names = [point.code for point in one.checklist.points]
        files = {name: take_in(request.FILES.getlist(f"photos-{name}")) for name in names}
        count = report(request, one, place, files)
        return Words(f"已保存 {count} 项。", f"Kept: {count}.")

    where = reverse("village", args=[pack, checklist, place])
    return act(request, does, where, lambda more, status: _village(request, one, place, status, **more))


def _village(request: HttpRequest, one: VillageList, place: str, status: int = 200, **more: Any) -> HttpResponse:
    table = one.checklist.table
    context = {
        "programme": one.programme,
        "list": one,
        "village": place,
        "rows": [(point, table.get((place, point.code))) for point in one.checklist.points],
        "reporter": may(person_of(request), Act.REPORT, one.programme.code, place=place),
        "told": told(request),
        **replay(one.programme),
        **more,
    }
    return render(request, "judging/village.html", context, status=status)


@needs(Act.SEE)
def sampling(request: HttpRequest, pack: str, checklist: str) -> HttpResponse:
    """Show the samples of a checklist; draw one, or keep what a visit found."""
    one = list_of(programme_of(pack), checklist)
    if request.method != "POST":
        return _sampling(request, one)
    require(request, Act.VERIFY, pack)

    def does() -> Words:
        if key := request.POST.get("sample", ""):
            sample = _samples(one).filter(pk=key if key.isdigit() else 0).first()
            if sample is None:
                raise Http404(in_words("没有这次抽样。", "There is no such sample."))
            visit(request, sample, request.POST.get("village", ""))
            return Words("检查结果已记。", "The visit is kept.")
        sample = draw_sample(request, one)
        return Words(f"已抽 {plan_of(sample).count} 村，种子 {sample.seed}。", f"Drawn with seed {sample.seed}.")

    where = reverse("village-sampling", args=[pack, checklist])
    return act(request, does, where, lambda more, status: _sampling(request, one, status, **more))


def _samples(one: VillageList) -> Any:
    return Sample.objects.filter(pack=one.programme.code, checklist=one.code).order_by("-pk")


def _sampling(request: HttpRequest, one: VillageList, status: int = 200, **more: Any) -> HttpResponse:
    samples = []
    for sample in _samples(one).prefetch_related("visits"):
        seen = {visit.village: visit for visit in sample.visits.all()}
        rows = [(town, [(name, seen.get(name)) for name in names]) for town, names in sample.drawn.items()]
        samples.append((sample, plan_of(sample).count, rows, found_by(sample)))
    context = {
        "programme": one.programme,
        "list": one,
        "samples": samples,
        "count": len(one.checklist.villages),
        "checker": may(person_of(request), Act.VERIFY, one.programme.code),
        "told": told(request),
        **more,
    }
    return render(request, "judging/sampling.html", context, status=status)
