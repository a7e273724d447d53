"""The functions that can be sent on an errand: marked by their room, found again by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.core.exceptions import SuspiciousOperation
from django.utils.module_loading import import_string

Tell: TypeAlias = Callable[[int, str], None]
"""Say how far it is: the share done in per cent, and the step in words."""
QUICK, LONG = "quick", "long"
"""The two queues: what people wait for, and what may take minutes. Each has a worker, so neither holds up the other."""


@dataclass(frozen=True, slots=True)
class Doing:
    """A function that can be sent, and the queue it waits in; it returns the address where its result stands."""

    function: Callable[[Tell, dict[str, Any]], str]
    queue: str

    def __call__(self, tell: Tell, facts: dict[str, Any]) -> str:
        """Do it here and now."""
        return self.function(tell, facts)

    @property
    def name(self) -> str:
        """Return where the function is found again: module and name."""
        return f"{self.function.__module__}.{self.function.__name__}"


def doing(queue: str = QUICK) -> Callable[[Callable[[Tell, dict[str, Any]], str]], Doing]:
    """Mark a function as one that can be sent.

    :param queue: ``QUICK`` for seconds, ``LONG`` for minutes.
    """
    return lambda function: Doing(function, queue)


def found(name: str) -> Doing:
    """Return the marked function of a name; a name that leads elsewhere is not followed.

    :raises SuspiciousOperation: where the name is not that of a marked function.
    """
    one = import_string(name)
    if not isinstance(one, Doing):
        raise SuspiciousOperation(name)
    return one
