"""What the checks found in a return that is handed in, written down as findings somebody answers for."""

from collections.abc import Iterator

from tongchou.monitor.checks import Hit
from tongchou.monitor.returns import Return as Held
from tongchou.web.returns.models import Finding, Return


def note_hits(one: Return, after: Held) -> None:
    """Write down what was found; the unit that reports answers for it until the round closes.

    What is found no more is gone; what is found again is what it was judged to be.
    """
    hits = {hit.id: hit for hit in after.hits}
    known = {row.hit: row for row in one.findings.all()}
    moved = list(_moved(known, hits, after))
    Finding.objects.bulk_update(moved, ("gone", "explanation"))
    Finding.objects.bulk_create(_finding(one, hit, after) for name, hit in hits.items() if name not in known)


def _moved(known: dict[str, Finding], hits: dict[str, Hit], after: Held) -> Iterator[Finding]:
    for name, row in known.items():
        said = after.explanations.get(name, row.explanation)
        if (row.gone, row.explanation) != (name not in hits, said):
            row.gone, row.explanation = name not in hits, said
            yield row


def _finding(one: Return, hit: Hit, after: Held) -> Finding:
    return Finding(
        of=one, hit=hit.id, weight=hit.weight.value, address=str(hit.cells[0]) if hit.cells else "",
        zh=hit.sentence.zh, en=hit.sentence.say("en"), owner=one.unit, due=one.issue.locks,
        explanation=after.explanations.get(hit.id, ""),
    )  # fmt: skip
