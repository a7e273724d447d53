"""What can go wrong when the rooms are put together."""

from tongchou.terms import Kind, Severity, Words

UNKNOWN = Kind(
    "loop.figure.unknown",
    Words(
        "方案包“{allowed}”里没有这个数：{found}。写法：[类别:]编号@地区@期间，如 indicator:urban_share@510500@2017。",
        "Pack '{allowed}' has no figure {found}. Write [kind:]code@place@period.",
    ),
)
CASE = Kind(
    "loop.case.disagrees",
    Words(
        "算例不符：{what} 应为 {allowed}，算得 {found}。",
        "The worked case expects {what} = {allowed}; the run gives {found}.",
    ),
)
LEFT_OUT = Kind(
    "loop.place.left-out",
    Words(
        "该地区不在 {day} 的区划里，也没有沿革说明去向，{found} 个数未计入。",
        "The place is not on the map of {day} and nothing says what became of it; {found} figures are left out.",
    ),
    Severity.WARNING,
)
NO_WEIGHT = Kind(
    "loop.what-if.weight",
    Words(
        "“{what}”的权重应是 {allowed} 之间的数，填的是“{found}”。",
        "The weight of '{what}' must be a number in {allowed}; '{found}' was given.",
    ),
)
NO_FIGURE = Kind(
    "loop.question.no-figure",
    Words(
        "引用的数“{found}”没有值（{allowed}），不会以零代替。",
        "The figure '{found}' that is referred to has no value ({allowed}); nothing is assumed.",
    ),
)
NO_QUESTION = Kind(
    "loop.question.unknown",
    Words("方案包里没有测算“{found}”。有：{allowed}。", "The pack asks no question '{found}'; there are: {allowed}."),
)
NOBODY_PROJECTED = Kind(
    "loop.ahead.nobody",
    Words(
        "没有“{found}”的人口，无法算出需求；请在 {allowed} 里写上各年人数。",
        "There are no people of {found} to derive a demand from; name them year by year in {allowed}.",
    ),
)
NOTHING_KNOWN = Kind(
    "loop.nothing-known",
    Words(
        "到 {found} 为止还没有一条已知的数，无从运算。请选晚一些的日期。",
        "By {found} not one figure was known; there is nothing to compute. Choose a later day.",
    ),
)
