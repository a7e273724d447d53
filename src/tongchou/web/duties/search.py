"""Find tasks: by words, state, light, unit, place, field and day, counted and in pages; one index walk each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from tongchou.plan import CardRules, Light, TaskState
from tongchou.web.duties.models import Duty

PAGE = 50
SORTS: Mapping[str, tuple[str, ...]] = {
    "due": ("due", "code"),
    "code": ("code",),
    "title": ("title", "code"),
    "lead": ("lead", "due", "code"),
    "state": ("state", "due", "code"),
}
GROUPS = ("", "lead", "state", "domain")
OPEN_LIGHTS: tuple[Light, ...] = tuple(light for light in Light if light is not Light.DONE)


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for; an empty field asks for everything."""

    pack: str
    day: date
    rules: CardRules = field(default_factory=CardRules)
    text: str = ""
    state: str = ""
    light: str = ""
    unit: str = ""
    domain: str = ""
    place: str = ""
    sort: str = "due"
    page: int = 1

    @classmethod
    def of(cls, asked: QueryDict, pack: str, day: date, rules: CardRules) -> "Search":
        """Return what a request asks for; what makes no sense asks for nothing."""
        names = ("state", "light", "unit", "domain", "place")
        given = {name: asked.get(name, "")[:60] for name in names}
        if given["state"] not in {"", "open", *TaskState}:
            given["state"] = ""
        if given["light"] not in {light.name.lower() for light in Light}:
            given["light"] = ""
        sort, page = asked.get("sort", "due"), asked.get("page", "1")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
        text = asked.get("q", "").strip().lower()[:80]
        return cls(pack, day, rules, text, sort=sort if sort in SORTS else "due", page=max(number, 1), **given)

    def query(self, **changes: object) -> str:
        """Return the same search with changes as the end of an address."""
        other = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]
        named = {"q": other.text, "state": other.state, "light": other.light, "unit": other.unit}
        named |= {"domain": other.domain, "place": other.place}
        named |= {"sort": "" if other.sort == "due" else other.sort, "page": "" if other.page == 1 else str(other.page)}
        return urlencode({name: value for name, value in named.items() if value})

    def where(self, *, without: str = "") -> Q:
        """Return the condition, leaving one field out of it where its own counts are asked for."""
        asked = Q(pack=self.pack)
        if self.state and without != "state":
            asked &= Q(open=True) if self.state == "open" else Q(state=self.state)
        if self.light and without != "light":
            asked &= of_light(self.rules, Light[self.light.upper()], self.day)
        if self.unit and without != "unit":
            asked &= Q(lead=self.unit)
        for name in ("domain", "place"):
            if value := getattr(self, name):
                asked &= Q(**{name: value})
        for word in self.text.split():
            asked &= Q(words__contains=word)
        return asked

    def found(self) -> "QuerySet[Duty]":
        """Return what is found, in order."""
        return Duty.objects.filter(self.where()).order_by(*SORTS[self.sort])

    def one_page(self) -> Sequence[Duty]:
        """Return the tasks of the page asked for."""
        first = (self.page - 1) * PAGE
        return list(self.found()[first : first + PAGE])


def of_light(rules: CardRules, light: Light, day: date) -> Q:
    """Return the condition that a task shows a light on a day."""
    if light is Light.DONE:
        return Q(open=False)
    first, last = rules.between(light, day)
    asked = Q(open=True)
    if first is not None:
        bound = Q(due__gte=first)
        asked &= bound | Q(due__isnull=True) if light is Light.GREEN else bound
    if last is not None:
        asked &= Q(due__lte=last)
    return asked


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks there are: all, by light and by state."""

    count: int
    lights: Mapping[Light, int]
    states: Mapping[TaskState, int]


def counts(search: Search) -> Counts:
    """Return how many tasks a search finds, by light and by state, in one walk."""
    asked = {light.name: Count("pk", filter=of_light(search.rules, light, search.day)) for light in OPEN_LIGHTS}
    rows = Duty.objects.filter(search.where()).order_by().values("state").annotate(all=Count("pk"), **asked)
    found = {TaskState(row["state"]): row for row in rows}
    lights = {light: sum(row[light.name] for row in found.values()) for light in OPEN_LIGHTS}
    lights[Light.DONE] = found.get(TaskState.CLOSED, {"all": 0})["all"]
    states = {state: found[state]["all"] if state in found else 0 for state in TaskState}
    return Counts(sum(states.values()), lights, states)


def by_unit(search: Search) -> list[tuple[str, int]]:
    """Return the lead units of what a search finds, the busiest first."""
    rows = Duty.objects.filter(search.where(without="unit")).order_by().values("lead").annotate(n=Count("pk"))
    return sorted(((row["lead"], row["n"]) for row in rows), key=lambda one: (-one[1], one[0]))


def light_of(duty: Duty, day: date, rules: CardRules) -> tuple[Light, int]:
    """Return the light of a task on a day, and how many days it is late (below 0: days left)."""
    if not duty.open:
        return Light.DONE, 0
    if duty.due is None:
        return Light.GREEN, 0
    late = (day - duty.due).days
    return Light(int(rules.light(late))), late


def calendar(pack: str, first: date, last: date) -> "Iterable[Duty]":
    """Return the tasks whose deadline lies between two days."""
    return Duty.objects.filter(pack=pack, deadline__gte=first, deadline__lte=last).order_by("deadline", "code")
