"""What can be wrong with the files of a pack; each kind has a broken file in ``tests/broken/packs``."""

from tongchou.terms import Kind, Words

NO_PACK = Kind(
    "pack.folder.not-a-pack",
    Words("“{found}”里没有 pack.yaml，不是方案包。", "There is no pack.yaml in '{found}'; it is not a pack."),
)
ENCODING = Kind(
    "pack.file.encoding",
    Words(
        "文件不是 UTF-8（读起来像 {found}）。请另存为 UTF-8 后再试；原文件未改动。",
        "The file is not UTF-8 (it reads like {found}). Save it as UTF-8; nothing was changed.",
    ),
)
UNKNOWN_FILE = Kind(
    "pack.file.unknown",
    Words("方案包里不应有文件“{found}”。可用：{allowed}。", "A pack has no file '{found}'; it may have {allowed}."),
)
YAML_SYNTAX = Kind(
    "pack.yaml.syntax",
    Words("YAML 写法有误：{found}。", "This is not valid YAML: {found}."),
)
DUPLICATE_KEY = Kind(
    "pack.yaml.duplicate-key",
    Words(
        "键“{found}”写了两次（先见第 {first} 行）。请只留一处。", "Key '{found}' stands twice (first in line {first})."
    ),
)
UNKNOWN_KEY = Kind(
    "pack.key.unknown",
    Words("不认识“{found}”。可用：{allowed}。", "Unknown key '{found}'; allowed: {allowed}."),
)
MISSING_KEY = Kind(
    "pack.key.missing",
    Words("缺少必填的“{found}”。", "The required '{found}' is missing."),
)
BAD_VALUE = Kind(
    "pack.value.not-allowed",
    Words("“{found}”不合要求：{allowed}。", "'{found}' is not allowed: {allowed}."),
)
NO_HEADER = Kind(
    "pack.csv.no-header",
    Words("表是空的，连表头也没有。应有列：{allowed}。", "The table is empty; columns: {allowed}."),
)
BROKEN_CSV = Kind(
    "pack.csv.unreadable",
    Words("表格从这一行起读不下去：{found}。", "The table cannot be read from this line on: {found}."),
)
DUPLICATE_COLUMN = Kind(
    "pack.csv.duplicate-column",
    Words("列“{found}”出现两次。", "Column '{found}' stands twice."),
)
RAGGED_ROW = Kind(
    "pack.csv.ragged-row",
    Words("这一行有 {found} 格，表头有 {allowed} 格。", "This row has {found} cells, the header {allowed}."),
)
UNIT_IN_CELL = Kind(
    "pack.number.unit-in-cell",
    Words(
        "格内写了单位：“{found}”。这里只写数字（读作 {allowed}），单位写在 unit 列。",
        "The cell carries a unit: '{found}'. Write the bare number (it reads as {allowed}); the unit has its column.",
    ),
)
DUPLICATE_CODE = Kind(
    "pack.code.duplicate",
    Words("编号“{found}”重复（先见第 {first} 行）。", "Code '{found}' stands twice (first in line {first})."),
)
UNKNOWN_CODE = Kind(
    "pack.code.unknown",
    Words("{what}里没有“{found}”。相近的有：{allowed}。", "There is no '{found}' among the {what}; near: {allowed}."),
)
CYCLE = Kind("pack.tree.cycle", Words("上下级成环：{found}。", "The tree runs in a circle: {found}."))
WEIGHTS = Kind(
    "pack.index.weights",
    Words(
        "“{group}”下的权重合计为 {found}，应为 {allowed}。", "Weights under '{group}' add to {found}, not {allowed}."
    ),
)
LEAF = Kind(
    "pack.index.leaf-without-indicator",
    Words("末级“{found}”没有指标。", "The leaf '{found}' names no indicator."),
)
EMPTY_PACK = Kind(
    "pack.empty",
    Words("方案包没有任何{found}，无法运算。", "The pack has no {found}; there is nothing to run."),
)
NO_LAYER_FILE = Kind(
    "pack.layer.no-file",
    Words(
        "图层文件“{found}”不在方案包里。geography/ 里有：{allowed}。", "No layer file '{found}'; there are {allowed}."
    ),
)
NOT_EMPTY = Kind(
    "pack.folder.not-empty",
    Words("“{found}”已存在且不是空的；新方案包要写进空文件夹。", "'{found}' exists and is not empty."),
)
BAD_BUNDLE = Kind("pack.bundle.unreadable", Words("压缩包打不开：{found}。", "The archive cannot be opened: {found}."))
UNSAFE_PATH = Kind(
    "pack.bundle.unsafe-path",
    Words(
        "压缩包里的路径“{found}”指到文件夹之外，未解开。",
        "Path '{found}' leads out of the folder; nothing was unpacked.",
    ),
)
LARGE_BUNDLE = Kind(
    "pack.bundle.too-large",
    Words("压缩包解开后有 {found} MiB，上限 {allowed} MiB。", "It unpacks to {found} MiB; the limit is {allowed} MiB."),
)
STATE_WITH_VALUE = Kind(
    "pack.observation.state-with-value",
    Words("状态为“{found}”的格不应有数值 {value}。", "A cell in state '{found}' must not carry the value {value}."),
)
VALUE_MISSING = Kind(
    "pack.observation.value-missing",
    Words(
        "没有数值也没有写明状态。可写 none（本期无）、na（不适用）或 missing（缺失）。",
        "No value and no state; write none, na or missing.",
    ),
)
BAD_REFERENCE = Kind(
    "pack.question.reference",
    Words(
        "“{found}”不是对方案包的引用。写法：= indicator:编号@地区@期间、= element:…、= target:编号、= parameter:编号。",
        "'{found}' refers to nothing. Write = indicator:code@place@period, = target:code or the like.",
    ),
)
PERIODS_ELSEWHERE = Kind(
    "pack.manifest.periods",
    Words(
        'pack.yaml 里的 periods 不是写在一行的列表，没有加上 {found}。请写成 periods: ["2024", "2025"]。',
        'The periods of pack.yaml are not on one line; {found} is not added. Write periods: ["2024", "2025"].',
    ),
)
