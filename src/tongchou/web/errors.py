"""What can go wrong at the web's door, in both languages."""

from tongchou.terms import Kind, Words

PORT_TAKEN = Kind(
    "web.port.taken",
    Words(
        "端口 {found} 已被占用。请关掉占用它的程序，或换一个：tongchou serve --port {allowed}。",
        "Port {found} is taken. Stop the program that uses it, or choose another: tongchou serve --port {allowed}.",
    ),
)
BAD_DATABASE = Kind(
    "web.database.unreadable",
    Words(
        "DATABASE_URL 看不懂（“{found}”）。写法：{allowed}；不写则用 SQLite。",
        "DATABASE_URL cannot be read ('{found}'). Write {allowed}, or leave it out to use SQLite.",
    ),
)
BAD_OFFICE_FILE = Kind(
    "web.office_file.unreadable",
    Words(
        "office.toml 有误：{found}。写法见“运行”一章（docs/how-to/serve.md）。",
        "office.toml is wrong: {found}. See docs/how-to/serve.md.",
    ),
)
NO_ASSETS = Kind(
    "web.assets.missing",
    Words(
        "网页资源还没有建成（{found}）。请执行：python frontend/build.py。",
        "The page's assets are not built ({found}). Run: python frontend/build.py.",
    ),
)

NOT_A_DOCUMENT = Kind(
    "web.reading.not_a_document",
    Words(
        "“{found}”不是这里能读的文件。可读：{allowed}；也可以把正文粘贴进来。",
        "'{found}' is not a file that can be read here; readable: {allowed}. Or paste the text.",
    ),
)
DOCUMENT_TOO_LARGE = Kind(
    "web.reading.too_large",
    Words(
        "文件太大：{found}；网页上一次最多 {allowed}。更大的请在命令行用 tongchou read。",
        "The file is too large: {found}; at most {allowed} on this page. Use tongchou read for larger ones.",
    ),
)
DOCUMENT_TOO_LONG = Kind(
    "web.reading.too_long",
    Words(
        "正文太长：{found} 字；网页上一次最多 {allowed} 字。请拆开，或在命令行用 tongchou read。",
        "The text is too long: {found} characters; at most {allowed} on this page. Split it, or use tongchou read.",
    ),
)
NO_SUCH_STEP = Kind(
    "web.reading.no_such_step",
    Words("没有“{found}”这种操作。可做：{allowed}。", "There is no step '{found}'; there are {allowed}."),
)
ITEM_MOVED = Kind(
    "web.reading.item_moved",
    Words(
        "条目 {found} 已不在原来的位置（可能刚被拆分、合并或撤销），这一步没有做。请看一下现在的清单再做。",
        "Item {found} no longer stands where it stood (it may just have been split, merged or taken back); nothing "
        "was done. Look at the list as it is now.",
    ),
)
NOTHING_TO_TAKE_BACK = Kind(
    "web.reading.nothing_to_take_back",
    Words(
        "第 {found} 步已不是最后一步（现在是 {allowed}），没有撤销或重做。",
        "Step {found} is not the last one any more (now {allowed}); nothing was taken back or done again.",
    ),
)
ACCEPTED_NOTHING = Kind(
    "web.reading.accepted_nothing",
    Words(
        "还没有接受任何目标或任务，方案包里没有可加的内容。请先接受几条。",
        "No target or task is accepted yet, so there is nothing to add to the pack. Accept some first.",
    ),
)
PACK_GONE = Kind(
    "web.reading.pack_gone",
    Words(
        "方案包“{found}”的文件夹不在原处，无法复制。请重新启动 tongchou serve。",
        "The folder of the pack '{found}' is not where it was and cannot be copied. Start tongchou serve again.",
    ),
)
BAD_DATES = Kind(
    "web.dates.unreadable",
    Words(
        "日期“{found}”读不懂或超出范围。写成 2023-06-30，范围 {allowed}。",
        "The dates '{found}' cannot be read or are out of range. Write 2023-06-30, within {allowed}.",
    ),
)
