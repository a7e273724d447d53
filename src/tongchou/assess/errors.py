"""What can be wrong with an assessment."""

from tongchou.terms import Kind, Severity, Words

NO_UNITS = Kind("assess.units.none", Words("没有被考核单位。", "There is nobody to assess."))
DUPLICATE_UNIT = Kind(
    "assess.units.duplicate", Words("被考核单位“{found}”重复。", "The unit '{found}' is listed twice.")
)
UNCLASSED = Kind(
    "assess.units.unclassed",
    Words("“{found}”没有列入任何一类。类别：{allowed}。", "'{found}' is in none of the classes {allowed}."),
)
NO_FIGURES = Kind(
    "assess.figures.none",
    Words("考核项“{item}”的指标“{found}”没有任何数据。", "Item '{item}': there are no figures of '{found}'."),
    Severity.WARNING,
)
SHAPE = Kind(
    "assess.figures.shape",
    Words(
        "指标“{indicator}”有 {found} 个值，被考核单位有 {allowed} 个。",
        "'{indicator}' has {found} values for {allowed} units.",
    ),
)
DIRECTION = Kind(
    "assess.item.direction",
    Words(
        "考核项“{item}”的指标没有好坏方向（{found}），规则 {rule} 不能用。请在规则里写 better: more 或 less。",
        "The indicator of item '{item}' has no better side ({found}); rule {rule} needs better: more or less.",
    ),
)
UNKNOWN_UNIT = Kind(
    "assess.mark.unknown-unit",
    Words("“{found}”不在被考核单位之中。", "'{found}' is not among the units assessed."),
)
UNKNOWN_ITEM = Kind(
    "assess.mark.unknown-item",
    Words(
        "考核办法没有人工评分项“{found}”。有：{allowed}。", "The scheme has no manual item '{found}'; it has {allowed}."
    ),
)
UNKNOWN_EVENT = Kind(
    "assess.event.unknown",
    Words(
        "考核办法没有用到事项“{found}”。用到的有：{allowed}。",
        "No rule speaks of the event '{found}'; they speak of {allowed}.",
    ),
    Severity.WARNING,
)
RATER_SCOPE = Kind(
    "assess.mark.out-of-scope",
    Words(
        "“{found}”无权评“{item}”，该分不计。可评的是：{allowed}。",
        "'{found}' may not rate '{item}', so the mark does not count; {allowed} may.",
    ),
    Severity.WARNING,
)
OWN_UNIT = Kind(
    "assess.mark.own-unit",
    Words(
        "“{found}”在自评以外的环节给自己打分，该分不计。",
        "'{found}' rated itself beyond self-scoring; it does not count.",
    ),
    Severity.WARNING,
)
OUT_OF_RANGE = Kind(
    "assess.mark.out-of-range",
    Words(
        "“{item}”评 {found}，应为 {allowed}，该分不计。",
        "Item '{item}' was given {found}, not {allowed}; it does not count.",
    ),
    Severity.WARNING,
)
REPLACED = Kind(
    "assess.mark.replaced",
    Words(
        "“{found}”对“{item}”（{unit}）评了两次，以后一次为准。",
        "'{found}' rated '{item}' of {unit} twice; the later counts.",
    ),
    Severity.NOTE,
)
SPREAD = Kind(
    "assess.mark.spread",
    Words(
        "“{item}”（{unit}）各评分相差 {found} 分，超过 {allowed} 分，须提交会议确定。",
        "The marks for '{item}' of {unit} are {found} apart, more than {allowed}; the meeting must decide.",
    ),
    Severity.WARNING,
)
FEW_RATERS = Kind(
    "assess.mark.few-raters",
    Words(
        "“{item}”（{unit}）只有 {found} 个有效评分，至少要 {allowed} 个。",
        "Item '{item}' of {unit} has {found} marks of {allowed}.",
    ),
    Severity.WARNING,
)
UNGRADED = Kind(
    "assess.item.ungraded",
    Words(
        "“{item}”有 {found} 个单位尚未评分，暂不计入总分。",
        "Item '{item}' is not rated for {found} units; left out for now.",
    ),
    Severity.WARNING,
)
UNKNOWN_CARD = Kind("assess.card.unknown", Words("没有“{found}”的成绩单。", "There is no scorecard of '{found}'."))
NO_SCHEME = Kind(
    "assess.scheme.not-in-force",
    Words("{day}没有生效的考核办法。有：{allowed}。", "No scheme is in force on {day}; there is {allowed}."),
)
TWO_SCHEMES = Kind(
    "assess.scheme.two-in-force",
    Words("{day}有两个版本同时生效：{found}。", "Two editions are in force on {day}: {found}."),
)
CHANGED = Kind(
    "assess.scheme.changed-in-period",
    Words(
        "考核期内办法由 {allowed} 改为 {found}。按期初生效的版本计分，新版本自下一期起用。",
        "The scheme changed from {allowed} to {found} within the period; the edition of its first day counts.",
    ),
    Severity.WARNING,
)
LATE = Kind(
    "assess.evidence.late",
    Words(
        "“{found}”的材料（{unit}，{day}）迟于截止日 {allowed}，不计入本期。",
        "'{found}' of {unit}, dated {day}, came after {allowed} and does not count.",
    ),
    Severity.WARNING,
)
DISSOLVED = Kind(
    "assess.units.dissolved",
    Words(
        "“{found}”于 {day} 撤销，不参加本期排名，任务随移交单位考核。",
        "'{found}' was dissolved on {day}; it is not ranked, its tasks are scored where they went.",
    ),
    Severity.WARNING,
)
NEW_UNIT = Kind(
    "assess.units.new",
    Words("“{found}”于 {day} 设立，本期自设立之日起考核。", "'{found}' began on {day} and is assessed from then on."),
    Severity.NOTE,
)
OBJECTION_LATE = Kind(
    "assess.objection.late",
    Words("异议须在 {allowed} 前提出，{found} 已过期。", "Objections were due by {allowed}; {found} is too late."),
)
OBJECTION_EARLY = Kind(
    "assess.objection.early",
    Words("结果于 {allowed} 公布，{found} 不能提出异议。", "Results are published on {allowed}; {found} is too early."),
)
NO_WINDOW = Kind(
    "assess.objection.no-window",
    Words("本办法没有设异议期（objection_days）。", "The scheme has no window for objections (objection_days)."),
)
OBJECTION_ITEM = Kind(
    "assess.objection.unknown-item",
    Words("成绩单没有考核项“{found}”。", "The scorecard has no item '{found}'."),
)
OBJECTION_REASON = Kind("assess.objection.no-reason", Words("异议须写明理由。", "An objection needs a reason."))
OBJECTION_STATE = Kind(
    "assess.objection.state",
    Words("异议处于“{found}”，不能{allowed}。", "The objection is {found}; it cannot be {allowed}."),
)
OWN_HEARING = Kind(
    "assess.objection.own-case",
    Words(
        "“{found}”是原评分或提出异议的单位，不能裁定。", "'{found}' gave the score or objects to it and cannot decide."
    ),
)
NO_REVISION_REASON = Kind(
    "assess.publication.no-reason",
    Words("已公布的结果只能另出新版并写明理由。", "A published result changes only by a new edition with a reason."),
)
CHECK_UNKNOWN = Kind(
    "assess.checklist.unknown",
    Words("清单里没有“{found}”这个村或事项。", "The checklist has no village or point '{found}'."),
)
CHECK_TWICE = Kind(
    "assess.checklist.twice",
    Words("“{village}”的“{found}”报了两次。", "Point '{found}' of '{village}' is reported twice."),
)
CHECK_UNPROVEN = Kind(
    "assess.checklist.unproven",
    Words(
        "“{village}”报“{found}”已完成，但未重复使用的照片不足 {allowed} 张。",
        "'{village}' reports '{found}' done with fewer than {allowed} pictures of its own.",
    ),
    Severity.WARNING,
)
PROCEEDING_MOVE = Kind(
    "assess.proceeding.move",
    Words(
        "考核处于“{found}”，不能“{move}”。可以：{allowed}。", "The assessment stands at '{found}'; it cannot {move}."
    ),
)
PROCEEDING_STALE = Kind(
    "assess.proceeding.stale",
    Words(
        "您看到的是“{found}”，现在已是“{allowed}”（刚有人办过）。请看一下现在的情况再办。",
        "You saw '{found}'; somebody has moved it to '{allowed}' since. Look again before you act.",
    ),
)
PROCEEDING_TIME = Kind(
    "assess.proceeding.back-in-time",
    Words("{found} 早于上一步的 {allowed}。", "{found} is before the last step of {allowed}."),
)
PROCEEDING_REASON = Kind(
    "assess.proceeding.no-reason", Words("“{move}”须写明理由。", "This step ({move}) needs a reason.")
)
PENDING_ITEMS = Kind(
    "assess.proceeding.pending",
    Words(
        "还有 {found} 处没有定分（{items}）。请定分，或写明理由后公布，未定分的不计入。",
        "{found} scores are not decided ({items}). Decide them, or publish with a reason; they are left out then.",
    ),
)
WINDOW_OPEN = Kind(
    "assess.proceeding.window-open",
    Words(
        "异议期到 {allowed} 为止，{found} 不能确定结果。", "Objections may come until {allowed}; {found} is too early."
    ),
)
STILL_OBJECTED = Kind(
    "assess.proceeding.undecided-objections",
    Words("还有 {found} 件异议没有裁定。", "{found} objections are not decided yet."),
)
STILL_UNREVISED = Kind(
    "assess.proceeding.not-revised",
    Words("有 {found} 件异议成立，须先另出新版。", "{found} objections were upheld; issue a new edition first."),
)
SEALED = Kind(
    "assess.mark.sealed",
    Words(
        "考核{found}，评分不能再改。异议成立后由会议更正，另出新版。",
        "The assessment is {found}; marks do not change. The meeting corrects what an upheld objection names.",
    ),
)
NOT_ITS_TURN = Kind(
    "assess.mark.not-its-turn",
    Words("现在是“{allowed}”，不收“{found}”的评分。", "It is time for '{allowed}'; marks of '{found}' are not taken."),
)
NO_RESULT = Kind(
    "assess.result.none",
    Words("没有这样的考核：{found}。有：{allowed}。", "There is no such assessment: {found}. There are {allowed}."),
)
RESULT_CHANGED = Kind(
    "assess.result.changed",
    Words(
        "已公布的结果与其校验值不符（现为 {found}…，应为 {allowed}…），有人改动过。请从备份恢复。",
        "The published result does not fit its digest ({found}… for {allowed}…): it was changed. Restore it.",
    ),
)
