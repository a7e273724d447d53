"""One map: plans that agree, roads that reach, services that cover.

Its rooms, each with its own example: ``layers`` (files in and out, coordinate systems, areas), ``quality`` (faults and
repairs), ``conflicts`` (between plans), ``roads``, ``services``, ``settlements``, ``ahead`` (of demand), ``atlas`` (the
layers of a pack), ``synthetic`` (a city with planted truth) and ``studies`` (whole studies, as command line and web
call them).

>>> from tongchou.onemap import conflicts, synthetic
>>> city = synthetic.synthetic_city(seed=7, towns=2, conflicts=3)
>>> found = conflicts.detect([city.town_plan, city.land_plan], conflicts.default_matrix(), city.places, "name")
>>> len([patch for patch in found if not patch.noise]), len(city.conflicts)
(3, 3)
"""

from tongchou.onemap import ahead, atlas, conflicts, layers, quality, roads, services, settlements, studies, synthetic

__all__ = [
    "ahead",
    "atlas",
    "conflicts",
    "layers",
    "quality",
    "roads",
    "services",
    "settlements",
    "studies",
    "synthetic",
]
