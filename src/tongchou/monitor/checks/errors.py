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
