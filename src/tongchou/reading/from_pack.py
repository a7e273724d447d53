"""A document of a pack as a ledger, so that it can be held against documents that were read."""

from collections.abc import Iterator
from dataclasses import replace

from tongchou.packs import Pack
from tongchou.packs.rows import Clause, Target, Task
from tongchou.reading.errors import NO_SUCH_DOCUMENT
from tongchou.reading.model import Amount, Found, Item, ItemClass, Ledger, Metadata, Review
from tongchou.reading.text import Span, Text
from tongchou.terms.units import is_unit, unit


def ledger_of_pack(pack: Pack, document: str) -> Ledger:
    """Return what a pack holds of one of its documents: its clauses as text, its targets and tasks as items.

    :raises Refusal: ``reading.pack.no_such_document``.
    """
    known = {row.code: row for row in pack.tables.documents.rows}
    if document not in known:
        raise NO_SUCH_DOCUMENT.refusal(found=document, allowed="、".join(known))
    clauses = [row for row in pack.tables.clauses.rows if row.document == document]
    spans = dict(_places(clauses))
    found = [*_targets(pack, spans), *_tasks(pack, spans)]
    items = sorted(found, key=lambda item: item.span)
    text = Text.of("\n".join(row.summary for row in clauses))
    return Ledger(known[document].title, text, Metadata(title=Found(known[document].title)), (), tuple(items))


def _places(clauses: list[Clause]) -> Iterator[tuple[str, Span]]:
    at = 0
    for clause in clauses:
        yield clause.code, Span(at, at + len(clause.summary))
        at += len(clause.summary) + 1


def _targets(pack: Pack, spans: dict[str, Span]) -> Iterator[Item]:
    names = {row.code: row.name for row in pack.tables.indicators.rows}
    for row in pack.tables.targets.rows:
        if row.clause in spans:
            item = _item(row, ItemClass.TARGET, spans[row.clause], names.get(row.indicator, row.indicator))
            yield replace(item, amount=_amount(row), year=int(str(row.period)[:4]), modality=row.modality)


def _tasks(pack: Pack, spans: dict[str, Span]) -> Iterator[Item]:
    names = {row.code: row.name for row in pack.tables.units.rows}
    for row in pack.tables.tasks.rows:
        if row.clause in spans:
            lead = (names.get(row.lead, row.lead),) if row.lead else ()
            partners = tuple(names.get(code, code) for code in row.partners)
            item = _item(row, ItemClass.TASK, spans[row.clause], row.title)
            yield replace(item, name="", lead=lead, partners=partners, domain=str(row.domain))


def _item(row: Target | Task, group: ItemClass, span: Span, words: str) -> Item:
    return Item(row.code, group, span, words, words, confidence=1.0, fired="pack", review=Review.ACCEPTED)


def _amount(row: Target) -> Amount:
    """Return the amount in the base unit of its dimension, as the reader gives it."""
    known = unit(row.unit) if is_unit(row.unit) else None
    times = known.factor if known else 1
    value, high = (
        None if one is None else one * times.numerator / times.denominator for one in (row.value, row.value_hi)
    )
    assert value is not None
    return Amount(value, known.dimension if known else row.unit, f"{row.value}{row.unit}", high, str(row.comparator))
