"""How far a place has come, compared with its targets and with its peers, and how sure that is.

Pure functions over arrays: scores of units x indicators in, scores, ranks, reasons and intervals out. A missing
cell is NaN and stays missing; nothing here reads the clock or hides a choice.

>>> import numpy as np
>>> tree = IndexTree.from_rows([
...     {"code": "index"},
...     {"code": "income", "parent": "index", "weight": 60},
...     {"code": "gap", "parent": "index", "weight": 40, "direction": "lower"},
... ])
>>> income = realization.baseline(np.array([30.0, 26.0]), start=20.0, target=40.0)
>>> gap = realization.baseline(np.array([2.0, 1.9]), start=2.4, target=1.6)
>>> result = evaluate(tree, np.column_stack([income, gap]))
>>> result.score().round(2), ranks.competition(result.score())
(array([50., 43.]), array([1., 2.]))
>>> contribution.points(result)[0].round(2)
array([30., 20.])

Everything else is a module of its own, imported where it is used: ``normalise``, ``screen``, ``impute``, ``outliers``,
``weigh``, ``penalty``, ``ideals``, ``outrank``, ``envelope``, ``understand``, ``obstacle``, ``disparity``,
``coupling``, ``convergence``, ``space``, ``draws``, ``uncertainty``, ``sensitivity``, ``editions``, ``spec``.
"""

from tongchou.evaluate import bands, change, contribution, ranks, realization, trajectory
from tongchou.evaluate.bands import Bands
from tongchou.evaluate.composite import Composite, evaluate
from tongchou.evaluate.model import ARITHMETIC, GEOMETRIC, HARMONIC, Mean, Node
from tongchou.evaluate.tree import IndexTree
from tongchou.terms import Direction

__all__ = [
    "ARITHMETIC",
    "GEOMETRIC",
    "HARMONIC",
    "Bands",
    "Composite",
    "Direction",
    "IndexTree",
    "Mean",
    "Node",
    "bands",
    "change",
    "contribution",
    "evaluate",
    "ranks",
    "realization",
    "trajectory",
]
