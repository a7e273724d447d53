"""The review of a document as a list of steps: each is done again on the reading, an undone one is left out.

A step remembers where its item stood. Where the item stands elsewhere, because the reader has learnt or an earlier
step was taken back, the step is passed over and said to be so; it never falls on another item.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from tongchou.reading import (
    Amount,
    Edit,
    Item,
    ItemClass,
    Ledger,
    Lesson,
    accept,
    assign,
    choose,
    edit,
    learn,
    lessons,
    lessons_of_pack,
    merge,
    read_lessons,
    reject,
    split,
)
from tongchou.terms import Refusal
from tongchou.web.errors import ITEM_MOVED, NO_SUCH_STEP, NOTHING_TO_TAKE_BACK
from tongchou.web.models import Person
from tongchou.web.readings.documents import as_read
from tongchou.web.readings.models import DocumentReading, ReviewStep
from tongchou.web.shelf import shelf

Details = Mapping[str, Any]
PLAIN = ("name", "year", "domain", "modality", "deadline", "deliverable")
UNDO, REDO = "undo", "redo"
TEACHING = ("edit", "assign")
"""The steps that teach how names, units and domains are to be read in the programme's other documents."""


def _edited(ledger: Ledger, item: str, details: Details) -> Ledger:
    changes = {name: details[name] for name in PLAIN if name in details}
    if "group" in details:
        changes["group"] = ItemClass(details["group"])
    if "amount" in details:
        changes["amount"] = _amount(details["amount"], _item(ledger, item))
    return edit(ledger, item, **changes)


def _amount(said: Details | None, item: Item | None) -> Amount | None:
    if said is None:
        return None
    before = item.amount if item else None
    same = before is not None and (before.value, before.unit) == (Decimal(said["value"]), said["unit"])
    return Amount(
        value=Decimal(said["value"]),
        unit=said["unit"],
        raw=before.raw if before and same else "",
        high=None if said.get("high") is None else Decimal(said["high"]),
        comparator=said["comparator"],
        change=before.change if before else "",
        per=before.per if before else "",
    )


def _chosen(ledger: Ledger, doubt: str, details: Details) -> Ledger:
    return choose(ledger, doubt, details["reading"], details["who"], datetime.datetime.fromisoformat(details["on"]))


OPERATIONS: Mapping[str, Callable[[Ledger, str, Details], Ledger]] = {
    "accept": lambda ledger, item, _: accept(ledger, item),
    "reject": lambda ledger, item, _: reject(ledger, item),
    "edit": _edited,
    "assign": lambda ledger, item, details: assign(ledger, item, details["lead"], details["partners"]),
    "split": lambda ledger, item, details: split(ledger, item, details["cut"]),
    "merge": lambda ledger, item, details: merge(ledger, [item, details["with"]]),
    "choose": _chosen,
}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A ledger after its review: what was read, what became of it, and which steps count.

    ``done`` are the steps in force, ``undone`` those that can be done again (the last one first to come back),
    ``passed`` those in force whose item is no longer where it stood.
    """

    before: Ledger
    ledger: Ledger
    done: tuple[ReviewStep, ...]
    undone: tuple[ReviewStep, ...]
    passed: tuple[ReviewStep, ...]


def reviewed(reading: DocumentReading) -> Reviewed:
    """Return the ledger of a document with every step in force done.

    :raises Refusal: where the file can no longer be read.
    """
    read = as_read(reading)
    before = learn(read, {*taught_elsewhere(reading), *_taught_by_pack(reading.pack, read.document)})
    done, undone = in_force(_steps(reading))
    ledger, passed = before, []
    for step in done:
        try:
            ledger = apply(ledger, step.operation, step.item, step.details)
        except Refusal:
            passed.append(step)
    return Reviewed(before, ledger, done, undone, tuple(passed))


def _taught_by_pack(pack: str, document: str) -> Iterator[Lesson]:
    """Return what the programme's own table of lessons teaches, but for those this document itself gave."""
    programme = shelf().programme(pack)
    known = lessons_of_pack(programme.run.pack) if programme else ()
    return (lesson for lesson in known if lesson.document != document)


def taught_elsewhere(reading: DocumentReading) -> tuple[Lesson, ...]:
    """Return what the reviews in force of the programme's other documents teach."""
    others = DocumentReading.objects.filter(pack=reading.pack).exclude(pk=reading.pk)
    steps = ReviewStep.objects.filter(reading__in=others).select_related("reading").order_by("reading", "number")
    lines = (
        line
        for _, own in groupby(steps, key=lambda step: step.reading)
        for step in in_force(own)[0]
        for line in step.details.get("taught", ())
    )
    return read_lessons(lines)


def in_force(steps: Iterable[ReviewStep]) -> tuple[tuple[ReviewStep, ...], tuple[ReviewStep, ...]]:
    """Return the steps that count, and those taken back that can be done again; a new step forgets the latter."""
    done: list[ReviewStep] = []
    undone: list[ReviewStep] = []
    for step in steps:
        if step.operation == UNDO:
            undone.append(done.pop())
        elif step.operation == REDO:
            done.append(undone.pop())
        else:
            done.append(step)
            undone.clear()
    return tuple(done), tuple(undone)


def apply(ledger: Ledger, operation: str, item: str, details: Details) -> Ledger:
    """Return a ledger with one step done on an item.

    :raises Refusal: ``web.reading.no_such_step``, ``web.reading.item_moved`` or one of ``reading.review.*``.
    """
    if operation not in OPERATIONS:
        raise NO_SUCH_STEP.refusal(found=operation, allowed="、".join(OPERATIONS))
    _require_place(ledger, item, details["at"])
    if operation == "merge":
        _require_place(ledger, details["with"], details["with_at"] if details["with"] != item else ())
    return OPERATIONS[operation](ledger, item, details)


def place_of(item: Item | Edit) -> list[int]:
    """Return where an item or a damaged place stands, as a step remembers it."""
    return [item.span.start, item.span.end]


def _item(ledger: Ledger, code: str) -> Item | None:
    return next((item for item in ledger.items if item.id == code), None)


def _require_place(ledger: Ledger, code: str, at: Sequence[int]) -> None:
    """Ask that an item, or a place with several readings, stands where the step says."""
    named: Iterable[Item | Edit] = (*ledger.items, *(one for one in ledger.edits if one.readings))
    one = next((one for one in named if (one.code if isinstance(one, Edit) else one.id) == code), None)
    if one is None or place_of(one) != list(at):
        raise ITEM_MOVED.refusal(found=code)


@transaction.atomic
def take(reading: DocumentReading, who: Person, operation: str, item: str, details: Details) -> ReviewStep:
    """Add a step to the review once it is known to fit.

    :raises Refusal: as :func:`apply`; nothing is added then.
    """
    _alone(reading)
    before = reviewed(reading).ledger
    after = apply(before, operation, item, details)
    taught = [lesson.line() for lesson in lessons(before, after)] if operation in TEACHING else []
    return _add(reading, who, operation, item, {**details, "taught": taught})


@transaction.atomic
def take_back(reading: DocumentReading, who: Person, number: int) -> ReviewStep:
    """Take back the last step in force, ``number``; the list keeps both.

    :raises Refusal: ``web.reading.nothing_to_take_back`` where it is not the last one (any more).
    """
    _alone(reading)
    done, _ = in_force(_steps(reading))
    return _turn(reading, who, UNDO, done, number)


@transaction.atomic
def do_again(reading: DocumentReading, who: Person, number: int) -> ReviewStep:
    """Do again the step that was taken back last, ``number``.

    :raises Refusal: ``web.reading.nothing_to_take_back`` where there is none such.
    """
    _alone(reading)
    _, undone = in_force(_steps(reading))
    return _turn(reading, who, REDO, undone, number)


def _turn(
    reading: DocumentReading, who: Person, operation: str, steps: Sequence[ReviewStep], number: int
) -> ReviewStep:
    if not steps or steps[-1].number != number:
        raise NOTHING_TO_TAKE_BACK.refusal(found=number, allowed=steps[-1].number if steps else "—")
    return _add(reading, who, operation, steps[-1].item, {"step": number})


def _steps(reading: DocumentReading) -> "QuerySet[ReviewStep]":
    return ReviewStep.objects.filter(reading=reading).select_related("who")


def _alone(reading: DocumentReading) -> None:
    """Let nobody else add a step to this review until the transaction is over."""
    DocumentReading.objects.select_for_update().get(pk=reading.pk)


def _add(reading: DocumentReading, who: Person, operation: str, item: str, details: dict[str, Any]) -> ReviewStep:
    last = _steps(reading).last()
    number = last.number + 1 if last else 1
    return ReviewStep.objects.create(
        reading=reading, number=number, who=who, operation=operation, item=item, details=details
    )
