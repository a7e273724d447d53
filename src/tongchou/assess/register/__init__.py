"""The register of designated places (名录): selected under quotas, evaluated every year, rectified, revoked, replaced.

>>> from datetime import date
>>> from tongchou.packs.rows import Designation
>>> def event(day, what):
...     return Designation(registry="towns", place="t1", date=day, event=what, document="成府发〔2012〕1号")
>>> towns = Register("towns", RegisterRules(places=14))
>>> towns = enter(enter(towns, event(date(2012, 1, 1), "candidate")), event(date(2012, 6, 1), "designated"))
>>> towns.holders, propose(towns, {"t1": 55.0}, passing=60, day=date(2013, 3, 1))[0].reason.zh
(('t1',), '得 55 分，合格线 60 分')
"""

from tongchou.assess.register.life import enter, evaluated, propose, replay
from tongchou.assess.register.model import MOVES, Entry, Register, RegisterRules, Status
from tongchou.assess.register.powers import Power, converted, held, withdrawn
from tongchou.assess.register.selection import Candidate, Criterion, Limits, Selection, Swap, select
from tongchou.assess.register.story import Line, Result, story
from tongchou.assess.register.succession import Proposal

__all__ = [
    "MOVES",
    "Candidate",
    "Criterion",
    "Entry",
    "Limits",
    "Line",
    "Power",
    "Proposal",
    "Register",
    "RegisterRules",
    "Result",
    "Selection",
    "Status",
    "Swap",
    "converted",
    "enter",
    "evaluated",
    "held",
    "propose",
    "replay",
    "select",
    "story",
    "withdrawn",
]
