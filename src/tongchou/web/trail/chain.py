"""The chain of digests: what an entry's digest is made of, and where a chain is broken."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tongchou.web.trail.models import Entry

BEGINNING = "0" * 64
"""What stands before the first entry."""


def digest_of(entry: Entry) -> str:
    """Return the SHA-256 digest of an entry: of all it says, and of the digest before it."""
    said = (
        entry.number, entry.at.isoformat(), entry.who, entry.address, entry.pack, entry.what, entry.about,
        entry.old, entry.new, entry.before,
    )  # fmt: skip
    return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def breaks(entries: Iterable[Entry]) -> Iterator[int]:
    """Yield the numbers at which a chain is broken: changed, put in, or with entries missing before them."""
    number, digest = 0, BEGINNING
    for entry in entries:
        whole = entry.number == number + 1 and entry.before == digest and entry.digest == digest_of(entry)
        if not whole:
            yield entry.number
        number, digest = entry.number, entry.digest
