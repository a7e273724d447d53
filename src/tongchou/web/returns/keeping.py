"""Things worked out once and kept in memory while there is room."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)
Made = TypeVar("Made")


class Keeper(Generic[Name, Made]):
    """What was made, by a name that changes whenever it would be made differently; the oldest goes first.

    >>> keeper = Keeper[str, int](most=1)
    >>> keeper.of("a", lambda: 1), keeper.of("a", lambda: 2), keeper.of("b", lambda: 3), "a" in keeper
    (1, 1, 3, False)
    """

    def __init__(self, most: int) -> None:
        """Keep no more than so many."""
        self._most = most
        self._kept: OrderedDict[Name, Made] = OrderedDict()

    def __contains__(self, name: Name) -> bool:
        return name in self._kept

    def of(self, name: Name, make: Callable[[], Made]) -> Made:
        """Return what is kept under a name, made now where it is not."""
        try:
            return self._kept[name]
        except KeyError:
            return self.keep(name, make())

    def keep(self, name: Name, made: Made) -> Made:
        """Keep something; return it."""
        self._kept[name] = made
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return made
