"""``tongchou map`` for services: reach, catchments, equity, sites, trade-offs, shelters."""

from typing import Any

import click

from tongchou.cli.map_give import LAYER, SPEEDS, give, gives
from tongchou.cli.show import as_json as json_option
from tongchou.cli.show import print_json, print_table
from tongchou.onemap.layers import Layer
from tongchou.onemap.roads import Speeds
from tongchou.onemap.studies import (
    METHODS,
    MODELS,
    ServiceStudy,
    catchments,
    curve,
    equity,
    shelters,
    study_services,
    together,
)
from tongchou.onemap.studies import (
    site as choose,
)

speeds_option = click.option("--speeds", required=True, type=SPEEDS, help="CSV: tier, kmh …; or PACK::roads.")
minutes_option = click.option("--minutes", required=True, type=float, help="The standard [min].")


def _study(homes: Layer, facilities: Layer, roads: Layer, speeds: Speeds, minutes: float) -> ServiceStudy:
    first, second, third = together(homes, facilities, roads)
    return study_services((first, second, third), speeds, minutes)


@click.command()
@click.argument("villages", type=LAYER)
@click.argument("facilities", type=LAYER)
@click.argument("roads", type=LAYER)
@speeds_option
@minutes_option
@json_option
def reach(villages: Layer, facilities: Layer, roads: Layer, as_json: bool, **rest: Any) -> None:
    """Tell whom FACILITIES (name, capacity) serve within the standard, and who has no seat.

    Example: tongchou map reach villages.gpkg schools.gpkg roads.gpkg --speeds speeds.csv --minutes 30
    """
    study = _study(villages, facilities, roads, **rest)
    if as_json:
        return print_json({"summary": study.summary(), "places": study.rows()})
    print_table("服务覆盖", ("项目", "结果"), study.summary().items())
    print_table("各村", tuple(study.rows()[0]), [tuple(row.values()) for row in study.rows()])
    return None


@click.command()
@click.argument("villages", type=LAYER)
@click.argument("facilities", type=LAYER)
@click.argument("roads", type=LAYER)
@speeds_option
@minutes_option
@click.option("--method", "methods", type=click.Choice([*METHODS, "raam"]), multiple=True, default=("2sfca",))
@click.option("--tau", default=60.0, show_default=True, help="For raam: minutes that weigh as much as mean crowding.")
@gives
def catchment(villages: Layer, facilities: Layer, roads: Layer, **rest: Any) -> None:
    """Measure access by floating catchment areas, several methods side by side.

    Example: tongchou map catchment packs/demo-city::hamlets packs/demo-city::clinics packs/demo-city::roads
    --speeds packs/demo-city::roads --minutes 15 --method 2sfca --method 3sfca --report access.xlsx
    """
    study = _study(villages, facilities, roads, rest.pop("speeds"), rest.pop("minutes"))
    give(catchments(study, rest.pop("methods"), rest.pop("tau")), **rest)


@click.command("equity")
@click.argument("villages", type=LAYER)
@click.argument("facilities", type=LAYER)
@click.argument("roads", type=LAYER)
@speeds_option
@minutes_option
@click.option("--groups", required=True, help="Column of VILLAGES that tells town from country.")
@click.option("--compare", nargs=2, required=True, help="The two groups of the ratio, for example 城镇 乡村.")
@click.option("--least", default=0.0, help="Supply per person below which somebody is badly served.")
@gives
def equity_(villages: Layer, facilities: Layer, roads: Layer, **rest: Any) -> None:
    """Measure how evenly access is spread: Gini, Theil between and within groups, the worst-off.

    Example: tongchou map equity villages.gpkg clinics.gpkg roads.gpkg --speeds speeds.csv --minutes 15
    --groups kind --compare 城镇 乡村 --least 0.002
    """
    study = _study(villages, facilities, roads, rest.pop("speeds"), rest.pop("minutes"))
    one, other = rest.pop("compare")
    give(equity(study, study.places.texts(rest.pop("groups")), one, other, rest.pop("least")), **rest)


@click.command()
@click.argument("villages", type=LAYER)
@click.argument("candidates", type=LAYER)
@click.argument("roads", type=LAYER)
@speeds_option
@minutes_option
@click.option("--model", type=click.Choice(sorted(MODELS)), default="cover-most", show_default=True)
@click.option("--count", default=1, show_default=True, help="How many sites, existing ones among them.")
@click.option("--keep", type=LAYER, help="Layer of existing sites that stay open, by name.")
@json_option
def site(villages: Layer, candidates: Layer, roads: Layer, as_json: bool, **rest: Any) -> None:
    """Choose sites among CANDIDATES, with the proven gap to the best possible.

    Example: tongchou map site villages.gpkg schools.gpkg roads.gpkg --speeds speeds.csv --minutes 30 --count 2
    """
    study = _study(villages, candidates, roads, rest["speeds"], rest["minutes"])
    chosen = choose(study, rest["model"], rest["count"], rest["keep"])
    names = [study.facilities.texts("name")[i] for i in chosen.sites]
    result = {"model": rest["model"], "sites": names, "value": round(chosen.value, 6), "gap": chosen.gap}
    return print_json(result) if as_json else print_table("选址", ("项目", "结果"), result.items())


@click.command("curve")
@click.argument("villages", type=LAYER)
@click.argument("candidates", type=LAYER)
@click.argument("roads", type=LAYER)
@speeds_option
@minutes_option
@click.option("--model", type=click.Choice(sorted(MODELS)), default="cover-most", show_default=True)
@click.option("--counts", nargs=2, type=int, required=True, help="Fewest and most sites.")
@click.option("--keep", type=LAYER, help="Layer of existing sites that stay open, by name.")
@gives
def curve_(villages: Layer, candidates: Layer, roads: Layer, **rest: Any) -> None:
    """Show what each further site brings: the trade-off between number and good.

    Example: tongchou map curve villages.gpkg schools.gpkg roads.gpkg --speeds speeds.csv --minutes 30 --counts 1 6
    """
    study = _study(villages, candidates, roads, rest.pop("speeds"), rest.pop("minutes"))
    fewest, most = rest.pop("counts")
    give(curve(study, rest.pop("model"), range(fewest, most + 1), rest.pop("keep")), **rest)


@click.command("shelters")
@click.argument("villages", type=LAYER)
@click.argument("places", type=LAYER)
@click.argument("roads", type=LAYER)
@speeds_option
@minutes_option
@click.option("--hazard", required=True, type=LAYER, help="Polygons of what floods, slides or burns.")
@click.option("--cut-roads", is_flag=True, help="Roads that enter the zone cannot be used.")
@gives
def shelters_(villages: Layer, places: Layer, roads: Layer, **rest: Any) -> None:
    """Tell who in a hazard zone finds room in a shelter outside it in time.

    Example: tongchou map shelters villages.gpkg shelters.gpkg roads.gpkg --speeds speeds.csv --minutes 20
    --hazard flood.gpkg
    """
    first, second, third, zone = together(villages, places, roads, rest.pop("hazard"))
    speeds, minutes, cut = rest.pop("speeds"), rest.pop("minutes"), rest.pop("cut_roads")
    give(shelters((first, second, third), zone, speeds, minutes, cut), **rest)


COMMANDS = (reach, catchment, equity_, site, curve_, shelters_)
