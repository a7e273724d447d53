"""What can be wrong with a study as a whole."""

from tongchou.terms import Kind, Words

BAD_PLAN = Kind(
    "onemap.study.plan",
    Words(
        "“{found}”应写成 名称=文件，名称要在分类表里：{allowed}。",
        "'{found}' must read name=file, the name one of {allowed}.",
    ),
)
NO_PLACE = Kind(
    "onemap.study.place",
    Words("没有叫“{found}”的点；例如：{allowed}。", "No point is called '{found}'; for example {allowed}."),
)
EMPTY_TABLE = Kind("onemap.study.empty", Words("表是空的。", "The table is empty."))
NO_DEMAND = Kind(
    "onemap.study.demand",
    Words("“{found}”没有预测需求；有的如：{allowed}。", "No demand is projected for '{found}'; there is {allowed}."),
)
BAD_WEIGHT = Kind(
    "onemap.study.weight",
    Words("“{found}”应写成 字段=权重，权重大于 0，如 {allowed}。", "'{found}' must read column=weight, as {allowed}."),
)
