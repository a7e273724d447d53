"""The inputs of a model as a person fills them in: named fields, lines of text, an Excel workbook, and back.

>>> from tongchou.decide.forms.land import Dividend
>>> from tongchou.decide.filling import data_of, filled, layout
>>> lines = filled(layout(Dividend), {"income": "80万元", "shares": {"甲": 2, "乙": 1}})
>>> data_of(lines)
{'income': '80万元', 'shares': {'甲': '2', '乙': '1'}}
"""

from tongchou.decide.filling.layout import HINTS, Field, Shape, choice, layout
from tongchou.decide.filling.lines import Filled, Line, Spot, data_of, filled, spot_of, text_of
from tongchou.decide.filling.saying import said_input, said_lines
from tongchou.decide.filling.workbook import from_workbook, to_workbook, told

__all__ = [
    "HINTS",
    "Field",
    "Filled",
    "Line",
    "Shape",
    "Spot",
    "choice",
    "data_of",
    "filled",
    "from_workbook",
    "layout",
    "said_input",
    "said_lines",
    "spot_of",
    "text_of",
    "to_workbook",
    "told",
]
