"""The whole grid saved from an ordinary form, for a browser without script: a field names a cell and its version."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tongchou.terms import Problem, State, Where
from tongchou.web.returns.book import By
from tongchou.web.returns.errors import TWO_ANSWERS
from tongchou.web.returns.models import CellVersion, Return
from tongchou.web.returns.saving import Sent, save
from tongchou.web.returns.typed import shown

MARK = "|"
"""What stands in the name of a field between the address of a cell and the version that was looked at."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form came to: what was wrong, and the texts that were not saved, by address, to be shown again."""

    problems: tuple[Problem, ...]
    left: Mapping[str, str]


def fill_in(one: Return, by: By, fields: Mapping[str, str], units: Mapping[str, str]) -> Filled:
    """Save what somebody changed in a form; cells they left alone are never sent over another's answer.

    :param fields: text by ``address|version``; other fields are passed over.
    :param units: unit by element code.
    """
    sent = list(_changed(one, fields))
    outcome = save(one.pk, by, sent, units) if sent else None
    if outcome is None:
        return Filled((), {})
    conflicts = {key: TWO_ANSWERS.at(Where(key=key), found=_said(cell)) for key, cell in outcome.conflicts.items()}
    wrong = {**outcome.refused, **conflicts}
    texts = {each.address: each.text for each in sent if each.address in wrong or outcome.closed}
    return Filled((*outcome.closed, *wrong.values()), texts)


def _changed(one: Return, fields: Mapping[str, str]) -> Iterator[Sent]:
    before = {(cell.address, cell.number): _said(cell) for cell in one.cells.all()}
    for name, text in fields.items():
        address, mark, base = name.rpartition(MARK)
        known = mark and base.isascii() and base.isdigit() and len(base) < 9
        if known and text.strip() != before.get((address, int(base)), ""):
            yield Sent(address, text[:200], int(base))


def _said(cell: CellVersion | None) -> str:
    return shown(State(cell.state), cell.value) if cell else ""
