"""A register of designated places: who stands where, by the events of ``register.csv``; "not for life"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from tongchou.packs.rows import Designation
from tongchou.terms import Words


class Status(StrEnum):
    """Where a place stands on a register; the codes are the events of ``register.csv``."""

    CANDIDATE = "candidate"
    DESIGNATED = "designated"
    RECTIFYING = "rectifying"
    RESTORED = "restored"
    REVOKED = "revoked"
    REPLACED = "replaced"

    @property
    def words(self) -> Words:
        """The status on the screen."""
        return _WORDS[self]

    @property
    def holds(self) -> bool:
        """Whether it takes a place on the register."""
        return self in (Status.DESIGNATED, Status.RECTIFYING, Status.RESTORED)


_WORDS = {
    Status.CANDIDATE: Words("候选", "candidate"),
    Status.DESIGNATED: Words("列入", "designated"),
    Status.RECTIFYING: Words("整改", "rectifying"),
    Status.RESTORED: Words("恢复", "restored"),
    Status.REVOKED: Words("撤销", "revoked"),
    Status.REPLACED: Words("递补替换", "replaced"),
}

MOVES: Mapping[Status | None, tuple[Status, ...]] = {
    None: (Status.CANDIDATE, Status.DESIGNATED),
    Status.CANDIDATE: (Status.DESIGNATED,),
    Status.DESIGNATED: (Status.RECTIFYING,),
    Status.RECTIFYING: (Status.RECTIFYING, Status.RESTORED, Status.REVOKED),
    Status.RESTORED: (Status.RECTIFYING,),
    Status.REVOKED: (Status.REPLACED, Status.CANDIDATE),
    Status.REPLACED: (Status.CANDIDATE,),
}
"""The whole machine as data: a document may designate outright; rectifying again is an extension; a revoked place may
apply anew."""


@dataclass(frozen=True, slots=True)
class RegisterRules:
    """A register's rules: how many places, days to rectify, extensions, days before a new application.

    ``documents`` names the events that need a document; ``least`` and ``most`` are the numbers of each group (county),
    ``groups`` says to which group each place belongs.
    """

    places: int | None = None
    rectify_days: int = 365
    extensions: int = 1
    apply_again_days: int = 365
    documents: frozenset[Status] = frozenset((Status.DESIGNATED, Status.RECTIFYING, Status.REVOKED))
    least: int = 0
    most: int | None = None
    groups: Mapping[str, str] = field(default_factory=dict)

    def group(self, place: str) -> str:
        """Return the group of a place, nothing where it has none."""
        return self.groups.get(place, "")

    def room(self, group: str, held: Mapping[str, int]) -> bool:
        """Whether a group that holds so many has room for one more."""
        return self.most is None or not group or held.get(group, 0) < self.most


@dataclass(frozen=True, slots=True)
class Entry:
    """One place's life on a register."""

    place: str
    events: tuple[Designation, ...] = ()

    @property
    def status(self) -> Status | None:
        """Where it stands after its last event."""
        return Status(self.events[-1].event) if self.events else None

    @property
    def extended(self) -> int:
        """How often its present rectification was extended."""
        count = 0
        for event in reversed(self.events):
            if event.event != Status.RECTIFYING:
                break
            count += 1
        return max(count - 1, 0)

    def deadline(self, rules: RegisterRules) -> date | None:
        """Return the last day to rectify; ``None`` unless it is rectifying."""
        if self.status is not Status.RECTIFYING:
            return None
        return self.events[-1].date + timedelta(days=rules.rectify_days)


@dataclass(frozen=True)
class Register:
    """A register: its rules and the entries by place."""

    code: str
    rules: RegisterRules = field(default_factory=RegisterRules)
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def entry(self, place: str) -> Entry:
        """Return a place's entry, an empty one where it never stood on the register."""
        return self.entries.get(place, Entry(place))

    def of(self, *statuses: Status) -> tuple[str, ...]:
        """Return the places that stand in one of some statuses, in the order they came."""
        return tuple(place for place, entry in self.entries.items() if entry.status in statuses)

    @property
    def holders(self) -> tuple[str, ...]:
        """The places that take a place on it."""
        return tuple(place for place, entry in self.entries.items() if entry.status and entry.status.holds)
