"""What can go wrong with tasks on their way through people's hands."""

from tongchou.terms import Kind, Words

STALE = Kind(
    "web.duties.stale",
    Words(
        "任务“{found}”在您打开页面之后已由{who}“{did}”，您这一步没有做。下面是现在的样子；您写的还在。",
        "Since you opened the page, {who} did '{did}' to task '{found}', so your step was not taken. Below is how it "
        "stands now; what you wrote is still there.",
    ),
)
FORGED = Kind(
    "web.duties.no_such_action",
    Words("没有“{found}”这种操作。可做：{allowed}。", "There is no action '{found}'; there are {allowed}."),
)
NOT_ACTING = Kind(
    "web.duties.no_unit",
    Words(
        "您的任职没有对应到方案里的单位，不能办理任务。请与统筹办联系。",
        "Your appointment belongs to no unit of this programme, so you cannot act on tasks. Ask the office.",
    ),
)
CODE_TAKEN = Kind(
    "web.duties.code_taken",
    Words("台账里已有编号“{found}”。", "The ledger already has a task '{found}'."),
)
UNKNOWN_CODE = Kind(
    "web.duties.unknown_code",
    Words("{field}“{found}”在方案里没有。", "{field_en} '{found}' is not in the programme."),
)
BAD_ROW = Kind("web.duties.bad_row", Words("{field}：{allowed}。", "{field}: {allowed}."))
BACKWARDS = Kind(
    "web.duties.backwards",
    Words("期限 {found} 早于开始日 {allowed}。", "The deadline {found} is before the start {allowed}."),
)
OWN_PARTNER = Kind(
    "web.duties.own_partner",
    Words("“{found}”既是牵头又是配合单位。", "'{found}' is both lead and partner."),
)
BAD_FILE = Kind(
    "web.duties.bad_file",
    Words(
        "“{found}”不能作佐证：{why}。可交：{allowed}。", "'{found}' cannot be evidence: {why_en}. Allowed: {allowed}."
    ),
)
NOT_A_TABLE = Kind(
    "web.duties.not_a_table",
    Words("“{found}”不是能读的表格。可交：{allowed}。", "'{found}' is no table that can be read; allowed: {allowed}."),
)
NO_COLUMN = Kind(
    "web.duties.no_column",
    Words(
        "表里没有“{found}”列。第一行应有：{allowed}。",
        "The table has no column '{found}'; the first row needs {allowed}.",
    ),
)
NOTHING_CHOSEN = Kind(
    "web.duties.nothing_chosen",
    Words("没有选任务。请先勾选。", "No task is chosen. Tick some first."),
)
PROJECT_MOVED = Kind(
    "web.duties.project_moved",
    Words(
        "项目“{found}”的计划刚被别人改过，您的改动没有存。下面是您填的；刷新可看新的计划。",
        "Somebody has just changed the plan of project '{found}', so yours was not kept. What you typed is below.",
    ),
)
BAD_CELL = Kind(
    "web.duties.bad_cell",
    Words("{found}不是数。", "{found} is not a number."),
)
PARTS_OPEN = Kind(
    "web.duties.parts_open",
    Words(
        "分解数还合不上，不能下达。先把下面的差补平。", "The parts do not make the whole yet, so they cannot be issued."
    ),
)
