"""What the interface itself refuses, in both languages."""

from tongchou.terms import Kind, Words

TAKES_NOTHING = Kind(
    "web.api.return_closed",
    Words(
        "这张表现在是“{found}”，或不由您填报，没有保存。",
        "The return is '{found}' now, or not yours to fill in; nothing was saved.",
    ),
)
