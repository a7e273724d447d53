"""Settlements: tiers as the data see them, the planned structure measured, concentration over time, sites judged."""

from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from tongchou.onemap.layers import Layer, layer_areas
from tongchou.onemap.settlements import (
    Criterion,
    Element,
    compare_tiers,
    hoover,
    judge,
    nearest_neighbour,
    primacy,
    rank_size,
    scores,
    shares_inside,
    structure_layer,
)
from tongchou.onemap.studies.result import Result, Rows, rounded, with_columns

Numbers = NDArray[np.float64]


def tiers(settlements: Layer, weights: Mapping[str, float], declared: str, order: Sequence[str]) -> Result:
    """Return settlements ranked by weighted columns beside the tier each has in the plan, with every difference.

    ``declared`` is the column of declared tiers, ``order`` their names from the highest down.

    :raises Refusal: the codes of :func:`tongchou.onemap.settlements.scores` and ``compare_tiers``.
    """
    measures = {name: settlements.numbers(name) for name in weights}
    names = settlements.texts("name")
    views = compare_tiers(names, scores(measures, weights), settlements.texts(declared), order)
    rows: Rows = [
        {"名称": v.name, "得分": rounded(v.score), "规划层级": v.declared, "数据层级": v.seen, "相差级数": v.steps}
        for v in views
    ]
    differing = [row for row in rows if row["相差级数"]]
    first = next(iter(weights))
    layer = with_columns(settlements, "城镇层级", sorted(rows, key=lambda row: names.index(str(row["名称"]))))
    tables = {"层级不一致": differing, "规模分布": _sizes(measures[first], first), "全部": rows}
    return Result("城镇层级", tables, (layer,))


def concentration(places: Layer, columns: Sequence[str], top: int = 10) -> Result:
    """Return how people gather over time: a row a column of people, in the order given.

    Land is that of the places' polygons; of points, every place counts as one piece of land alike.
    """
    polygons = bool(len(places)) and all(shape.geom_type.endswith("Polygon") for shape in places.shapes)
    land = layer_areas(places) if polygons else np.ones(len(places))
    rows = [_gathered(name, places.numbers(name), land, top) for name in columns]
    return Result("人口集聚", {"人口集聚": rows})


def structure(elements: Layer, places: Layer, amount: str) -> Result:
    """Return how much of an amount (people, investment) lies in each element of the planned structure.

    ``elements`` has columns ``name``, ``kind`` and ``half_width`` [m]; ``places`` are points.
    """
    widths = elements.numbers("half_width")
    parts = zip(elements.texts("name"), elements.texts("kind"), elements.shapes, widths, strict=True)
    drawn = [Element(name, kind, shape, float(width)) for name, kind, shape, width in parts]
    shares = shares_inside(drawn, places.shapes, places.numbers(amount))
    rows: Rows = [{"结构": s.name, amount: rounded(s.amount, 2), "占比": _share(s.share)} for s in shares]
    land = float(shapely.convex_hull(shapely.union_all(places.shapes)).area)
    spread = rounded(nearest_neighbour(places.shapes, land)) if land else None
    more: Rows = [{"项目": "凸包内最近邻比 R（小于 1 集聚）", "结果": spread, "点数": len(places)}]
    return Result("空间结构", {"结构内外": rows, "分布": more}, (structure_layer(drawn, elements),))


def suitability(sites: Layer, criteria: Sequence[Criterion]) -> Result:
    """Return for each site whether it suits concentrated residence, its score and what rules it out.

    A column of the layer named as a criterion's code measures it; an empty cell is no data, never zero.
    """
    measures = {each.code: sites.numbers(each.code) for each in criteria if each.code in sites.columns}
    said = {each.code: each.name for each in criteria}
    verdicts = judge(criteria, measures)
    rows: Rows = [
        {
            "名称": name,
            "可选": "是" if verdict.allowed else "否",
            "得分": None if verdict.score is None else rounded(verdict.score),
            "排除原因": "、".join(said[code] for code in verdict.ruled_out),
            "缺数据": "、".join(said[code] for code in verdict.missing),
        }
        for name, verdict in zip(sites.texts("name"), verdicts, strict=True)
    ]
    ranked = sorted(rows, key=lambda row: (row["可选"] != "是", -float(str(row["得分"] or 0))))
    return Result("集中居住适宜性", {"适宜性": ranked}, (with_columns(sites, "适宜性", rows),))


def _sizes(people: Numbers, name: str) -> Rows:
    first, rule = primacy(people), rank_size(people)
    figures = {"首位度 P1/P2": first.two, "四城市指数": first.four, "十一城市指数": first.eleven}
    figures |= {"位序—规模斜率 q": rule.slope, "拟合 R²": rule.fit}
    return [{"项目": key, "按": name, "结果": _share(value)} for key, value in figures.items()]


def _gathered(name: str, people: Numbers, land: Numbers, top: int) -> Mapping[str, object]:
    known = np.isfinite(people)
    there = people[known]
    return {
        "时点": name,
        "有数的地区": int(known.sum()),
        "缺数的地区": int((~known).sum()),
        "人口": rounded(float(there.sum()), 2),
        "胡佛指数": rounded(hoover(there, land[known])),
        f"前 {top} 位占比": rounded(float(np.sort(there)[::-1][:top].sum() / there.sum())),
        "首位度": rounded(primacy(there).two) if len(there) > 1 and (there > 0).all() else None,
    }


def _share(value: float | None) -> float | None:
    return None if value is None else rounded(value)
