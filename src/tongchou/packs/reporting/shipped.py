"""What ships with the house: Chinese public holidays 2015–2026 and the usual reporting clocks."""

from functools import cache
from pathlib import Path

from tongchou.packs.csv_file import read_csv
from tongchou.packs.reporting.rows import ClockRow, DaysOff

_HERE = Path(__file__).parent


@cache
def china_days_off() -> tuple[DaysOff, ...]:
    """Return the public holidays and make-up working days of 2015–2026, each with its State Council notice.

    >>> [one.source for one in china_days_off() if str(one.first) == "2026-02-15"]
    ['国办发明电〔2025〕7号']
    """
    return read_csv(_HERE / "china.csv", DaysOff, "china.csv").rows


@cache
def shipped_clocks() -> tuple[ClockRow, ...]:
    """Return the reporting clocks a form may name without a file of its own.

    >>> [clock.due for clock in shipped_clocks()]
    ['5wd', '10wd', '15d', '01-31']
    """
    return read_csv(_HERE / "clocks.csv", ClockRow, "clocks.csv").rows
