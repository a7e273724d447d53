"""The tables of a pack, a class a file; the reference page of the format is made from these classes."""

from decimal import Decimal

from pydantic import Field

from tongchou.packs.fields import (
    Code,
    Codes,
    Comparator,
    Day,
    Domain,
    Level,
    Number,
    OverPlaces,
    OverTime,
    PeriodCell,
    Row,
    Standing,
    Status,
    Text,
    UnitName,
)
from tongchou.terms import Direction, Grade, State, Words


class Named(Row):
    """A thing with a code and a name in both languages."""

    code: Code = Field(description="unique in its file")
    name: Text = Field(description="Chinese name")
    name_en: str = Field("", description="English name")

    @property
    def words(self) -> Words:
        """The name in both languages."""
        return Words(self.name, self.name_en)


class Place(Named):
    """``places.csv``: a division with code, level, parent and a life."""

    level: Level = Field(description="administrative level")
    parent: str = Field("", description="code of the division above; empty at the root")
    roles: Codes = Field((), description="roles in the programme, e.g. priority_town;pilot")
    valid_from: Day | None = Field(None, description="first day of its life; empty: since before all records")
    valid_to: Day | None = Field(None, description="first day after its life; empty: it lives on")
    note: str = Field("", description="anything a reader should know")


class PlaceEvent(Row):
    """``place_events.csv``: a dated change of places."""

    date: Day = Field(description="first day on which the new state holds")
    kind: str = Field(description="what happened", pattern="^(merge|split|rename|recode|upgrade|transfer|open|close)$")
    before: Codes = Field((), description="codes before, separated by ;")
    after: Codes = Field((), description="codes after, separated by ;")
    shares: Codes = Field((), description="share of the old place going to each new one (same order); empty: not known")
    basis: str = Field("", description="element code whose figures gave the shares, or 'all'")
    source: str = Field("", description="source code")
    note: str = Field("", description="anything a reader should know")


class HierarchyEdge(Row):
    """``hierarchies.csv``: an edge of a second tree (special zones, work areas)."""

    hierarchy: Code = Field(description="name of the tree")
    parent: Code = Field(description="code of the place or area above")
    child: Code = Field(description="code of the place below")
    valid_from: Day | None = Field(None, description="first day")
    valid_to: Day | None = Field(None, description="first day after")


class Unit(Named):
    """``units.csv``: an organisation that answers for work."""

    kind: str = Field(
        description="what it is",
        pattern="^(leading_group|working_group|office|department|county|town|village|expert_group|enterprise|other)$",
    )
    parent: str = Field("", description="code of the unit above")
    place: str = Field("", description="code of the place it works for")
    valid_from: Day | None = Field(None, description="first day")
    valid_to: Day | None = Field(None, description="first day after")
    standing: Standing = Standing.DOCUMENTED


class Document(Row):
    """``documents.csv``: a plan, notice, speech or report of the programme."""

    code: Code
    title: Text
    number: str = Field("", description="文号")
    issuer: str = ""
    date: Day | None = Field(None, description="day of issue; empty where the text does not say")
    kind: str = Field("", description="通知, 意见, 报告, 讲话 …")
    note: str = ""


class Clause(Row):
    """``clauses.csv``: the smallest passage a thing is traced to, in our own words."""

    code: Code
    document: Code
    locator: Text = Field(description="where it stands: heading, paragraph")
    summary: Text = Field(description="what it says, in our own words")


class SourceRow(Row):
    """``sources.csv``: where figures come from."""

    code: Code
    title: Text
    publisher: str = ""
    year: int | None = None
    grade: Grade = Field(Grade.U, description="A official, B faithful copy, C extract, D undated, S programme document")
    address: str = ""


class Element(Named):
    """``elements.csv``: a reported raw figure and the two choices of its roll-up."""

    unit: UnitName = Field(description="unit of its values")
    over_places: OverPlaces = Field(OverPlaces.SUM, description="roll-up over places")
    over_time: OverTime = Field(OverTime.LAST, description="roll-up over the periods inside a longer one")
    weight: str = Field("", description="element that weights a weighted mean")
    look_back: int = Field(0, ge=0, description="years a missing figure may be taken from, newest first")
    missing: str = Field(
        "any",
        pattern=r"^(any|all|share:0?\.\d+)$",
        description="roll-up exists with any part, all parts, or a share of them (share:0.8)",
    )
    definition: str = Field("", description="what is counted")


class Indicator(Named):
    """``indicators.csv``: a formula over elements, evaluated after roll-up."""

    unit: UnitName = Field(description="unit of the result")
    formula: Text = Field(description="formula over element and indicator codes, see the formula reference")
    direction: Direction = Field(Direction.MORE, description="which way is better")
    lower: Number | None = Field(None, description="lowest value that can be right")
    upper: Number | None = Field(None, description="highest value that can be right")
    decimals: int = Field(2, ge=0, le=6, description="digits shown; never used before ranking")
    domain: Domain | None = None
    standing: Standing = Field(Standing.DOCUMENTED, description="documented, reconstructed or synthetic")
    clause: str = Field("", description="clause code")
    source: str = Field("", description="where the definition was taken from")


class IndexNode(Named):
    """``index.csv``: the index as one flat table; a leaf names an indicator."""

    parent: str = Field("", description="code of the node above; empty at the root")
    level: int = Field(ge=0, description="0 at the root")
    weight: Number = Field(Decimal(1), ge=0, description="weight among its siblings; siblings add to 1 or 100")
    indicator: str = Field("", description="indicator code (leaves only)")
    direction: Direction | None = Field(None, description="empty: as the indicator says")
    aggregate: str = Field(
        "arithmetic", pattern="^(arithmetic|geometric|harmonic)$", description="how children make this node"
    )
    at_least: Number = Field(
        Decimal("0.5"), ge=0, le=1, description="least share of weight observed for a score to exist"
    )
    method: str = Field(
        "ratio",
        pattern="^(ratio|baseline|efficacy|interval|bounds)$",
        description="realization: value/target, (value-start)/(target-start), 60+40, interval, between bounds",
    )
    start: Number | None = Field(None, description="baseline, unsatisfactory value or lower bound")
    goal: Number | None = Field(None, description="target, satisfactory value or upper bound; empty: from targets.csv")
    goal_hi: Number | None = Field(None, description="upper end of a nominal range")
    cap: Number | None = Field(Decimal(100), description="cap of the realization; empty: uncapped")
    clause: str = ""
    source: str = Field("", description="where weight and goal come from")
    standing: Standing = Standing.DOCUMENTED


class Target(Row):
    """``targets.csv``: indicator x place x period x comparator x value."""

    code: Code
    indicator: Code
    place: Code
    period: PeriodCell = Field(description="when it is to be reached")
    comparator: Comparator = Comparator.GE
    value: Number
    value_hi: Number | None = Field(None, description="upper end of a range")
    unit: UnitName
    path: str = Field("linear", pattern="^(linear|growth|step)$", description="the way from the target before it")
    baseline_period: PeriodCell | None = Field(None, description="period of the baseline")
    baseline: Number | None = Field(None, description="baseline value; empty: the observed one")
    modality: str = Field("", description="原则上, 力争, 争取, 探索 …")
    clause: str = ""
    set_on: Day | None = Field(None, description="day on which it was promised")
    standing: Standing = Standing.DOCUMENTED
    note: str = ""


class Task(Row):
    """``tasks.csv``: a clause with lead, partners, deadline and deliverable."""

    code: Code
    title: Text = Field(description="in our own words")
    domain: Domain
    plan_level: str = Field("", pattern="^(|five_year|action|yearly)$", description="plan level it stands in")
    parent: str = Field("", description="task above")
    lead: str = Field("", description="unit code")
    partners: Codes = ()
    place: str = ""
    start: Day | None = None
    deadline: Day | None = None
    deliverable: str = ""
    indicator: str = Field("", description="indicator that measures its progress")
    state: str = Field("proposed", pattern="^(proposed|assigned|accepted|split|doing|reported|verified|closed)$")
    clause: str = ""
    standing: Standing = Standing.DOCUMENTED
    note: str = ""


class Project(Row):
    """``projects.csv``: a task with money, land and schedule."""

    code: Code
    name: Text
    task: str = ""
    unit: str = Field("", description="unit that answers for it")
    place: str = ""
    start: Day | None = None
    end: Day | None = None
    investment: Number | None = Field(None, description="total investment")
    investment_unit: UnitName = "万元"
    land: Number | None = Field(None, description="land needed")
    land_unit: UnitName = "亩"
    progress: Number | None = Field(None, description="percent of the work done")
    clause: str = ""
    standing: Standing = Standing.DOCUMENTED


class Designation(Row):
    """``register.csv``: an event in the life of a place on a register (名录)."""

    registry: Code = Field(description="which list, e.g. priority_towns")
    place: Code
    date: Day
    event: str = Field(pattern="^(candidate|designated|rectifying|restored|revoked|replaced)$")
    document: str = ""
    standing: Standing = Standing.DOCUMENTED
    note: str = ""


class Happening(Row):
    """``events.csv``: something that happened to a unit and that a scheme's rule or veto speaks of."""

    unit: Code = Field(description="place or unit code")
    name: Text = Field(description="name of the event, as the scheme writes it")
    date: Day
    count: Number = Field(Decimal(1), gt=0, description="how often, how many")
    document: str = Field("", description="what proves it")
    standing: Standing = Standing.DOCUMENTED


class Rating(Row):
    """``ratings.csv``: what one rater gave one unit for one item of a scheme."""

    scheme: Code
    item: Code
    unit: Code = Field(description="place or unit code")
    rater: Code = Field(description="who gave it")
    given: Text = Field(description="points, or the name of a grade")
    date: Day
    period: PeriodCell | None = Field(None, description="which it is for; empty: the one whose books are open that day")
    stage: str = Field("office", pattern="^(self|department|panel|office|meeting)$")
    reason: str = ""
    evidence: Codes = ()
    standing: Standing = Standing.DOCUMENTED


class Observation(Row):
    """``observations.csv`` or ``.parquet``: an element's value at a place and period."""

    place: Code
    period: PeriodCell
    element: Code
    value: Number | None = None
    state: State | None = Field(None, description="empty with a value; none, na or missing without one")
    source: str = Field("", description="source code")
    status: Status = Status.FINAL
    known_on: Day | None = Field(None, description="day on which it became known")
    reporter: str = Field("", description="unit code of who reported it")
    note: str = ""
