r"""The door for researchers: one table and one spec file give an index, every stage of it, and nothing else is needed.

>>> import tempfile
>>> from pathlib import Path
>>> folder = Path(tempfile.mkdtemp())
>>> _ = (folder / "t.csv").write_text("unit,life,gni\nA,80,50000\nB,65,\n")
>>> _ = (folder / "s.yaml").write_text('''
... structure:
...   - {code: index}
...   - {code: life, parent: index, low: 20, high: 85}
...   - {code: gni, parent: index, formula: log(gni), low: 4.605170186, high: 11.22524339}
... ''')
>>> outcome = run_spec(folder / "t.csv", read_spec(folder / "s.yaml"))
>>> [(row["unit"], round(row["score"], 1), row["observed"]) for row in rows(stage(outcome, "results"))]
[('A', 93.1, 1.0), ('B', 69.2, 0.5)]
"""

from tongchou.evaluate.spec.export import as_data, rows, write, write_table
from tongchou.evaluate.spec.freezing import differences, frozen, recalculation, text_of
from tongchou.evaluate.spec.run import Outcome, read_spec, run_panel, run_spec
from tongchou.evaluate.spec.stages import STAGES, stage
from tongchou.evaluate.spec.vocabulary import Spec

__all__ = [
    "STAGES",
    "Outcome",
    "Spec",
    "as_data",
    "differences",
    "frozen",
    "read_spec",
    "recalculation",
    "rows",
    "run_panel",
    "run_spec",
    "stage",
    "text_of",
    "write",
    "write_table",
]
