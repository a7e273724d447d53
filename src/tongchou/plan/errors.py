"""What can be wrong with targets, tasks and projects."""

from tongchou.terms import Kind, Severity, Words

CONTRADICTION = Kind(
    "plan.target.contradiction",
    Words(
        "“{indicator}”在 {place} {period}有互相矛盾的目标：{found}。",
        "The targets of '{indicator}' at {place} for {period} contradict each other: {found}.",
    ),
)
UNITS = Kind(
    "plan.target.unit",
    Words("“{indicator}”{place}的目标单位不一致：{found}。", "'{indicator}' at {place} has targets in {found}."),
)
BACK = Kind(
    "plan.target.turns-back",
    Words(
        "“{indicator}”{place}的目标走势回头：{found}。",
        "The targets of '{indicator}' at {place} turn back: {found}.",
    ),
    Severity.WARNING,
)
BOUNDS = Kind(
    "plan.target.out-of-bounds",
    Words(
        "“{indicator}”{place}的目标 {found} 超出可能范围 {allowed}。",
        "The target {found} of '{indicator}' at {place} lies outside {allowed}.",
    ),
)
WORSE = Kind(
    "plan.target.worse-than-baseline",
    Words(
        "“{indicator}”{place}的目标 {found} 不如基期值 {allowed}。",
        "The target {found} of '{indicator}' at {place} is worse than its baseline {allowed}.",
    ),
    Severity.WARNING,
)
GROWTH_PATH = Kind(
    "plan.target.growth-path",
    Words(
        "等速增长要求起点和目标都大于零，现为 {found}。请改用直线。",
        "Constant growth needs a start and a target above zero, not {found}; use a line.",
    ),
)
PARTS_DIFFER = Kind(
    "plan.parts.differ",
    Words(
        "“{indicator}”{period}：各地目标{sum}为 {found}，全市目标为 {allowed}，相差 {gap}。",
        "'{indicator}' {period}: the parts make {found} ({sum_en}), the whole is {allowed}; they differ by {gap}.",
    ),
)
PARTS_MISSING = Kind(
    "plan.parts.missing",
    Words("“{indicator}”{period}：{found} 没有分解目标。", "'{indicator}' {period}: {found} have no part."),
    Severity.WARNING,
)
PARTS_WEIGHT = Kind(
    "plan.parts.weight",
    Words(
        "“{indicator}”是比率，合成全市值需要 {found} 的分母（如人口）。",
        "'{indicator}' is a ratio; to make the whole the denominators of {found} are needed.",
    ),
)
MOVE = Kind(
    "plan.task.move",
    Words(
        "任务“{task}”处于“{found}”，不能{action}。可以：{allowed}。",
        "Task '{task}' is {found}; it cannot {action}. It can: {allowed}.",
    ),
)
ACTOR = Kind(
    "plan.task.actor",
    Words(
        "“{found}”不能对任务“{task}”{action}。应由{allowed}。", "'{found}' may not {action} task '{task}': {allowed}."
    ),
)
NO_EVIDENCE = Kind(
    "plan.task.no-evidence",
    Words("任务“{task}”没有佐证材料，不能{action}。", "Task '{task}' has no evidence; it cannot {action}."),
)
SAME_UNIT = Kind(
    "plan.task.same-unit",
    Words(
        "任务“{task}”由“{found}”承办，核验须由其他单位作出。",
        "Task '{task}' is worked on by '{found}'; somebody else must verify it.",
    ),
)
BACK_IN_TIME = Kind(
    "plan.task.back-in-time",
    Words(
        "任务“{task}”：{found} 早于上一步的 {allowed}。",
        "Task '{task}': {found} is before the step at {allowed}.",
    ),
)
NO_REASON = Kind(
    "plan.task.no-reason",
    Words("任务“{task}”：{action}须写明理由。", "Task '{task}': to {action} needs a reason."),
)
NO_LEAD = Kind(
    "plan.task.no-lead",
    Words("任务“{task}”还没有牵头单位，交办时须写明。", "Task '{task}' has no lead unit yet; name one to assign it."),
)
NO_SUCCESSOR = Kind(
    "plan.task.no-successor",
    Words(
        "任务“{task}”：移交（且只有移交）须写明接手单位，不能仍是“{allowed}”；现写“{found}”。",
        "Task '{task}': a hand-over, and nothing else, names a successor other than '{allowed}'; found '{found}'.",
    ),
)
NO_DEADLINE = Kind(
    "plan.task.no-deadline",
    Words(
        "任务“{task}”：调整期限（且只有调整期限）须写明新的期限。",
        "Task '{task}': a rescheduling, and nothing else, names a new deadline.",
    ),
)
NOT_YOURS_TO_WITHDRAW = Kind(
    "plan.task.not-yours-to-withdraw",
    Words(
        "任务“{task}”：只能撤回本单位刚走的一步，之后别人动过就不能撤。上一步是“{allowed}”走的，现在是“{found}”。",
        "Task '{task}': only the unit that took the last step can withdraw it. It was '{allowed}', not '{found}'.",
    ),
)
LATE_EVIDENCE = Kind(
    "plan.evidence.late",
    Words(
        "“{found}”是期限（{allowed}）之后才交的材料，按逾期 {days} 天记。",
        "'{found}' was handed in after the deadline ({allowed}); it counts as {days} days late.",
    ),
    Severity.WARNING,
)
USED_EVIDENCE = Kind(
    "plan.evidence.used-twice",
    Words(
        "“{found}”与任务“{allowed}”所用材料完全相同。",
        "'{found}' is the very file that task '{allowed}' used.",
    ),
    Severity.WARNING,
)
ALIKE_EVIDENCE = Kind(
    "plan.evidence.alike",
    Words("“{found}”与“{allowed}”文字相似度 {percent}%。", "'{found}' is {percent} % like '{allowed}'."),
    Severity.WARNING,
)
PHASE_ORDER = Kind(
    "plan.project.phase",
    Words("项目“{project}”的阶段“{found}”{allowed}。", "Phase '{found}' of project '{project}': {allowed}."),
)
NO_PHASES = Kind(
    "plan.project.no-phases",
    Words("项目“{found}”没有分阶段计划，不能推算进度。", "Project '{found}' has no phases to measure by."),
)
