"""Worked cases of a pack: the figures a person expects beside those of a run."""

from collections.abc import Iterator
from dataclasses import dataclass

from tongchou.loop.model import Figure, Key, Kind, Run
from tongchou.packs.case_file import Case
from tongchou.terms import State


@dataclass(frozen=True, slots=True)
class Verdict:
    """One expectation of a case, what the run says, and whether they agree within the case's tolerance."""

    case: Case
    code: str
    expected: str
    figure: Figure | None
    agrees: bool


def judge(run: Run) -> list[Verdict]:
    """Hold every worked case of the pack against the run."""
    return [verdict for case in run.pack.cases for verdict in _of(run, case)]


def _of(run: Run, case: Case) -> Iterator[Verdict]:
    for code, expected in case.expect.items():
        figure = _find(run, code, case)
        yield Verdict(case, code, str(expected), figure, figure is not None and _agrees(figure, expected, case))


def _find(run: Run, code: str, case: Case) -> Figure | None:
    """The indicator, index node, element or score of a code; ``uncapped:`` asks for a leaf's uncapped realization."""
    plain = code.removeprefix("uncapped:")
    kinds = (Kind.REALIZATION,) if plain != code else (Kind.INDICATOR, Kind.INDEX, Kind.ELEMENT)
    for kind in kinds:
        board = run.board(kind)
        if board is not None and board.holds(plain, case.place, case.period.code):
            return run.figure(Key(kind, plain, case.place, case.period.code))
    return _score(run, Key(Kind.SCORE, plain, case.place, case.period.code))


def _score(run: Run, key: Key) -> Figure | None:
    """The total of a scheme, or the points of ``scheme.item``, of one unit's scorecard."""
    scheme, _, item = key.code.partition(".")
    assessment = run.assessments.get((scheme, key.period))
    if assessment is None or key.place not in assessment.facts.units:
        return None
    card = assessment.card(key.place)
    if item and item not in {one.code for one in card.items()}:
        return None
    points = card.item(item).points if item else card.total
    return Figure(key, points, State.of(points), unit="分", decimals=2)


def _agrees(figure: Figure, expected: object, case: Case) -> bool:
    if isinstance(expected, str):
        return figure.state.value == State(expected).value
    return figure.value is not None and abs(figure.value - float(str(expected))) <= float(case.tolerance)
