"""What if the weights of the index were others: sliders, scores, ranks, reasons; the published run stays as it is."""

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from tongchou.loop.index import Indexed
from tongchou.loop.intervals import FEWEST, Law
from tongchou.loop.supposed_tables import STAGES, Given, Table, tabulate
from tongchou.loop.supposing import Supposed, Weight, equal_weights, scored, suppose
from tongchou.packs.fields import Level
from tongchou.terms import Period, Problem, Refusal, Words
from tongchou.web.desk import programme_of
from tongchou.web.explorer_lines import lines, window
from tongchou.web.languages import in_words
from tongchou.web.programme import Programme

WEIGHT = "w."
"""What the name of a weight's field starts with; the code of the line follows."""
STAGE_WORDS = {
    "indicators": Words("指标原值", "indicators as reported"),
    "realizations": Words("实现程度（未封顶和封顶）", "realizations, uncapped and capped"),
    "weights": Words("权重（名义和有效）", "weights, nominal and effective"),
    "scores": Words("各节点得分", "scores of every node"),
    "ranks": Words("位次和区间", "ranks and intervals"),
    "contributions": Words("各指标贡献", "contributions"),
    "changes": Words("变动分解", "change by cause"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What a request asks: which places and period, and which weights."""

    programme: Programme
    indexed: Indexed
    counts: Counter[Level]
    """How many places of each level have a score in the period."""
    level: Level
    period: Period
    weights: Mapping[str, str]

    def supposed(self) -> Supposed:
        """Return the answer.

        :raises Refusal: for weights that are none.
        """
        return suppose(self.programme.run, self.indexed, self.level, self.period, self.weights)

    def query(self, weights: Mapping[str, str]) -> str:
        """Return the same question with other weights, as the end of an address."""
        typed = {f"{WEIGHT}{code}": text for code, text in weights.items()}
        return urlencode({"level": self.level, "period": self.period.code, **typed})


@dataclass(frozen=True, slots=True)
class Slider:
    """The slider of one line of the index, and those of its parts."""

    weight: Weight
    typed: str
    parts: tuple["Slider", ...]


def explore(request: HttpRequest, pack: str) -> HttpResponse:
    """Show the sliders and the answer; the answer alone where the page's own script asks."""
    programme = programme_of(pack)
    if programme.run.indexed is None:
        return render(request, "web/explore.html", {"programme": programme})
    question = _question(request, programme, programme.run.indexed)
    told, problems = _answer(question)
    context = {
        "programme": programme,
        "question": question,
        "supposed": told,
        "problems": problems,
        "before": None if told.before is None else told.periods[told.before],
        "lines": (shown := lines(programme.run, told)),
        "moves": sum(line.moved != 0 for line in shown),
        "window": window(told),
        "weights": list(told.weights()),
        "law": Law.SCATTERED.words,
        "stages": [(stage, STAGE_WORDS[stage]) for stage in STAGES],
        "query": question.query({} if problems else question.weights),
    }
    if request.headers.get("hx-request") == "true":
        return render(request, "web/explored.html", context)
    tree = told.published.tree
    context |= {
        "sliders": _sliders(list(told.weights()), question.weights, tree.root.code),
        "levels": [level for level in Level if question.counts[level]] or [question.level],
        "periods": _periods(programme, scored(programme.run)),
        "reset": question.query({}),
        "equal": question.query(equal_weights(tree)),
    }
    return render(request, "web/explore.html", context)


def stage(request: HttpRequest, pack: str, stage: str) -> StreamingHttpResponse:
    """Send one stage of the answer as CSV."""
    programme = programme_of(pack)
    if programme.run.indexed is None or stage not in STAGES:
        raise Http404(in_words(f"没有表“{stage}”。", f"There is no table '{stage}'."))
    question = _question(request, programme, programme.run.indexed)
    try:
        table = tabulate(stage, Given(programme.run, question.indexed, question.supposed()))
    except Refusal as refusal:
        raise Http404(str(refusal)) from refusal
    return sent(table, f"{pack}-{question.period.code}-{stage}")


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def sent(table: Table, name: str) -> StreamingHttpResponse:
    """Send a table as a CSV file."""
    writer = csv.writer(_Echo())
    rows = (writer.writerow(row) for row in (table.head, *table.rows))
    answer = StreamingHttpResponse(("\ufeff", *rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _answer(question: Question) -> tuple[Supposed, tuple[Problem, ...]]:
    """The answer; what was published, with what is wrong, where the weights are none."""
    try:
        return question.supposed(), ()
    except Refusal as refusal:
        return replace(question, weights={}).supposed(), refusal.problems


def _question(request: HttpRequest, programme: Programme, indexed: Indexed) -> Question:
    counts = scored(programme.run)
    periods = _periods(programme, counts)
    wanted = request.GET.get("period") or _usual(programme, periods).code
    period = next((one for one in periods if one.code == wanted), None)
    if period is None:
        raise Http404(in_words(f"没有期间“{wanted}”。", f"There is no period '{wanted}'."))
    held = counts.get(period.code, Counter())
    level = level_named(request.GET["level"]) if request.GET.get("level") else best_level(held, programme.city.level)
    weights = {name.removeprefix(WEIGHT): str(request.GET[name]) for name in request.GET if name.startswith(WEIGHT)}
    return Question(programme, indexed, held, level, period, weights)


def _periods(programme: Programme, counts: Mapping[str, Counter[Level]]) -> tuple[Period, ...]:
    """The periods in which any place has a score; all where there is none."""
    there = tuple(period for period in programme.run.periods if period.code in counts)
    return there or programme.run.periods


def _usual(programme: Programme, periods: tuple[Period, ...]) -> Period:
    """The period of the programme's other pages where it has scores, else the last that has."""
    return programme.period if programme.period in periods else periods[-1]


def level_named(wanted: str) -> Level:
    """Return a level by its code.

    :raises Http404: for any other.
    """
    if wanted not in set(Level):
        raise Http404(in_words(f"没有层级“{wanted}”。", f"There is no level '{wanted}'."))
    return Level(wanted)


def best_level(counts: Counter[Level], otherwise: Level) -> Level:
    """The highest level with enough places to rank, else the one with the most places."""
    enough = [level for level in Level if counts[level] >= FEWEST]
    return enough[0] if enough else max(counts, key=lambda level: counts[level], default=otherwise)


def _sliders(weights: list[Weight], typed: Mapping[str, str], parent: str) -> tuple[Slider, ...]:
    """The sliders of the parts of a line; a part that stands alone has none, for its weight is always the whole."""
    beneath = [one for one in weights if one.node.parent == parent]
    if len(beneath) == 1:
        return _sliders(weights, typed, beneath[0].node.code)
    return tuple(_slider(one, weights, typed) for one in beneath)


def _slider(one: Weight, weights: list[Weight], typed: Mapping[str, str]) -> Slider:
    code = one.node.code
    return Slider(one, typed.get(code) or repr(one.published), _sliders(weights, typed, code))
