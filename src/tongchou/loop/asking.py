"""Ask the models of people, land and money what a pack asks, with the pack's own figures put in."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tongchou.decide import book_with, form_of, model, run
from tongchou.loop.asked import Asked, Given
from tongchou.loop.errors import NO_FIGURE
from tongchou.loop.model import Figure, Key, Kind, Mark, Run
from tongchou.packs import ParameterBook
from tongchou.packs.question_file import Question, Reference, Way
from tongchou.packs.references import unknown_code
from tongchou.terms import AsOf, Problem, Refusal, Where


def ask_all(run: Run) -> Mapping[str, Asked]:
    """Return what the models answer to every question of a run's pack, by the question's code.

    :raises Refusal: a question to a model there is none of.
    """
    return {one.code: ask(run, one) for one in run.pack.questions}


def ask(found: Run, question: Question) -> Asked:
    """Return what the model answers to one question; what it refuses is kept beside the question.

    :raises Refusal: ``decide.model.unknown``.
    """
    asked, manifest = question.asked, found.pack.manifest
    try:
        one = model(asked.model)
    except Refusal as refusal:
        raise Refusal([_placed(problem, question, ("model",)) for problem in refusal.problems]) from None
    as_of = AsOf(asked.as_of or found.as_of.true_on, asked.known_on or found.as_of.known_on)
    scope, book = asked.scope or manifest.city, book_with(found.pack.parameters)
    given, problems = _resolved(found, question, book, as_of, scope)
    inputs = _put_in(asked.inputs, {here.way: here.text for here in given})
    whole = Asked(question, one, as_of, scope, inputs, given, None, problems)
    if problems:
        return whole
    try:
        form = form_of(one, inputs, lambda way: question.marks.where(("inputs", *way)))
        return Asked(question, one, as_of, scope, inputs, given, run(one, form, book, as_of, scope))
    except Refusal as refusal:
        told = tuple(_placed(problem, question, ("inputs",)) for problem in refusal.problems)
        return Asked(question, one, as_of, scope, inputs, given, None, told)


def _placed(problem: Problem, question: Question, way: Way) -> Problem:
    """A problem that names no place stands at the question itself."""
    if problem.where != Where():
        return problem
    return Problem(problem.kind, question.marks.where(way), problem.found, problem.allowed, problem.facts)


def _resolved(
    run: Run, question: Question, book: ParameterBook, as_of: AsOf, scope: str
) -> tuple[tuple[Given, ...], tuple[Problem, ...]]:
    given, problems = list[Given](), list[Problem]()
    for way, reference in question.references:
        where = question.marks.where(("inputs", *way))
        try:
            given.append(_given(run, way, reference, where, (book, as_of, scope)))
        except Refusal as refusal:
            problems += [_placed(problem, question, ("inputs", *way)) for problem in refusal.problems]
    return tuple(given), tuple(problems)


def _given(run: Run, way: Way, reference: Reference, where: Where, rules: tuple[ParameterBook, AsOf, str]) -> Given:
    if reference.kind == "parameter":
        book, as_of, scope = rules
        found = book.value_at(reference.address, scope, as_of)
        text = _text(found.dated.value, found.dated.unit, reference.bare)
        return Given(way, reference, text, f"参数“{found.parameter.words.zh}”：{found.citation.say()}")
    if reference.kind == "target":
        target = next((row for row in run.pack.tables.targets.rows if row.code == reference.address), None)
        if target is None:
            known = {row.code for row in run.pack.tables.targets.rows}
            raise Refusal([unknown_code(where, reference.address, known, "targets")])
        text = _text(target.value, target.unit, reference.bare)
        return Given(way, reference, text, f"目标 {target.code}（{target.clause or '未注明条款'}）")
    figure = _figure(run, reference, where)
    text = _text(Decimal(str(figure.value)), figure.unit, reference.bare)
    return Given(way, reference, text, _named(run, figure), str(figure.key), Mark.SYNTHETIC in figure.marks)


def _figure(run: Run, reference: Reference, where: Where) -> Figure:
    try:
        figure = run.figure(Key.parse(f"{reference.kind}:{reference.address}"))
    except ValueError:
        raise NO_FIGURE.refusal(where, found=reference.address, allowed="编号@地区@期间") from None
    if figure.value is None:
        raise NO_FIGURE.refusal(where, found=reference.address, allowed=figure.state.zh)
    return figure


def _named(run: Run, figure: Figure) -> str:
    tables = run.pack.tables
    rows = tables.indicators.rows if figure.key.kind is Kind.INDICATOR else tables.elements.rows
    name = next(row.name for row in rows if row.code == figure.key.code)
    return f"{run.tree[figure.key.place].name} {figure.key.period} 年{name}"


def _text(value: object, unit: str, bare: bool) -> str:
    return str(value) if bare else f"{value}{unit}"


def _put_in(value: Any, texts: Mapping[Way, str], way: Way = ()) -> Any:
    match value:
        case Mapping():
            return {key: _put_in(one, texts, (*way, key)) for key, one in value.items()}
        case list() | tuple():
            return [_put_in(one, texts, (*way, number)) for number, one in enumerate(value)]
        case _:
            return texts.get(way, value)
