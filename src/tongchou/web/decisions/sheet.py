"""One look at a model: its inputs as they stand on the page, the sliders, the two dates, and the answer to them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.cache import BaseCache, caches
from django.http import Http404, QueryDict

from tongchou import __version__
from tongchou.decide import Model, Result, book_with, form_of, moved, run, template
from tongchou.decide.catalogue import MODELS
from tongchou.decide.comparing import change
from tongchou.decide.filling import Field, Filled, Line, Spot, data_of, filled, layout, spot_of
from tongchou.decide.forms.fields import Form
from tongchou.decide.run import digest
from tongchou.packs.yaml_file import parse_plain
from tongchou.terms import AsOf, Problem, Refusal, Where
from tongchou.web.decisions.errors import NO_DAY
from tongchou.web.languages import in_words
from tongchou.web.programme import Programme

Solve = Callable[["Sheet", Form], Result | None]
FIELD, LEVER = "f:", "lever:"
"""What the names of the page's inputs start with; code, line and column of a field, or a lever's number, follow."""
KEPT_SECONDS = 1800
"""How long an answer is kept in memory, so that a slider computes only what it moved."""
WHOLE, SLIGHTEST, STRONGEST = 100, 50, 150
"""A slider in per cent of what is typed: where it stands, how far it goes."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is on the page; ``problems`` are those found before a model was asked."""

    programme: Programme
    model: Model
    filled: tuple[Filled, ...]
    levers: Mapping[int, int]
    as_of: AsOf
    scope: str
    problems: tuple[Problem, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether any slider is off its place."""
        return any(percent != WHOLE for percent in self.levers.values())


@dataclass(frozen=True, slots=True)
class Answered:
    """What a model answers to a sheet, beside what it answers with every slider in its place."""

    sheet: Sheet
    inputs: Mapping[str, Any] = field(default_factory=dict)
    result: Result | None = None
    before: Result | None = None
    problems: tuple[Problem, ...] = ()
    spots: Mapping[Spot, str] = field(default_factory=dict)
    """What is wrong at which cell."""
    key: str = ""
    """What the answer is kept under; without a result and without problems it has yet to be solved."""

    @property
    def waits(self) -> bool:
        """Whether it has yet to be solved."""
        return self.result is None and not self.problems

    @property
    def change(self) -> tuple[Decimal, str] | None:
        """How far the headline moved, and in what; ``None`` where that cannot be said."""
        if self.result is None or self.before is None:
            return None
        return change(self.result.headline, self.before.headline)


def model_of(code: str) -> Model:
    """Return a model.

    :raises Http404: where there is none of that code.
    """
    if code not in MODELS:
        raise Http404(in_words(f"没有模型“{code}”。", f"There is no model '{code}'."))
    return MODELS[code]


def example_of(model: Model) -> dict[str, Any]:
    """Return the filled example of a model as plain inputs."""
    return dict(parse_plain(template(model), model.code))


def sheet_of(programme: Programme, model: Model, data: Mapping[str, Any], as_of: AsOf, scope: str = "") -> Sheet:
    """Return plain inputs as they stand on the page."""
    lines = filled(layout(model.form), data)
    return Sheet(programme, model, lines, {}, as_of, scope or programme.city.code)


def typed(programme: Programme, model: Model, sent: QueryDict) -> Sheet:
    """Return what somebody typed and where the sliders stand."""
    fields = layout(model.form)
    names = [name.split(":") for name in sent if name.startswith(FIELD)]
    lines = tuple(
        _typed(one, {int(n[2]) for n in names if n[1] == one.code and n[2].isdigit()}, sent) for one in fields
    )
    levers = {n: _percent(sent.get(f"{LEVER}{n}", "")) for n in range(len(model.sliders))}
    problems = list[Problem]()
    true_on = _day(sent.get("as_of", ""), problems) or programme.run.as_of.true_on
    as_of = AsOf(true_on, _day(sent.get("known_on", ""), problems))
    scope = sent.get("scope", "") or programme.city.code
    return Sheet(programme, model, lines, levers, as_of, scope, tuple(problems))


def _typed(one: Field, lines: set[int], sent: QueryDict) -> Filled:
    columns = range(len(one.columns))
    return Filled(
        one,
        tuple(
            Line(
                tuple(sent.get(f"{FIELD}{one.code}:{line}:{column}", "") for column in columns),
                sent.get(f"{FIELD}{one.code}:{line}:-1", "").strip(),
            )
            for line in sorted(lines) or [0]
        ),
    )


def _percent(text: str) -> int:
    return min(max(int(text), SLIGHTEST), STRONGEST) if text.isdigit() else WHOLE


def _day(text: str, problems: list[Problem]) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(NO_DAY.at(found=text))
        return None


def answered_soon(sheet: Sheet) -> Answered:
    """Return the answer to a sheet; of a model that takes long only one that was solved before."""
    return answered(sheet, _kept if sheet.model.slow_levers else _result)


def answered(sheet: Sheet, solve: Solve | None = None) -> Answered:
    """Return what the model answers to a sheet, or what is wrong with which cell.

    :param solve: how a form is answered; without it, by computing what is not kept.
    """
    solve = solve or _result
    if sheet.problems:
        return Answered(sheet, problems=sheet.problems)
    spots: dict[str, Spot] = {}

    def where(way: Sequence[str | int]) -> Where:
        key = ".".join(str(step) for step in way)
        spots[key] = spot_of(sheet.filled, way)
        return Where(key=_named(sheet, spots[key]) or key)

    try:
        data = data_of(sheet.filled)
        form = form_of(sheet.model, data, where)
        before = solve(sheet, form) if sheet.moved else None
        for number, lever in enumerate(sheet.model.sliders):
            form = moved(form, lever, Decimal(sheet.levers.get(number, WHOLE)) / WHOLE) if sheet.moved else form
        return Answered(sheet, data, solve(sheet, form), before, key=_key(sheet, form))
    except Refusal as refusal:
        return _refused(sheet, refusal.problems, spots)


def _result(sheet: Sheet, form: Form) -> Result:
    """The answer to inputs; one given before by the same program and pack is not computed again."""
    kept = _kept(sheet, form)
    if kept is None:
        book = book_with(sheet.programme.run.pack.parameters)
        kept = run(sheet.model, form, book, sheet.as_of, sheet.scope)
        _shelf(sheet).set(_key(sheet, form), kept, KEPT_SECONDS)
    return kept


def _kept(sheet: Sheet, form: Form) -> Result | None:
    """The answer given before, if it is still kept."""
    kept: Result | None = _shelf(sheet).get(_key(sheet, form))
    return kept


def _key(sheet: Sheet, form: Form) -> str:
    asked = digest(sheet.model.code, form, sheet.as_of, sheet.scope)
    return sha256(f"{__version__}:{sheet.programme.run.pack.digest}:{asked}".encode()).hexdigest()


def _shelf(sheet: Sheet) -> BaseCache:
    """Where answers are kept: in memory, or, of a model solved beside the pages, where every process finds them."""
    return caches["answers" if sheet.model.slow_levers else "default"]


def _refused(sheet: Sheet, problems: Sequence[Problem], spots: Mapping[str, Spot]) -> Answered:
    """A cell that cannot be read names its way; what a model refuses may name none."""
    named = {_named(sheet, spot): spot for spot in spots.values()}
    told: dict[Spot, str] = {}
    placed = []
    for problem in problems:
        spot = named.get(problem.where.key)
        if spot is None and problem.where.file:
            spot = spot_of(sheet.filled, problem.where.file.split("."))
            problem = replace(problem, where=Where(key=_named(sheet, spot)))  # noqa: PLW2901  placed where it is read
        if spot is not None:
            told.setdefault(spot, problem.sentence())
        placed.append(problem)
    return Answered(sheet, problems=tuple(placed), spots=told)


def _named(sheet: Sheet, spot: Spot) -> str:
    """A cell as a person finds it: the field, its line and its column."""
    one = next((one for one in sheet.filled if one.field.code == spot.field), None)
    if one is None:
        return spot.field
    parts = [one.field.words.zh]
    if one.lines and one.lines[min(spot.line, len(one.lines) - 1)].key:
        parts.append(one.lines[min(spot.line, len(one.lines) - 1)].key)
    elif len(one.lines) > 1:
        parts.append(f"第 {spot.line + 1} 行")
    if one.field.within and spot.column >= 0 and one.field.columns[spot.column].code:
        parts.append(one.field.columns[spot.column].words.zh)
    return "·".join(parts)
