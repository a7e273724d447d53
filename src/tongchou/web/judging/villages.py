"""Checklists over villages: what the pack holds and what was reported here since; samples for field checks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from secrets import randbits

from django.db import transaction
from django.http import Http404, HttpRequest

from tongchou.assess import Checklist, Coverage, Done, Finding, Plan, checklist_of, draw, finding, to_find
from tongchou.packs.assessed_rows import ChecklistPoint, VillageReport
from tongchou.packs.fields import Level
from tongchou.terms import Words
from tongchou.web.duties.proofs import Handed
from tongchou.web.judging.days import day_for
from tongchou.web.judging.errors import BAD_NUMBER, NO_SUCH
from tongchou.web.judging.models import Sample, VillagePoint, Visit
from tongchou.web.languages import in_words
from tongchou.web.programme import Programme
from tongchou.web.trail import record


@dataclass(frozen=True, slots=True)
class Patch:
    """A part of the villages (a county, a town, or all): where it is, its villages, how each point covers them."""

    place: str
    villages: tuple[str, ...]
    points: tuple[Coverage, ...]
    whole: Coverage


@dataclass(frozen=True)
class VillageList:
    """One checklist of a programme with all its reports."""

    programme: Programme
    code: str

    @cached_property
    def rows(self) -> list[ChecklistPoint]:
        """Its points as written in the pack."""
        return [row for row in self.programme.run.pack.tables.checklists.rows if row.checklist == self.code]

    @property
    def words(self) -> Words:
        """Its name."""
        return Words(self.rows[0].title, self.rows[0].title_en)

    @cached_property
    def checklist(self) -> Checklist:
        """Its points, villages and reports, those made here in place of those of the pack."""
        kept = {(row.village, row.point): row for row in self.programme.run.pack.tables.village_reports.rows
                if row.checklist == self.code}  # fmt: skip
        for one in VillagePoint.objects.filter(pack=self.programme.code, checklist=self.code):
            row = VillageReport(
                checklist=self.code, village=one.village, point=one.point, done=one.done, photos=tuple(one.photos)
            )
            kept[one.village, one.point] = row
        return checklist_of(self.code, self.rows, kept.values())

    def patches(self, level: Level, within: str = "") -> Iterator[Patch]:
        """Yield the coverage of every county, or of every town of one."""
        tree, found = self.programme.run.tree, dict[str, list[str]]()
        for village in self.checklist.villages:
            path = [tree[code] for code in tree.path(village)] if village in tree else []
            above = next((place.code for place in path if place.level == level), "")
            if above and (not within or within in {place.code for place in path}):
                found.setdefault(above, []).append(village)
        yield from (self.patch(place, villages) for place, villages in sorted(found.items()))

    def patch(self, place: str, villages: Sequence[str]) -> Patch:
        """Return the coverage of some villages."""
        points = tuple(self.checklist.of_point(point.code, villages) for point in self.checklist.points)
        return Patch(place, tuple(villages), points, self.checklist.over(villages))

    def by_town(self) -> dict[str, list[str]]:
        """Return the villages of each town."""
        return {patch.place: list(patch.villages) for patch in self.patches(Level.TOWN)}


def checklists(programme: Programme) -> list[VillageList]:
    """Return the checklists of a programme."""
    codes = dict.fromkeys(row.checklist for row in programme.run.pack.tables.checklists.rows)
    return [VillageList(programme, code) for code in codes]


def list_of(programme: Programme, code: str) -> VillageList:
    """Return one checklist.

    :raises Http404: where there is none.
    """
    found = next((one for one in checklists(programme) if one.code == code), None)
    if found is None:
        raise Http404(in_words(f"没有清单“{code}”。", f"There is no checklist '{code}'."))
    return found


def report(request: HttpRequest, one: VillageList, village: str, files: dict[str, tuple[Handed, ...]]) -> int:
    """Keep what a form says of a village's points; return how many changed.

    :raises Refusal: ``web.judging.no_such`` for an answer that is none.
    """
    table, day = one.checklist.table, day_for(request, one.programme)
    changed = 0
    with transaction.atomic():
        for point in one.checklist.points:
            done = request.POST.get(f"done-{point.code}", "")
            if done and done not in set(Done):
                raise NO_SUCH.refusal(found=done[:20], allowed="已完成、未完成、不适用")
            before = table.get((village, point.code))
            photos = list(before.photos) if before else []
            photos += [file.evidence.digest for file in files.get(point.code, ())]
            if not done or (before and done == before.done and len(photos) == len(before.photos)):
                continue
            VillagePoint(
                pack=one.programme.code, checklist=one.code, village=village, point=point.code, done=done,
                photos=photos, day=day, by=request.user,
            ).save()  # fmt: skip
            changed += 1
            old = None if before is None else before.done.value
            record(
                request,
                one.programme.code,
                "village.report",
                about=f"{one.code}/{village}/{point.code}",
                old=old,
                new=done,
            )
    return changed


def draw_sample(request: HttpRequest, one: VillageList) -> Sample:
    """Draw villages for field checks: as many as find one false report with a confidence, if so many are false.

    :raises Refusal: ``web.judging.bad_number``.
    """
    villages = len(one.checklist.villages)
    bad = int(_number(request, "bad", 1, villages))
    confidence = _number(request, "confidence", 50, 99.9) / 100
    text = request.POST.get("seed", "").strip()
    seed = int(text) if text.isdigit() and len(text) < 19 else randbits(31)
    plan = draw(one.by_town(), to_find(villages, bad, confidence), seed)
    with transaction.atomic():
        sample = Sample(
            pack=one.programme.code, checklist=one.code, villages=villages, bad=bad, confidence=confidence, seed=seed,
            drawn={town: list(names) for town, names in plan.visits.items() if names}, by=request.user,
        )  # fmt: skip
        sample.save()
        record(request, one.programme.code, "village.sample", about=one.code, new={"seed": seed, "count": plan.count})
    return sample


def _number(request: HttpRequest, name: str, low: float, high: float) -> float:
    text = request.POST.get(name, "").strip()
    try:
        found = float(text)
    except ValueError:
        found = low - 1
    if not low <= found <= high:
        names = {"bad": ("不实村数", "false villages"), "confidence": ("把握", "confidence")}[name]
        raise BAD_NUMBER.refusal(field=names[0], field_en=names[1], found=text[:20], allowed=f"{low:g}—{high:g}")
    return found


def plan_of(sample: Sample) -> Plan:
    """Return a sample as the library sees it."""
    return Plan({town: tuple(names) for town, names in sample.drawn.items()}, sample.seed)


def found_by(sample: Sample) -> Finding | None:
    """Return what the visits made so far prove; ``None`` before the first."""
    visits = list(sample.visits.all())
    false = sum(one.false for one in visits)
    return finding(sample.villages, len(visits), false, sample.confidence) if visits else None


def visit(request: HttpRequest, sample: Sample, village: str) -> Visit:
    """Keep what a field check found at a drawn village, once.

    :raises Refusal: ``web.judging.no_such`` for a village that was not drawn or was visited.
    """
    drawn = {name for names in sample.drawn.values() for name in names}
    open_ = drawn - set(sample.visits.values_list("village", flat=True))
    if village not in open_:
        raise NO_SUCH.refusal(found=village[:24], allowed="抽中而尚未检查的村")
    one = Visit(
        sample=sample, village=village, false=request.POST.get("false") == "1",
        note=request.POST.get("note", "").strip(), by=request.user,
    )  # fmt: skip
    with transaction.atomic():
        one.save()
        record(request, sample.pack, "village.visit", about=f"{sample.checklist}/{village}", new={"false": one.false})
    return one
