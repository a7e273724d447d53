"""Who has a return open just now, in which cell, and what changed since somebody last looked."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tongchou.web.returns.book import with_who
from tongchou.web.returns.looking import Look
from tongchou.web.returns.models import Presence
from tongchou.web.returns.saving import told

HERE = timedelta(seconds=20)
"""How long somebody counts as here after the last sign of life."""


def beat(seen: Look, address: str, after: int) -> dict[str, Any]:
    """Note where somebody is; return the others, and the cells that were written after a version."""
    now = timezone.now()
    Presence.objects.update_or_create(of=seen.one, who=seen.person, defaults={"address": address, "seen": now})
    others = Presence.objects.filter(of=seen.one, seen__gte=now - HERE).exclude(who=seen.person).select_related("who")
    fresh = list(with_who(seen.one.cells.filter(pk__gt=after)))
    return {
        "cells": list(told({cell.address: cell for cell in fresh})),
        "present": [{"who": str(other.who), "address": other.address} for other in others],
        "version": seen.one.version,
        "digest": seen.digest,
        "since": fresh[-1].pk if fresh else after,
    }
