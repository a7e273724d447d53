"""The closed vocabulary of a spec file: what a researcher may write, and nothing else."""

from contextlib import suppress
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from tongchou.evaluate.tables import MISSING
from tongchou.terms import Direction

Share = Annotated[float, Field(ge=0, le=1)]


def _fraction(value: object) -> object:
    """A judgement as people write it, "1/3", as the number it is; anything else as it came."""
    with suppress(ValueError, ZeroDivisionError):
        return float(Fraction(value)) if isinstance(value, str) else value
    return value


Way = Annotated[Direction, BeforeValidator(Direction.read), PlainSerializer(str)]
Judgement = Annotated[float, BeforeValidator(_fraction)]
Method = Literal[
    "goalposts",
    "min-max",
    "z-score",
    "rank",
    "percentile",
    "exponential-rank",
    "reference",
    "mpi",
    "ampi",
    "vector",
    "ratio",
    "baseline",
    "efficacy",
    "interval",
    "none",
]
Rule = Literal[
    "none", "column-mean", "column-median", "group-mean", "group-median", "unit-mean", "last", "linear", "constant"
]
Stage = Literal[
    "results",
    "raw",
    "prepared",
    "flags",
    "screening",
    "bounds",
    "normalised",
    "uncapped",
    "weights",
    "scores",
    "ranks",
    "observed",
    "contributions",
    "obstacles",
    "changes",
    "correlation",
    "coherence",
    "intervals",
    "sensitivity",
    "edition",
    "components",
    "standings",
    "removals",
    "disparity",
    "convergence",
    "coupling",
    "neighbours",
    "local",
]


class Closed(BaseModel):
    """A mapping in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TableSpec(Closed):
    """Which columns of the table are what."""

    unit: str = "unit"
    period: str = ""
    group: str = ""
    layout: Literal["wide", "long"] = "wide"
    indicator: str = "indicator"
    value: str = "value"
    encoding: str = "utf-8-sig"
    missing: tuple[str, ...] = MISSING


class Denominator(Closed):
    """A column to divide by, and what to multiply by."""

    column: str
    scale: float = 1.0


class Line(Closed):
    """One line of the structure: a group, or an indicator with its column and its bounds or targets."""

    code: str = Field(min_length=1)
    parent: str = ""
    level: int | None = None
    weight: float | None = Field(default=None, ge=0)
    direction: Way = Direction.MORE
    zh: str = ""
    en: str = ""
    column: str = ""
    formula: str = ""
    denominator: Denominator | None = None
    low: float | None = None
    high: float | None = None
    start: float | None = None
    target: float | None = None
    interval: tuple[float, float] | None = None
    limits: tuple[float, float] | None = None
    normalise: Method | None = None
    impute: Rule | None = None
    treat: bool = True


class Screen(Closed):
    """Least shares that a unit must have to stay."""

    available: Share = 0.0
    nonzero: Share = 0.0
    force: tuple[str, ...] = ()


class Impute(Closed):
    """The rule for missing cells, and at which depth: of indicators (default), or of groups so many levels down."""

    rule: Rule = "none"
    value: float = 0.0
    depth: int | None = Field(default=None, ge=0)


class Treat(Closed):
    """The outlier rule."""

    points: int = Field(default=5, ge=0)
    skew: float = 2.0
    kurtosis: float = 3.5
    otherwise: Literal["log", "box-cox", "none"] = "log"
    power: float = 0.0
    scope: Literal["period", "pooled"] = "pooled"


class Normalise(Closed):
    """How indicators come to one scale."""

    method: Method = "goalposts"
    scope: Literal["period", "pooled"] = "pooled"
    scale: tuple[float, float] = (0.0, 100.0)
    cap: bool = True
    tails: tuple[Share, Share] = (0.0, 1.0)
    reference: Literal["mean", "median", "best", "target"] = "mean"
    ties: Literal["min", "max", "average", "dense", "ordinal"] = "average"
    ddof: Literal[0, 1] = 1
    constant: float = 23.0


class Weights(Closed):
    """Where weights come from."""

    method: Literal["given", "equal", "entropy", "critic", "standard-deviation", "judgements"] = "given"
    rescale: bool = False
    across: Literal["siblings", "indicators"] = "siblings"
    judgements: dict[str, list[list[Judgement]]] = Field(default_factory=dict)
    consistency: float = 0.1
    combine: Literal["none", "multiplied", "blended"] = "none"
    alpha: Share = 0.5


class Aggregation(Closed):
    """How a group is made of its parts."""

    method: Literal[
        "arithmetic", "geometric", "harmonic", "power", "penalised", "topsis", "copeland", "benefit-of-doubt"
    ] = "arithmetic"
    power: float = 1.0
    floor: float | None = None
    at_least: Share = 0.0
    of: Literal["weight", "count"] = "weight"
    sign: Literal[-1, 1] = -1
    ddof: Literal[0, 1] = 0
    best: float | None = None
    worst: float | None = None
    share_low: Share = 0.0
    share_high: Share = 1.0


class Aggregate(Closed):
    """How all groups are made: by default, by level (0 is the index), by code; the closest wins."""

    default: Aggregation = Aggregation()
    levels: dict[int, Aggregation] = Field(default_factory=dict)
    groups: dict[str, Aggregation] = Field(default_factory=dict)


class Rank(Closed):
    """The tie rule, and whether units are ranked within their group."""

    ties: Literal["competition", "modified", "dense", "fractional", "ordinal"] = "competition"
    within_group: bool = False
    lowest_first: bool = False


class BandsSpec(Closed):
    """Labels by thresholds, best first."""

    limits: tuple[float, ...]
    labels: tuple[str, ...]
    closed: bool = True
    version: str = ""


class Uncertainty(Closed):
    """What a simulation of ranks varies."""

    runs: int = Field(default=1000, ge=1, le=100_000)
    seed: int = 1
    spread: Share = 0.25
    concentration: float | None = Field(default=None, gt=0)
    means: tuple[Literal["arithmetic", "geometric", "harmonic"], ...] = ()
    caps: bool = False
    normalise: tuple[Method, ...] = ()
    impute: tuple[Rule, ...] = ()
    leave_one_out: bool = False
    top: tuple[int, ...] = (1, 3, 10)
    sobol: int | None = Field(default=None, ge=2)
    period: str = ""


class Space(Closed):
    """Which units are neighbours, and how spatial statistics are tested."""

    neighbours: tuple[tuple[str, str], ...] = Field(min_length=1)
    standardised: bool = True
    permutations: int = Field(default=999, ge=1, le=100_000)
    seed: int = 1


class Spec(Closed):
    """A whole spec: with the table it names, everything that an index needs."""

    format: Literal[1] = 1
    title: str = ""
    source: str = ""
    version: str = ""
    table: TableSpec = TableSpec()
    structure: tuple[Line, ...] = Field(min_length=1)
    screen: Screen = Screen()
    impute: Impute = Impute()
    treat: Treat | None = None
    normalise: Normalise = Normalise()
    weights: Weights = Weights()
    aggregate: Aggregate = Aggregate()
    rank: Rank = Rank()
    bands: BandsSpec | None = None
    uncertainty: Uncertainty | None = None
    space: Space | None = None
    outputs: tuple[Stage, ...] = ("results",)
