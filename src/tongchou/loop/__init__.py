"""The loop: one run from a pack's files to frozen figures, each of which can say why it is what it is.

Library, command line and web give the same number because all three hold the same :class:`Run`.

>>> from tongchou.loop import Key
>>> Key.parse("urban_share@510500@2017").kind
<Kind.INDICATOR: 'indicator'>
"""

from tongchou.loop.asked import Asked, Given
from tongchou.loop.cases import Verdict, judge
from tongchou.loop.explaining import Explanation, Input, Promise, explain, versions
from tongchou.loop.intervals import Interval, Law, RankSpread, Spread
from tongchou.loop.model import Board, Figure, Key, Kind, Light, Mark, Run, TargetStanding
from tongchou.loop.running import run, territory_of

__all__ = [
    "Asked",
    "Board",
    "Explanation",
    "Figure",
    "Given",
    "Input",
    "Interval",
    "Key",
    "Kind",
    "Law",
    "Light",
    "Mark",
    "Promise",
    "RankSpread",
    "Run",
    "Spread",
    "TargetStanding",
    "Verdict",
    "explain",
    "judge",
    "run",
    "territory_of",
    "versions",
]
