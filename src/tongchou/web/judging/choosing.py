"""Choosing who is designated: candidates, points, criteria and limits of a register's page, given to the library."""

from collections.abc import Mapping
from dataclasses import dataclass

from tongchou.assess.register import Candidate, Criterion, Limits, Selection, Status, select
from tongchou.terms import Period, Refusal
from tongchou.web.judging.errors import BAD_NUMBER
from tongchou.web.judging.listing import Book
from tongchou.web.programme import Programme


@dataclass(frozen=True, slots=True)
class Question:
    """What a selection is asked: where points come from, a condition, how many, and of each county."""

    points: str
    period: Period
    fact: str
    at_least: float | None
    places: int
    least: int
    most: int | None


def question_of(book: Book, form: Mapping[str, str]) -> Question:
    """Return the question of a form; what is left out comes from the rules of the register.

    :raises Refusal: ``web.judging.bad_number`` for every number that is none.
    """
    kind, run = book.kind, book.programme.run
    problems, found = [], {}
    usual = {"places": kind.places or 14, "least": kind.least or 0, "most": kind.most, "at_least": None}
    for name, otherwise in usual.items():
        text = form.get(name, "").strip()
        try:
            found[name] = float(text) if text else otherwise
        except ValueError:
            problems.append(BAD_NUMBER.at(field=name, field_en=name, found=text[:20], allowed="一个数"))
    if problems:
        raise Refusal(problems)
    period = next((one for one in run.periods if one.code == form.get("period")), run.periods[0])
    points = form.get("points") or (f"scheme:{kind.scheme}" if kind.scheme else "")
    most = found["most"]
    return Question(
        points or f"indicator:{next(iter(book.programme.indicators))}", period, form.get("fact", ""), found["at_least"],
        int(found["places"] or 0), int(found["least"] or 0), None if most is None else int(most),
    )  # fmt: skip


def applicants(book: Book) -> list[str]:
    """Return every place that ever applied for the register or was on it."""
    return list(dict.fromkeys(one.place for one in book.events if one.event in (Status.CANDIDATE, Status.DESIGNATED)))


def chosen(book: Book, asked: Question) -> Selection:
    """Return who would be chosen, who waits, who is unfit and what the limits change.

    :raises Refusal: ``assess.selection.limits``.
    """
    candidates = [_candidate(book, place, asked) for place in applicants(book)]
    criteria = [Criterion("得分")] if not asked.fact else [Criterion("得分"), Criterion(asked.fact, asked.at_least)]
    groups = {one.group for one in candidates}
    limits = Limits(
        asked.places,
        dict.fromkeys(groups, asked.least) if asked.least else {},
        dict.fromkeys(groups, asked.most) if asked.most else {},
    )
    return select(candidates, criteria, limits)


def _candidate(book: Book, place: str, asked: Question) -> Candidate:
    programme = book.programme
    tree, points = programme.run.tree, _points(programme, place, asked.points, asked.period)
    facts = {} if points is None else {"得分": points}
    fact = _points(programme, place, f"indicator:{asked.fact}", asked.period) if asked.fact else None
    if fact is not None:
        facts[asked.fact] = fact
    return Candidate(place, tree.parents.get(place, ""), 0.0 if points is None else points, facts)


def _points(programme: Programme, place: str, source: str, period: Period) -> float | None:
    kind, _, code = source.partition(":")
    if kind == "scheme":
        card = programme.card(code, period.code, place)
        return card.total if card else None
    board = programme.run.indicators
    held = board.holds(code, place, period.code)
    return board.figure(code, place, period.code).value if held else None
