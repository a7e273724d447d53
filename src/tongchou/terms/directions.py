"""Which way is better."""

from enum import StrEnum


class Direction(StrEnum):
    """Which way an indicator improves: ``more``, ``less``, ``nominal`` (a range is best) or ``none`` (not judged).

    It belongs to the indicator and is applied once, when the indicator comes to its scale.
    """

    MORE = "more"
    LESS = "less"
    NOMINAL = "nominal"
    NONE = "none"

    @property
    def sign(self) -> int:
        """1 where more is better, -1 where less is, 0 where neither."""
        return _SIGNS.get(self, 0)

    @classmethod
    def read(cls, text: object) -> "Direction":
        """Read a way to be judged by, in any of its spellings; ``none`` is no such way.

        :raises ValueError: for any other text, with what is allowed.

        >>> Direction.read("逆向"), Direction.read("+1"), Direction.read("higher")
        (<Direction.LESS: 'less'>, <Direction.MORE: 'more'>, <Direction.MORE: 'more'>)
        """
        try:
            return _SPELT[str(text).strip().lower()]
        except KeyError:
            raise ValueError("只能是 more、less、nominal") from None


_SIGNS = {Direction.MORE: 1, Direction.LESS: -1}
_SPELT = {
    **dict.fromkeys(("more", "higher", "up", "1", "+1", "1.0", "+", "正向", "正"), Direction.MORE),
    **dict.fromkeys(("less", "lower", "down", "-1", "-1.0", "-", "逆向", "负向", "逆"), Direction.LESS),
    **dict.fromkeys(("nominal", "interval", "0", "0.0", "适度", "区间"), Direction.NOMINAL),
}
