"""Characters lost where a run of another font began: fused digits, missing commas."""

import re
from collections.abc import Iterator
from functools import cache

from tongchou.reading.lexicon import either, rows, words
from tongchou.reading.text import Change

_DATE = re.compile(r"(?<![\d年.])((?:19|20)\d\d)(1[0-2]|0?[1-9])(?=月)")
_BERTH = re.compile(r"(?<![\d.])(\d{2,4})(?=万吨级?泊位)")
_BERTH_CLASSES = {1, 2, 3, 4, 5, 7, 8, 10, 12, 15, 20, 25, 30, 35, 40}
_ME_IN_WORK = re.compile("(?<=[。，])我(?=在工作中)")
_HOLDS_OTHERS = ("类", "项", "方面", "领域", "板块")
"""Ends of counting words that another count may follow at once (5大类42项任务): nothing is lost there."""
_SORTS = {"people", "money", "area", "volume", "length", "mass", "count"}


@cache
def _unparted() -> re.Pattern[str]:
    unit = either(
        row["word"]
        for row in rows("measure_words")
        if row["sort"] in _SORTS and len(row["word"]) > 1 and not row["word"].endswith(_HOLDS_OTHERS)
    )
    word = either(row["word"] for row in rows("measure_words") if row["sort"] in _SORTS)
    return re.compile(rf"(?<=\d)((?:万|亿)?{unit})(?=\d+(?:\.\d+)?[万亿]?{word})")


@cache
def _unbroken() -> re.Pattern[str]:
    return re.compile(f"(?<=[\u3400-\u9fff]{{4}})({either(words('clause_ends'))})(?={either(words('clause_starts'))})")


def restore_lost(clean: str) -> Iterator[Change]:
    """Yield the lost 年 of a fused date, and the readings of a number of berths whose 个 was lost.

    A berth has one of the standard classes of tonnage; a number outside them may be a count run into a class. The text
    cannot say so: the readings are offered, the number as printed among them, and the text is left.
    """
    for date in _DATE.finditer(clean):
        yield Change(date.start(), date.end(), f"{date[1]}年{date[2]}", "lost_char", 0.9)
    for berth in _BERTH.finditer(clean):
        if int(berth[1]) not in _BERTH_CLASSES:
            readings = (*_berths(berth[1]), berth[1])
            yield Change(berth.start(), berth.end(), berth[1], "lost_char", 0.3, readings)
    for found in _ME_IN_WORK.finditer(clean):
        yield Change(found.start(), found.end(), "我", "lost_char", 0.3, ("我市", "我们", "我"))


def _berths(digits: str) -> Iterator[str]:
    for cut in range(1, len(digits)):
        if digits[cut] != "0" and int(digits[cut:]) in _BERTH_CLASSES:
            yield f"{digits[:cut]}个{digits[cut:]}"


def part_fused(clean: str) -> Iterator[Change]:
    """Yield a comma between two quantities that touch, and, in a text that lost characters, between two clauses."""
    touching = [found for found in _unparted().finditer(clean) if not clean[found.end() :].startswith(("0", "1:"))]
    for found in touching:
        yield Change(found.end(), found.end(), ",", "lost_char", 0.8)
    for found in _unbroken().finditer(clean) if touching else ():
        mark = "。" if clean[found.end() :].startswith("为了") else ","
        yield Change(found.end(), found.end(), mark, "lost_char", 0.6)
