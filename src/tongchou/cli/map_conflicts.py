"""``tongchou map conflicts``: plans held against each other, as a list to sign, a map and tasks."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from tongchou.cli.map_give import LAYER
from tongchou.cli.show import as_json, print_json, print_table
from tongchou.onemap import atlas
from tongchou.onemap.conflicts import Measured, Plan, Rule, Tolerance, default_matrix, read_matrix, rows
from tongchou.onemap.layers import Layer
from tongchou.onemap.studies import ConflictStudy, Ground, conflict_drawing, read_plans, study_again, study_conflicts
from tongchou.onemap.studies import conflicts as conflict_study
from tongchou.packs import Pack, load
from tongchou.report import Picture
from tongchou.report.conflict_list import Signing, conflict_list
from tongchou.report.forms import FORMS
from tongchou.report.maps import map_png
from tongchou.web.assets import font

existing = click.Path(exists=True, path_type=Path)
target = click.Path(path_type=Path)


@click.command()
@click.argument("plans", nargs=-1)
@click.option("--pack", type=existing, help="Take plans, rules and towns from this pack instead.")
@click.option("--classes", type=existing, help="Class map: plan, field, code, category, half_width_m.")
@click.option("--places", type=LAYER, help="Polygons of towns or counties.")
@click.option("--place-field", default="name", show_default=True, help="Field that names a place.")
@click.option("--matrix", type=existing, help="Conflict matrix; left out, the default one, which is not verified.")
@click.option("--tolerance", default=2.0, show_default=True, help="Mean width [m] below which a patch is noise.")
@click.option("--found", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Day from which deadlines count.")
@click.option("--again", type=LAYER, help="conflicts.gpkg of an earlier study: close by measurement what is gone.")
@click.option("--out", type=target, help="Folder for conflicts.gpkg, .shp, .csv and tasks.csv.")
@click.option("--report", type=target, help="The list by unit, ready to sign, with the map: .docx, .html or .xlsx.")
@as_json
def conflicts(plans: tuple[str, ...], as_json: bool, **rest: Any) -> None:
    """Find where PLANS (name=file …) contradict each other, and who must settle it by when.

    Example: tongchou map conflicts 城乡规划=town.gpkg 土地利用规划=land.gpkg --classes classes.csv
    --places towns.gpkg --found 2026-03-01 --out result --report list.docx
    """
    pack, found = load(rest["pack"]) if rest["pack"] else None, rest["found"].date()
    drawn, rules, where = _of_pack(pack, found) if pack else _of_files(plans, rest)
    ground = Ground(where, rest["place_field"], Tolerance(rest["tolerance"]), "code" if pack else "")
    with Console(stderr=True).status("叠加 overlaying"):
        study, said = _measured(rest["again"], drawn, rules, ground, found)
    written = conflict_study.save(study, rest["out"]) if rest["out"] else []
    written += [_write(study, ground, rest["report"], _signing(pack, found))] if rest["report"] else []
    if as_json:
        measured = [{"code": each.code, "closed": each.closed, "left_m2": each.left} for each in said]
        return print_json(
            {"summary": study.summary(), "conflicts": rows(study.ledger, study.names), "measured": measured}
        )
    for each in said:
        click.echo(f"{each.code} {each.words.zh}")
    head = ("编号", "冲突类型", "地区", "面积_平方米", "牵头单位", "期限")
    print_table("规划冲突", head, [[row[name] for name in head] for row in rows(study.ledger, study.names)])
    for path in written:
        click.echo(f"→ {path}")
    return None


def _measured(
    earlier: Layer | None, plans: list[Plan], rules: tuple[Rule, ...], ground: Ground, day: date
) -> tuple[ConflictStudy, list[Measured]]:
    if earlier is None:
        return study_conflicts(plans, rules, ground, day), []
    return study_again(earlier, plans, rules, ground, day)


def _of_files(plans: tuple[str, ...], given: Mapping[str, Any]) -> tuple[list[Plan], tuple[Rule, ...], Layer]:
    if not plans or given["classes"] is None or given["places"] is None:
        raise click.UsageError(
            "需要规划图层、--classes 和 --places，或者 --pack。Plans, --classes and --places, or --pack."
        )
    rules = read_matrix(given["matrix"]) if given["matrix"] else default_matrix()
    return read_plans(plans, given["classes"]), rules, given["places"]


def _of_pack(pack: Pack, day: date) -> tuple[list[Plan], tuple[Rule, ...], Layer]:
    finest = [level for level in atlas.levels(pack) if level in {"county", "town"}][-1:]
    return atlas.plans(pack), atlas.rules(pack), atlas.places(pack, "".join(finest), day)


def _signing(pack: Pack | None, found: date) -> Signing:
    if pack is None:
        return Signing("", found.isoformat(), {})
    units = {unit.code: unit.name for unit in pack.tables.units.rows}
    office = next((unit.name for unit in pack.tables.units.rows if unit.kind == "office"), "")
    return Signing(office, found.isoformat(), units, pack.manifest.synthetic)


def _write(study: ConflictStudy, ground: Ground, path: Path, signing: Signing) -> Path:
    """Write the list in the form its ending says.

    :raises click.BadParameter: for an unknown form.
    """
    if path.suffix[1:] not in FORMS:
        raise click.BadParameter(f"{path.suffix or path.name}: {'、'.join(FORMS)}", param_hint="--report")
    note = "含虚构数据，仅供演示" if signing.synthetic else ""
    drawing = conflict_drawing(study, ground.places, ground.name_field, "冲突图斑分布", note)
    shown = f"{len(study.ledger)} 处规划冲突在地图上的位置"
    picture = Picture(map_png(drawing, font()), shown, "点位为图斑所在，颜色为严重程度；地块见随附图层。")
    path.write_bytes(FORMS[path.suffix[1:]](conflict_list(study, picture, signing), font()))
    return path
