"""Plans to be held against each other: documents that were read, with their review, and documents of the pack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tongchou.packs import Pack
from tongchou.reading import Finding, Fit, Gap, Ledger, ledger_of_pack, write_findings
from tongchou.web.readings.models import DocumentReading
from tongchou.web.readings.page import standing
from tongchou.web.readings.steps import reviewed

FROM_PACK = "pack:"
LEVELS = ("upper", "middle", "lower")
"""The names of the choices in an address, the highest level first; the middle one may be left out."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A document that can be chosen: ``code`` in the address, and the name it is shown by."""

    code: str
    name: str
    reading: DocumentReading | None = None

    def ledger(self, pack: Pack) -> Ledger:
        """Return its items, without those a reviewer took out.

        :raises Refusal: where the file can no longer be read.
        """
        if self.reading is None:
            return ledger_of_pack(pack, self.code.removeprefix(FROM_PACK))
        return standing(reviewed(self.reading).ledger)


@dataclass(frozen=True, slots=True)
class Block:
    """The gaps of one sort between two plans."""

    gap: Gap
    findings: tuple[Finding, ...]


def plans(pack: Pack, code: str) -> list[Plan]:
    """Return what can be chosen for a programme: documents read, newest first, then those of its pack with promises."""
    read = [Plan(one.code, one.name, one) for one in DocumentReading.objects.filter(pack=code, state="read")]
    clauses = {row.code: row.document for row in pack.tables.clauses.rows}
    aims, tasks = pack.tables.targets.rows, pack.tables.tasks.rows
    promised = {clauses.get(code) for code in (*(row.clause for row in aims), *(row.clause for row in tasks))}
    held = [row for row in pack.tables.documents.rows if row.code in promised]
    return [*read, *(Plan(f"{FROM_PACK}{row.code}", row.title) for row in held)]


def chosen(asked: Mapping[str, str], available: Sequence[Plan]) -> list[Plan]:
    """Return the plans that an address names, in the order of their levels, each once."""
    by_code = {plan.code: plan for plan in available}
    codes = dict.fromkeys(asked.get(level, "") for level in LEVELS)
    return [by_code[code] for code in codes if code in by_code]


def blocks(fit: Fit) -> list[Block]:
    """Return the gaps of a pair of plans by their sort, sorts without a gap left out."""
    found = (Block(gap, tuple(one for one in fit.findings if one.gap is gap)) for gap in Gap)
    return [block for block in found if block.findings]


def workbook(found: Sequence[Fit]) -> bytes:
    """Return the gaps as an .xlsx file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "alignment.xlsx"
        write_findings(found, path)
        return path.read_bytes()
