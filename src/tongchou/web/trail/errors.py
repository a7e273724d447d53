"""What can go wrong with the audit trail, in both languages."""

from tongchou.terms import Kind, Words

NEVER_CHANGED = Kind(
    "web.trail.never_changed",
    Words("操作日志第 {found} 条不能修改或删除。", "Entry {found} of the audit trail cannot be changed or deleted."),
)
