"""A run's results as plain data, for machines: the same at the command line and over HTTP."""

from typing import Any

from tongchou.assess import Scorecard


def card_as_data(card: Scorecard, period: str) -> dict[str, Any]:
    """Return a scorecard as plain data: total, rank, tier, and every item with points and reason."""
    items = [
        {"code": one.code, "name": one.words.zh, "full": one.full, "points": one.points, "reason": one.reason.zh}
        for one in card.items()
    ]
    facts = {name: getattr(card, name) for name in ("unit", "total", "base", "bonus", "deductions", "rank", "measured")}
    tier = card.tier.zh if card.tier else None
    return {"scheme": card.scheme.code, "period": period, **facts, "tier": tier, "items": items}
