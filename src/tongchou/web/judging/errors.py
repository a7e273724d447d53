"""What can go wrong with judging as it passes through people's hands."""

from tongchou.terms import Kind, Severity, Words

MARK_STALE = Kind(
    "web.judging.mark_stale",
    Words(
        "“{item}”（{unit}）在您打开页面之后已由{who}评为“{found}”，您的评分没有保存。请看一下再评。",
        "Since you opened the page {who} gave '{item}' of {unit} {found}; your mark was not kept. Look again.",
    ),
)
NOT_A_RATER = Kind(
    "web.judging.not_a_rater",
    Words(
        "您的任职不能在“{found}”给“{item}”评分。可以评的：{allowed}。",
        "Your appointments do not let you rate '{item}' in '{found}'; those who may: {allowed}.",
    ),
)
NOT_MANUAL = Kind(
    "web.judging.not_manual",
    Words("“{found}”按数据计分，不由人评分。", "'{found}' is scored from figures, not by people."),
)
BAD_MARK = Kind(
    "web.judging.bad_mark",
    Words("“{item}”填的是“{found}”，应为 {allowed}。", "'{item}': '{found}' was given; it should be {allowed}."),
)
BAD_DAY = Kind(
    "web.judging.bad_day", Words("“{found}”不是日期。写法：{allowed}。", "'{found}' is no date; write {allowed}.")
)
BAD_NUMBER = Kind(
    "web.judging.bad_number",
    Words("“{field}”填的是“{found}”，应为 {allowed}。", "{field_en}: '{found}' was given; it should be {allowed}."),
)
LATE_PAPER = Kind(
    "web.judging.late_paper",
    Words(
        "材料已收下，但已过截止日 {allowed}，记为迟交，不作为评分依据。",
        "The paper was taken in, but came after {allowed}: it is marked late and proves nothing.",
    ),
    Severity.WARNING,
)
NOBODY_SCORED = Kind(
    "web.judging.nobody",
    Words("办法“{found}”在 {allowed} 没有被考核单位或没有生效。", "Scheme '{found}' scores nobody in {allowed}."),
)
NO_SUCH = Kind(
    "web.judging.no_such", Words("没有“{found}”。可以：{allowed}。", "There is no '{found}'; there are {allowed}.")
)
NOTHING_CHANGED = Kind(
    "web.judging.nothing_changed",
    Words("重新计算的结果与上一版相同，没有另出新版。", "The result is the same as before; no new edition was issued."),
)
