"""People, land, money (人、地、钱): the models behind a programme's three flows, and the portfolio that spends them.

Every model has an input form, meets dated rules, and answers with figures, tables, warnings and what would change them.

>>> from datetime import date
>>> from tongchou.decide import model, national_book, parse_inputs, run
>>> from tongchou.terms import AsOf
>>> quota = model("land-quota")
>>> inputs = parse_inputs(quota, "towns: {泸州: {settlers: 42万人, area_per_head: 120平方米}}")
>>> result = run(quota, inputs, national_book(), AsOf(date(2016, 12, 31)), "510500")
>>> result.headline.value, result.headline.unit
(Decimal('3360'), '公顷')
>>> [one.code for one in result.used]
['linkage.land_adjustment', 'linkage.land_per_settler']
"""

from tongchou.decide.catalogue import MODELS, form_of, model, parse_inputs, read_inputs, template
from tongchou.decide.model import Answer, Figure, Result, Swing, Table, Used
from tongchou.decide.rulebook import book_with, national_book, unverified
from tongchou.decide.run import Lever, Model, moved, run
from tongchou.decide.telling import About, Group, about

__all__ = [
    "MODELS",
    "About",
    "Answer",
    "Figure",
    "Group",
    "Lever",
    "Model",
    "Result",
    "Swing",
    "Table",
    "Used",
    "about",
    "book_with",
    "form_of",
    "model",
    "moved",
    "national_book",
    "parse_inputs",
    "read_inputs",
    "run",
    "template",
    "unverified",
]
