"""Shares and multiples in words: 七成, 三分之二, 过半, 翻一番, 两倍."""

import re
from collections.abc import Iterator
from decimal import Decimal

from tongchou.reading.model import Amount

_AFTER = "(?P<after>左右|以上|以下|多)?"
_TENTHS = re.compile(
    f"(?P<number>[一二三四五六七八九])成(?P<half>半)?{_AFTER}(?![本立功员为熟就果绩品分长型都交效色才份不])"
)
_PARTS = re.compile(f"(?P<whole>[二三四五六七八九十])分之(?P<part>[一二三四五六七八九]){_AFTER}")
_HALF = re.compile(f"(?P<before>超|近)?(?:一半|半数){_AFTER}(?=[的，。；、]|$)|(?P<over>过半)(?=数?[，。；]|$)")
_DOUBLED = re.compile("翻(?P<times>[一两二三])番(?P<half>半)?|翻番")
_FOLD = re.compile(f"(?<=[长加高升大了到达过超近])(?P<number>[一两二三四五六七八九十])倍{_AFTER}")
_CARDINAL = {**{word: at for at, word in enumerate("一二三四五六七八九十", 1)}, "两": 2}
_COMPARATORS = {"左右": "approx", "以上": "ge", "以下": "lt", "多": "gt", "超": "gt", "近": "approx"}
_SIGNS = re.compile("成|分之|半|番|倍")

Worded = tuple[int, int, Amount, str]


def worded(stretch: str) -> Iterator[Worded]:
    """Yield the places of shares (in percent) and multiples in words, the amount, and the sort of its unit.

    >>> [(amount.raw, str(amount.value), amount.unit) for _, _, amount, _ in worded("覆盖三分之二以上的村，产值翻一番")]
    [('三分之二以上', '66.6667', '%'), ('翻一番', '2', 'x')]
    """
    if not _SIGNS.search(stretch):
        return
    for match in _TENTHS.finditer(stretch):
        yield _share(match, Decimal(_CARDINAL[match["number"]] * 10 + (5 if match["half"] else 0)), match["after"])
    for match in _PARTS.finditer(stretch):
        share = Decimal(100 * _CARDINAL[match["part"]]) / _CARDINAL[match["whole"]]
        yield _share(match, round(share, 4), match["after"])
    for match in _HALF.finditer(stretch):
        yield _share(match, Decimal(50), "超" if match["over"] else match["after"] or match["before"])
    for match in _DOUBLED.finditer(stretch):
        times = Decimal(2 ** _CARDINAL[match["times"] or "一"]) * (Decimal("1.5") if match["half"] else 1)
        yield _found(match, Amount(times, "x", match[0]), "ratio")
    for match in _FOLD.finditer(stretch):
        times = Decimal(_CARDINAL[match["number"]])
        yield _found(match, Amount(times, "x", match[0], None, _COMPARATORS.get(match["after"] or "", "eq")), "ratio")


def _share(match: re.Match[str], value: Decimal, sign: str | None) -> Worded:
    return _found(match, Amount(value, "%", match[0], None, _COMPARATORS.get(sign or "", "eq")), "share")


def _found(match: re.Match[str], amount: Amount, sort: str) -> Worded:
    return match.start(), match.end(), amount, sort
