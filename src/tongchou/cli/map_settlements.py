"""``tongchou map`` for settlements: tiers, structure, concentration, suitable sites, infrastructure ahead of demand."""

from pathlib import Path
from typing import Any

import click

from tongchou.cli.map_give import LAYER, WEIGHTS, give, gives
from tongchou.loop import run
from tongchou.loop.ahead import foresee
from tongchou.onemap.ahead import Bands
from tongchou.onemap.layers import Layer
from tongchou.onemap.settlements import read_criteria
from tongchou.onemap.studies import (
    ahead,
    concentration,
    in_order,
    read_capacity,
    read_demand,
    structure,
    suitability,
    tiers,
    together,
)
from tongchou.packs import load

existing = click.Path(exists=True, path_type=Path)


@click.command("tiers")
@click.argument("settlements", type=LAYER)
@click.option("--weights", required=True, type=WEIGHTS, help="Columns and weights: people=0.6,beds=0.4.")
@click.option("--declared", required=True, help="Column of the tier in the plan.")
@click.option("--order", required=True, help="Names of the tiers from the highest down, separated by commas.")
@gives
def tiers_(settlements: Layer, weights: dict[str, float], declared: str, order: str, **rest: Any) -> None:
    """Rank SETTLEMENTS by data beside the tier each has in the plan; sizes by rank.

    Example: tongchou map tiers towns.gpkg --weights people=0.6,services=0.4 --declared tier
    --order 主城,副城,中心镇,中心村
    """
    give(tiers(settlements, weights, declared, order.split(",")), **rest)


@click.command("concentration")
@click.argument("places", type=LAYER)
@click.option("--columns", required=True, help="Columns of people in order of time, separated by commas.")
@click.option("--top", default=10, show_default=True, help="How many of the largest places are added up.")
@gives
def concentration_(places: Layer, columns: str, top: int, **rest: Any) -> None:
    """Measure how people gather over time: Hoover index, share of the largest, primacy.

    Example: tongchou map concentration towns.gpkg --columns pop2010,pop2020
    """
    give(concentration(places, columns.split(","), top), **rest)


@click.command("structure")
@click.argument("elements", type=LAYER)
@click.argument("places", type=LAYER)
@click.option("--amount", default="people", show_default=True, help="Column of PLACES that is added up.")
@gives
def structure_(elements: Layer, places: Layer, amount: str, **rest: Any) -> None:
    """Measure the planned structure: how much of an amount lies in core, belt, axis and points.

    Example: tongchou map structure packs/demo-city::structure packs/demo-city::hamlets --out structure.gpkg
    """
    drawn, where = together(elements, places)
    give(structure(drawn, where, amount), **rest)


@click.command("suitability")
@click.argument("sites", type=LAYER)
@click.option("--criteria", required=True, type=existing, help="CSV: code, name, use, worst, best, weight …")
@gives
def suitability_(sites: Layer, criteria: Path, **rest: Any) -> None:
    """Judge SITES for concentrated residence: what rules them out, how they score.

    Example: tongchou map suitability sites.gpkg --criteria suitability.csv --report sites.docx
    """
    give(suitability(sites, read_criteria(criteria)), **rest)


@click.command("ahead")
@click.argument("capacity", type=click.Path(exists=True, path_type=Path))
@click.argument("demand", type=existing, required=False)
@click.option("--year", type=int, help="The year from which to look; for a pack that of its run.")
@click.option("--bands", nargs=3, type=float, default=(1.0, 1.1, 1.3), show_default=True, help="Limits of the ratio.")
@gives
def ahead_(capacity: Path, demand: Path | None, year: int | None, **rest: Any) -> None:
    """Hold capacity against demand over the years: first shortage, latest start, what lies idle.

    CAPACITY is a pack with capacities, people and limits of its own, or a table beside the table DEMAND.

    Example: tongchou map ahead packs/demo-city --report ahead.xlsx
    """
    bands = Bands(*rest.pop("bands"))
    if capacity.is_dir():
        seen = foresee(run(load(capacity)))
        click.echo("\n".join(problem.sentence() for problem in seen.problems), err=True, nl=bool(seen.problems))
        return give(in_order([one.outlook for one in seen.laid]), **rest)
    if demand is None or year is None:
        raise click.UsageError("DEMAND 和 --year 不能少（方案包除外）。 DEMAND and --year are needed but for a pack.")
    return give(ahead(read_capacity(capacity), read_demand(demand), year, bands), **rest)


COMMANDS = (tiers_, concentration_, structure_, suitability_, ahead_)
