"""What can be wrong with a workbook that comes back, and with a single cell of it."""

from tongchou.terms import Kind, Severity, Words

TOO_LARGE = Kind(
    "monitor.workbook.too-large",
    Words("文件“{found}”太大，上限 {allowed}。", "The file '{found}' is too large; at most {allowed}."),
)
NOT_EXCEL = Kind(
    "monitor.workbook.not-excel",
    Words(
        "“{found}”不是 Excel 或 WPS 表格，请用 .xlsx 或 .xls。", "'{found}' is no workbook; send an .xlsx or .xls file."
    ),
)
BROKEN = Kind(
    "monitor.workbook.broken",
    Words(
        "“{found}”打不开：文件损坏或设了密码，请另存一份再传。",
        "'{found}' cannot be opened: it is damaged or has a password; save it anew.",
    ),
)
BOMB = Kind(
    "monitor.workbook.bomb",
    Words(
        "“{found}”展开后超过 {allowed}，没有读入；请删去空白区域里的内容再传。",
        "'{found}' unfolds to more than {allowed} and was not read; clear what stands far outside the table.",
    ),
)
ENTITIES = Kind(
    "monitor.workbook.entities",
    Words("“{found}”里有不允许的 XML 定义，没有读入。", "'{found}' defines XML entities and was not read."),
)
NO_TICKET = Kind(
    "monitor.workbook.no-ticket",
    Words(
        "“{found}”不是从本系统下载的报表，请下载模板后填写。",
        "'{found}' is not a template of this system; download one and fill that in.",
    ),
)
FORGED = Kind(
    "monitor.workbook.forged",
    Words(
        "“{found}”的表头信息被改动过，没有读入；请重新下载模板。",
        "The hidden keys of '{found}' were changed and nothing was read; download the template again.",
    ),
)
OTHER_UNIT = Kind(
    "monitor.workbook.other-unit",
    Words("这是“{found}”的报表，不是“{allowed}”的，没有读入。", "This is the return of '{found}', not of '{allowed}'."),
)
OTHER_ROUND = Kind(
    "monitor.workbook.other-round",
    Words(
        "这是 {found} 的报表，现在填报的是 {allowed}，没有读入。",
        "This is a return of {found}; it is {allowed} now.",
    ),
)
OUTDATED = Kind(
    "monitor.workbook.outdated",
    Words(
        "报表的内容在下载之后改过，没有读入；请重新下载模板。",
        "The form changed after the download and nothing was read; download the template again.",
    ),
)
NO_TABLE = Kind(
    "monitor.workbook.no-table",
    Words(
        "“{found}”里找不到填报表：代码和名称都不在了。请重新下载模板。",
        "No table to fill in is left in '{found}': neither codes nor names; download the template again.",
    ),
)
NOT_A_NUMBER = Kind(
    "monitor.cell.not-a-number",
    Words(
        "“{found}”不是一个数。可写：{allowed}，没有发生写“无”，不适用写“不适用”。",
        "'{found}' is no number. Write {allowed}, 无 where nothing arose, 不适用 where it does not apply.",
    ),
)
UNCLEAR = Kind(
    "monitor.cell.unclear",
    Words(
        "“{found}”看不出是零、没有发生还是不适用。请写 0、无 或 不适用。",
        "'{found}' may mean nought, none or not applicable. Write 0, 无 or 不适用.",
    ),
)
ERROR_VALUE = Kind(
    "monitor.cell.error-value",
    Words("单元格里是公式错误 {found}，请改成数。", "The cell holds the formula error {found}; write a number."),
)
A_DATE = Kind(
    "monitor.cell.date",
    Words(
        "单元格被当成了日期（{found}）。请把格式改为“常规”再填数。",
        "The cell became a date ({found}); set its format to General and write the number again.",
    ),
)
WRONG_UNIT = Kind(
    "monitor.cell.wrong-unit",
    Words("“{found}”的单位与本项（{allowed}）不符。", "The unit of '{found}' is not that of the element ({allowed})."),
)
TWICE_MAGNITUDE = Kind(
    "monitor.cell.twice-magnitude",
    Words(
        "“{found}”带了数量级，而本项单位已是“{allowed}”，不知该不该再乘。请只写数。",
        "'{found}' carries a magnitude and the unit is already '{allowed}'; write the bare number.",
    ),
)
TOO_BIG = Kind(
    "monitor.cell.too-big",
    Words("“{found}”大得不可能（上限 {allowed}）。", "'{found}' cannot be right (at most {allowed})."),
)
TWICE = Kind(
    "monitor.cell.twice",
    Words(
        "这一格在表里出现两次，数不一样（前一处在{allowed}，后一处是“{found}”）。请只留一处。",
        "This cell stands twice with different figures (first at {allowed}, then '{found}'); keep one.",
    ),
)
FOREIGN = Kind(
    "monitor.cell.foreign",
    Words("“{found}”不在本单位这张表里，没有读入。", "'{found}' does not belong to this return and was not read."),
)
NO_KEY = Kind(
    "monitor.row.no-key",
    Words(
        "这一行（列）有数但没有代码，不知道是哪个地区哪一项，没有读入（如“{found}”）。",
        "Figures stand here without a code, such as '{found}'; they were not read.",
    ),
    Severity.WARNING,
)
LOST = Kind(
    "monitor.row.lost",
    Words(
        "表里少了 {found} 格（如 {allowed}），这些格保持原样。",
        "{found} cells are gone from the table, such as {allowed}; they stay as they are.",
    ),
    Severity.WARNING,
)
