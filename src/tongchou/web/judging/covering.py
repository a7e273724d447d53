"""How a checklist covers the counties, or the towns of one, as a map: five classes of per cent done."""

from collections.abc import Sequence

from tongchou.assess import Coverage, Point
from tongchou.loop.model import Figure, Key, Kind, Mark
from tongchou.packs.fields import Level, Standing
from tongchou.terms import State, Words
from tongchou.web.judging.villages import Patch, VillageList
from tongchou.web.languages import said
from tongchou.web.maps import atlas, ground
from tongchou.web.maps.pictures import Picture, Tinted
from tongchou.web.maps.shading import Limit, shade

CLASSES = Limit(
    (40.0, 60.0, 80.0, 95.0),
    (
        Words("不到 40%", "under 40 %"),
        Words("40%—60%", "40–60 %"),
        Words("60%—80%", "60–80 %"),
        Words("80%—95%", "80–95 %"),
        Words("95% 以上", "95 % or more"),
    ),
)
"""Lower limits of all classes but the first, in per cent done, and the words of all."""
ALL = Words("全部事项完成率（%）", "done of all points (%)")


def point_of(one: VillageList, code: str) -> Point | None:
    """Return the point of a checklist that an address names; ``None`` for all of them."""
    return next((point for point in one.checklist.points if point.code == code), None)


def coverage_map(one: VillageList, level: Level, patches: Sequence[Patch], point: Point | None) -> Picture | None:
    """Return the map of some parts of a checklist; ``None`` where their divisions are not drawn."""
    row = ground.divisions(one.programme, level)
    if row is None or not patches:
        return None
    words = ALL if point is None else Words(f"{point.words.zh}完成率（%）", f"{point.words.say('en')}: done (%)")
    figures = [_figure(one, patch.place, _coverage(one, patch, point)) for patch in patches]
    tint = Tinted(row.code, said(words), shade(figures, lambda _values: CLASSES))
    return atlas.choropleth(one.programme, level, "coverage", tint)


def _coverage(one: VillageList, patch: Patch, point: Point | None) -> Coverage:
    return patch.whole if point is None else patch.points[one.checklist.points.index(point)]


def _figure(one: VillageList, place: str, coverage: Coverage) -> Figure:
    state = State.NOT_APPLICABLE if coverage.rate is None else State.of(coverage.rate)
    invented = one.rows[0].standing is Standing.SYNTHETIC
    key = Key(Kind.INDICATOR, one.code, place, one.programme.period.code)
    return Figure(key, coverage.rate, state, marks=Mark.SYNTHETIC if invented else Mark.CLEAR, unit="%", decimals=0)
