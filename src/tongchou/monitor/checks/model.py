"""What a check finds: a hit with its weight, cells, sentence and an id that stays the same."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from tongchou.monitor.cells import CellKey
from tongchou.terms import Words


class Weight(StrEnum):
    """What a hit asks for: ``block`` be mended, ``explain`` be explained, ``hint`` be looked at."""

    BLOCK = "block"
    EXPLAIN = "explain"
    HINT = "hint"

    @property
    def words(self) -> Words:
        """The weight on the screen."""
        return _WEIGHTS[self]


_WEIGHTS = {
    Weight.BLOCK: Words("须改正", "must be mended"),
    Weight.EXPLAIN: Words("须说明", "must be explained"),
    Weight.HINT: Words("请核对", "please look again"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing a check found.

    :param rule: code of the rule.
    :param weight: what it asks for.
    :param cells: the cells it speaks of, the one to mend first.
    :param found: what stands there, as a reader writes it.
    :param allowed: what would be right.
    :param sentence: the whole finding in both languages.
    :param owner: the unit that has to mend or explain it.
    """

    rule: str
    weight: Weight
    cells: tuple[CellKey, ...]
    found: str
    allowed: str
    sentence: Words
    owner: str = ""

    @property
    def id(self) -> str:
        """Sixteen hex digits of rule, cells and what was found.

        An explanation is attached to it; another figure in the same cell is another hit and needs its own.
        """
        text = "\n".join((self.rule, *map(str, self.cells), self.found))
        return sha256(text.encode()).hexdigest()[:16]
