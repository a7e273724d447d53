"""Whole studies, from files to results: what the command line and the web both call.

>>> from datetime import date
>>> from tongchou.onemap.conflicts import default_matrix
>>> from tongchou.onemap.synthetic import synthetic_city
>>> world = synthetic_city(seed=1, towns=2, conflicts=5)
>>> plans = [world.town_plan, world.land_plan]
>>> study = study_conflicts(plans, default_matrix(), Ground(world.places), date(2026, 3, 1))
>>> len(study.ledger), study.tasks()[0].deadline
(5, datetime.date(2026, 4, 30))
"""

from tongchou.onemap.studies.catchments import METHODS, catchments, curve, equity
from tongchou.onemap.studies.conflicts import ConflictStudy, Ground, read_plans, study_again, study_conflicts
from tongchou.onemap.studies.demo import write_world
from tongchou.onemap.studies.drawing import Drawing, Sheet, conflict_drawing, layer_sheet
from tongchou.onemap.studies.further import AIMS, Further, Outcome, further
from tongchou.onemap.studies.linking import bus, links, shelters
from tongchou.onemap.studies.lookahead import ahead, in_order, read_capacity, read_demand
from tongchou.onemap.studies.naming import open_named, speeds_named, together
from tongchou.onemap.studies.quality import Checked, check_file, code_lists
from tongchou.onemap.studies.result import Result
from tongchou.onemap.studies.roads import RoadStudy, mend_roads, place_named, read_speeds, read_together, study_roads
from tongchou.onemap.studies.services import MODELS, ServiceStudy, site, study_services
from tongchou.onemap.studies.settling import concentration, structure, suitability, tiers

__all__ = [
    "AIMS",
    "METHODS",
    "MODELS",
    "Checked",
    "ConflictStudy",
    "Drawing",
    "Further",
    "Ground",
    "Outcome",
    "Result",
    "RoadStudy",
    "ServiceStudy",
    "Sheet",
    "ahead",
    "bus",
    "catchments",
    "check_file",
    "code_lists",
    "concentration",
    "conflict_drawing",
    "curve",
    "equity",
    "further",
    "in_order",
    "layer_sheet",
    "links",
    "mend_roads",
    "open_named",
    "place_named",
    "read_capacity",
    "read_demand",
    "read_plans",
    "read_speeds",
    "read_together",
    "shelters",
    "site",
    "speeds_named",
    "structure",
    "study_again",
    "study_conflicts",
    "study_roads",
    "study_services",
    "suitability",
    "tiers",
    "together",
    "write_world",
]
