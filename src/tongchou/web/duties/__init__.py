"""Tasks at work: the ledger over the library's state machine, boards, meetings, organs, decomposition and projects.

What happened is kept as steps that are only ever added; what a task is now is those steps folded by
:func:`tongchou.plan.fold`. The columns of a task beside its steps are written down with the last of them, so that a
hundred thousand tasks can be searched.

Other rooms put tasks on the ledger with :func:`tongchou.web.duties.adding.add_tasks`.
"""
