"""A pack in memory: its tables with the line of every row, its parameters, schemes and cases."""

from dataclasses import dataclass, field
from pathlib import Path

from tongchou.packs import ahead_rows, assessed_rows, map_rows, rows, taught_rows
from tongchou.packs.case_file import Case
from tongchou.packs.csv_file import Table
from tongchou.packs.manifest import Manifest
from tongchou.packs.parameters import ParameterBook
from tongchou.packs.question_file import Question
from tongchou.packs.reporting import rows as reporting
from tongchou.packs.scheme import Scheme
from tongchou.terms import Problem


@dataclass(frozen=True, slots=True)
class Tables:
    """Every small table of a pack; a table that has no file is empty."""

    places: Table[rows.Place] = field(metadata={"row": rows.Place})
    place_events: Table[rows.PlaceEvent] = field(metadata={"row": rows.PlaceEvent})
    hierarchies: Table[rows.HierarchyEdge] = field(metadata={"row": rows.HierarchyEdge})
    units: Table[rows.Unit] = field(metadata={"row": rows.Unit})
    documents: Table[rows.Document] = field(metadata={"row": rows.Document})
    clauses: Table[rows.Clause] = field(metadata={"row": rows.Clause})
    sources: Table[rows.SourceRow] = field(metadata={"row": rows.SourceRow})
    elements: Table[rows.Element] = field(metadata={"row": rows.Element})
    indicators: Table[rows.Indicator] = field(metadata={"row": rows.Indicator})
    index: Table[rows.IndexNode] = field(metadata={"row": rows.IndexNode})
    targets: Table[rows.Target] = field(metadata={"row": rows.Target})
    tasks: Table[rows.Task] = field(metadata={"row": rows.Task})
    projects: Table[rows.Project] = field(metadata={"row": rows.Project})
    register: Table[rows.Designation] = field(metadata={"row": rows.Designation})
    events: Table[rows.Happening] = field(metadata={"row": rows.Happening})
    ratings: Table[rows.Rating] = field(metadata={"row": rows.Rating})
    registers: Table[assessed_rows.RegisterKind] = field(metadata={"row": assessed_rows.RegisterKind})
    powers: Table[assessed_rows.PowerRow] = field(metadata={"row": assessed_rows.PowerRow})
    checklists: Table[assessed_rows.ChecklistPoint] = field(metadata={"row": assessed_rows.ChecklistPoint})
    village_reports: Table[assessed_rows.VillageReport] = field(metadata={"row": assessed_rows.VillageReport})
    forms: Table[reporting.FormRow] = field(metadata={"row": reporting.FormRow})
    form_cells: Table[reporting.FormCell] = field(metadata={"row": reporting.FormCell})
    assignments: Table[reporting.Assignment] = field(metadata={"row": reporting.Assignment})
    checks: Table[reporting.CheckRow] = field(metadata={"row": reporting.CheckRow})
    clocks: Table[reporting.ClockRow] = field(metadata={"row": reporting.ClockRow})
    calendar: Table[reporting.DaysOff] = field(metadata={"row": reporting.DaysOff})
    layers: Table[map_rows.MapLayer] = field(metadata={"row": map_rows.MapLayer})
    layer_classes: Table[map_rows.LayerClass] = field(metadata={"row": map_rows.LayerClass})
    conflict_rules: Table[map_rows.ConflictRule] = field(metadata={"row": map_rows.ConflictRule})
    infrastructure: Table[ahead_rows.Infrastructure] = field(metadata={"row": ahead_rows.Infrastructure})
    capacities: Table[ahead_rows.Capacity] = field(metadata={"row": ahead_rows.Capacity})
    projections: Table[ahead_rows.Projection] = field(metadata={"row": ahead_rows.Projection})
    lessons: Table[taught_rows.Correction] = field(metadata={"row": taught_rows.Correction})


@dataclass(frozen=True, slots=True)
class Pack:
    """A programme read from its folder.

    ``observations`` are the files that hold observations (CSV or Parquet); they are read by the engine, not here.
    ``digest`` is the SHA-256 of all files, so that a run can say which pack it used.
    """

    folder: Path
    manifest: Manifest
    tables: Tables
    parameters: ParameterBook
    schemes: tuple[Scheme, ...]
    cases: tuple[Case, ...]
    observations: tuple[Path, ...]
    digest: str
    questions: tuple[Question, ...] = ()

    @property
    def code(self) -> str:
        """Its short name."""
        return self.manifest.code


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a folder: the pack where it could be read, and every problem."""

    pack: Pack | None
    problems: tuple[Problem, ...]
