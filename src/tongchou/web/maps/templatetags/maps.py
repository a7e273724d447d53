"""``{% choropleth desk kind code %}``: a small map of a figure on any page; the parts of a map."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tongchou.loop.model import Figure, Key, Kind
from tongchou.onemap.ahead import Band
from tongchou.onemap.roads import WHY_NOT
from tongchou.packs.fields import Level
from tongchou.terms import Period, State, Words, convert
from tongchou.web.access import Act, may
from tongchou.web.desk import Desk
from tongchou.web.frame import Entry
from tongchou.web.languages import said
from tongchou.web.maps import atlas, ground
from tongchou.web.maps.lists import place_name
from tongchou.web.maps.models import State as StudyState
from tongchou.web.maps.models import Study
from tongchou.web.maps.pictures import Class, Picture, Sheet, Tinted, level_figures
from tongchou.web.maps.shading import quantiles, shade
from tongchou.web.maps.study_forms import Part
from tongchou.web.maps.tiers import ENGLISH as TIERS
from tongchou.web.maps.work import is_broken
from tongchou.web.programme import Programme

register = template.Library()
PAGES = {
    "map": Words("看图", "Map"),
    "map-studies": Words("规划冲突", "Plan conflicts"),
    "map-roads": Words("三级路网", "Roads"),
    "map-services": Words("服务覆盖", "Services"),
    "map-settlements": Words("镇村层级", "Settlements"),
    "map-ahead": Words("适度超前", "Ahead of demand"),
}
"""The pages of the map, in the order of their doors."""
BENEATH_MAP = dict.fromkeys(("map-study", "map-study-answer", "map-study-follow"), "map-studies")
"""Pages that stand beneath one of them."""


@register.inclusion_tag("maps/choropleth.html", takes_context=True)
def choropleth(context: Any, desk: Desk, kind: str, code: str) -> dict[str, object]:
    """Show a figure on the places beside the desk's own, or beneath it where it stands alone; nothing without a map."""
    programme, period = desk.programme, desk.period
    theme = next((one for one in atlas.themes(programme) if one.key == f"{kind}:{code}"), None)
    level = _level(desk)
    row = ground.divisions(programme, level) if level else None
    if theme is None or level is None or row is None:
        return {}
    tint = atlas.tinted(atlas.Question(programme, theme, level, period, atlas.QUANTILE, None), period, row.code)
    if not tint.shading.steps:
        return {}
    return _context(context, atlas.choropleth(programme, level, "here", tint), programme, theme.key, period)


def _level(desk: Desk) -> Level | None:
    """The level of the desk's place where it has neighbours and is drawn, else the first drawn one beneath it."""
    programme, levels = desk.programme, list(Level)
    drawn = [one for one in ground.mapped_levels(programme) if len(level_figures(programme, one)) > 1]
    wanted = levels.index(desk.place.level)
    return next((one for one in drawn if levels.index(one) >= wanted), None)


@register.inclusion_tag("maps/choropleth.html", takes_context=True)
def choropleth_of_scores(
    context: Any, programme: Programme, lines: Sequence[Any], title: str, period: Period
) -> dict[str, object]:
    """Show the scores of a what-if (lines with place and score, all of one level) on a map."""
    level = lines[0].place.level if lines else None
    row = ground.divisions(programme, level) if level else None
    if row is None or level is None:
        return {}
    figures = [
        Figure(Key(Kind.INDEX, programme.root, one.place.code, period.code), one.score, State.VALUE, decimals=2)
        for one in lines
    ]
    tint = Tinted(row.code, title, shade(figures, quantiles(atlas.CLASSES)))
    return _context(context, atlas.choropleth(programme, level, "here", tint), programme, "", period)


def _context(
    context: Any, picture: Picture | None, programme: Programme, show: str, period: Period
) -> dict[str, object]:
    return {
        "picture": picture,
        "programme": programme,
        "language": context.get("language"),
        "show": show,
        "period": period,
    }


@register.inclusion_tag("maps/doors.html", takes_context=True)
def map_doors(context: Any, programme: Programme) -> dict[str, object]:
    """Show the way between the pages of the map."""
    here = getattr(context["request"].resolver_match, "url_name", "") or ""
    name, person = BENEATH_MAP.get(here, here), context["request"].user
    shut = set() if may(person, Act.DRAW, programme.code) else {"map-studies"}
    return {
        "entries": [
            Entry(words, reverse(page, args=[programme.code]), page == name)
            for page, words in PAGES.items()
            if page not in shut
        ]
    }


@register.filter
def delta(one: Figure | None) -> str:
    """Return a change with its sign; nothing where there is none."""
    if one is None or one.value is None:
        return ""
    return f"{'+' if one.value > 0 else ''}{one.text}"


@register.simple_tag
def swatch(one: Class | None, look: str) -> SafeString:
    """Return the sign of a class in the legend; of the layer itself where there is no class."""
    colour = one.colour if one else "#52606d"
    if look == "line":
        return format_html(
            '<svg class="swatch" width="22" height="12" viewBox="0 0 22 12" aria-hidden="true">'
            '<line x1="1" y1="6" x2="21" y2="6" stroke="{}" stroke-width="3"/></svg>',
            colour,
        )
    if look == "point":
        return format_html(
            '<svg class="swatch" width="22" height="12" viewBox="0 0 22 12" aria-hidden="true">'
            '<circle cx="11" cy="6" r="5" fill="{}" stroke="#fff"/></svg>',
            colour,
        )
    return format_html(
        '<svg class="swatch" width="22" height="12" viewBox="0 0 22 12" aria-hidden="true">'
        '<rect x="1" y="1" width="20" height="10" fill="{}" fill-opacity="{}" stroke="{}"/></svg>',
        *(colour, "0.55" if one else "0", colour),
    )


@register.simple_tag
def tone(number: int) -> SafeString:
    """Return the sign of a tone of the legend; hatched where there is no figure."""
    name = f"tone-{number}" if number >= 0 else "tone-none"
    hatch = '<path d="M-2,6 l8,-8 M2,12 l14,-14 M10,14 l14,-14" class="hatch"/>' if number < 0 else ""
    return SafeString(
        f'<svg class="swatch {name}" width="22" height="12" viewBox="0 0 22 12" aria-hidden="true">'
        f'<rect x="0.5" y="0.5" width="21" height="11"/>{hatch}</svg>'
    )


@register.filter
def listed(sheets: Sequence[Sheet]) -> Sequence[Sheet]:
    """Return the layers as the list shows them: what lies on top comes first."""
    return tuple(reversed(sheets))


STUDY_STATES = {
    StudyState.READING: Words("正在读取和检查", "reading and checking"),
    StudyState.READ: Words("等待说明代码", "waiting for the meaning of codes"),
    StudyState.COMPARING: Words("正在比对", "comparing"),
    StudyState.DONE: Words("已完成", "done"),
    StudyState.REFUSED: Words("没有做成", "refused"),
}
BROKEN = Words("中断", "interrupted")
EDITS = {
    "replace": Words("换成修好的图形", "replace the shape"),
    "cut": Words("切掉重叠部分", "cut the piece off"),
    "join": Words("并入相邻图斑", "join to its neighbour"),
    "drop": Words("删去", "drop"),
    "": Words("", ""),
}
BANDS = {
    Band.LAG: ("■", "failing", Words("滞后", "lags")),
    Band.TIGHT: ("▲", "behind", Words("偏紧", "tight")),
    Band.AHEAD: ("●", "on_course", Words("适度超前", "moderately ahead")),
    Band.IDLE: ("○", "unknown", Words("超前过多", "over-built")),
}
LISTS = {
    "docx": Words("签字清单 Word", "List to sign, Word"),
    "html": Words("签字清单 网页", "List to sign, web page"),
    "xlsx": Words("签字清单 Excel", "List to sign, Excel"),
}


@register.simple_tag
def study_state(study: Study) -> str:
    """Return where a study stands, in words; broken off where nobody works on it any more."""
    return said(BROKEN if is_broken(study) else STUDY_STATES[StudyState(study.state)])


@register.simple_tag
def unit_name(programme: Programme, code: str) -> str:
    """Return the name of a unit by its code, or the text itself where it is none."""
    return programme.units[code].name if code in programme.units else code


@register.simple_tag
def pair_said(pair: Sequence[str]) -> str:
    """Return a kept pair of texts in the language of the page."""
    return said(Words(pair[0], pair[1]))


@register.simple_tag
def edit_name(edit: str) -> str:
    """Return what a proposed edit does."""
    return said(EDITS[edit])


@register.simple_tag
def list_name(form: str) -> str:
    """Return what a form of the list to sign is called."""
    return said(LISTS[form])


@register.simple_tag
def conflict_place(programme: Programme, line: dict[str, Any]) -> str:
    """Return where a conflict lies."""
    return place_name(programme, line)


@register.simple_tag
def brought(parts: Sequence[Part], plan: str) -> bool:
    """Whether a plan was brought again."""
    return any(part.plan == plan for part in parts)


@register.filter
def hours(minutes: float) -> str:
    """Return minutes as whole hours."""
    return f"{convert(str(round(minutes)), '分钟', '小时'):,.0f}"


@register.filter
def wan(money: float) -> str:
    """Return yuan as ten thousands of yuan, nothing for none."""
    return f"{convert(f'{money:.2f}', '元', '万元'):,.1f}" if money else ""


@register.filter
def share(part: float) -> str:
    """Return a share as per cent with one digit."""
    return f"{part:.1%}"


@register.filter
def share2(part: float) -> str:
    """Return a small share as per cent with two digits."""
    return f"{part:.2%}"


@register.filter
def per1000(each: float) -> str:
    """Return what one person has as what a thousand have."""
    return f"{1000 * each:,.1f}"


@register.simple_tag
def why_not(code: str) -> str:
    """Return why a village reaches nothing."""
    return WHY_NOT.get(code, "")


@register.simple_tag
def band(one: Band) -> SafeString:
    """Return how far capacity is ahead of demand: a sign and its word."""
    sign, light, words = BANDS[one]
    return format_html('<span class="light {}"><i aria-hidden="true">{}</i> {}</span>', light, sign, said(words))


@register.simple_tag
def tier(name: str) -> str:
    """Return a tier of settlements in the language of the page."""
    return said(Words(name, TIERS.get(name, "")))
