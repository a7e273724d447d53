"""Which ratings of a pack are for which period."""

from collections.abc import Iterator

from tongchou.assess.closing import closing_day
from tongchou.packs import Pack
from tongchou.packs.rows import Rating
from tongchou.packs.scheme import Scheme
from tongchou.terms import Period


def ratings_for(pack: Pack, scheme: Scheme, period: Period) -> Iterator[Rating]:
    """Yield the ratings by a scheme for a period: those that say so, else those given while its books were open.

    Books are open from the day after the ones before closed, so that every day belongs to one period.
    """
    closed, closes = closing_day(scheme, period.shift(-1)), closing_day(scheme, period)
    for row in pack.tables.ratings.rows:
        if row.scheme == scheme.code and (row.period == period if row.period else closed < row.date <= closes):
            yield row
