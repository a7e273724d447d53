"""``tongchou evaluate``: an index from one table and one spec file."""

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from tongchou.evaluate.errors import FROZEN
from tongchou.evaluate.spec import (
    Outcome,
    Spec,
    as_data,
    differences,
    frozen,
    read_spec,
    recalculation,
    rows,
    run_spec,
    stage,
    text_of,
    write,
    write_table,
)
from tongchou.evaluate.spec.stages import Table
from tongchou.evaluate.uncertainty import Progress as Told

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(
    epilog="Example: tongchou evaluate hdi.csv --spec hdi.yaml --out out --json. "
    "The spec's keys: docs/reference/evaluate-spec.md."
)
@click.argument("table", type=_FILE)
@click.option("--spec", "spec_file", required=True, type=_FILE, help="The YAML file that describes the index.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write every stage as CSV and JSON here.")
@click.option("--json", "as_json", is_flag=True, help="Print all stages asked for as JSON.")
@click.option("--freeze", type=click.Path(path_type=Path), help="Write the spec here with bounds and weights as used.")
@click.option("--against", type=_FILE, help="An earlier spec: show what differs and why each score changed.")
@click.option("--against-table", type=_FILE, help="The table as it was then (default: TABLE).")
def evaluate(  # noqa: PLR0913, PLR0917  the options of the command
    table: Path,
    spec_file: Path,
    out: Path | None,
    as_json: bool,
    freeze: Path | None,
    against: Path | None,
    against_table: Path | None,
) -> None:
    """Compute an index from TABLE (CSV, TSV or Parquet). 由一张表和一个说明文件算出综合指数。"""
    outcome = _computed(table, read_spec(spec_file))
    report = _recalculated(outcome, table, read_spec(against), against_table or table) if against else {}
    written = write(outcome, out) if out else []
    written += [path for name, found in report.items() if out for path in write_table(found, out / name)]
    written += [_kept(outcome, freeze)] if freeze else []
    told = {name: rows(found) for name, found in report.items()}
    whole = json.dumps(as_data(outcome) | told, ensure_ascii=False) if as_json else _summary(outcome, told, written)
    click.echo(whole)


def _computed(table: Path, spec: Spec) -> Outcome:
    runs = spec.uncertainty.runs if spec.uncertainty else 0
    with Progress(console=Console(stderr=True), disable=runs == 0, transient=True) as bar:
        task = bar.add_task("模拟 simulation", total=runs)
        tell: Told = lambda done: bar.update(task, completed=done)  # noqa: E731
        return run_spec(table, spec, tell)


def _recalculated(outcome: Outcome, table: Path, earlier: Spec, then: Path) -> dict[str, Table]:
    plain = earlier.model_copy(update={"uncertainty": None})
    published, restated = run_spec(then, plain), run_spec(table, plain)
    report = recalculation(published, restated, outcome)
    return {"differences": differences(earlier, outcome.spec), "recalculation": report}


def _kept(outcome: Outcome, path: Path) -> Path:
    """Write a frozen edition where none stands: one that is there stays as it is."""
    if path.exists():
        raise FROZEN.refusal(found=path.name)
    path.write_text(text_of(frozen(outcome, path.name.split(".")[0])), encoding="utf-8")
    return path


def _summary(outcome: Outcome, told: dict[str, list[dict[str, Any]]], written: list[Path]) -> str:
    lines = [outcome.spec.title] if outcome.spec.title else []
    for name, found in {"": rows(stage(outcome, "results")), **told}.items():
        lines += [*([name] if name else []), *_printed(found)]
    lines += sorted({note.say() for note in outcome.notes})
    return "\n".join([*lines, *(f"→ {path}" for path in written)])


def _printed(found: list[dict[str, Any]]) -> list[str]:
    """The head of a table and its first twenty rows, tabbed."""
    lines = ["\t".join(found[0]) if found else "—"]
    lines += ["\t".join("" if v is None else f"{v}" for v in row.values()) for row in found[:20]]
    return [
        *lines,
        *([f"… 共 {len(found)} 行，用 --out 或 --json 看全部 (all with --out or --json)"] * (len(found) > 20)),
    ]
