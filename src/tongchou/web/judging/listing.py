"""Registers of a programme as the library sees them: rules and events of the pack, and what was entered here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import transaction
from django.http import Http404, HttpRequest

from tongchou.assess.register import (
    Entry,
    Power,
    Proposal,
    Register,
    RegisterRules,
    Result,
    Status,
    converted,
    enter,
    evaluated,
    propose,
    replay,
    withdrawn,
)
from tongchou.loop.running import territory_of
from tongchou.packs.assessed_rows import RegisterKind
from tongchou.packs.rows import Designation, PlaceEvent
from tongchou.terms import Problem, Words
from tongchou.web.judging.book import result_of
from tongchou.web.judging.models import Delegation, Edition, RegisterEvent, StatusChange
from tongchou.web.languages import in_words
from tongchou.web.programme import Programme
from tongchou.web.trail import record


def kinds(programme: Programme) -> dict[str, RegisterKind]:
    """Return the registers of a programme by code; one that has events but no rules gets the usual ones."""
    tables = programme.run.pack.tables
    known = {row.code: row for row in tables.registers.rows}
    for row in tables.register.rows:
        known.setdefault(row.registry, RegisterKind(code=row.registry, name=row.registry))
    return known


@dataclass(frozen=True)
class Book:
    """One register of a programme on a day."""

    programme: Programme
    kind: RegisterKind
    day: date

    @cached_property
    def events(self) -> list[Designation]:
        """Every event up to the day, of the pack and entered here, in order of date."""
        own = RegisterEvent.objects.filter(pack=self.programme.code, registry=self.kind.code)
        here = [
            Designation(registry=one.registry, place=one.place, date=one.day, event=one.event,
                        document=one.document, note=one.note)
            for one in own
        ]  # fmt: skip
        rows = [one for one in self.programme.run.pack.tables.register.rows if one.registry == self.kind.code]
        return sorted((one for one in (*rows, *here) if one.date <= self.day), key=lambda one: one.date)

    @property
    def rules(self) -> RegisterRules:
        """Its rules."""
        kind, places = self.kind, self.programme.run.pack.tables.places.rows
        groups = {row.code: row.parent for row in places if row.parent} if kind.most or kind.least else {}
        return RegisterRules(
            kind.places, kind.rectify_days, kind.extensions, kind.apply_again_days,
            least=kind.least or 0, most=kind.most, groups=groups,
        )  # fmt: skip

    @cached_property
    def replayed(self) -> tuple[Register, list[Problem]]:
        """The register on the day, and events that do not fit its rules."""
        return replay(self.kind.code, self.rules, self.events, self.day)

    @property
    def register(self) -> Register:
        """The register on the day."""
        return self.replayed[0]

    def entry(self, place: str) -> Entry:
        """Return the life of one place on it."""
        return self.register.entry(place)

    @cached_property
    def results(self) -> dict[str, list[Result]]:
        """The evaluations of years over by the day, by place, oldest first: as published, else as the run scores them.

        A place of whose points too few are decided was not evaluated yet.
        """
        found: dict[str, dict[str, Result]] = {}
        for scheme, period in reversed(self.programme.assessments):
            if scheme.code == self.kind.scheme and period.end <= self.day:
                for card in (one for one in self.programme.cards(scheme.code, period.code) if one.rank):
                    one = Result(period, card.total, card.tier or Words("未定等次", "no tier"))
                    found.setdefault(card.unit, {})[period.code] = one
        for edition in _editions(self.programme, self.kind.scheme, self.day):
            for frozen in result_of(edition).cards:
                one = Result(edition.sitting.when, frozen.total, Words(frozen.tier or "未定等次", frozen.tier_en))
                found.setdefault(frozen.unit, {})[one.period.code] = one
        return {place: sorted(of.values(), key=lambda one: one.period) for place, of in found.items()}

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """What the last evaluations propose, replacements from those who wait, best first."""
        totals = evaluated(self.register, self.results)
        waiting = sorted(self.register.of(Status.CANDIDATE), key=lambda place: -totals.get(place, -1.0))
        return propose(self.register, totals, float(self.kind.passing), self.day, waiting)


def _editions(programme: Programme, scheme: str, day: date) -> Iterator[Edition]:
    """Yield the last edition by a day of every published year of a scheme, oldest edition first."""
    known = Edition.objects.filter(sitting__pack=programme.code, sitting__scheme=scheme, day__lte=day)
    rows = known.select_related("sitting")
    yield from {one.sitting_id: one for one in rows}.values()


def book_of(programme: Programme, registry: str, day: date) -> Book:
    """Return a register of a programme on a day.

    :raises Http404: where there is none.
    """
    kind = kinds(programme).get(registry)
    if kind is None:
        raise Http404(in_words(f"没有名录“{registry}”。", f"There is no register '{registry}'."))
    return Book(programme, kind, day)


def add_event(request: HttpRequest, book: Book, event: Designation) -> None:
    """Enter an event, and end the powers of a place whose standing is revoked.

    :raises Refusal: ``assess.register.*`` with every reason.
    """
    before = book.entry(event.place).status
    enter(book.register, event)
    pack = book.programme.code
    with transaction.atomic():
        RegisterEvent(
            pack=pack, registry=event.registry, place=event.place, day=event.date, event=event.event,
            document=event.document, note=event.note, by=request.user,
        ).save()  # fmt: skip
        if event.event == Status.REVOKED:
            Delegation.objects.filter(pack=pack, place=event.place, end=None).update(end=event.date)
        record(
            request, pack, f"register.{event.event}", about=f"{event.registry}/{event.place}", old=before,
            new={"day": event.date, "document": event.document, "note": event.note},
        )  # fmt: skip


def powers_of(book: Book) -> tuple[Power, ...]:
    """Return every power of the programme, those of revoked places ended on the day they were revoked."""
    pack = book.programme.code
    powers = [Power(row.code, row.words, row.place, row.start, row.end, row.document)
              for row in book.programme.run.pack.tables.powers.rows]  # fmt: skip
    powers += [Power(f"d{one.pk}", Words(one.name), one.place, one.start, one.end, one.document)
               for one in Delegation.objects.filter(pack=pack)]  # fmt: skip
    found = tuple(powers)
    for event in book.events:
        if event.event == Status.REVOKED:
            found = withdrawn(found, event.place, event.date)
    return found


def changes_of(programme: Programme) -> tuple[PlaceEvent, ...]:
    """Return the changes of places of the pack and those proposed here."""
    proposed = [event_of(one) for one in StatusChange.objects.filter(pack=programme.code)]
    return (*programme.run.pack.tables.place_events.rows, *proposed)


def event_of(change: StatusChange) -> PlaceEvent:
    """Return a proposed change of status as a row of ``place_events.csv``."""
    return PlaceEvent(
        date=change.day, kind="upgrade", before=(change.place,), after=(change.after,), basis="all",
        note=f"{change.name}；{change.document}",
    )  # fmt: skip


def propose_change(request: HttpRequest, programme: Programme, facts: Mapping[str, str], day: date) -> StatusChange:
    """Propose that a town become a street or a village a community, tried on the map of places first.

    :param facts: ``place``, ``after`` (its code from then on), ``name``, ``document``.
    :raises Refusal: as :func:`tongchou.territory.happen`.
    """
    change = StatusChange(
        pack=programme.code, place=facts["place"], after=facts.get("after") or facts["place"], name=facts["name"],
        day=day, document=facts["document"], by=request.user,
    )  # fmt: skip
    converted(territory_of(programme.run.pack), event_of(change), change.name)
    with transaction.atomic():
        change.save()
        record(request, programme.code, "place.propose", about=change.place, new={"name": change.name, "day": day})
    return change
