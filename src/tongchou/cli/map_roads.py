"""``tongchou map`` for roads: the network, the cheapest new links, buses."""

from typing import Any

import click

from tongchou.cli.map_give import LAYER, SPEEDS, give, gives
from tongchou.cli.show import as_json as json_option
from tongchou.cli.show import print_json, print_problems, print_table
from tongchou.onemap.layers import Layer
from tongchou.onemap.roads import Building
from tongchou.onemap.studies import RoadStudy, bus, links, place_named, study_roads, together
from tongchou.onemap.studies import roads as roads_study

speeds_option = click.option("--speeds", required=True, type=SPEEDS, help="CSV: tier, kmh …; or PACK::roads.")
seat_option = click.option("--seat", required=True, help="Name of the village or town that all should reach.")
walk_option = click.option("--walk", default=500.0, show_default=True, help="How far [m] from a road is still linked.")


def _study(roads: Layer, villages: Layer, seat: str, speeds: Any, walk: float) -> tuple[RoadStudy, Layer]:
    ways, homes = together(roads, villages)
    return study_roads(ways, homes, place_named(homes, seat), speeds, walk), ways


@click.command()
@click.argument("roads", type=LAYER)
@click.argument("villages", type=LAYER)
@seat_option
@speeds_option
@walk_option
@click.option("--budget", default=0.0, help="Money for new links; with it the cheapest are listed in stages.")
@click.option("--price", default=1.0, show_default=True, help="Money for a metre of new link.")
@json_option
def network(roads: Layer, villages: Layer, budget: float, price: float, as_json: bool, **rest: Any) -> None:
    """Study ROADS (column tier) and VILLAGES (name, people): gaps, who is not linked, weak links, new links.

    Example: tongchou map network roads.gpkg villages.gpkg --seat 合成0001村 --speeds speeds.csv --budget 9000
    """
    study, _ = _study(roads, villages, **rest)
    stages = study.to_build(Building(30.0, price), 5000.0, budget) if budget else []
    result = roads_study.as_data(study, stages)
    if as_json:
        return print_json(result)
    print_problems([finding.problem for finding in study.found])
    for title in ("within", "unlinked", "weak", "new"):
        lines = result[title][:20]
        print_table(title, tuple(lines[0]) if lines else ("—",), [tuple(row.values()) for row in lines])
    return None


@click.command("links")
@click.argument("roads", type=LAYER)
@click.argument("villages", type=LAYER)
@seat_option
@speeds_option
@walk_option
@click.option("--budget", required=True, type=float, help="Money for the stages.")
@click.option("--price", required=True, type=float, help="Money for a metre of new link.")
@click.option("--kmh", default=30.0, show_default=True, help="Speed on new links.")
@click.option("--reach", default=5000.0, show_default=True, help="Longest new link [m] as the crow flies.")
@gives
def links_(roads: Layer, villages: Layer, **rest: Any) -> None:
    """Find the cheapest new links: to join every village, and in stages by time saved for the money.

    Example: tongchou map links roads.gpkg villages.gpkg --seat 合成0001村 --speeds speeds.csv --budget 9000
    --price 0.08 --out links.gpkg
    """
    study, ways = _study(roads, villages, rest.pop("seat"), rest.pop("speeds"), rest.pop("walk"))
    building = Building(rest.pop("kmh"), rest.pop("price"))
    give(links(study, ways, building, rest.pop("reach"), rest.pop("budget")), **rest)


@click.command("bus")
@click.argument("villages", type=LAYER)
@click.argument("stops", type=LAYER)
@click.option("--trips", default="trips", show_default=True, help="Column of STOPS: trips a day.")
@click.option("--walk", default=2000.0, show_default=True, help="How far [m] a stop may be.")
@click.option("--least", default=1.0, show_default=True, help="Fewest trips a day that count.")
@gives
def bus_(villages: Layer, stops: Layer, trips: str, walk: float, least: float, **rest: Any) -> None:
    """Tell which VILLAGES a bus reaches.

    Example: tongchou map bus packs/demo-city::hamlets packs/demo-city::stops --trips capacity
    """
    homes, served = together(villages, stops)
    give(bus(homes, served, trips, walk, least), **rest)


COMMANDS = (network, links_, bus_)
