"""What the money models refuse or warn about."""

from tongchou.terms import Kind, Severity, Words

VOLUME = Kind("decide.money.volume", Words("核定量必须大于零：{found}。", "The volume must exceed zero: {found}."))
LEVERAGE = Kind(
    "decide.money.leverage", Words("负债率 {found} 应不小于 0、小于 1。", "Leverage {found} must lie in [0, 1).")
)
NET_ASSETS = Kind(
    "decide.money.net-assets",
    Words("净资产必须大于零才能按净资产计提利润：{found}。", "Net assets must exceed zero: {found}."),
)
GRANTED = Kind(
    "decide.money.granted-assets",
    Words(
        "净资产 {found} 含财政补助形成的资产 {allowed}，须剔除。",
        "Net assets {found} include granted assets {allowed}.",
    ),
)
BAND = Kind(
    "decide.money.profit-band",
    Words("利润率 {found} 不在 {allowed} 之内。", "The profit rate {found} is outside {allowed}."),
)
RULE_CONFLICT = Kind(
    "decide.money.rule-conflict",
    Words(
        "按净资产 {found} 计提利润，高于 {since} 起施行的上限 {allowed}。",
        "A profit of {found} on net assets exceeds {allowed}, the cap since {since}.",
    ),
    Severity.WARNING,
)
UNKNOWN_TIER = Kind(
    "decide.money.unknown-tier",
    Words("分档“{found}”没有给出权重。已有：{allowed}。", "Tier '{found}' has no weight; there are: {allowed}."),
)
INDEX_WEIGHTS = Kind(
    "decide.money.index-weights",
    Words("各项成本的权重合计 {found}，应为 {allowed}。", "The weights of the costs add to {found}, not {allowed}."),
)
TOO_LITTLE = Kind(
    "decide.money.below-appraised",
    Words("转让价 {found} 低于评估值 {allowed}。", "The price {found} is below the appraisal {allowed}."),
)
SERIES = Kind(
    "decide.money.series-length",
    Words("{name}有 {found} 年，补贴期是 {allowed} 年。", "{name} has {found} years, the subsidy term {allowed}."),
)
LIFE = Kind(
    "decide.money.life-too-short",
    Words(
        "合作期 {found} 年短于补贴期 {allowed} 年。", "A life of {found} years is shorter than the subsidy's {allowed}."
    ),
)
INTEREST_TWICE = Kind(
    "decide.money.interest-twice",
    Words("建设期利息同时计入建设成本与融资成本。", "Construction interest stands both in cost and in finance cost."),
)
EXCESS = Kind(
    "decide.money.excess-income",
    Words(
        "{found} 年使用者付费超过成本与利润 {allowed}：补贴为零，超额应分享。",
        "Year {found}: users pay {allowed} too much.",
    ),
    Severity.WARNING,
)
GAP_IN_LIST = Kind(
    "decide.money.gap-in-projects",
    Words(
        "项目“{project}”缺 {found} 年的支出责任；未知不等于零。",
        "Project '{project}' lacks {found}; unknown is not zero.",
    ),
)
NO_BUDGET = Kind(
    "decide.money.no-budget",
    Words("没有 {found} 年的一般公共预算支出。", "There is no budget expenditure for {found}."),
)
GROWTH = Kind(
    "decide.money.growth-above-plan",
    Words("预算增速 {found} 高于五年均值与规划的较低者 {allowed}。", "Growth of {found} is above {allowed}."),
    Severity.WARNING,
)
GATE = Kind(
    "decide.money.gate",
    Words(
        "{year} 年支出责任占比 {found}，超过 {allowed}：{effect}。",
        "{year}: {found} of expenditure, above {allowed}: {effect}.",
    ),
    Severity.WARNING,
)
BARRED = Kind(
    "decide.money.barred",
    Words("“{found}”在 {day} 已被禁止（{allowed}）。", "'{found}' is barred on {day} ({allowed})."),
)
ALLOWED_THEN = Kind(
    "decide.money.allowed-then",
    Words(
        "“{found}”在 {day} 当时允许；自 {since} 起禁止（{allowed}）。",
        "'{found}' was allowed on {day}; barred since {since}.",
    ),
    Severity.NOTE,
)
NEEDS_DOCUMENT = Kind(
    "decide.money.needs-document",
    Words("“{found}”在 {day} 须有批准文件（{allowed}）。", "'{found}' needs a document on {day} ({allowed})."),
    Severity.WARNING,
)
PROBABILITY = Kind(
    "decide.money.probability",
    Words("概率合计 {found}，应为 {allowed}。", "Probabilities add to {found}, not {allowed}."),
)
DISCOUNTS = Kind(
    "decide.money.discounts",
    Words("两边折现率不同：{found} 与 {allowed}。", "The two sides discount at {found} and {allowed}."),
)
INDICATORS = Kind(
    "decide.money.vfm-weights",
    Words("定性评价权重不合规：{found}，应为 {allowed}。", "Weights {found} should be {allowed}."),
)
PACKAGES = Kind(
    "decide.money.packages",
    Words(
        "{count} 个镇的最低有效投入合计 {found} 元，超过资金 {allowed} 元。",
        "{count} packages need {found} yuan, more than {allowed}.",
    ),
)
CURVE = Kind(
    "decide.money.curve", Words("镇“{found}”的效益曲线不是递减的。", "The benefit curve of '{found}' does not flatten.")
)
BREACH = Kind(
    "decide.money.breach",
    Words("{name} {found} 超过上限 {allowed}，超出 {over}。", "{name} {found} exceeds {allowed} by {over}."),
    Severity.WARNING,
)
TWO_INSTRUMENTS = Kind(
    "decide.money.two-instruments",
    Words(
        "“{found}”对同一成本项用了两种资金工具：{allowed}。", "'{found}' takes two instruments for one cost: {allowed}."
    ),
)
COVERAGE = Kind(
    "decide.money.bond-coverage",
    Words("{found} 年专项债收益覆盖倍数 {cover}，低于 {allowed}。", "{found}: bond coverage {cover}, below {allowed}."),
    Severity.WARNING,
)
COUNTED_TWICE = Kind(
    "decide.money.counted-twice", Words("债务“{found}”在台账中出现两次。", "Debt '{found}' stands twice in the ledger.")
)
