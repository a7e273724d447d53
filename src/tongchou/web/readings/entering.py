"""What a review gives to the programme: accepted items with their clauses, and lines for its table of lessons."""

from pathlib import Path
from typing import Any, cast

from tongchou.packs import Pack
from tongchou.reading import Lesson, lessons, lessons_of_pack, written
from tongchou.terms import Refusal
from tongchou.web.amending.files import add_rows
from tongchou.web.amending.making import amend_later
from tongchou.web.errands.models import Errand
from tongchou.web.models import Person
from tongchou.web.readings.exports import rows_of
from tongchou.web.readings.models import DocumentReading
from tongchou.web.readings.steps import Reviewed


def new_lessons(found: Reviewed, pack: Pack) -> tuple[Lesson, ...]:
    """Return what a review teaches that the programme's table does not say yet."""
    known = {(one.list, one.found, one.right) for one in lessons_of_pack(pack)}
    return tuple(one for one in lessons(found.before, found.ledger) if (one.list, one.found, one.right) not in known)


def enter_later(document: DocumentReading, found: Reviewed, pack: Pack, by: Person) -> Errand:
    """Let the accepted items and the lessons of a review become the programme's next version.

    :raises Refusal: ``reading.pack.already`` or ``web.reading.accepted_nothing`` where there are no new lessons either.
    """
    taught = [one.row() for one in new_lessons(found, pack)]
    try:
        rows = written(rows_of(found, pack))
    except Refusal:
        if not taught:
            raise
        rows = {}
    counts = f"{len(rows.get('targets', ()))} 个目标、{len(rows.get('tasks', ()))} 项任务、{len(taught)} 行词表"
    what = f"纳入《{document.name}》：{counts}"
    facts = {"rows": rows | {"lessons": taught}}
    made = amend_later(document.pack, f"{enter.__module__}:{enter.__name__}", facts, by=by, what=what)
    return cast(Errand, made.errand)


def enter(folder: Path, facts: dict[str, Any]) -> None:
    """Add the rows to the tables of a pack; a column that no row fills is not begun."""
    for name, rows in facts["rows"].items():
        if rows:
            add_rows(folder / f"{name}.csv", [{column: cell for column, cell in row.items() if cell} for row in rows])
