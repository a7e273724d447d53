"""What the three linkages refuse or warn about."""

from tongchou.terms import Kind, Severity, Words

UNSET = Kind(
    "decide.linkage.unset",
    Words(
        "分配参数“{found}”没有给出；文件里没有写明的权重，系统不会代填。",
        "Allocation parameter '{found}' is not set; none is assumed.",
    ),
)
NEGATIVE_POT = Kind(
    "decide.linkage.negative-pot", Words("资金总额不能为负：{found}。", "The pot cannot be negative: {found}.")
)
NO_SCORE = Kind(
    "decide.linkage.no-score",
    Words(
        "所有地区得分都是零，无法分配；系统不会改为平均分配。", "Every score is zero; an equal split is not assumed."
    ),
)
ADJUSTMENT = Kind(
    "decide.linkage.adjustment",
    Words("调整幅度 {found} 超出 ±{allowed}。", "The adjustment {found} is beyond ±{allowed}."),
)
NO_AREA = Kind(
    "decide.linkage.no-area",
    Words(
        "{town}人均城镇建设用地必须大于零，现为 {found}。", "Built-up land a head in {town} must exceed zero: {found}."
    ),
)
CITY_CLASS = Kind(
    "decide.linkage.city-class",
    Words(
        "{town}城区人口 {found} 已达 {allowed}，须写明是否属超大、特大城市中心城区。",
        "{town} has {found} people, {allowed} or more: say whether it is the centre of a super or mega city.",
    ),
)
NEGATIVE = Kind("decide.linkage.negative", Words("{town}的落户人数不能为负：{found}。", "Settlers of {town}: {found}."))
TWICE = Kind("decide.linkage.twice", Words("“{found}”出现两次。", "'{found}' stands twice."))
CLIFF = Kind(
    "decide.linkage.cliff",
    Words(
        "{town}人均用地 {found} m² 距档界 {allowed} m² 不足 {near} m²：越界后指标变化 {change} 公顷。",
        "{town} at {found} m² a head is within {near} m² of the step at {allowed}: crossing it changes {change} ha.",
    ),
    Severity.WARNING,
)
GHOSTS = Kind(
    "decide.linkage.ghosts",
    Words(
        "{town}上报落户 {found} 人，{register}只有 {allowed} 人，差额不计入指标前应核实。",
        "{town} reports {found} settlers, the {register} register {allowed}; verify before counting.",
    ),
    Severity.WARNING,
)
MISMATCH = Kind(
    "decide.linkage.mismatch",
    Words("{county}有{found}而没有{allowed}。", "{county} has {found} but no {allowed}."),
    Severity.WARNING,
)
