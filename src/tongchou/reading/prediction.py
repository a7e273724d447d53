"""A ledger as the file that scorers and other programs read."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tongchou.reading.model import Amount, Item, ItemClass, Ledger, Metadata
from tongchou.reading.text import Edit

_PLAIN = (
    "id", "quote", "kind", "place", "year", "year_basis", "horizon", "modality", "base", "status", "domain",
    "runner_up", "deadline", "deliverable", "heading", "confidence", "proposed_by",
)  # fmt: skip
_INDICATOR = (ItemClass.TARGET, ItemClass.FACT)


def prediction(ledger: Ledger) -> dict[str, Any]:
    r"""Return the ledger as plain values: one list for each class, spans in the original, raw forms kept.

    >>> from tongchou.reading import read_text
    >>> prediction(read_text("一、工作任务\n新建农村公路120公里。"))["targets"][0]["raw"]
    '120公里'
    """
    return {
        "schema": "tongchou-ledger/1",
        "doc": ledger.document,
        "metadata": _metadata(ledger.metadata),
        "headings": [
            {
                "id": head.id,
                "level": head.level,
                "number": head.number,
                "text": head.text,
                "span": [head.span.start, head.span.end],
            }
            for head in ledger.headings
        ],
        **{str(group): [_item(item) for item in ledger.of(group)] for group in ItemClass},
        "edits": [_edit(edit) for edit in ledger.edits],
        "problems": [
            {
                "code": problem.code,
                "severity": str(problem.severity),
                "sentence": problem.say(),
                "en": problem.say("en"),
            }
            for problem in ledger.problems
        ],
    }


def _metadata(metadata: Metadata) -> Mapping[str, str | None]:
    values = ((name, getattr(metadata, name)) for name in Metadata.__dataclass_fields__)
    return {name: None if found is None else found.value for name, found in values}


def _item(item: Item) -> dict[str, Any]:
    plain = {name: getattr(item, name) for name in _PLAIN}
    row = {name: value for name, value in plain.items() if value not in ("", None)}
    row |= {"span": [item.span.start, item.span.end], "rule": item.fired, "review": str(item.review)}
    if item.name:
        row["indicator" if item.group in _INDICATOR else "name"] = item.name
    row |= {name: list(values) for name in ("lead", "partners", "quantities") if (values := getattr(item, name))}
    return row if item.amount is None else row | _amount(item.amount)


def _amount(amount: Amount) -> dict[str, Any]:
    row: dict[str, Any] = {
        "value": _plain_number(amount.value),
        "unit": amount.unit,
        "raw": amount.raw,
        "comparator": amount.comparator,
    }
    if amount.high is not None:
        row["value_hi"] = _plain_number(amount.high)
    return row | {name: value for name in ("change", "per") if (value := getattr(amount, name))}


def _plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _edit(edit: Edit) -> dict[str, Any]:
    row: dict[str, Any] = {
        "kind": edit.kind, "span": [edit.span.start, edit.span.end], "before": edit.before, "after": edit.after,
        "confidence": edit.confidence,
    }  # fmt: skip
    if edit.readings:
        row |= {"code": edit.code, "readings": list(edit.readings)}
    if edit.chosen_by:
        row |= {"chosen_by": edit.chosen_by, "chosen_on": edit.chosen_on and edit.chosen_on.isoformat()}
    return row
