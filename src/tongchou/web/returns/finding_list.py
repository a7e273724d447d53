"""Which findings somebody sees, and how they are searched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.timezone import localtime

from tongchou.monitor.cells import CellKey
from tongchou.monitor.checks import Verdict, Weight
from tongchou.report import Document, table
from tongchou.report.csv_form import csv_form
from tongchou.report.forms import FORMS
from tongchou.terms import Words
from tongchou.web.access import Act, may
from tongchou.web.access.acts import Role
from tongchou.web.access.models import Appointment
from tongchou.web.access.ruling import appointments
from tongchou.web.models import Person
from tongchou.web.programme import Programme
from tongchou.web.returns.beside import besides
from tongchou.web.returns.models import Finding

STATES = {
    "open": Words("待判", "open"),
    "overdue": Words("逾期", "overdue"),
    "judged": Words("已判", "judged"),
    "gone": Words("数已改", "figure changed"),
    "all": Words("全部", "all"),
}
WEIGHTS = {
    "asked": (Words("须改正、须说明", "to mend or explain"), (Weight.BLOCK.value, Weight.EXPLAIN.value)),
    "hint": (Weight.HINT.words, (Weight.HINT.value,)),
    "all": (Words("全部", "all"), tuple(one.value for one in Weight)),
}
"""How heavy: what asks for something, what a reviewer may look at again, both."""
HEAD = (
    "轻重", "报送单位", "报表", "期间", "地区", "数据项", "发现", "报送单位的说明", "责任单位", "限期", "判定", "理由",
    "判定人", "判定时间",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: a state, a weight, a text in the name of the unit that answers, a last day."""

    state: str = "open"
    weight: str = "asked"
    owner: str = ""
    due: date | None = None

    @classmethod
    def of(cls, asked: QueryDict) -> "Search":
        """Return the search of an address; what it does not understand counts as not said."""
        state, weight = asked.get("state", ""), asked.get("weight", "")
        return cls(
            state if state in STATES else "open",
            weight if weight in WEIGHTS else "asked",
            asked.get("owner", "").strip()[:60],
            day_of(asked.get("due", "")),
        )


def day_of(text: str) -> date | None:
    """Return a day written as 2026-02-05; ``None`` for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def seen_by(programme: Programme, person: Person) -> "QuerySet[Finding]":
    """Return the findings of a programme that concern a person; all of them for the office and the auditors."""
    found = Finding.objects.filter(of__issue__round__pack=programme.code)
    if may(person, Act.SEE_TRAIL, programme.code):
        return found
    mine = Q(pk__in=())
    for one in appointments(person, programme.code):
        mine |= _scope(programme, one)
    return found.filter(mine)


def _scope(programme: Programme, one: Appointment) -> Q:
    reached = Q(pk__in=())
    if one.unit:
        reached |= Q(of__unit=one.unit) | Q(owner=one.unit) | Q(of__issue__form__owner=one.unit)
    if one.place:
        reached |= Q(of__place=one.place)
    if one.role == Role.COUNTY.value and one.place in programme.run.tree:
        reached |= Q(of__place__in=programme.run.tree.descendants(one.place))
    return reached


def searched(programme: Programme, found: "QuerySet[Finding]", search: Search, today: date) -> "QuerySet[Finding]":
    """Return the findings that a search asks for, what is due first before the others."""
    waiting = Q(verdict="", gone=False)
    states = {
        "open": waiting, "overdue": waiting & Q(due__lt=today), "judged": ~Q(verdict=""),
        "gone": Q(verdict="", gone=True), "all": Q(),
    }  # fmt: skip
    found = found.filter(states[search.state], weight__in=WEIGHTS[search.weight][1])
    if search.owner:
        units = (code for code, row in programme.units.items() if search.owner in row.name or search.owner == code)
        found = found.filter(owner__in=list(units))
    if search.due:
        found = found.filter(due__lte=search.due)
    return found.select_related("of__issue__round", "who")


def counted(found: "QuerySet[Finding]", today: date) -> tuple[int, int]:
    """Return how many of some findings that ask for something are open, and how many of those are overdue."""
    waiting = found.filter(verdict="", gone=False, weight__in=WEIGHTS["asked"][1])
    return waiting.count(), waiting.filter(due__lt=today).count()


def written(programme: Programme, found: Sequence[Finding], today: date, form: str) -> bytes:
    """Return findings as a file."""
    rows = [tuple(_cells(programme, one)) for one in found]
    document = Document(
        title="审核发现", issuer=programme.city.name, date=f"{today.year}年{today.month}月{today.day}日", blocks=(),
        version=f"{programme.code} · {today.isoformat()}", synthetic=programme.run.pack.manifest.synthetic,
        attachments=(table("审核发现", HEAD, rows, name="审核发现"),),
    )  # fmt: skip
    return csv_form(document) if form == "csv" else FORMS[form](document, None)


def _cells(programme: Programme, one: Finding) -> Iterator[str]:
    units, places, elements = programme.units, programme.places, besides(programme).elements
    key = CellKey.parse(one.address) if one.address else None
    yield Weight(one.weight).words.zh
    yield units[one.of.unit].name if one.of.unit in units else one.of.unit
    yield one.of.issue.words.zh
    yield one.of.issue.round.period
    yield places[key.place].name if key and key.place in places else ""
    yield elements[key.element].name if key and key.element in elements else ""
    yield one.zh
    yield one.explanation
    yield units[one.owner].name if one.owner in units else one.owner
    yield one.due.isoformat()
    yield Verdict(one.verdict).words.zh if one.verdict else STATES["gone"].zh if one.gone else STATES["open"].zh
    yield one.note
    yield str(one.who or "")
    yield f"{localtime(one.at):%Y-%m-%d %H:%M}" if one.at else ""
