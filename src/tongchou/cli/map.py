"""``tongchou map``: layers checked, plans compared, roads and services studied, sites chosen."""

from pathlib import Path

import click

from tongchou.cli import map_conflicts, map_roads, map_services, map_settlements
from tongchou.cli.show import as_json, has_errors, print_problems, print_table
from tongchou.onemap import atlas
from tongchou.onemap.layers import Declared, Shift, read_layer
from tongchou.onemap.quality import Standard
from tongchou.onemap.studies import check_file, code_lists, quality, write_world
from tongchou.onemap.synthetic import synthetic_city
from tongchou.onemap.synthetic.sketch import write_sketch
from tongchou.packs import load

existing = click.Path(exists=True, path_type=Path)
target = click.Path(path_type=Path)


@click.group(name="map")
def map_group() -> None:
    """Check layers, find plan conflicts, study roads and services, choose sites. 一张图。"""


@map_group.command()
@click.argument("file", type=existing)
@click.option("--boundary", type=existing, help="Polygons of the place the layer should lie in.")
@click.option("--codes", type=existing, help="CSV of allowed codes: field, code, name.")
@click.option("--area-field", default="", help="Field that declares the area in square metres.")
@click.option("--crs", default="", help="Coordinate system where the file names none, as EPSG:4528.")
@click.option("--encoding", default="", help="Encoding of the attribute text where detection fails.")
@click.option("--swapped", is_flag=True, help="The file gives y before x.")
@click.option("--shift", type=click.Choice([each.value for each in Shift]), default="none", help="Shift of web maps.")
@click.option("--known", type=existing, help="Points known to be true, to tell a web map's shift by.")
@click.option("--faults", type=target, help="Write the findings as a layer of points.")
@click.option("--mended", type=target, help="Write the layer with all proposed edits made.")
@as_json
@click.pass_context
def check(  # noqa: PLR0913, PLR0917  the options of the command
    ctx: click.Context,
    file: Path,
    boundary: Path | None,
    codes: Path | None,
    area_field: str,
    crs: str,
    encoding: str,
    swapped: bool,
    shift: str,
    known: Path | None,
    faults: Path | None,
    mended: Path | None,
    as_json: bool,
) -> None:
    """Find faults in the layers of FILE, with rows, sizes and proposed repairs.

    Example: tongchou map check parcels.zip --boundary county.gpkg --mended mended.gpkg
    """
    standard = Standard(codes=code_lists(codes) if codes else {}, area_field=area_field)
    results = check_file(file, standard, Declared(crs, encoding, swapped, Shift(shift)), boundary)
    problems = [problem for result in results for problem in result.problems]
    problems += [p for each in results if known for p in quality.shift_problems(each, read_layer(known))]
    for result in results:
        click.echo(quality.headline(result), err=True)
        quality.save(result, faults, mended)
    print_problems(problems, as_json)
    ctx.exit(1 if has_errors(problems) else 0)


@map_group.command()
@click.argument("folder", type=target)
@click.option("--seed", default=1, show_default=True, help="Another seed gives another city.")
@click.option("--towns", default=3, show_default=True, help="Towns along a side.")
def demo(folder: Path, seed: int, towns: int) -> None:
    """Write a synthetic city with planted faults into FOLDER, to try the other commands on.

    Example: tongchou map demo mycity
    """
    for path in write_world(synthetic_city(seed, towns), folder):
        click.echo(path)


@map_group.command()
@click.argument("pack", type=existing)
def sketch(pack: Path) -> None:
    """Draw the places of PACK from geography/sketch.csv: right in area, roughly in position, labelled as a sketch.

    Example: tongchou map sketch packs/luzhou
    """
    click.echo(write_sketch(load(pack)))


@map_group.command("layers")
@click.argument("pack", type=existing)
@as_json
@click.pass_context
def layers_(ctx: click.Context, pack: Path, as_json: bool) -> None:
    """List the layers of PACK and check that they agree with it: codes, classes, every place drawn once.

    Example: tongchou map layers packs/demo-city
    """
    opened = load(pack)
    problems = atlas.check(opened)
    if not as_json:
        rows = [(row.code, row.name, row.kind, row.date or "", row.standing, row.note) for row in atlas.sheets(opened)]
        print_table("图层", ("编号", "名称", "类型", "日期", "真实性", "说明"), rows)
    print_problems(problems, as_json)
    ctx.exit(1 if has_errors(problems) else 0)


for command in (map_conflicts.conflicts, *map_roads.COMMANDS, *map_services.COMMANDS, *map_settlements.COMMANDS):
    map_group.add_command(command)
