"""The kinds of problem an evaluation can meet, each with its sentence."""

from tongchou.terms import Kind, Severity, Words

TARGET_ZERO = Kind(
    "evaluate.realization.target-zero",
    Words("比值法的目标值不能是 {found}。请改用基期法或区间法。", "A ratio needs a target above zero, not {found}."),
)
NEGATIVE_RATIO = Kind(
    "evaluate.realization.negative",
    Words(
        "比值法不能用于负数（{found}）。请改用基期法。", "A ratio has no meaning for {found}; use the baseline form."
    ),
)
SAME_BOUNDS = Kind(
    "evaluate.bounds.same",
    Words("两个界限相同（{found}），没有信息，无法换算。", "Both bounds are {found}: they hold no information."),
)
BAD_INTERVAL = Kind(
    "evaluate.realization.interval",
    Words(
        "区间须满足 下限 ≤ 目标 ≤ 上限，现为 {found}。", "An interval needs low limit <= target <= high limit: {found}."
    ),
)
NEEDS_POSITIVE = Kind(
    "evaluate.value.not-positive",
    Words("{what}要求全部大于零，现有 {found}。", "{what} needs values above zero; found {found}."),
)
NOT_JUDGED = Kind(
    "evaluate.direction.none",
    Words(
        "指数的“{found}”须有方向：指标“{allowed}”不作评判（direction: none）。",
        "'{found}' of the index needs a direction; its indicator '{allowed}' is not judged (direction: none).",
    ),
)
BAD_ELAPSED = Kind(
    "evaluate.trajectory.span",
    Words("规划期的起点须早于终点，现为 {found}。", "The span of a plan must have a length: {found}."),
)
NO_PLANNED = Kind(
    "evaluate.trajectory.unplanned",
    Words("年度计划表没有 {found}。有：{allowed}。", "The yearly table has no {found}; it has {allowed}."),
)
BAND_ORDER = Kind(
    "evaluate.bands.order",
    Words("分档的界限须从高到低且不重复，现为 {found}。", "Band limits must fall strictly; found {found}."),
)
DUPLICATE_NODE = Kind(
    "evaluate.tree.duplicate",
    Words("指标代码“{found}”出现两次。", "The code '{found}' stands twice in the index."),
)
UNKNOWN_PARENT = Kind(
    "evaluate.tree.parent",
    Words("“{found}”的上级“{parent}”不在指标体系中。", "'{found}' names the parent '{parent}', which is not there."),
)
ROOTS = Kind(
    "evaluate.tree.roots",
    Words(
        "指标体系须恰有一个总指数（上级为空），现有：{found}。",
        "An index has exactly one root (no parent); found: {found}.",
    ),
)
CYCLE = Kind("evaluate.tree.cycle", Words("上级关系成环：{found}。", "The parents of {found} go round in a circle."))
LEVEL = Kind(
    "evaluate.tree.level",
    Words(
        "“{found}”的层级与上级不相邻（应为 {allowed}）。",
        "The level of '{found}' does not follow its parent's ({allowed}).",
    ),
)
BAD_WEIGHT = Kind(
    "evaluate.tree.weight",
    Words(
        "“{node}”的权重 {found} 不能用。权重须是不小于零的数。", "The weight {found} of '{node}' must be a number >= 0."
    ),
)
WEIGHT_SUM = Kind(
    "evaluate.tree.weights-sum",
    Words(
        "“{node}”下级权重之和为 {found}，应为 {allowed}；如需按比例折算请写明。",
        "The weights under '{node}' add to {found}, not {allowed}; ask for rescaling if that is meant.",
    ),
)
NOT_READ = Kind(
    "evaluate.tree.value",
    Words(
        "“{node}”的{key}“{found}”无法识别。可写：{allowed}。", "'{found}' is no {key} for '{node}'; write {allowed}."
    ),
)
SHAPE = Kind(
    "evaluate.matrix.shape",
    Words(
        "数据有 {found} 列，指标体系有 {allowed} 项指标。", "The matrix has {found} columns for {allowed} indicators."
    ),
)
INFINITE = Kind(
    "evaluate.matrix.infinite",
    Words("数据中有无穷大（{found}）。请先更正或按缺失处理。", "The data hold an infinite value ({found})."),
)
UNKNOWN_NODE = Kind(
    "evaluate.tree.unknown",
    Words("指标体系没有“{found}”。有：{allowed}。", "The index has no '{found}'; it has {allowed}."),
)
NOT_A_MEAN = Kind(
    "evaluate.tree.not-a-mean",
    Words(
        "“{found}”不是加权平均，分值不能逐项分解。", "'{found}' is no weighted mean, so its score has no exact parts."
    ),
)
NEGATIVE_MEAN = Kind(
    "evaluate.mean.negative",
    Words(
        "“{node}”用非算术平均，下级分值不能为负（{found}）。可设下限 floor。",
        "'{node}' takes a mean that negative scores ({found}) do not have; set a floor.",
    ),
)
ZERO_MEAN = Kind(
    "evaluate.mean.zero",
    Words(
        "“{node}”用几何或调和平均，{found} 个单元有零分，其结果为 0；可设下限 floor。",
        "{found} rows hold a zero under '{node}': their geometric or harmonic mean is 0; a floor would change it.",
    ),
    Severity.NOTE,
)
STRUCTURE = Kind(
    "evaluate.change.structure",
    Words("两期的指标体系结构不同（{found}），请先对齐。", "The two index trees differ ({found}); align them first."),
)
CONSTANT = Kind(
    "evaluate.indicator.constant",
    Words(
        "“{found}”在全部单元上取同一值，没有信息。请给出固定界限，或移出指标体系。",
        "'{found}' has one value everywhere and holds no information: fix its bounds or leave it out.",
    ),
)
EMPTY = Kind(
    "evaluate.indicator.empty",
    Words(
        "“{found}”没有任何观测值，其权重全部记为未观测。",
        "'{found}' has no value at all; its weight counts as unobserved.",
    ),
    Severity.WARNING,
)
TOO_FEW = Kind(
    "evaluate.units.too-few",
    Words(
        "{what}至少需要 {allowed} 个单元，现有 {found} 个。",
        "{what} needs at least {allowed} units; there are {found}.",
    ),
)
NEGATIVE_VALUE = Kind(
    "evaluate.value.negative",
    Words("{what}要求不小于零，现有 {found}。", "{what} needs values of zero or more; found {found}."),
)
MISSING_VALUE = Kind(
    "evaluate.value.missing",
    Words(
        "{what}不能有缺失（第 {found} 个单元）。请先插补或筛选。",
        "{what} takes no missing value (unit {found}); impute or screen first.",
    ),
)
INCONSISTENT = Kind(
    "evaluate.weights.inconsistent",
    Words("判断矩阵一致性比率 CR = {found}，超过 {allowed}。", "The judgements have CR = {found}, above {allowed}."),
)
NOT_RECIPROCAL = Kind(
    "evaluate.weights.not-reciprocal",
    Words(
        "判断矩阵须为正互反方阵（{found}）。",
        "Judgements form a square, positive, reciprocal matrix; {found} does not.",
    ),
)
BAD_FORMULA = Kind(
    "evaluate.formula.unreadable",
    Words(
        "公式“{found}”第 {column} 个字符处无法识别。可用：{allowed}。",
        "The formula '{found}' cannot be read at character {column}; it may use {allowed}.",
    ),
)
OUT_OF_UNIT = Kind(
    "evaluate.coupling.range",
    Words("耦合协调要求各系统得分在 0 与 1 之间，现有 {found}。", "Coupling needs scores from 0 to 1; found {found}."),
)
SHARE_LIMITS = Kind(
    "evaluate.envelope.shares",
    Words("份额上下限（{found}）无解。", "No weights satisfy the share limits {found}."),
)
TOO_MANY_PAIRS = Kind(
    "evaluate.outrank.too-many",
    Words(
        "两两比较最多 {allowed} 个单元，现有 {found} 个；请分组比较。",
        "Pairwise comparison takes {allowed} units, not {found}.",
    ),
)
NO_RUNS = Kind(
    "evaluate.uncertainty.runs",
    Words("{what}应为 {allowed}，现为 {found}。", "{what} must be {allowed}; found {found}."),
)
BAD_CELL = Kind(
    "evaluate.table.cell",
    Words(
        "“{found}”不是数。请只写数字；缺失留空或写 NA。",
        "'{found}' is no number; write a bare number, or leave a missing cell empty.",
    ),
)
DUPLICATE_ROW = Kind(
    "evaluate.table.duplicate",
    Words(
        "同一单元同一期出现两次（另见第 {found} 行）。", "The same unit and period stand twice (also in row {found})."
    ),
)
ENCODING = Kind(
    "evaluate.table.encoding",
    Words(
        "文件不是 {found} 编码。请在 table.encoding 写明编码（如 {allowed}），或另存为 UTF-8。",
        "The file is not {found}; state table.encoding (such as {allowed}) or save it as UTF-8.",
    ),
)
NO_COLUMN = Kind(
    "evaluate.table.column",
    Words("表中没有“{found}”。有：{allowed}。", "The table has no '{found}'; it has {allowed}."),
)
TWO_COLUMNS = Kind(
    "evaluate.table.two-columns",
    Words("有两列都叫“{found}”。请改名，或删去一列。", "Two columns are called '{found}'; rename or remove one."),
)
NO_UNIT = Kind(
    "evaluate.table.no-unit",
    Words("这一行没有写明单元名称。", "This row does not say which unit it is about."),
)
SAME_VALUE = Kind(
    "evaluate.indicator.same-value",
    Words(
        "“{found}”在全部单元上取同一值，不影响先后。",
        "'{found}' has one value everywhere and tells no unit from another.",
    ),
    Severity.NOTE,
)
RELATIVE = Kind(
    "evaluate.edition.relative",
    Words(
        "“{found}”的得分取决于同表的其他单元，不能固定成版次。可固定的有：{allowed}。",
        "Scores of '{found}' depend on the other units of the table and cannot be frozen; these can: {allowed}.",
    ),
)
NO_ROWS = Kind("evaluate.table.empty", Words("表中没有数据行。", "The table has no rows."))
UNREADABLE_TABLE = Kind(
    "evaluate.table.unreadable", Words("无法读取表：{found}。", "The table cannot be read: {found}.")
)
SPEC_NEEDS = Kind(
    "evaluate.spec.needs",
    Words("“{found}”需要写明 {allowed}。", "'{found}' needs {allowed} to be stated."),
)
SPEC_LEVEL = Kind(
    "evaluate.spec.unknown",
    Words("“{found}”不在指标体系中。可写：{allowed}。", "'{found}' is not part of the structure; it has {allowed}."),
)
NO_UNITS = Kind(
    "evaluate.screen.nobody",
    Words("筛选后没有单元留下（{found}）。", "No unit is left after screening ({found})."),
)
FROZEN = Kind(
    "evaluate.edition.frozen",
    Words("版次“{found}”已固定，请用新的版次号。", "Edition '{found}' is frozen; give the new one another code."),
)
