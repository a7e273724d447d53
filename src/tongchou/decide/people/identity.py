"""Person identifiers: kept only as keyed hashes, shown only masked."""

import csv
import hmac
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from tongchou.decide.people import errors
from tongchou.terms import halfwidth

KEY_BYTES = 32


@dataclass(frozen=True, slots=True, repr=False)
class IdentityKey:
    """The secret of one register; the same person under another key has another hash."""

    secret: bytes

    def __post_init__(self) -> None:
        if len(self.secret) < KEY_BYTES:
            raise errors.SHORT_KEY.refusal(found=len(self.secret), allowed=KEY_BYTES)

    def hashed(self, identifier: str) -> str:
        """Return the keyed hash (HMAC-SHA-256) of an identifier, however it was spaced or cased.

        >>> key = IdentityKey(bytes(32))
        >>> key.hashed("11010519491231002x") == key.hashed(" 11010519491231002X")
        True
        """
        plain = halfwidth(identifier).upper().replace(" ", "")
        return hmac.new(self.secret, plain.encode(), sha256).hexdigest()

    def __repr__(self) -> str:
        return "IdentityKey(…)"


def masked(identifier: str) -> str:
    """Return an identifier fit for an export: the division it begins with and its last character.

    >>> masked("11010519491231002X")
    '110105***********X'
    """
    plain = halfwidth(identifier)
    return plain[:6] + "*" * max(0, len(plain) - 7) + plain[-1:] if len(plain) > 7 else "*" * len(plain)


def concealed(lines: Iterable[str], column: str, conceal: Callable[[str], str]) -> Iterator[list[str]]:
    """Yield the rows of a table with one column concealed, the head first; an empty cell stays empty.

    :param conceal: :func:`masked`, or the ``hashed`` of a key.
    :raises Refusal: ``decide.people.no-column`` where the head has no such column.

    >>> list(concealed(["name,id", "a,11010519491231002X"], "id", masked))
    [['name', 'id'], ['a', '110105***********X']]
    """
    rows = csv.reader(lines)
    head = next(rows, [])
    if column not in head:
        raise errors.NO_COLUMN.refusal(found=column, allowed="、".join(head))
    at = head.index(column)
    yield head
    for row in rows:
        yield [conceal(cell) if place == at and cell.strip() else cell for place, cell in enumerate(row)]
