"""What the land models refuse or warn about."""

from tongchou.terms import Kind, Severity, Words

ENTRY_CHANGED = Kind(
    "decide.land.entry-changed",
    Words(
        "凭证 {found} 已入账，内容不同。已入账凭证不得修改，请冲销。",
        "Entry {found} is posted with other content; reverse it.",
    ),
)
OVERDRAWN = Kind(
    "decide.land.overdrawn",
    Words(
        "凭证 {entry}：项目 {project} 的“{account}”只有 {allowed} m²，不能转出 {found} m²。",
        "Entry {entry}: '{account}' of project {project} holds {allowed} m², not {found}.",
    ),
)
NOT_POSITIVE = Kind(
    "decide.land.not-positive",
    Words("凭证 {entry} 的面积必须大于零：{found}。", "Entry {entry}: area must exceed zero: {found}."),
)
UNKNOWN_ENTRY = Kind(
    "decide.land.unknown-entry", Words("没有凭证 {found} 可冲销。", "There is no entry {found} to reverse.")
)
REVERSED_TWICE = Kind(
    "decide.land.reversed-twice", Words("凭证 {found} 已冲销过。", "Entry {found} is reversed already.")
)
DEADLINE = Kind(
    "decide.land.deadline-before-approval",
    Words("归还期限 {found} 早于批准日期 {allowed}。", "Deadline {found} is before approval {allowed}."),
)
NO_DOCUMENT = Kind(
    "decide.land.extension-without-document",
    Words("延期到 {found} 必须有批准文件。", "An extension to {found} needs a document."),
)
OVERDUE = Kind(
    "decide.land.overdue",
    Words(
        "项目 {project} 到期 {day} 仍欠 {found} 公顷：停止下达新指标，并扣减年度计划。",
        "Project {project} still owes {found} ha at {day}: no new quota, and the annual plan is cut.",
    ),
    Severity.WARNING,
)
AREA = Kind(
    "decide.land.area-balance",
    Words(
        "建新 {found} m² 超过拆旧复垦 {allowed} m²。", "New building plots of {found} m² exceed {allowed} m² reclaimed."
    ),
)
ARABLE = Kind(
    "decide.land.arable-balance",
    Words(
        "占用耕地 {found} m² 多于复垦耕地 {allowed} m²。",
        "Arable taken {found} m² exceeds arable restored {allowed} m².",
    ),
)
GRADE = Kind(
    "decide.land.arable-grade",
    Words(
        "复垦耕地平均质量等别 {found} 劣于占用的 {allowed}（数字越大越差）。",
        "Restored arable of grade {found} is worse than {allowed}.",
    ),
)
NO_GRADE = Kind(
    "decide.land.no-grade",
    Words("地块 {found} 有耕地而没有质量等别（1–15）。", "Plot {found} has arable without a grade."),
)
BASIC = Kind(
    "decide.land.basic-farmland",
    Words("建新地块 {found} 占用永久基本农田。", "Building plot {found} takes permanent basic farmland."),
)
OTHER_COUNTY = Kind(
    "decide.land.outside-county",
    Words("地块 {found} 不在项目区所属县 {allowed}。", "Plot {found} lies outside the project's county {allowed}."),
)
FUNDS = Kind(
    "decide.land.funds-not-in-place",
    Words(
        "补偿资金到位 {found} 元，应为 {allowed} 元；未足额到位不得批准。",
        "Funds of {found} yuan are in place of {allowed}.",
    ),
)
SMALL_HOME = Kind(
    "decide.land.area-below-entitlement",
    Words(
        "农户 {household} 安置面积 {found} m² 低于应得 {allowed} m²。",
        "Household {household}: {found} m² of {allowed} due.",
    ),
)
OLD_PRICE = Kind(
    "decide.land.price-too-old",
    Words(
        "区片综合地价公布于 {found}，已超过 {allowed} 年，应重新公布。",
        "The land price of {found} is over {allowed} years old.",
    ),
)
GATE = Kind(
    "decide.land.gate",
    Words("集中居住未过“{gate}”：{found}，要求 {allowed}。", "Gate '{gate}' not passed: {found}, required {allowed}."),
    Severity.WARNING,
)
UNPAID = Kind(
    "decide.land.unpaid",
    Words(
        "农户 {household} 补偿已拖欠 {found} 天（上限 {allowed} 天）。",
        "Household {household} unpaid {found} days (limit {allowed}).",
    ),
    Severity.WARNING,
)
SLICES = Kind(
    "decide.land.slices",
    Words("各项计提合计 {found}，超过 100%。", "The slices add to {found}, more than all of it."),
)
LOSS = Kind(
    "decide.land.loss",
    Words(
        "“{parcel}”成本高于收入 {found} 元：净收益按零计，亏损结转。",
        "'{parcel}' loses {found} yuan: net zero, loss carried.",
    ),
    Severity.WARNING,
)
REGISTER = Kind(
    "decide.land.share-register",
    Words("股份合计 {found} 与股权登记 {allowed} 不符。", "Shares add to {found}, the register says {allowed}."),
)
UNPUBLISHED = Kind(
    "decide.land.plan-unpublished",
    Words("分配方案公示 {found} 天，不足 {allowed} 天。", "The plan was shown {found} days, fewer than {allowed}."),
)
CONTRACTED = Kind(
    "decide.land.contracted-area",
    Words("流转面积 {found} m² 超过承包面积 {allowed} m²。", "Transferred {found} m² exceeds contracted {allowed} m²."),
)
MULTIPLES = Kind(
    "decide.land.multiples",
    Words(
        "{name}的倍数 {found} 不在当时规定的 {allowed} 倍之内。", "The multiple {found} of {name} is outside {allowed}."
    ),
)
