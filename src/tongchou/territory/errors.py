"""What can be wrong with places, their lives and their changes."""

from tongchou.terms import Kind, Severity, Words

OVERLAP = Kind(
    "territory.place.overlapping-lives",
    Words(
        "“{found}”有两段重叠的存续期：{allowed}。同一代码同一天只能是一个地区。",
        "'{found}' has two lives that overlap: {allowed}. A code is one place on any day.",
    ),
)
BACKWARDS = Kind(
    "territory.place.backwards",
    Words("“{found}”的止日不晚于起日：{allowed}。", "The life of '{found}' ends before it begins: {allowed}."),
)
UNKNOWN = Kind(
    "territory.place.unknown",
    Words("{day}没有代码为“{found}”的地区。{allowed}", "There is no place '{found}' on {day}. {allowed}"),
)
ORPHAN = Kind(
    "territory.tree.orphan",
    Words(
        "“{found}”在{day}的上级“{parent}”不存在或已撤销。",
        "On {day} the parent '{parent}' of '{found}' does not exist.",
    ),
)
CYCLE = Kind("territory.tree.cycle", Words("上下级成环：{found}。", "The tree runs in a circle: {found}."))
TWO_PARENTS = Kind(
    "territory.hierarchy.two-parents",
    Words(
        "层级“{hierarchy}”中，“{found}”在{day}有两个上级：{allowed}。",
        "In hierarchy '{hierarchy}' '{found}' has two parents on {day}: {allowed}.",
    ),
)
NO_HIERARCHY = Kind(
    "territory.hierarchy.unknown",
    Words("没有名为“{found}”的层级。有：{allowed}。", "There is no hierarchy '{found}'; there is {allowed}."),
)
CODE_LEVEL = Kind(
    "territory.code.level",
    Words(
        "“{found}”按代码应为{allowed}，表中写的是{level}。",
        "By its digits '{found}' is a {allowed}, not a {level}.",
    ),
    Severity.WARNING,
)
EVENT_CODE = Kind(
    "territory.event.unknown-code",
    Words("区划变更引用了不存在的代码“{found}”（{day}）。", "A change of {day} names the unknown code '{found}'."),
)
EVENT_LIFE = Kind(
    "territory.event.not-alive",
    Words(
        "区划变更（{day}）与“{found}”的存续期不符：{allowed}。",
        "The change of {day} does not fit the life of '{found}': {allowed}.",
    ),
    Severity.WARNING,
)
EVENT_SHAPE = Kind(
    "territory.event.shape",
    Words(
        "“{kind}”的前后代码个数不对：{found}。应为 {allowed}。",
        "A '{kind}' cannot go {found}; it goes {allowed}.",
    ),
)
EVENT_TWICE = Kind(
    "territory.event.twice",
    Words("“{found}”在{day}同一天有两次变更。请合成一条。", "'{found}' changes twice on {day}; write one change."),
)
EVENT_SHARES = Kind(
    "territory.event.shares",
    Words(
        "“{code}”的分配比例不对：{found}。应与变更后代码同数、各在 0 到 1 之间、合计为 1。",
        "The shares of '{code}' are wrong: {found}; one for each new code, between 0 and 1, adding to 1.",
    ),
)
CHILDREN = Kind(
    "territory.change.children-undecided",
    Words(
        "“{found}”一分为多，其下级 {allowed} 归哪里没有写明。",
        "'{found}' goes to several places, and where its parts {allowed} go is not said.",
    ),
)
NO_SHARE = Kind(
    "territory.rebase.no-share",
    Words(
        "“{found}”不能换算到{day}的区划：{before} 分到 {allowed} 的比例未知。",
        "'{found}' cannot be rebased to {day}: how {before} divides into {allowed} is not known.",
    ),
)
NOT_ADDITIVE = Kind(
    "territory.rebase.ratio",
    Words(
        "“{found}”由几个地区合成或拆出，比率和平均数不能相加或照分：请用分子、分母重算或给出权数。",
        "'{found}' is made of parts; a ratio or mean cannot be added or divided: recompute it or give weights.",
    ),
)
NO_WEIGHT = Kind(
    "territory.rebase.no-weight",
    Words("“{found}”缺少 {allowed} 的权数，不能加权。", "There is no weight of {allowed} to make '{found}'."),
)
TWO_VALUES = Kind(
    "territory.rebase.two-values",
    Words(
        "“{found}”在{day}的数既有按新区划直接给出的，也能由旧区划换算；采用直接给出的。",
        "'{found}' has a figure of {day} given for the new tree and one made of the old; the given one is used.",
    ),
    Severity.NOTE,
)
NO_SUCH_MOVE = Kind(
    "territory.proposal.no-such-move",
    Words(
        "这项变更现在是“{stage}”，不能做“{found}”；可做：{allowed}。",
        "The proposal is '{stage}' and cannot '{found}'; it can: {allowed}.",
    ),
)
SAME_PERSON = Kind(
    "territory.proposal.same-person",
    Words("不能审核自己提出的变更，请由另一人审核。", "Nobody judges their own proposal; somebody else must."),
)
