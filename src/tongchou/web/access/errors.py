"""What can be wrong with a list of people, in both languages."""

from tongchou.terms import Kind, Words

LIST_COLUMNS = Kind(
    "web.people.columns",
    Words(
        "名单的第一行应有这些列：{allowed}；现在缺：{found}。", "The first line must name: {allowed}; missing: {found}."
    ),
)
LIST_TOO_LONG = Kind(
    "web.people.too_long",
    Words("名单有 {found} 行，一次最多 {allowed} 行。", "The list has {found} lines; at most {allowed} at a time."),
)
LIST_UNREADABLE = Kind(
    "web.people.unreadable",
    Words(
        "名单读不出来（{found}）。请存为 UTF-8 或 GBK 的 CSV。",
        "The list cannot be read ({found}). Save it as CSV, UTF-8 or GBK.",
    ),
)
BAD_ROLE = Kind(
    "web.people.role", Words("角色“{found}”不认识。可写：{allowed}。", "No role '{found}'; there are {allowed}.")
)
BAD_LINE = Kind("web.people.line", Words("“{key}”：{found}", "'{key}': {found}"))
TWICE = Kind(
    "web.people.twice",
    Words("登录名“{found}”在名单里出现两次。", "The sign-in name '{found}' stands twice."),
)
