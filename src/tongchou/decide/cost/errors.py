"""What the cost model refuses or warns about."""

from tongchou.terms import Kind, Severity, Words

SHARES = Kind(
    "decide.cost.shares",
    Words("“{item}”各方分担合计为 {found}，应为 {allowed}。", "The shares of '{item}' add to {found}, not {allowed}."),
)
NO_SHARES = Kind("decide.cost.no-shares", Words("“{found}”没有写分担比例。", "Nobody is named to pay for '{found}'."))
LOCKED = Kind(
    "decide.cost.locked",
    Words(
        "“{item}”的分担比例由法规锁定为 {allowed}，不能改为 {found}。",
        "The shares of '{item}' are set by law: {allowed}.",
    ),
)
PRICE_YEARS = Kind(
    "decide.cost.price-years",
    Words("成本项用了不同的价格年份：{found}。请统一或给出折算。", "Items are priced in different years: {found}."),
)
SAME_BASIS = Kind(
    "decide.cost.counted-twice",
    Words(
        "成本项 {found} 都含“{allowed}”，会重复计算。",
        "Items {found} both contain '{allowed}' and would count it twice.",
    ),
)
PHASES = Kind(
    "decide.cost.phasing",
    Words("“{item}”的分年比例合计为 {found}，应为 1。", "The phasing of '{item}' adds to {found}, not 1."),
)
NEGATIVE = Kind("decide.cost.negative", Words("“{name}”不能为负：{found}。", "'{name}' cannot be negative: {found}."))
INSOLVENT = Kind(
    "decide.cost.fund-insolvent",
    Words("专项资金在 {found} 年用尽，缺口 {allowed}。", "The fund runs dry in {found}, short of {allowed}."),
    Severity.WARNING,
)
NOT_EARMARKED = Kind(
    "decide.cost.not-earmarked",
    Words("专项资金不得用于“{found}”。可用于：{allowed}。", "The fund may not pay for '{found}', only for {allowed}."),
)
OUTSIDE_BAND = Kind(
    "decide.cost.outside-band",
    Words(
        "人均成本 {found} 元不在已发表研究的范围 {allowed} 内；口径不同，先核对范围再比较。",
        "{found} yuan a head lies outside published studies ({allowed}); compare scopes first.",
    ),
    Severity.WARNING,
)
