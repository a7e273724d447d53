"""What the map of a programme is asked: which figure, level, period, classes, and which period beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest
from django.urls import reverse

from tongchou.loop.model import Figure, Kind
from tongchou.packs.fields import Level
from tongchou.terms import Period, Refusal, Words
from tongchou.web.desk import programme_of
from tongchou.web.languages import in_words, said
from tongchou.web.maps import ground, pictures
from tongchou.web.maps.pictures import Picture, Sheet, Tinted
from tongchou.web.maps.shading import Limits, Shading, quantiles, shade, stages
from tongchou.web.programme import Programme
from tongchou.web.wording import LEVELS

QUANTILE = "quantile"
_ASKED = {"show", "level", "period"}
CLASSES = 5
KINDS = {
    Kind.INDEX: Words("综合指数", "Index"),
    Kind.INDICATOR: Words("监测指标", "Indicators"),
    Kind.ELEMENT: Words("数据项", "Elements"),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """A thing that can be shown on places: kind and code of a figure, what it is called, and its unit."""

    kind: Kind
    code: str
    words: Words
    unit: str

    @property
    def key(self) -> str:
        """How an address names it."""
        return f"{self.kind}:{self.code}"


@dataclass(frozen=True, slots=True)
class Question:
    """What a map page is asked."""

    programme: Programme
    theme: Theme
    level: Level
    period: Period
    by: str
    other: Period | None

    def figures(self, period: Period) -> tuple[Figure, ...]:
        """Return the figure of every own place of the level; one that nobody was asked for is missing."""
        kind, code = self.theme.kind, self.theme.code
        return tuple(
            self.programme.figure(kind, code, place, period) or Figure.absent(kind, code, place, period.code)
            for place in pictures.level_figures(self.programme, self.level)
        )

    @property
    def limits(self) -> Limits:
        """The classes that are asked for."""
        return next((limits for code, _, limits in ways(self.programme) if code == self.by), quantiles(CLASSES))


def question_of(request: HttpRequest, pack: str) -> Question:
    """Return what a request asks for.

    :raises Http404: for a theme, level or period that the programme does not have.
    """
    programme = programme_of(pack)
    offered = {theme.key: theme for theme in themes(programme)}
    levels = ground.mapped_levels(programme) or [programme.city.level]
    usual = next(iter(offered)), _usual(programme, levels), programme.period
    first, many, newest = usual if _ASKED & request.GET.keys() else _opening(programme, offered, levels) or usual
    wanted = request.GET.get("show") or first
    level = request.GET.get("level") or many
    if wanted not in offered or level not in levels:
        raise Http404(in_words(f"没有“{wanted}”“{level}”这张图。", f"There is no map of '{wanted}', '{level}'."))
    period, other = _period(programme, request.GET.get("period") or newest.code), request.GET.get("other")
    by = request.GET.get("by") or QUANTILE
    return Question(programme, offered[wanted], Level(level), period, by, _period(programme, other) if other else None)


def _opening(programme: Programme, offered: dict[str, Theme], levels: list[Level]) -> tuple[str, Level, Period] | None:
    """The first map with something to compare: two known places, in the latest period that has them; else one."""
    usual = _usual(programme, levels)
    periods = sorted(programme.run.periods, key=lambda one: (one == programme.period, one.end), reverse=True)
    for level in (usual, *(one for one in levels if one is not usual)):
        places = tuple(pictures.level_figures(programme, level))
        for period in periods:
            for key, theme in offered.items():
                found = (programme.figure(theme.kind, theme.code, place, period) for place in places)
                known = sum(1 for figure in found if figure is not None and figure.value is not None)
                if places and known >= min(2, len(places)):
                    return key, level, period
    return None


def _usual(programme: Programme, levels: list[Level]) -> Level:
    """The first level beneath the city of which there are places, else the lowest."""
    many = [level for level in levels if len(pictures.level_figures(programme, level)) > 1]
    return (many or levels)[0]


def _period(programme: Programme, wanted: str) -> Period:
    found = next((one for one in programme.run.periods if one.code == wanted), None)
    if found is None:
        raise Http404(in_words(f"没有期间“{wanted}”。", f"There is no period '{wanted}'."))
    return found


def themes(programme: Programme) -> Iterator[Theme]:
    """Yield what can be shown on places: the index and its nodes, the indicators, the elements."""
    tables, system = programme.run.pack.tables, programme.run.figures.system
    if programme.run.index is not None:
        yield from (Theme(Kind.INDEX, row.code, row.words, "") for row in tables.index.rows)
    yield from (Theme(Kind.INDICATOR, row.code, row.words, row.unit) for row in programme.indicators.values())
    for code in programme.run.elements.codes:
        row = system.elements[code]
        yield Theme(Kind.ELEMENT, code, row.words, row.unit)


def ways(programme: Programme) -> Iterator[tuple[str, Words, Limits]]:
    """Yield the ways to class a figure: quantiles, and the stages of every scheme that has any."""
    yield QUANTILE, Words("分位数（各类个数相近）", "quantiles"), quantiles(CLASSES)
    for scheme in programme.run.pack.schemes:
        if (limits := stages(scheme)) is not None:
            title = scheme.title.words
            yield f"stage:{scheme.code}", Words(f"“{title.zh}”的等次", f"tiers of '{title.say('en')}'"), limits


def tinted(question: Question, period: Period, layer: str, like: Shading | None = None) -> Tinted:
    """Return the places tinted by their figures of a period; ``like`` another one, in its classes."""
    figures = question.figures(period)
    by = question.limits if like is None else _classes_of(like, question)
    title = f"{said(question.theme.words)} · {said(Words(period.say('zh'), period.say('en')))}"
    return Tinted(layer, title, shade(figures, by))


def _classes_of(shading: Shading, question: Question) -> Limits:
    found = question.limits([float(one.value) for one in shading.figures if one.value is not None] or [0.0])
    return lambda _values: found


def tinted_pair(question: Question, layer: str) -> tuple[Tinted, ...]:
    """Return the tinted places of the period, and of the other one before it in the same classes where one is asked."""
    if question.other is None:
        return (tinted(question, question.period, layer),)
    both = replace(question, other=None)
    together = shade((*both.figures(question.period), *both.figures(question.other)), question.limits)
    return (
        tinted(question, question.period, layer, together),
        tinted(question, question.other, layer, together),
    )


def choropleth(programme: Programme, level: Level, name: str, *tints: Tinted, small: bool = True) -> Picture | None:
    """Return a map of places alone, tinted; ``None`` where the programme has no layer of that level."""
    row = ground.divisions(programme, level)
    if row is None:
        return None
    try:
        drawn = place_sheet(programme, level, shown=True)
        box = pictures.box_of(programme, [row])
    except Refusal:
        return None
    return Picture(name, (drawn,), box, tints, " · ".join(one.title for one in tints), small) if drawn else None


def place_sheet(programme: Programme, level: Level, *, shown: bool) -> Sheet | None:
    """Return the layer of the divisions of a level, its features explained as places."""
    row = ground.divisions(programme, level)
    if row is None:
        return None
    found = pictures.sheet(programme, row, said(LEVELS[level]), shown=shown)
    explain = reverse("map-place", args=[programme.code, "~"])
    return replace(found, explain=explain, look="area", classes=())
