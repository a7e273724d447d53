"""Access by the floating catchment family, its evenness between groups, and trade-off curves of siting."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy.sparse import csr_array

from tongchou.onemap.layers import Layer
from tongchou.onemap.services import (
    Decay,
    conserved,
    gaussian,
    gini,
    modified,
    ratio,
    rational,
    stepped,
    theil,
    three_step,
    two_step,
    within,
    worst_off,
)
from tongchou.onemap.services.reach import Numbers
from tongchou.onemap.studies.result import Result, Rows, rounded, with_columns
from tongchou.onemap.studies.services import ServiceStudy, site

Family = Callable[[csr_array, Numbers, Numbers, Decay], Numbers]

METHODS: Mapping[str, tuple[Family, Callable[[float], Decay]]] = {
    "2sfca": (two_step, within),
    "e2sfca": (two_step, lambda limit: stepped(((limit / 3, 1.0), (limit * 2 / 3, 0.68), (limit, 0.22)))),
    "kd2sfca": (two_step, gaussian),
    "3sfca": (three_step, gaussian),
    "m2sfca": (modified, gaussian),
}
"""Methods by name: the member of the family, and the decay made of the limit [min]."""


def catchments(study: ServiceStudy, methods: Sequence[str], tau: float = 60.0) -> Result:
    """Return access by several methods side by side: a row a place, and how far each conserves supply.

    ``raam`` gives a cost, low for good access; the others supply per person, high for good access.
    """
    access = {name: _access(study, name, tau) for name in methods}
    names = study.places.texts("name")
    places: Rows = [
        {"地区": name, "人口": int(study.people[i])} | {key: rounded(values[i], 6) for key, values in access.items()}
        for i, name in enumerate(names)
    ]
    checks = [
        {"方法": name, "人口加权平均": _mean(values, study.people), "基尼系数": _gini(values, study.people)}
        | {"与供给总量相差": _kept(study, name, values)}
        for name, values in access.items()
    ]
    layer = with_columns(study.places, "可达性", places)
    return Result("设施可达性", {"各方法": checks, "各地": places}, (layer,))


def equity(study: ServiceStudy, groups: Sequence[str], one: str, other: str, least: float) -> Result:
    """Return how evenly access is spread between and within groups such as town and country.

    ``least`` is the supply per person below which somebody counts as badly served.
    """
    access, people = study.access(), study.people
    parts = theil(access, people, groups)
    whole = [
        {"项目": "基尼系数 Gini", "结果": rounded(gini(access, people))},
        {"项目": "泰尔指数 Theil", "结果": rounded(parts.total)},
        {"项目": "其中：组间 between", "结果": rounded(parts.between)},
        {"项目": "其中：组内 within", "结果": rounded(parts.within)},
        {"项目": f"{one}与{other}之比", "结果": _maybe(ratio(access, people, groups, one, other))},
        {"项目": "低于标准的人口占比", "结果": rounded(worst_off(access, people, least))},
    ]
    near = study.nearest()
    table: Rows = [_group(name, np.array(groups) == name, study, access, near) for name in sorted(set(groups))]
    return Result("城乡服务公平", {"公平程度": whole, "各组": table})


def curve(study: ServiceStudy, model: str, counts: Sequence[int], existing: Layer | None = None) -> Result:
    """Return the trade-off between the number of sites and what they achieve, each answer with its proven gap."""
    names = study.facilities.texts("name")
    found = [(count, site(study, model, count, existing)) for count in counts]
    rows: Rows = [
        {
            "数目": count,
            "结果": rounded(each.value),
            "与最优的差距": rounded(each.gap, 6),
            "选址": "、".join(names[i] for i in each.sites),
        }
        for count, each in found
    ]
    return Result("选址取舍曲线", {"取舍曲线": rows}, (study.facilities.take(np.array(found[-1][1].sites, dtype=int)),))


def _access(study: ServiceStudy, name: str, tau: float) -> Numbers:
    if name == "raam":
        return rational(study.minutes, study.people, study.capacity, tau).cost
    method, decay = METHODS[name]
    return method(study.minutes, study.people, study.capacity, decay(study.standard))


def _kept(study: ServiceStudy, name: str, access: Numbers) -> float | None:
    if name in {"raam", "m2sfca"}:
        return None
    decay = METHODS[name][1](study.standard)
    return rounded(conserved(access, study.people, study.minutes, study.capacity, decay), 9)


def _mean(values: Numbers, people: Numbers) -> float | None:
    there = np.isfinite(values)
    return rounded(float(values[there] @ people[there] / people[there].sum()), 6) if there.any() else None


def _gini(values: Numbers, people: Numbers) -> float | None:
    there = np.isfinite(values)
    return rounded(gini(values[there], people[there])) if there.any() else None


def _group(
    name: str, mask: np.ndarray[tuple[int], np.dtype[np.bool_]], study: ServiceStudy, access: Numbers, near: Numbers
) -> Mapping[str, object]:
    people = study.people[mask]
    covered = people[near[mask] <= study.standard].sum() / people.sum()
    return {
        "组": name,
        "人口": int(people.sum()),
        "人均供给": rounded(float(access[mask] @ people / people.sum()), 6),
        "标准时间内人口占比": rounded(float(covered)),
    }


def _maybe(value: float | None) -> float | None:
    return None if value is None else rounded(value)
