"""What can be wrong with plans, class maps and conflict matrices."""

from tongchou.terms import Kind, Words

NO_RULES = Kind("onemap.conflict.no-rules", Words("表里一条规则也没有。", "The table holds no rule."))
UNMAPPED = Kind(
    "onemap.conflict.unmapped",
    Words(
        "用途代码“{found}”没有对应的管控类别，分类表只有：{allowed}。", "No class for code '{found}'; known: {allowed}."
    ),
)
TOO_FEW = Kind(
    "onemap.conflict.one-plan",
    Words("比对冲突至少要两个规划图层，现在有 {found} 个。", "Conflicts need two plan layers; there is {found}."),
)
OTHER_PLANE = Kind(
    "onemap.conflict.other-plane",
    Words("“{found}”与其他图层不在同一坐标系（{allowed}）。", "'{found}' is not in the others' system ({allowed})."),
)
NOT_VALID = Kind(
    "onemap.conflict.not-valid",
    Words(
        "有 {found} 个图形不合法，先做质量检查并修复。", "{found} shapes are not valid; check and mend the layer first."
    ),
)
NO_SUCH_RULE = Kind(
    "onemap.conflict.no-such-rule",
    Words("冲突规则里没有“{found}”；有：{allowed}。", "The matrix holds no rule '{found}'; it has {allowed}."),
)
