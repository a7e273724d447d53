"""What the people models refuse or warn about."""

from tongchou.terms import Kind, Severity, Words

EMPTY_STOCK = Kind(
    "decide.people.empty-stock",
    Words(
        "{when} 的城镇人口与乡村人口都必须大于零，现为 {found}。",
        "Urban and rural counts of {when} must exceed zero: {found}.",
    ),
)
DATES = Kind(
    "decide.people.dates",
    Words("日期顺序不对：{found} 应晚于 {allowed}。", "Dates are out of order: {found} must be after {allowed}."),
)
SERIES_BREAK = Kind(
    "decide.people.series-break",
    Words(
        "{found} 与 {allowed} 口径不同（区划或统计口径调整），不能跨口径计算增长率差。",
        "{found} and {allowed} are counted differently; no growth difference is computed across the break.",
    ),
)
SHARE_RANGE = Kind(
    "decide.people.share-range",
    Words(
        "占比应在 0 与 1 之间（不含两端），现为 {found}。", "A share must lie strictly between 0 and 1, not {found}."
    ),
)
CEILING = Kind(
    "decide.people.ceiling",
    Words(
        "上限 {found} 不高于已观测到的最高占比 {allowed}。",
        "The ceiling {found} is not above the observed share {allowed}.",
    ),
)
ALREADY_MET = Kind(
    "decide.people.already-met",
    Words(
        "目标 {found} 不高于现状 {allowed}，已经达到。",
        "The target {found} is not above today's {allowed}: already met.",
    ),
    Severity.WARNING,
)
FEW_PEERS = Kind(
    "decide.people.few-peers",
    Words(
        "可比城市只有 {found} 个，少于 {allowed} 个，不评等级。", "Only {found} peers, fewer than {allowed}: no grade."
    ),
    Severity.WARNING,
)
NO_DENOMINATOR = Kind(
    "decide.people.no-denominator",
    Words(
        "占比目标“{found}”没有写明分母。可写：{allowed}。",
        "Share target '{found}' names no denominator; one of {allowed}.",
    ),
)
DELTA_SPLIT = Kind(
    "decide.people.delta-split",
    Words(
        "新增城镇人口的构成合计 {found}，应为 {allowed}。", "The parts of the increase add to {found}, not {allowed}."
    ),
)
NEGATIVE_COHORT = Kind(
    "decide.people.negative-cohort",
    Words(
        "推算出负人口：{found}。请核对迁移数；系统不会截为零。",
        "A cohort turned negative: {found}. Nothing is clipped to zero.",
    ),
)
SURVIVAL = Kind(
    "decide.people.survival",
    Words("存活率应在 0 与 1 之间，现为 {found}。", "A survival ratio must lie in [0, 1], not {found}."),
)
SHAPE = Kind(
    "decide.people.shape",
    Words("{name}的形状 {found} 与人口数组 {allowed} 对不上。", "{name} of shape {found} does not fit {allowed}."),
)
SEX_RATIO = Kind(
    "decide.people.sex-ratio",
    Words(
        "出生性别比必须写明且大于零，现为 {found}。", "The sex ratio at birth must be given and exceed zero: {found}."
    ),
)
INTERNAL_SUM = Kind(
    "decide.people.internal-sum",
    Words("城乡之间的内部迁移合计应为零，现为 {found}。", "Internal moves must add to zero, not {found}."),
)
SETTLED_TWICE = Kind(
    "decide.people.settled-twice",
    Words("同一人两次落户：{found}，首次 {allowed}。", "The same person settled twice: {found}, first {allowed}."),
)
EVENT_ORDER = Kind(
    "decide.people.event-order",
    Words("事件 {found} 发生时此人不在册。", "Event {found} happened to a person not on the register."),
)
BEFORE_BIRTH = Kind(
    "decide.people.before-birth",
    Words("落户日期 {found} 早于出生日期 {allowed}。", "Settling on {found} is before birth on {allowed}."),
)
OUTSIDE = Kind(
    "decide.people.outside", Words("镇“{found}”不在本市名录中。", "Town '{found}' is not in this city's list.")
)
EVENT_CHANGED = Kind(
    "decide.people.event-changed",
    Words(
        "事件编号 {found} 已登记，但内容不同。更正请另发冲销事件。",
        "Event {found} is posted with other content; reverse it.",
    ),
)
SHORT_KEY = Kind(
    "decide.people.short-key",
    Words("身份散列的密钥至少 {allowed} 字节，现为 {found}。", "The hashing key needs {allowed} bytes, not {found}."),
)
BOUNDARY = Kind(
    "decide.people.boundary",
    Words(
        "现状口径“{found}”与目标口径“{allowed}”不同（镇区与镇域不可混用）。", "Boundary '{found}' is not '{allowed}'."
    ),
)
NO_STANDARD = Kind(
    "decide.people.no-standard", Words("标准“{found}”没有写明来源日期。", "Standard '{found}' carries no date.")
)
PEAK = Kind(
    "decide.people.peak-and-decline",
    Words(
        "{what}需求在 {year} 年达峰（{found}），{end} 年降到 {allowed}：短于建筑寿命的峰值宜用临时容量。",
        "{what}: need peaks in {year} ({found}) and falls to {allowed} by {end}; use temporary capacity for the peak.",
    ),
    Severity.WARNING,
)
SPENT_RESIDENT = Kind(
    "decide.people.already-resident",
    Words("已居住人数 {found} 超过落户人数 {allowed}。", "Already resident {found} exceeds the settlers {allowed}."),
)
WAGE_MIXED = Kind(
    "decide.people.wage-mixed",
    Words(
        "同一计算里出现两个计发基数：{found} 与 {allowed}。",
        "Two reference wages in one calculation: {found} and {allowed}.",
    ),
)
INDEX_CLIPPED = Kind(
    "decide.people.index-clipped",
    Words("缴费指数 {found} 超出 {allowed}，已按边界计。", "Contribution index {found} is outside {allowed}; clipped."),
    Severity.WARNING,
)
TOO_YOUNG = Kind(
    "decide.people.too-young",
    Words("参保人年龄 {found} 小于 {allowed}。", "An insured person aged {found}, under {allowed}."),
)
YEARS_SHORT = Kind(
    "decide.people.years-short",
    Words(
        "缴费 {found} 年，不足最低 {allowed} 年，不能按月领取。",
        "{found} years paid, fewer than the {allowed} required.",
    ),
)
COVERAGE_BASE = Kind(
    "decide.people.coverage-base",
    Words(
        "“{name}”的分母 {found} 小于参保人数 {allowed}。",
        "The base of '{name}', {found}, is below the insured {allowed}.",
    ),
)
NO_AGE = Kind(
    "decide.people.no-divisor",
    Words("没有 {found} 岁的计发月数。可用：{allowed}。", "No divisor for age {found}; {allowed}."),
)
NO_COLUMN = Kind(
    "decide.people.no-column",
    Words("表里没有列“{found}”。有：{allowed}。", "The table has no column '{found}'; there are: {allowed}."),
)
