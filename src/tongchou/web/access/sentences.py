"""The sentences of a ruling, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongchou.terms import Words
from tongchou.web.access.acts import PERMISSIONS, ROLES, Act

if TYPE_CHECKING:
    from collections.abc import Sequence

CLOSED = Words("这个帐号已停用。", "This account is closed.")
ADMINISTRATOR = Words("系统管理员可以办理一切事项。", "An administrator may do everything.")
STRANGER = Words(
    "您在这个方案里没有任职，因此看不到、也不能办理其中的事项。请与统筹办联系。",
    "You hold no appointment in this programme, so nothing of it is open to you. Ask the integration office.",
)


def not_your_role(act: Act, roles: Sequence[Words]) -> Words:
    """Say who may do an act, and what somebody is instead."""
    words = PERMISSIONS[act].words
    able = [ROLES[role] for role in PERMISSIONS[act].reaches]
    return Words(
        f"{words.zh}由{_zh(able)}办理；您的任职是{_zh(roles)}，不在其内。需要时请与统筹办联系。",
        f"To {words.en} is for: {_en(able)}. You are: {_en(roles)}. Ask the integration office if you need it.",
    )


def allowed(act: Act, held: Words) -> Words:
    """Say by which appointment somebody may do an act."""
    words = PERMISSIONS[act].words
    return Words(f"您的任职“{held.zh}”可以{words.zh}。", f"As {held.en} you may {words.en}.")


def out_of_reach(act: Act, held: Sequence[Words], where: str) -> Words:
    """Say that an act is somebody's, but not there."""
    words = PERMISSIONS[act].words
    return Words(
        f"您以“{_zh(held)}”的任职可以{words.zh}，但“{where}”不在您的范围。",
        f"As {_en(held)} you may {words.en}, but '{where}' is outside your scope.",
    )


def _zh(words: Sequence[Words]) -> str:
    return "、".join(dict.fromkeys(one.zh for one in words))


def _en(words: Sequence[Words]) -> str:
    return ", ".join(dict.fromkeys(one.en for one in words))
