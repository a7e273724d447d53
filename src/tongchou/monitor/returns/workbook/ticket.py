"""The ticket of a template: which round, form, unit and version it is for, signed so that it cannot be changed."""

import hmac
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256

from tongchou.monitor.cells import CellKey

SHEET = "_keys"
"""Name of the hidden sheet it stands in."""
FORMAT = "tongchou-return/1"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a template is for.

    :param cells: digest of the addresses it asks for.
    """

    form: str
    version: int
    period: str
    unit: str
    cells: str

    @property
    def text(self) -> str:
        """The canonical text that is signed."""
        return json.dumps({"format": FORMAT} | asdict(self), ensure_ascii=False, sort_keys=True)


def digest_of(keys: Iterable[CellKey]) -> str:
    """Return the SHA-256 of addresses, whatever their order."""
    return sha256("\n".join(sorted(map(str, keys))).encode()).hexdigest()


def sign(ticket: Ticket, key: bytes) -> str:
    """Return the signature of a ticket: HMAC-SHA-256 (RFC 2104) as 64 hex digits."""
    return hmac.new(key, ticket.text.encode(), sha256).hexdigest()


def read_ticket(text: str, signature: str, key: bytes) -> Ticket | None:
    """Return the ticket of a text, ``None`` where its signature is not that of the key.

    >>> ticket = Ticket("towns", 1, "2024Q1", "t1", digest_of([]))
    >>> read_ticket(ticket.text, sign(ticket, b"secret"), b"secret") == ticket
    True
    >>> read_ticket(ticket.text.replace("t1", "t2"), sign(ticket, b"secret"), b"secret") is None
    True
    """
    good = hmac.new(key, text.encode("utf-8", "replace"), sha256).hexdigest()
    if not hmac.compare_digest(good, signature.strip().lower().encode("ascii", "replace").decode()):
        return None
    data = json.loads(text)
    return Ticket(data["form"], data["version"], data["period"], data["unit"], data["cells"])
