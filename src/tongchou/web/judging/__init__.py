"""Judging at work: a year's assessment with its marks, editions and objections, the register, village programmes.

The rules are the library's (:mod:`tongchou.assess`); here is who did what and when. Marks, moves, editions and
events are only ever added.
"""
