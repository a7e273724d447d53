"""What was approved, read from snapshots only: the last of each return, held against its digest."""

from collections.abc import Iterator

from tongchou.monitor.cells import CellKey
from tongchou.terms import Cell, Period
from tongchou.web.returns.book import thawed
from tongchou.web.returns.models import Return, Snapshot


def snapshots(pack: str) -> Iterator[Snapshot]:
    """Yield the last snapshot of every return of a programme that has any.

    A return that was reopened keeps its last snapshot in force until the correction is approved.
    """
    found = Snapshot.objects.filter(of__issue__round__pack=pack).select_related("of__issue__round", "event__who")
    last = {one.of_id: one for one in found}
    yield from last.values()


def frozen_cells(pack: str, period: Period) -> dict[str, dict[CellKey, Cell]]:
    """Return the approved cells of a period by the return they stand in.

    :raises Refusal: ``returns.snapshot.changed``.
    """
    return {
        name_of(one.of): dict(thawed(one).cells) for one in snapshots(pack) if one.of.issue.round.period == period.code
    }


def name_of(one: Return) -> str:
    """Return what a return is called where its figures are used."""
    return f"{one.issue.words.zh}·{one.issue.round.title}·{one.pk}"
