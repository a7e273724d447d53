"""What can be wrong with a step of a return."""

from tongchou.terms import Kind, Words

MOVE = Kind(
    "monitor.return.move",
    Words(
        "现在是“{found}”，不能{action}。此时可以：{allowed}。",
        "It is '{found}', so {action} is not possible; possible now: {allowed}.",
    ),
)
ROLE = Kind(
    "monitor.return.role",
    Words("{found}不能{action}；应由{allowed}办理。", "{found} cannot {action}; that is for: {allowed}."),
)
UNIT = Kind(
    "monitor.return.unit",
    Words("“{found}”不是办理单位，{action}应由“{allowed}”办理。", "'{found}' may not {action}; '{allowed}' may."),
)
NO_REASON = Kind(
    "monitor.return.no-reason",
    Words("{action}须写明理由。", "A reason is needed to {action}."),
)
NOT_ASKED = Kind(
    "monitor.return.not-asked",
    Words("本表没有要求填报 {found}。", "This return does not ask for {found}."),
)
INCOMPLETE = Kind(
    "monitor.return.incomplete",
    Words(
        "还有 {found} 格没有填，不能报送（如 {allowed}）。没有发生的请填“无”。",
        "{found} cells are not answered (such as {allowed}); declare 'none' where nothing arose.",
    ),
)
NOT_SIGNED = Kind(
    "monitor.return.not-signed",
    Words("单位负责人还没有签核现在这组数。", "The head of the unit has not signed these figures."),
)
BLOCKED = Kind(
    "monitor.return.blocked",
    Words("有须改正的审核问题：{found}", "A check that must be mended stands open: {found}"),
)
UNEXPLAINED = Kind(
    "monitor.return.unexplained",
    Words("有须说明的审核问题还没有说明：{found}", "A check that must be explained is not: {found}"),
)
OPEN_QUERY = Kind(
    "monitor.return.open-query",
    Words("还有 {found} 个提问没有答复（如 {allowed}）。", "{found} queries are not answered (such as {allowed})."),
)
NO_QUERY = Kind(
    "monitor.return.no-query",
    Words("{found}没有待答复的提问。", "No open query stands at {found}."),
)
NO_HIT = Kind(
    "monitor.return.no-hit",
    Words("没有指明说明哪一条审核问题。", "It is not said which hit is explained."),
)
SAME_PERSON = Kind(
    "monitor.return.same-person",
    Words("{found}经手报送或签核过这一版，不能自己审核。", "{found} submitted or signed it and cannot approve it."),
)
STALE = Kind(
    "monitor.return.stale",
    Words(
        "您看到的数已被改动，请刷新后再{action}。",
        "The figures changed since you looked at them; look again before you {action}.",
    ),
)
BACK_IN_TIME = Kind(
    "monitor.return.back-in-time",
    Words("时间 {found} 早于上一步 {allowed}。", "{found} is earlier than the step before, {allowed}."),
)
WRONG_PERIOD = Kind(
    "monitor.round.wrong-period",
    Words("期间 {found} 与报送时钟（{allowed}）不是一类。", "Period {found} is not of the clock's kind ({allowed})."),
)
BAD_DAY = Kind(
    "monitor.clock.bad-day",
    Words("报送时钟“{clock}”的截止日 {found} 不是一个日子。", "The deadline {found} of clock '{clock}' is no day."),
)
UNKNOWN_FORM = Kind(
    "monitor.form.unknown",
    Words("{allowed} 没有有效的报表“{found}”。", "No form '{found}' is in force on {allowed}."),
)
