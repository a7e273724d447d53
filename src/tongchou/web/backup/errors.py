"""What can go wrong with a backup, in both languages."""

from tongchou.terms import Kind, Words

NOT_A_BACKUP = Kind(
    "web.backup.not_a_backup",
    Words("这不是统筹的备份文件（{found}）。", "This is not a backup of Tongchou ({found})."),
)
DAMAGED = Kind(
    "web.backup.damaged",
    Words(
        "备份文件损坏：“{found}”的内容与登记的摘要不符，没有恢复任何内容。请用另一份备份。",
        "The backup is damaged: '{found}' is not what its digest says. Nothing was restored. Use another backup.",
    ),
)
OTHER_VERSION = Kind(
    "web.backup.other_version",
    Words(
        "备份的数据库版本与本程序不同（备份里有、这里没有的迁移：{found}）。请先装上 {allowed} 版再恢复。",
        "The backup's database is of another version (it has migrations unknown here: {found}). Install {allowed}.",
    ),
)
NOT_EMPTY = Kind(
    "web.backup.not_empty",
    Words(
        "这里已经有帐号和数据（{found} 个帐号），没有恢复。请恢复到一个空的 TONGCHOU_HOME 和空数据库。",
        "This office is not empty ({found} accounts); nothing was restored. Restore into an empty folder and database.",
    ),
)
EXISTS = Kind(
    "web.backup.exists",
    Words("文件 {found} 已经有了，没有覆盖。", "The file {found} exists already and was not overwritten."),
)
