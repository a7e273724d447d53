"""What can be wrong with a rule that figures are checked by."""

from tongchou.terms import Kind, Words

UNUSABLE = Kind(
    "monitor.rule.unusable",
    Words(
        "审核规则“{rule}”不能用 {found}；这里只能用数据项。",
        "Rule '{rule}' cannot use {found}; only elements may stand here.",
    ),
)
ONE_ELEMENT = Kind(
    "monitor.rule.one-element",
    Words(
        "审核规则“{rule}”要求左边是一个数据项，写的是“{found}”。",
        "The left side of rule '{rule}' has to be one element, not '{found}'.",
    ),
)
NO_RIGHT = Kind(
    "monitor.rule.no-right",
    Words("审核规则“{rule}”缺右边。", "Rule '{rule}' has no right side."),
)
OVER = Kind(
    "monitor.finding.over",
    Words("这一条已经了结（{found}），不能再办。", "The finding is over ({found}); nothing more can be done about it."),
)
EARLIER = Kind(
    "monitor.finding.earlier",
    Words("限期 {found} 已经过去；最早写 {allowed}。", "The day {found} is past already; the earliest is {allowed}."),
)
NO_NOTE = Kind(
    "monitor.finding.no-note",
    Words("判为“{found}”要写明理由。", "The verdict '{found}' wants a reason."),
)
