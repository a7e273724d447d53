"""The kinds of problem the reader names."""

from tongchou.terms import Kind, Severity, Words

ABSENT = Kind("reading.file.absent", Words("找不到文件“{found}”。", "There is no file '{found}'."))
EMPTY = Kind(
    "reading.file.empty",
    Words("文件“{found}”里没有文字。", "'{found}' holds no text."),
)
TOO_LARGE = Kind(
    "reading.file.too_large",
    Words("文件太大：{found}；一次最多读{allowed}。请拆开再读。", "Too large: {found}; at most {allowed}. Split it."),
)
UNKNOWN_FORMAT = Kind(
    "reading.file.unknown_format",
    Words(
        "“{found}”的格式不能读。可读：{allowed}。",
        "The format of '{found}' cannot be read; readable: {allowed}.",
    ),
)
NOT_WHAT_IT_SAYS = Kind(
    "reading.file.not_what_it_says",
    Words(
        "“{found}”的内容与扩展名不符：实际是{actual}。请按实际格式另存。",
        "'{found}' is not what its name says but {actual}. Save it in its own format.",
    ),
)
BROKEN = Kind(
    "reading.file.broken",
    Words(
        "文件“{found}”不完整或已损坏，没有读取任何内容。请重新取得原件。",
        "'{found}' is truncated or damaged; nothing was read. Get the original again.",
    ),
)
ENCRYPTED = Kind(
    "reading.file.encrypted",
    Words(
        "文件“{found}”有密码或已加密。请去掉密码后再读。",
        "'{found}' is encrypted. Remove the password first.",
    ),
)
BOMB = Kind(
    "reading.file.bomb",
    Words(
        "文件“{found}”展开后大得不合常理（上限{allowed}），没有展开。",
        "'{found}' would unpack beyond any reasonable size (limit {allowed}); it was not unpacked.",
    ),
)
ENTITIES = Kind(
    "reading.file.entities",
    Words(
        "文件“{found}”含有实体定义（可无限展开），没有读取。请用办公软件另存一次。",
        "'{found}' defines XML entities and was not read. Save it again with an office program.",
    ),
)
SCANNED = Kind(
    "reading.file.scanned",
    Words(
        "“{found}”是扫描件，没有文字层。请先做文字识别（OCR），或取得文字版。",
        "'{found}' is a scan without a text layer. Run OCR first or get the text version.",
    ),
)
TOO_MANY_PAGES = Kind(
    "reading.file.too_many_pages",
    Words("“{found}”页数太多；一次最多读{allowed}页。", "'{found}' has too many pages; at most {allowed}."),
)
ENCODING = Kind(
    "reading.file.encoding",
    Words(
        "“{found}”的文字编码读不出来（试过 {allowed}）。请另存为 UTF-8。",
        "The encoding of '{found}' cannot be read (tried {allowed}). Save it as UTF-8.",
    ),
)
NO_CONVERTER = Kind(
    "reading.file.no_converter",
    Words(
        "“{found}”是旧版 .doc；本机没有 LibreOffice。请安装 LibreOffice，或在 Word 里另存为 .docx。",
        "'{found}' is an old .doc and LibreOffice is not installed. Install it, or save the file as .docx.",
    ),
)
MACROS = Kind(
    "reading.file.macros",
    Words("文件“{found}”带有宏；宏没有运行，也不读取。", "'{found}' carries macros; they were neither run nor read."),
    Severity.WARNING,
)

MASKED = Kind(
    "reading.text.masked",
    Words("“{found}”处的年份或地名被隐去，没有代填。", "A year or place is masked at '{found}'; it was not filled in."),
    Severity.WARNING,
)
TRUNCATED = Kind(
    "reading.text.truncated",
    Words(
        "正文在“{found}”处中断，后面的内容不在这份文件里。", "The text breaks off at '{found}'; the rest is not here."
    ),
    Severity.WARNING,
)
GAP = Kind(
    "reading.text.missing_ordinal",
    Words(
        "“{found}”之前缺少一个序号；可能是原文漏写，没有改号。",
        "An ordinal is missing before '{found}'; nothing was renumbered.",
    ),
    Severity.NOTE,
)
UNDECIDED = Kind(
    "reading.text.undecided",
    Words("“{found}”有几种读法：{allowed}。请选定。", "'{found}' can be read as {allowed}. Please decide."),
    Severity.WARNING,
)

UNKNOWN_ITEM = Kind(
    "reading.review.unknown_item",
    Words("台账里没有条目“{found}”。现有：{allowed}。", "The ledger has no item '{found}'; it has {allowed}."),
)
NOT_TOGETHER = Kind(
    "reading.review.not_together",
    Words(
        "“{found}”不是同一类条目，不能合并。只能合并同类条目：{allowed}。",
        "'{found}' are of different classes and cannot be merged; {allowed} can.",
    ),
)
CUT_OUTSIDE = Kind(
    "reading.review.cut_outside",
    Words(
        "拆分位置{found}不在条目的文字之内（{allowed}）。",
        "The cut at {found} is not inside the item's passage ({allowed}).",
    ),
)
UNKNOWN_DOUBT = Kind(
    "reading.review.unknown_doubt",
    Words(
        "没有待选读法的地方“{found}”。现有：{allowed}。",
        "No place '{found}' waits for a reading; these do: {allowed}.",
    ),
)
NOT_OFFERED = Kind(
    "reading.review.not_offered",
    Words("“{found}”不在所列读法之中：{allowed}。", "'{found}' is not one of the readings offered: {allowed}."),
)
CHOOSE_FIRST = Kind(
    "reading.review.choose_first",
    Words(
        "条目{found}的原文有几种读法（{allowed}），请先选定读法再接受。",
        "The passage of {found} can be read in several ways ({allowed}); choose one before accepting.",
    ),
)
NO_SUCH_FIELD = Kind(
    "reading.review.no_such_field",
    Words("条目没有“{found}”这一栏。可改：{allowed}。", "An item has no field '{found}'; it has {allowed}."),
)
BAD_PROPOSAL = Kind(
    "reading.proposal.rejected",
    Words(
        "建议条目的引文“{found}”不在所给段落内，或有数字不在其中，已丢弃。",
        "The proposed quote '{found}' or one of its digits is not in the passage; dropped.",
    ),
    Severity.NOTE,
)
NO_ANSWER = Kind(
    "reading.proposal.no_answer",
    Words("建议服务没有给出可读的回答：{found}。", "The proposal service gave no readable answer: {found}."),
    Severity.WARNING,
)
UNREACHABLE = Kind(
    "reading.proposal.unreachable",
    Words(
        "建议服务“{found}”没有应答（{allowed}），没有采用任何建议。请检查地址，或不用 --ask 再读。",
        "The proposal service '{found}' did not answer ({allowed}); nothing was proposed. Check it, or omit --ask.",
    ),
)

SAME_YEAR = Kind(
    "reading.check.same_year",
    Words(
        "同一指标“{found}”在{year}年有两个不同的目标：{allowed}。",
        "'{found}' has two different targets for {year}: {allowed}.",
    ),
    Severity.WARNING,
)
DENOMINATORS = Kind(
    "reading.check.denominators",
    Words(
        "“{found}”与“{allowed}”的分母不同，两个百分数不能直接比较或相减。",
        "'{found}' and '{allowed}' have different denominators: the two shares must not be compared or subtracted.",
    ),
    Severity.NOTE,
)
MORE_THAN_ALL = Kind(
    "reading.check.more_than_all",
    Words(
        "{year}年目标互相矛盾：{found}意味着约{part}人，而{allowed}只意味着约{whole}人。",
        "The targets for {year} contradict each other: {found} means {part} people, {allowed} only {whole}.",
    ),
    Severity.WARNING,
)
BACKWARDS = Kind(
    "reading.check.backwards",
    Words(
        "“{found}”的后一年目标低于前一年：{allowed}。",
        "A later target of '{found}' is below an earlier one: {allowed}.",
    ),
    Severity.WARNING,
)
PACE = Kind(
    "reading.check.pace",
    Words(
        "“{found}”到{year}年每年须变动 {required}，以往每年 {observed}（数据等级 {grade}）：{allowed}。",
        "'{found}' needs {required} a year until {year}; observed {observed} a year (grade {grade}): {allowed}.",
    ),
    Severity.NOTE,
)
NOT_IN_PACK = Kind(
    "reading.pack.not_in_pack",
    Words(
        "条目{item}：方案包里没有“{found}”，未写入。请先在 {allowed} 里登记它或它的别名。",
        "Item {item}: the pack has no '{found}'; it was not written. Enter it in {allowed} first.",
    ),
    Severity.WARNING,
)
PROMISED = Kind(
    "reading.pack.promised",
    Words(
        "条目{item}“{found}”方案里已有（目标 {allowed}），没有重复写入。",
        "Item {item} '{found}' is in the programme already (target {allowed}); it was not written twice.",
    ),
    Severity.WARNING,
)
NO_YEAR = Kind(
    "reading.pack.no_year",
    Words("条目{item}“{found}”没有年份，未写入。", "Item {item} '{found}' has no year; it was not written."),
    Severity.WARNING,
)
NO_SUCH_DOCUMENT = Kind(
    "reading.pack.no_such_document",
    Words(
        "方案包里没有文件“{found}”。现有：{allowed}。",
        "The pack has no document '{found}'; it has {allowed}.",
    ),
)
ALREADY = Kind(
    "reading.pack.already",
    Words(
        "方案包里已有文件代码“{found}”，没有重复写入。用 --align 或修订对照来更新。",
        "The pack has a document '{found}' already; nothing was written twice.",
    ),
)
