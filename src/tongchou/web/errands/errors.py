"""What can be wrong with an errand."""

from tongchou.terms import Kind, Words

UNEXPECTED = Kind(
    "web.errands.unexpected",
    Words(
        "计算中断：{found}（编号 {allowed}）。可以再试；仍不行请把编号告诉管理员。",
        "The work broke off: {found} (number {allowed}). Try again, or give the administrator the number.",
    ),
)
