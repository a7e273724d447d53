"""Checklists over hundreds of villages: what is done, shown by evidence, and how far it covers them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from tongchou.assess.errors import CHECK_TWICE, CHECK_UNKNOWN, CHECK_UNPROVEN
from tongchou.packs.assessed_rows import ChecklistPoint, VillageReport
from tongchou.terms import Problem, Refusal, Words


class Done(StrEnum):
    """What is reported of a point at a village; a point nobody reported is missing, never undone."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "na"


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a checklist (one of 14 treatments, one of the "four ones"); ``photos`` is how many it needs."""

    code: str
    words: Words
    photos: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What was reported of one point at one village; ``photos`` are the digests of its pictures."""

    village: str
    point: str
    done: Done
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many villages did a point, did not, need not, and said nothing."""

    done: int
    undone: int
    not_applicable: int
    missing: int

    @property
    def rate(self) -> float | None:
        """Per cent done where it applies, those that said nothing included; ``None`` where it applies nowhere."""
        base = self.done + self.undone + self.missing
        return 100 * self.done / base if base else None


@dataclass(frozen=True)
class Checklist:
    """The points, the villages they are asked of, and what was reported.

    :raises Refusal: ``assess.checklist.unknown`` or ``assess.checklist.twice``.
    """

    points: tuple[Point, ...]
    villages: tuple[str, ...]
    reports: tuple[Report, ...]

    def __post_init__(self) -> None:
        known = ({one.code for one in self.points}, set(self.villages))
        problems = [
            CHECK_UNKNOWN.at(found=code)
            for report in self.reports
            for code, codes in zip((report.point, report.village), known, strict=True)
            if code not in codes
        ]
        if problems := problems + list(_twice(self.reports)):
            raise Refusal(problems)

    @cached_property
    def table(self) -> Mapping[tuple[str, str], Report]:
        """(village, point) → report."""
        return {(report.village, report.point): report for report in self.reports}

    def of_point(self, point: str, villages: Iterable[str] | None = None) -> Coverage:
        """Return how a point covers the villages, or some of them."""
        asked = self.villages if villages is None else villages
        return _coverage(self.table.get((village, point)) for village in asked)

    def over(self, villages: Iterable[str]) -> Coverage:
        """Return how all points together cover some villages."""
        codes = [point.code for point in self.points]
        return _coverage(self.table.get((village, code)) for village in villages for code in codes)

    def of_village(self, village: str) -> Coverage:
        """Return how a village did the points."""
        return self.over((village,))

    def unproven(self) -> list[Problem]:
        """Return a problem for every point reported done with too few pictures, or with one another report used."""
        needed = {point.code: point.photos for point in self.points}
        used: dict[str, str] = {}
        problems = []
        for report in (report for report in self.reports if report.done is Done.YES):
            fresh = [photo for photo in report.photos if photo not in used]
            used |= dict.fromkeys(fresh, report.village)
            if len(set(fresh)) < needed[report.point]:
                allowed = needed[report.point]
                problems.append(CHECK_UNPROVEN.at(found=report.point, village=report.village, allowed=allowed))
        return problems


def checklist_of(code: str, rows: Iterable[ChecklistPoint], reports: Iterable[VillageReport]) -> Checklist:
    """Return a checklist of a pack with what was reported; a village that stands in the reports is on the list.

    :raises Refusal: as :class:`Checklist`.
    """
    points = tuple(Point(row.point, row.words, row.photos) for row in rows if row.checklist == code)
    mine = [row for row in reports if row.checklist == code]
    given = (Report(row.village, row.point, Done(row.done), row.photos) for row in mine if row.done)
    return Checklist(points, tuple(dict.fromkeys(row.village for row in mine)), tuple(given))


def _twice(reports: Iterable[Report]) -> Iterable[Problem]:
    seen = set()
    for report in reports:
        key = (report.village, report.point)
        if key in seen:
            yield CHECK_TWICE.at(found=report.point, village=report.village)
        seen.add(key)


def _coverage(reports: Iterable[Report | None]) -> Coverage:
    states = [None if report is None else report.done for report in reports]
    return Coverage(*(states.count(state) for state in (Done.YES, Done.NO, Done.NOT_APPLICABLE, None)))
