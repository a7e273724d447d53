"""Assessment: a scheme as data, figures, events and marks in; explained scorecards, ranks and tiers out.

>>> from tongchou.packs.scheme import Scheme
>>> from tongchou.packs.yaml_file import parse_yaml
>>> scheme = parse_yaml('''
... code: small
... title: {zh: 小办法}
... edition: "2015"
... applies_to: {level: county}
... areas:
...   - code: A
...     name: 城镇化
...     points: 5
...     items:
...       - {code: A1, name: 城镇化率, points: 5, indicator: urban, scoring: {rule: proportional}}
... ''', Scheme)
>>> facts = Facts(("a", "b"), {"urban": Column.of([49.9, 53.0], target=[52.2, 52.2])})
>>> card = score(scheme, facts).card("a")
>>> card.item("A1").reason.zh
'目标 52.2，实际 49.9，完成 95.6%，得 4.78 分（满分 5 分）'
>>> card.rank, card.size, card.sentence.zh
(2, 2, '基础分 4.78，加分 0，扣分 0，总分 4.78，全部第 2/2')
"""

from tongchou.assess.assessment import Assessment, score
from tongchou.assess.checklist import Checklist, Coverage, Done, Point, Report, checklist_of
from tongchou.assess.closing import assessed_in, closed_on, closing_day, for_period, in_force
from tongchou.assess.consequences import Following, Gap, consequences, gaps, next_tasks, over_years
from tongchou.assess.doubt import Bunching, Interval, Trial, bunching, intervals, trial
from tongchou.assess.facts import Column, Event, Facts, Mark, Stage, Why
from tongchou.assess.proceeding import Move, Phase, Proceeding, Situation, Step, proceed, require_open
from tongchou.assess.publication import (
    Objection,
    ObjectionState,
    Publication,
    decide_objection,
    file_objection,
    hear_objection,
    revise,
)
from tongchou.assess.result import Card, Difference, Line, Result, differences, freeze, thaw
from tongchou.assess.sampling import Finding, Plan, draw, finding, to_find, to_measure
from tongchou.assess.scorecard import AreaScore, ItemScore, Scorecard

__all__ = [
    "AreaScore",
    "Assessment",
    "Bunching",
    "Card",
    "Checklist",
    "Column",
    "Coverage",
    "Difference",
    "Done",
    "Event",
    "Facts",
    "Finding",
    "Following",
    "Gap",
    "Interval",
    "ItemScore",
    "Line",
    "Mark",
    "Move",
    "Objection",
    "ObjectionState",
    "Phase",
    "Plan",
    "Point",
    "Proceeding",
    "Publication",
    "Report",
    "Result",
    "Scorecard",
    "Situation",
    "Stage",
    "Step",
    "Trial",
    "Why",
    "assessed_in",
    "bunching",
    "checklist_of",
    "closed_on",
    "closing_day",
    "consequences",
    "decide_objection",
    "differences",
    "draw",
    "file_objection",
    "finding",
    "for_period",
    "freeze",
    "gaps",
    "hear_objection",
    "in_force",
    "intervals",
    "next_tasks",
    "over_years",
    "proceed",
    "require_open",
    "revise",
    "score",
    "thaw",
    "to_find",
    "to_measure",
    "trial",
]
