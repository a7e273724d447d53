"""A project's plan as text, a line each thing, and back."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tongchou.terms import Problem, Refusal
from tongchou.web.duties.breaking import number
from tongchou.web.duties.clock import as_day
from tongchou.web.duties.errors import BAD_ROW
from tongchou.web.languages import in_words

Line = dict[str, Any]
FEN_IN_WAN = 1_000_000


def write_plan(plan: Mapping[str, Any]) -> dict[str, str]:
    """Return a plan as three texts: phases, milestones, investments (万元)."""
    return {
        "phases": "\n".join(
            f"{one['name']}, {one['start']}, {one['end']}, {one['weight']:g}" for one in plan.get("phases", ())
        ),
        "milestones": "\n".join(
            ", ".join(part for part in (one["name"], one["due"], str(one["pays"]), one.get("reached") or "") if part)
            for one in plan.get("milestones", ())
        ),
        "investments": "\n".join(
            f"{one['source']}, {one['year']}, {one['amount'] / FEN_IN_WAN:g}" for one in plan.get("investments", ())
        ),
    }


def read_plan(text: Mapping[str, str]) -> dict[str, list[Line]]:
    """Return three texts as a plan.

    :raises Refusal: ``web.duties.bad_row`` for every line that is none, with what a line looks like.
    """
    problems: list[Problem] = []
    plan = {name: list(_lines(name, text.get(name, ""), problems)) for name in READERS}
    if problems:
        raise Refusal(problems)
    return plan


def _lines(name: str, text: str, problems: list[Problem]) -> Iterator[Line]:
    read, shape = READERS[name]
    for line in filter(None, (line.strip() for line in text.splitlines())):
        parts = [part.strip() for part in line.replace("，", ",").split(",")]
        found = read(parts)
        if found is None:
            problems.append(BAD_ROW.at(field=in_words(*NAMES[name]), allowed=f"“{line[:60]}” → {shape}"))
        else:
            yield found


def _phase(parts: list[str]) -> Line | None:
    if len(parts) != 4 or not parts[0]:
        return None
    start, end, weight = as_day(parts[1]), as_day(parts[2]), number(parts[3])
    if start is None or end is None or weight is None:
        return None
    return {"name": parts[0][:60], "start": start.isoformat(), "end": end.isoformat(), "weight": float(weight)}


def _milestone(parts: list[str]) -> Line | None:
    if len(parts) not in (3, 4) or not parts[0] or not parts[2].isascii() or not parts[2].isdigit():
        return None
    due, reached = as_day(parts[1]), as_day(parts[3]) if len(parts) == 4 else None
    if due is None or (len(parts) == 4 and reached is None):
        return None
    return {"name": parts[0][:60], "due": due.isoformat(), "pays": int(parts[2]), "reached": str(reached or "")}


def _investment(parts: list[str]) -> Line | None:
    if len(parts) != 3 or not parts[0] or not (parts[1].isascii() and parts[1].isdigit() and len(parts[1]) == 4):
        return None
    amount = number(parts[2])
    if amount is None or amount < 0:
        return None
    return {"source": parts[0][:40], "year": int(parts[1]), "amount": int(amount * FEN_IN_WAN)}


READERS: Mapping[str, tuple[Callable[[list[str]], Line | None], str]] = {
    "phases": (_phase, "施工, 2024-03-01, 2024-11-30, 3"),
    "milestones": (_milestone, "主体完工, 2024-09-30, 40, 2024-10-12"),
    "investments": (_investment, "市级财政, 2024, 1200"),
}
NAMES = {"phases": ("阶段", "phase"), "milestones": ("节点", "milestone"), "investments": ("投资", "investment")}
