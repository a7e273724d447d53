"""The board: columns by state or by unit; a card moves by its button, by keys, or by being dragged."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongchou.plan import TaskState
from tongchou.web.access import Act, needs
from tongchou.web.duties.doing import done_of
from tongchou.web.duties.looking import Line, Looking, lines, looking
from tongchou.web.duties.search import Search, by_unit, counts
from tongchou.web.languages import in_words, said

CARDS = 12
"""The most cards of a column."""
COLUMNS = 8
"""The most columns by unit, the busiest first."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it is called, how many tasks it holds, the first of them, and how to see all."""

    code: str
    name: str
    count: int
    lines: list[Line]
    query: str


@needs(Act.SEE)
def board(request: HttpRequest, pack: str) -> HttpResponse:
    """Show the board."""
    look = looking(request, pack)
    search, by = look.search(request), "unit" if request.GET.get("by") == "unit" else "state"
    context = {
        "programme": look.programme,
        "look": look,
        "search": search,
        "by": by,
        "columns": list((_of_units if by == "unit" else _of_states)(look, search)),
        "step_done": done_of(request, look),
    }
    return render(request, "duties/board.html", context)


def _of_states(look: Looking, search: Search) -> Iterator[Column]:
    every = counts(search).states
    for state in TaskState:
        first = lines(look, search.first(CARDS, state=state.value)) if every[state] else []
        yield Column(state.value, said(state.words), every[state], first, search.query(state=state.value))


def _of_units(look: Looking, search: Search) -> Iterator[Column]:
    names = look.programme.units
    for code, count in by_unit(search)[:COLUMNS]:
        name = said(names[code].words) if code in names else code or in_words("（未定牵头）", "(no lead yet)")
        first = lines(look, search.first(CARDS, lead=code))
        yield Column(code, name, count, first, search.query(unit=code))
