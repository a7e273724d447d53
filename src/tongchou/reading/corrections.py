"""What a reviewer's corrections teach: lines for the alias and word lists of a pack."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace

from tongchou.packs import Pack
from tongchou.reading.model import Item, ItemClass, Ledger


@dataclass(frozen=True, slots=True)
class Lesson:
    """One line for a list: which list, what was found, what is right, and the passage that shows it."""

    list: str
    found: str
    right: str
    document: str
    item: str

    def line(self) -> str:
        """Return the line as it stands in the file: tab-separated."""
        return "\t".join((self.list, self.found, self.right, self.document, self.item))

    def row(self) -> dict[str, str]:
        """Return it as a row of a pack's ``lessons.csv``."""
        return asdict(self)


HEADER = "list\tfound\tright\tdocument\titem"


def lessons(before: Ledger, after: Ledger) -> tuple[Lesson, ...]:
    """Return what the changes between a reading and its review teach.

    A renamed indicator is an alias, a changed domain a domain word, a changed unit a unit alias, an item rejected or
    put into another class a line for the list of what the reader gets wrong.
    """
    reviewed = {item.id: item for item in after.items}
    found = (
        lesson
        for item in before.items
        if item.id in reviewed and item != reviewed[item.id]
        for lesson in _of_item(before.document, item, reviewed[item.id])
    )
    return tuple(dict.fromkeys(found))


def _of_item(document: str, before: Item, after: Item) -> Iterator[Lesson]:
    if before.name != after.name and after.name:
        kind = "indicator_alias" if before.group in (ItemClass.TARGET, ItemClass.FACT) else "name_alias"
        yield Lesson(kind, before.name, after.name, document, after.id)
    if before.domain != after.domain and after.domain:
        yield Lesson("domain", before.quote, after.domain, document, after.id)
    for one, other in zip(before.lead, after.lead, strict=False):
        if one != other:
            yield Lesson("unit_alias", one, other, document, after.id)
    if before.group != after.group:
        yield Lesson("class", before.quote, str(after.group), document, after.id)
    if after.review.value == "rejected":
        yield Lesson("not_an_item", before.quote, before.fired, document, after.id)


def read_lessons(lines: Iterable[str]) -> tuple[Lesson, ...]:
    """Return the lessons of a file as :meth:`Lesson.line` writes them; its header and other lines are passed over."""
    parts = (line.rstrip("\n").split("\t") for line in lines)
    return tuple(Lesson(*row) for row in parts if len(row) == len(HEADER.split("\t")) and row[0] != "list")


def lessons_of_pack(pack: Pack) -> tuple[Lesson, ...]:
    """Return what earlier reviews taught for a programme: the rows of its ``lessons.csv``."""
    return tuple(Lesson(row.list, row.found, row.right, row.document, row.item) for row in pack.tables.lessons.rows)


def learn(ledger: Ledger, taught: Iterable[Lesson]) -> Ledger:
    r"""Return a reading with what reviewers taught: names, units and domains as they corrected them elsewhere.

    Where two reviewers taught differently, nothing is changed. What was changed says so in the rule that fired.

    >>> from tongchou.reading import read_text
    >>> ledger = read_text("一、发展目标\n到2020年,森林覆盖率达到45%。")
    >>> learn(ledger, [Lesson("indicator_alias", "森林覆盖率", "林木覆盖率", "x", "T01")]).items[0].name
    '林木覆盖率'
    """
    right: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for lesson in taught:
        right[lesson.list, lesson.found].add(lesson.right)
    agreed = {key: next(iter(values)) for key, values in right.items() if len(values) == 1}
    return replace(ledger, items=tuple(_learnt(item, agreed) for item in ledger.items)) if agreed else ledger


def _learnt(item: Item, agreed: dict[tuple[str, str], str]) -> Item:
    kind = "indicator_alias" if item.group in (ItemClass.TARGET, ItemClass.FACT) else "name_alias"
    lead, partners = (
        tuple(agreed.get(("unit_alias", name), name) for name in names) for names in (item.lead, item.partners)
    )
    name = agreed.get((kind, item.name), item.name)
    domain = agreed.get(("domain", item.quote), item.domain)
    learnt = replace(item, name=name, domain=domain, lead=lead, partners=partners)
    return item if learnt == item else replace(learnt, fired=f"{item.fired}.taught")
