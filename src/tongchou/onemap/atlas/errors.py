"""What can be wrong with the layers of a pack once their files are opened."""

from tongchou.terms import Kind, Severity, Words

NO_SUCH = Kind(
    "onemap.atlas.absent",
    Words("方案包的 layers.csv 里没有图层“{found}”。有：{allowed}。", "No layer '{found}' in layers.csv; {allowed}."),
)
NO_COLUMN_NAMED = Kind(
    "onemap.atlas.no-column",
    Words("图层要填 {found} 一列才能这样用。", "The layer must name its {found} to be used so."),
)
STRANGE_CODE = Kind(
    "onemap.atlas.unknown-place",
    Words("代码“{found}”不在 places.csv 里。相近的有：{allowed}。", "'{found}' is not in places.csv; near: {allowed}."),
)
NOT_DRAWN = Kind(
    "onemap.atlas.not-drawn",
    Words("这一天有 {found} 个地区没有画出来：{allowed}。", "{found} places of that day are not drawn: {allowed}."),
    Severity.WARNING,
)
TWICE = Kind(
    "onemap.atlas.drawn-twice",
    Words("代码“{found}”在同一天画了两次（先见第 {allowed} 行）。", "'{found}' is drawn twice (first row {allowed})."),
)
NO_CLASS = Kind(
    "onemap.atlas.unknown-class",
    Words(
        "值“{found}”在 layer_classes.csv 里没有这一类。有：{allowed}。",
        "No class '{found}' in layer_classes.csv; {allowed}.",
    ),
)
BAD_DAY = Kind(
    "onemap.atlas.day",
    Words("“{found}”不是日期，应如 {allowed}。", "'{found}' is no date; write it as {allowed}."),
)
