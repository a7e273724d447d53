"""The format described from its own models: JSON Schemas for editors, a reference page for people."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from tongchou.packs.case_file import Case
from tongchou.packs.manifest import FORMAT, Manifest
from tongchou.packs.model import Tables
from tongchou.packs.parameter_file import ParameterFile
from tongchou.packs.question_file import QuestionFile
from tongchou.packs.rows import Observation
from tongchou.packs.scheme import Scheme
from tongchou.packs.validation import models_in

YAML_FILES: dict[str, type[BaseModel]] = {
    "pack": Manifest,
    "parameters": ParameterFile,
    "scheme": Scheme,
    "case": Case,
    "question": QuestionFile,
}
"""Name of the schema and the model of each kind of YAML file."""
FOLDERS = {"pack": "pack.yaml", "question": "decide/*.yaml"}
"""Where the files of a kind stand, unless in a folder named like it."""


def schemas() -> dict[str, dict[str, Any]]:
    """Return a JSON Schema (2020-12) for each kind of YAML file, by name.

    >>> schemas()["pack"]["title"]
    'Manifest'
    """
    return {name: model.model_json_schema(mode="validation") for name, model in YAML_FILES.items()}


def tables() -> dict[str, type[BaseModel]]:
    """Return the row model of each CSV file, by file name."""
    small = {f"{part.name}.csv": part.metadata["row"] for part in fields(Tables)}
    return small | {"observations.csv": Observation}


def reference_page() -> str:
    """Return the reference page of the format as Markdown; ``docs/reference/pack-format.md`` is this text."""
    return "\n".join(_page())


def _page() -> Iterator[str]:
    yield "# The pack format"
    yield f"\nVersion `{FORMAT}`. This page is made from the models by `tongchou pack schema --page`; do not edit it.\n"
    yield "A pack is a folder. `pack.yaml` is required; every other file is optional. Tables are UTF-8 CSV files whose"
    yield "columns may stand in any order; a column that is left out takes its default. Lists in a cell are separated"
    yield "by `;`. Dates are `2015-06-30`. Periods are `2015`, `2015H1`, `2015Q1`, `2015-03`, `2011/2015` (a plan) or"
    yield "`2015-01/2015-02`. `observations` may be a Parquet file with the same columns.\n"
    yield "To let an editor complete the YAML files, write the schemas with `tongchou pack schema --out DIR`.\n"
    yield "## YAML files\n"
    for name, model in YAML_FILES.items():
        yield from _section(FOLDERS.get(name, f"{name}s/*.yaml".replace("ss/", "s/")), model)
        for part in _parts(model):
            yield from _section(part.__name__, part)
    yield "## Tables\n"
    for file, model in tables().items():
        yield from _section(file, model)


def _section(title: str, model: type[BaseModel]) -> Iterator[str]:
    yield f"### `{title}`\n"
    yield f"{(model.__doc__ or '').strip().splitlines()[0]}\n"
    if set(model.model_fields) == {"root"}:
        model = get_args(model.model_fields["root"].annotation)[1]
        yield f"A mapping from code to: {(model.__doc__ or '').strip().splitlines()[0]}\n"
    yield "| key | required | default | meaning |"
    yield "| --- | --- | --- | --- |"
    for name, field in model.model_fields.items():
        required = "yes" if field.is_required() else ""
        yield f"| `{field.alias or name}` | {required} | {_default(field.default)} | {_meaning(field)} |"
    yield ""


def _parts(model: type[BaseModel]) -> list[type[BaseModel]]:
    """The models inside a model, in the order a reader meets them, each once; a rule may hold rules."""
    found: dict[type[BaseModel], None] = {}
    waiting = [model]
    while waiting:
        inside = [one for field in waiting.pop().model_fields.values() for one in models_in(field.annotation)]
        fresh = [one for one in dict.fromkeys(inside) if one not in found]
        found |= dict.fromkeys(fresh)
        waiting += reversed(fresh)
    return list(found)


def _default(value: Any) -> str:
    return "" if value is PydanticUndefined or value in (None, "", ()) else f"`{value}`"


def _meaning(field: Any) -> str:
    pattern = next((m.pattern for m in field.metadata if getattr(m, "pattern", None)), "")
    choices = pattern.strip("^$()").replace("|", ", ") if pattern.startswith("^(") else ""
    text = field.description or ""
    values = getattr(field.annotation, "__members__", {})
    choices = choices or ", ".join(str(member.value) for member in values.values())
    return f"{text}{': ' if text and choices else ''}{choices}".replace("|", "/")
