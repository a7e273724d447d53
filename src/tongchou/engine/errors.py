"""What can be wrong with a table at the door, or with the backend it is to run on."""

from tongchou.terms import Kind, Words

UNKNOWN_ENGINE = Kind(
    "engine.address.unknown",
    Words("没有名为“{found}”的计算引擎。可用：{allowed}。", "There is no engine '{found}'; known: {allowed}."),
)
NOT_INSTALLED = Kind(
    "engine.backend.not-installed",
    Words(
        "计算引擎“{found}”没有安装。请先安装：{allowed}。",
        "The engine '{found}' is not installed. Install {allowed} first.",
    ),
)
NO_FILE = Kind(
    "engine.file.missing",
    Words("找不到文件或文件夹“{found}”。", "There is no file or folder '{found}'."),
)
UNKNOWN_TYPE = Kind(
    "engine.file.type",
    Words("不能读取“{found}”。可读：{allowed}。", "'{found}' cannot be read; a table is one of {allowed}."),
)
ENCODING = Kind(
    "engine.csv.encoding",
    Words(
        "文件不是 UTF-8（读起来像 {found}），从第 {line} 行起读不出。请另存为 UTF-8 后再试；原文件未改动。",
        "The file is not UTF-8 (it reads like {found}) from line {line} on. Save it as UTF-8; nothing was changed.",
    ),
)
BROKEN = Kind(
    "engine.csv.broken",
    Words(
        "表里的引号或换行不成对，读不下去。请用 Excel 或 WPS 打开，另存为 CSV 后再试；原文件未改动。",
        "Quotes or line ends in the table do not pair and it cannot be read. Save it anew as CSV; nothing was changed.",
    ),
)
EMPTY = Kind(
    "engine.csv.empty",
    Words("表是空的，连表头也没有。应有列：{allowed}。", "The table is empty; its columns should be {allowed}."),
)
UNKNOWN_COLUMN = Kind(
    "engine.csv.unknown-column",
    Words("不认识列“{found}”。可用：{allowed}。", "Unknown column '{found}'; allowed: {allowed}."),
)
DUPLICATE_COLUMN = Kind(
    "engine.csv.duplicate-column",
    Words("列“{found}”出现两次。", "Column '{found}' stands twice."),
)
MISSING_COLUMN = Kind(
    "engine.csv.missing-column",
    Words("缺少列“{allowed}”。", "Column '{allowed}' is missing."),
)
BAD_CELL = Kind(
    "engine.csv.cell",
    Words("这一格写的是“{found}”，应为{allowed}。", "The cell holds '{found}'; it should be {allowed}."),
)
RAGGED = Kind(
    "engine.csv.ragged-row",
    Words("这一行的格数与表头不同（应有 {allowed} 格）：{found}", "This row has not {allowed} cells: {found}"),
)
BROKEN_ROW = Kind(
    "engine.csv.broken-row",
    Words("这一行读不出（{allowed}）：{found}", "This row cannot be read ({allowed}): {found}"),
)
MORE_ROWS = Kind(
    "engine.csv.too-many",
    Words("坏行至少有 {found} 行，只列出前 {allowed} 行。", "At least {found} rows are broken; {allowed} are listed."),
)
TWICE = Kind(
    "engine.spread.twice",
    Words(
        "同一单元格有不止一个数（共多出 {found} 个）；请先选定一个再展开。",
        "Some cells have more than one number ({found} too many); choose one before spreading.",
    ),
)
