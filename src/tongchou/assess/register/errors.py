"""What can be wrong with a register of designated places."""

from tongchou.terms import Kind, Severity, Words

MOVE = Kind(
    "assess.register.order",
    Words(
        "“{place}”目前为“{found}”，不能记为“{event}”。可以：{allowed}。",
        "'{place}' is {found}; it cannot become {event}, only {allowed}.",
    ),
)
BACK_IN_TIME = Kind(
    "assess.register.back-in-time",
    Words("“{place}”：{found} 早于上一事件的 {allowed}。", "'{place}': {found} is before its last event of {allowed}."),
)
NO_DOCUMENT = Kind(
    "assess.register.no-document",
    Words("“{place}”记为“{event}”须有文件依据。", "'{place}' cannot become {event} without a document."),
)
TOO_SOON = Kind(
    "assess.register.too-soon",
    Words(
        "“{place}”整改期到 {allowed}，{found} 不能撤销资格。",
        "'{place}' has until {allowed} to rectify; it cannot be revoked on {found}.",
    ),
)
TOO_LATE = Kind(
    "assess.register.too-late",
    Words(
        "“{place}”整改期已于 {allowed} 届满，{found} 不能恢复资格。请撤销或先办理延期。",
        "The time of '{place}' ran out on {allowed}; it cannot be restored on {found} without an extension.",
    ),
)
EXTENSIONS = Kind(
    "assess.register.extensions",
    Words("“{place}”已延期 {found} 次，最多 {allowed} 次。", "'{place}' was extended {found} times of {allowed}."),
)
WAITING = Kind(
    "assess.register.waiting",
    Words("“{place}”撤销后须满 {allowed} 才能再申报。", "'{place}' may apply again from {allowed}."),
)
QUOTA = Kind(
    "assess.register.quota",
    Words(
        "名录限 {allowed} 个，列入“{place}”后为 {found} 个。", "The register holds {allowed}; '{place}' makes {found}."
    ),
)
GROUP_QUOTA = Kind(
    "assess.register.group-quota",
    Words(
        "“{group}”限 {allowed} 个，列入“{place}”后为 {found} 个。",
        "'{group}' may have {allowed}; '{place}' makes {found}.",
    ),
)
LIMITS = Kind(
    "assess.selection.limits",
    Words(
        "名额限制无法同时满足：{found}。",
        "The limits cannot all be kept: {found}.",
    ),
)
TIE = Kind(
    "assess.selection.tie",
    Words(
        "第 {allowed} 个名额处 {found} 同分，须由会议确定。",
        "{found} are tied for place {allowed}; the meeting must decide.",
    ),
    Severity.WARNING,
)
MISSING_FACT = Kind(
    "assess.selection.missing",
    Words(
        "“{place}”缺少“{found}”的数据，不能判断是否符合条件。", "'{place}' has no figure of '{found}' to be judged by."
    ),
    Severity.WARNING,
)
