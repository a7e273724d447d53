"""Things made once for a run: made anew when the programme on the shelf is another one."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from tongchou.web.programme import Programme

Made = TypeVar("Made")


def once_a_run(make: Callable[[Programme], Made]) -> Callable[[Programme], Made]:
    """Let a function of a programme be worked out once and kept until its run is replaced."""
    kept: dict[str, tuple[Programme, Made]] = {}

    @wraps(make)
    def found(programme: Programme) -> Made:
        held = kept.get(programme.code)
        if held is None or held[0] is not programme:
            held = kept[programme.code] = (programme, make(programme))
        return held[1]

    return found
