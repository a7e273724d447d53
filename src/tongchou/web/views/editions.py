"""Why an index differs between two editions: an earlier version, or the figures known on an earlier day."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from tongchou.loop.edition_tables import TABLES, tabulate
from tongchou.loop.editions import Comparison, Edition, compare, edition, edition_of
from tongchou.loop.supposing import scored
from tongchou.packs import load
from tongchou.packs.fields import Level
from tongchou.terms import AsOf, Period, Refusal, Words
from tongchou.web.amending.models import Amendment
from tongchou.web.amending.versions import current, version
from tongchou.web.desk import programme_of
from tongchou.web.languages import in_words
from tongchou.web.programme import Programme
from tongchou.web.stock import shipped
from tongchou.web.views.explorer import best_level, level_named, sent

MOST = 200
TABLE_WORDS = {
    "scores": Words("得分和原因", "scores by cause"),
    "performance": Words("各指标的分数", "points by indicator"),
    "rules": Words("改了哪些规则", "rules that differ"),
    "figures": Words("修订了哪些数", "figures revised"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One version that may be the earlier edition."""

    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for: the earlier edition, the level, a period of each edition."""

    number: int
    known: str
    level: Level
    then: Period
    now: Period

    @property
    def query(self) -> str:
        """The same question as the end of an address."""
        facts = {"version": self.number, "known": self.known, "level": self.level}
        return urlencode(facts | {"then": self.then.code, "now": self.now.code})


def editions(request: HttpRequest, pack: str) -> HttpResponse:
    """Show what changed between an earlier edition and the one in force, by cause."""
    programme = programme_of(pack)
    context: dict[str, object] = {"programme": programme, "choices": _choices(pack), "current": current(pack)}
    try:
        found = _compared(request, programme)
    except Refusal as refusal:
        return render(request, "web/editions.html", context | {"problems": refusal.problems}, status=400)
    if found is not None:
        asked, comparison = found
        context |= {"asked": asked, "comparison": comparison, "tables": _tables(comparison), "most": MOST}
        context |= {"levels": list(scored(programme.run).get(asked.now.code, {})) or [asked.level]}
        context |= {"thens": _common(comparison.old, comparison.new), "nows": programme.run.periods}
        context |= {"downloads": [(name, TABLE_WORDS[name]) for name in TABLES]}
    return render(request, "web/editions.html", context)


def edition_table(request: HttpRequest, pack: str, table: str) -> StreamingHttpResponse:
    """Send one table of the report as CSV."""
    programme = programme_of(pack)
    try:
        found = _compared(request, programme) if table in TABLES else None
    except Refusal as refusal:
        raise Http404(str(refusal)) from refusal
    if found is None:
        raise Http404(in_words(f"没有表“{table}”。", f"There is no table '{table}'."))
    return sent(tabulate(table, found[1]), f"{pack}-{found[0].then.code}-{found[0].now.code}-{table}")


def _compared(request: HttpRequest, programme: Programme) -> tuple[Asked, Comparison] | None:
    """The question and its answer; ``None`` where the programme, or its earlier edition, has no index."""
    new = edition_of(programme.run)
    number, known = _number(request, programme.code), request.GET.get("known", "")
    old = _earlier(programme, number, known) if new else None
    if new is None or old is None:
        return None
    now = _period(request.GET.get("now"), programme.run.periods) or _last_scored(programme)
    counts: Counter[Level] = scored(programme.run).get(now.code, Counter())
    level = level_named(request.GET["level"]) if request.GET.get("level") else best_level(counts, programme.city.level)
    then = _period(request.GET.get("then"), _common(old, new)) or _usual(old, level, now)
    return Asked(number, known, level, then, now), compare(old, new, level, then, now)


def _earlier(programme: Programme, number: int, known: str) -> Edition | None:
    folder = programme.run.pack.folder if number == current(programme.code) else _folder(programme.code, number)
    return _computed(folder, load(folder).digest, AsOf(programme.run.as_of.true_on, _day(known)))


@lru_cache(maxsize=8)
def _computed(folder: Path, _digest: str, as_of: AsOf) -> Edition | None:
    return edition(load(folder), as_of)


def _folder(code: str, number: int) -> Path:
    found = version(code, number) if number else next((one for one in shipped() if one.name == code), None)
    if found is None or not found.is_dir():
        raise Http404(in_words(f"没有第 {number} 版。", f"There is no version {number}."))
    return found


def _choices(code: str) -> list[Choice]:
    """The versions that are kept, the newest first; the pack as it came is the last."""
    made = Amendment.objects.filter(pack=code, version__isnull=False).order_by("-version")
    found = [Choice(one.version, one.what) for one in made if one.version and version(code, one.version).is_dir()]
    return [*found, Choice(0, in_words("交付时的方案", "as it came"))]


def _number(request: HttpRequest, code: str) -> int:
    """The version asked for; else the one before that in force, or that itself where it is the first."""
    text = request.GET.get("version", "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 7):
        raise Http404(in_words(f"没有第 {text} 版。", f"There is no version {text}."))
    earlier = [one.number for one in _choices(code) if one.number < current(code)]
    return int(text) if text else max(earlier, default=current(code))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Http404(in_words(f"“{text}”不是日期。", f"'{text}' is no date.")) from None


def _period(code: str | None, periods: tuple[Period, ...]) -> Period | None:
    """The period of a code; ``None`` where none is asked for."""
    found = next((one for one in periods if one.code == code), None)
    if code and found is None:
        raise Http404(in_words(f"没有期间“{code}”。", f"There is no period '{code}'."))
    return found


def _last_scored(programme: Programme) -> Period:
    there = [one for one in programme.run.periods if one.code in scored(programme.run)]
    return there[-1] if there else programme.run.periods[-1]


def _common(old: Edition, new: Edition) -> tuple[Period, ...]:
    return tuple(one for one in old.indexed.scores.periods if one in new.indexed.scores.periods)


def _usual(old: Edition, level: Level, now: Period) -> Period:
    """The same period where the earlier edition scored it, else the last before it that it scored."""
    rows = [row for row, code in enumerate(old.indexed.scores.places) if code in old.tree.of_level(level)]
    scores, periods = old.indexed.composite.score()[rows], old.indexed.scores.periods
    there = [one for t, one in enumerate(periods) if one <= now and not np.isnan(scores[:, t]).all()]
    return there[-1] if there else periods[0]


def _tables(comparison: Comparison) -> Mapping[str, list[dict[str, object]]]:
    """The rows of every table by the names of their columns."""
    found = {name: tabulate(name, comparison) for name in TABLES}
    return {name: [dict(zip(one.head, row, strict=True)) for row in one.rows] for name, one in found.items()}
