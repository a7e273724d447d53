"""Find tasks: by words, state, light, unit, place, field and day, counted and in pages; one index walk each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import QueryDict

from tongchou.plan import CardRules, Light, TaskState
from tongchou.web.duties.models import NEVER, Duty, DutyWords

PAGE = 50
SORTS: Mapping[str, tuple[str, ...]] = {
    "due": ("due", "code"),
    "code": ("code",),
    "title": ("title", "code"),
    "lead": ("lead", "due", "code"),
    "state": ("state", "due", "code"),
}
GROUPS = ("", "lead", "state", "domain")


@dataclass(frozen=True)
class Search:
    """What to look for; an empty field asks for everything.

    The database counts and walks its indices; only the tasks of one unit are read through for a text.
    """

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

    def where(self) -> Q:
        """Return the condition."""
        asked = Q(pack=self.pack)
        if self.state:
            asked &= Q(open=True) if self.state == "open" else Q(state=self.state)
        if self.light:
            asked &= of_light(self.rules, Light[self.light.upper()], self.day)
        for name, column in (("unit", "lead"), ("domain", "domain"), ("place", "place")):
            if value := getattr(self, name):
                asked &= Q(**{column: value})
        return asked & self._text() if self.text else asked

    def _text(self) -> Q:
        return Q(pk__in=self._within if self.unit else _worded(self.pack, self.text))

    @cached_property
    def _within(self) -> list[int]:
        """The keys of one unit's tasks that have the text: few, so that they are read through."""
        own = replace(self, text="").found().values_list("pk", "words__words")
        return [key for key, words in own if all(word in words for word in self.text.split())]

    @cached_property
    def _columns(self) -> dict[tuple[str, int], Mapping[str, list[int]]]:
        """The keys that head each column of a board, by what the columns are and how long; read once for all."""
        return {}

    def _heads(self, name: str, count: int) -> Mapping[str, list[int]]:
        if (name, count) not in self._columns:
            place = Window(RowNumber(), partition_by=F(name), order_by=[F(one) for one in SORTS[self.sort]])
            rows = Duty.objects.filter(self.where()).annotate(place_in_column=place)
            heads: defaultdict[str, list[int]] = defaultdict(list)
            for key, value in (
                rows.filter(place_in_column__lte=count).order_by("place_in_column").values_list("pk", name)
            ):
                heads[value].append(key)
            self._columns[name, count] = heads
        return self._columns[name, count]

    def found(self, *before: str) -> "QuerySet[Duty]":
        """Return what is found, in order; ``before`` names columns to be sorted by first."""
        return Duty.objects.filter(self.where()).order_by(*before, *SORTS[self.sort])

    def first(self, count: int, start: int = 0, *before: str, **only: str) -> list[Duty]:
        """Return so many tasks of what is found, of one ``state`` or one ``lead`` only where asked.

        Their keys alone are walked along, so that a far page is near.
        """
        if self.text and only and not before and not start:
            ((name, value),) = only.items()
            keys = self._heads(name, count).get(value, [])
        else:
            keys = list(self.found(*before).filter(**only).values_list("pk", flat=True)[start : start + count])
        found = Duty.objects.in_bulk(keys)
        return [found[key] for key in keys]


def _worded(pack: str, text: str) -> "QuerySet[DutyWords, dict[str, Any]]":
    """Return the tasks that have every word of a text."""
    found = DutyWords.objects.filter(pack=pack)
    for word in text.split():
        found = found.filter(words__contains=word)
    return found.values("pk")


def of_light(rules: CardRules, light: Light, day: date) -> Q:
    """Return the condition that a task shows a light on a day."""
    if light is Light.DONE:
        return Q(open=False)
    first, last = rules.between(light, day)
    asked = Q(open=True)
    if first is not None:
        asked &= Q(due__gte=first)
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
    """Return how many tasks a search finds, by light and by state: counted by state and day, lit by the rules."""
    states, late = dict.fromkeys(TaskState, 0), dict.fromkeys(Light, 0)
    found = [(TaskState(state), (search.day - due).days, n) for (state, due), n in _by_day(search)]
    lights = search.rules.light([days for _, days, _ in found])
    for (state, _, n), light in zip(found, lights.tolist(), strict=True):
        states[state] += n
        late[Light.DONE if state is TaskState.CLOSED else Light(light)] += n
    return Counts(sum(states.values()), late, states)


def _by_day(search: Search) -> "Iterable[tuple[tuple[str, date], int]]":
    rows = Duty.objects.filter(search.where()).order_by().values_list("state", "due").annotate(n=Count("pk"))
    return (((state, due), n) for state, due, n in rows)


def by_unit(search: Search) -> list[tuple[str, int]]:
    """Return the lead units of what a search finds, the busiest first."""
    found = Duty.objects.filter(search.where()).order_by().values_list("lead").annotate(n=Count("pk"))
    return sorted(found, key=lambda one: (-one[1], one[0]))


def light_of(duty: Duty, day: date, rules: CardRules) -> tuple[Light, int]:
    """Return the light of a task on a day, and how many days it is late (below 0: days left)."""
    if not duty.open:
        return Light.DONE, 0
    if duty.due == NEVER:
        return Light.GREEN, 0
    late = (day - duty.due).days
    return Light(int(rules.light(late))), late
