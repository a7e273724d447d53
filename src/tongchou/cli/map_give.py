"""What every map command takes and gives: layers by name, and results as tables, JSON, reports and layers."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from tongchou.cli.show import print_json, print_table
from tongchou.onemap.layers import Layer
from tongchou.onemap.roads import Speeds
from tongchou.onemap.studies import Result, open_named, speeds_named
from tongchou.onemap.studies.errors import BAD_WEIGHT
from tongchou.report.forms import FORMS
from tongchou.report.study import study_report
from tongchou.web.assets import font

_SHOWN = 20


class LayerName(click.ParamType[Layer]):
    """A layer given as ``file``, ``file::layer`` or ``pack::layer code``; becomes the layer."""

    name = "layer"

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> Layer:
        """Open the layer; a refusal goes on to the group, which says it in sentences."""
        return value if isinstance(value, Layer) else open_named(value)


class SpeedsName(click.ParamType[Speeds]):
    """Speeds given as a CSV file or as the road layer of a pack; becomes the speeds."""

    name = "speeds"

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> Speeds:
        """Read the speeds."""
        return value if isinstance(value, Speeds) else speeds_named(value)


class Weights(click.ParamType[Mapping[str, float]]):
    """Weights given as ``people=0.6,beds=0.4``; becomes a mapping."""

    name = "weights"

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> Mapping[str, float]:
        """Read the weights.

        :raises Refusal: ``onemap.study.weight``.
        """
        found = {}
        for part in value.split(","):
            name, _, text = part.partition("=")
            try:
                found[name.strip()] = float(text)
            except ValueError:
                raise BAD_WEIGHT.refusal(found=part, allowed="people=0.6,beds=0.4") from None
        if bad := [name for name, weight in found.items() if not weight > 0]:
            raise BAD_WEIGHT.refusal(found=f"{bad[0]}={found[bad[0]]}", allowed="people=0.6,beds=0.4")
        return found


LAYER, SPEEDS, WEIGHTS = LayerName(), SpeedsName(), Weights()


def gives(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say in which forms a result is wanted."""
    options = [
        click.option("--json", "as_json", is_flag=True, help="Print JSON for machines instead of tables."),
        click.option("--report", type=click.Path(path_type=Path), help="Write the tables as .xlsx, .docx or .html."),
        click.option("--out", type=click.Path(path_type=Path), help="Write the map as .gpkg, .geojson, .parquet …"),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def give(result: Result, as_json: bool, report: Path | None, out: Path | None) -> None:
    """Show a result and write the forms that were asked for.

    :raises click.BadParameter: for a report of an unknown form.
    """
    if report:
        if report.suffix[1:] not in FORMS:
            raise click.BadParameter(f"{report.suffix or report.name}: {'、'.join(FORMS)}", param_hint="--report")
        today = date.today().isoformat()  # noqa: DTZ011  the day of the person at the keyboard
        report.write_bytes(FORMS[report.suffix[1:]](study_report(result, today), font()))
    written = [report] if report else []
    written += result.save_layers(out) if out else []
    if as_json:
        return print_json({"title": result.title, **result.tables})
    for title, rows in result.tables.items():
        more = f"（共 {len(rows)} 行，显示前 {_SHOWN} 行）" if len(rows) > _SHOWN else ""
        head = tuple(rows[0]) if rows else ("无",)
        print_table(f"{result.title}：{title}{more}", head, [tuple(map(_cell, row.values())) for row in rows[:_SHOWN]])
    for path in written:
        click.echo(f"→ {path}")
    return None


def _cell(value: object) -> object:
    return "—" if value is None else value
