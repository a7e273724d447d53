"""Results frozen for publication: plain values with a digest, which no later run, pack or program changes."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from pydantic import TypeAdapter

from tongchou.assess.assessment import Assessment
from tongchou.assess.doubt import FIRM, Interval
from tongchou.assess.errors import RESULT_CHANGED, UNKNOWN_CARD
from tongchou.assess.scorecard import ItemScore, Scorecard
from tongchou.terms import Words


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a published scorecard; ``points`` is ``None`` where it left the measure."""

    code: str
    name: str
    name_en: str
    full: float
    points: float | None
    lost: float
    reason: str
    reason_en: str
    indicator: str = ""
    clause: str = ""
    raters: tuple[str, ...] = ()

    @property
    def words(self) -> Words:
        """The name of the item."""
        return Words(self.name, self.name_en)


@dataclass(frozen=True, slots=True)
class Card:
    """One unit's published scorecard; ``low``, ``high`` and ``chance`` are its rank interval, where one was drawn."""

    unit: str
    rank: int
    size: int
    base: float
    bonus: float
    deductions: float
    total: float
    measured: float
    group: str
    group_en: str
    tier: str
    tier_en: str
    awards: bool
    vetoes: tuple[str, ...]
    pending: tuple[str, ...]
    lines: tuple[Line, ...]
    low: int | None = None
    high: int | None = None
    chance: float | None = None

    @property
    def firm(self) -> bool:
        """Whether the tier holds in at least four draws of five; true where nothing was drawn."""
        return self.chance is None or self.chance >= FIRM


@dataclass(frozen=True)
class Result:
    """What was published of one assessment."""

    scheme: str
    title: str
    title_en: str
    edition: str
    objection_days: int | None
    cards: tuple[Card, ...]

    @property
    def words(self) -> Words:
        """The title of the scheme."""
        return Words(self.title, self.title_en)

    @cached_property
    def _by_unit(self) -> Mapping[str, Card]:
        return {card.unit: card for card in self.cards}

    def card(self, unit: str) -> Card:
        """Return a unit's card.

        :raises Refusal: ``assess.card.unknown``.
        """
        if unit not in self._by_unit:
            raise UNKNOWN_CARD.refusal(found=unit)
        return self._by_unit[unit]

    @property
    def data(self) -> dict[str, Any]:
        """The result as plain data, for keeping."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return plain

    @property
    def digest(self) -> str:
        """SHA-256 of the plain data in its canonical form."""
        return digest_of(self.data)


_RESULT = TypeAdapter(Result)


def digest_of(data: object) -> str:
    """Return SHA-256 of plain data: keys sorted, no blanks."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def freeze(assessment: Assessment, drawn: Sequence[Interval] = ()) -> Result:
    """Return the result of an assessment as it is published, best first, class by class.

    :param drawn: rank intervals, where they were drawn.
    """
    scheme, around = assessment.scheme, {one.unit: one for one in drawn}
    cards = (_card(assessment, assessment.card(unit), around.get(unit)) for unit in assessment.ranking())
    title = scheme.title
    return Result(scheme.code, title.zh, title.en, scheme.edition, scheme.objection_days, tuple(cards))


def thaw(data: Mapping[str, Any], digest: str) -> Result:
    """Return a result from plain data that was kept.

    :raises Refusal: ``assess.result.changed`` where it is not what the digest was taken of.
    """
    if (found := digest_of(data)) != digest:
        raise RESULT_CHANGED.refusal(found=found[:12], allowed=digest[:12])
    return _RESULT.validate_python(data)


def _card(assessment: Assessment, card: Scorecard, drawn: Interval | None) -> Card:
    tier = card.tier or Words("")
    return Card(
        card.unit, card.rank, card.size, card.base, card.bonus, card.deductions, card.total, card.measured,
        card.class_words.zh, card.class_words.say("en"), tier.zh, tier.say("en"), card.awards,
        tuple(veto.name for veto in card.vetoes), card.pending,
        tuple(_line(item, raters_of(assessment, item.code, card.unit)) for item in card.items()),
        *((drawn.low, drawn.high, drawn.chance) if drawn else ()),
    )  # fmt: skip


def _line(item: ItemScore, raters: tuple[str, ...]) -> Line:
    points = None if item.points is None else item.points + item.extra
    return Line(
        item.code, item.words.zh, item.words.say("en"), item.full, points, item.lost, item.reason.zh,
        item.reason.say("en"), item.item.indicator, item.item.clause, raters,
    )  # fmt: skip


def raters_of(assessment: Assessment, item: str, unit: str) -> tuple[str, ...]:
    """Return who gave the marks that count for an item of a unit."""
    combined = assessment.marks.get(item)
    return tuple(mark.rater for mark in combined.counted.get(unit, ())) if combined else ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed for a unit; ``what`` is an item code, ``total``, ``rank`` or ``tier``."""

    unit: str
    what: str
    before: str
    after: str


def differences(old: Result, new: Result) -> Iterator[Difference]:
    """Yield what differs between two results of the same units, unit by unit."""
    there = {card.unit for card in old.cards}
    for card in sorted((card for card in new.cards if card.unit in there), key=lambda one: one.unit):
        one, other = _values(old.card(card.unit)), _values(card)
        for what in dict.fromkeys((*one, *other)):
            if one.get(what, "") != other.get(what, ""):
                yield Difference(card.unit, what, one.get(what, ""), other.get(what, ""))


def _values(card: Card) -> dict[str, str]:
    items = {line.code: "" if line.points is None else f"{line.points:.6g}" for line in card.lines}
    return {**items, "total": f"{card.total:.6g}", "rank": str(card.rank), "tier": card.tier}
