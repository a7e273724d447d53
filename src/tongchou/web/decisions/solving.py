"""A model that takes long is solved beside the pages: sent as an errand, its answer kept for every process to find."""

from datetime import date
from typing import Any

from django.urls import reverse

from tongchou.terms import AsOf, Refusal
from tongchou.web.decisions.sheet import Answered, Sheet, answered, model_of, sheet_of
from tongchou.web.desk import programme_of
from tongchou.web.errands import LONG, Tell, doing
from tongchou.web.errands.models import Errand
from tongchou.web.errands.sending import send
from tongchou.web.languages import in_words
from tongchou.web.models import Person


@doing(LONG)
def solve(tell: Tell, facts: dict[str, Any]) -> str:
    """Solve what is on a page; the answer stands where the page looks for it."""
    tell(5, in_words("求解，并逐项试各个限制", "solving, and trying each limit"))
    found = answered(sheet_from(facts))
    if found.problems:
        raise Refusal(found.problems)
    return f"{reverse('decide-model', args=[facts['pack'], facts['model']])}?solved={facts['key']}"


def sent(found: Answered, person: Person) -> Errand:
    """Return the errand that solves what is on a page: the one under way for the same, else a new one."""
    sheet, facts = found.sheet, facts_of(found)
    same = Errand.objects.filter(pack=sheet.programme.code, doing=solve.name, by=person, facts=facts)
    under_way = next((one for one in same if one.is_open), None)
    return under_way or send(solve, facts, pack=sheet.programme.code, what=sheet.model.words.zh, by=person)


def facts_of(found: Answered) -> dict[str, Any]:
    """Return what is on a page as plain facts."""
    sheet = found.sheet
    return {
        "pack": sheet.programme.code,
        "model": sheet.model.code,
        "inputs": dict(found.inputs),
        "levers": {str(number): percent for number, percent in sheet.levers.items()},
        "as_of": sheet.as_of.true_on.isoformat(),
        "known_on": sheet.as_of.known_on.isoformat() if sheet.as_of.known_on else "",
        "scope": sheet.scope,
        "key": found.key,
    }


def sheet_from(facts: dict[str, Any]) -> Sheet:
    """Return a page from its facts."""
    known = date.fromisoformat(facts["known_on"]) if facts["known_on"] else None
    as_of = AsOf(date.fromisoformat(facts["as_of"]), known)
    sheet = sheet_of(programme_of(facts["pack"]), model_of(facts["model"]), facts["inputs"], as_of, facts["scope"])
    levers = {int(number): int(percent) for number, percent in facts["levers"].items()}
    return Sheet(sheet.programme, sheet.model, sheet.filled, levers, sheet.as_of, sheet.scope)


def solved(pack: str, model: str, key: str, person: Person) -> Sheet | None:
    """Return the page that was solved under a key; ``None`` where this person sent no such errand."""
    sent_by = Errand.objects.filter(pack=pack, doing=solve.name, by=person, facts__key=key, facts__model=model)
    errand = sent_by.first()
    return sheet_from(errand.facts) if errand else None
