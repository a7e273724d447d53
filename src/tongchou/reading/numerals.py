"""Numbers with their units, as they stand in a clause."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache

import cn2an

from tongchou.reading.lexicon import either, rows
from tongchou.reading.model import Amount
from tongchou.reading.worded import worded
from tongchou.terms.units import is_unit, unit

_MAGNITUDE = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
    "": 1,
}
_DIGITS = r"\d{1,3}(?:，\d{3})+(?![\d.]*\d{3}，)|\d+(?:\.\d+)?"
_CHINESE = "[一二两三四五六七八九十百千]"
_CANONICAL = {"persons", "person_times", "households", "CNY", "m2", "m", "m3", "t", "%", "pp", "x", "score"}
_BEFORE = re.compile(
    r"(约|近|大约|大概|接近|将近|超过|突破|超|逾|高于|不低于|不少于|不小于|不高于|不超过|不多于|低于|少于|小于|大于|至少|最多|最高|最低|控制在)(?:到|至|了|为)?$"
)
_BY_BEFORE = {
    **dict.fromkeys(("约", "近", "大约", "大概", "接近", "将近"), "approx"),
    **dict.fromkeys(("超过", "突破", "超", "逾", "高于", "大于"), "gt"),
    **dict.fromkeys(("不低于", "不少于", "不小于", "至少", "最低"), "ge"),
    **dict.fromkeys(("不高于", "不超过", "不多于", "最多", "最高"), "le"),
    **dict.fromkeys(("低于", "少于", "小于"), "lt"),
    "控制在": "le",
}
_BY_AFTER = {
    "左右": "approx",
    "上下": "approx",
    "以上": "ge",
    "及以上": "ge",
    "以下": "lt",
    "以内": "le",
    "之内": "le",
    "余": "gt",
    "多": "gt",
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number found at ``[start, end)`` of the text; ``sort`` is the sort of its unit (people, money, share …)."""

    start: int
    end: int
    amount: Amount
    sort: str


@cache
def _sorts() -> dict[str, str]:
    return {row["word"]: row["sort"] for row in rows("measure_words")}


@cache
def _pattern() -> re.Pattern[str]:
    unit_word = either(_sorts())
    number = f"(?:{_DIGITS})"
    magnitude = "(?P<magnitude>万亿|百万|千万|[十百千万亿])?"
    return re.compile(
        rf"(?<![\d.第〔\[A-Za-z])(?P<low>{number})(?:(?P<lowunit>%|万|亿|{unit_word})?(?:-|—|——|~|至|到)(?P<high>{number}))?"
        rf"(?P<more>余|多)?{magnitude}(?P<more2>余|多)?(?P<unit>{unit_word})?(?P<after>左右|上下|及?以上|以下|以内|之内|余|多)?"
    )


@cache
def _unit_later() -> re.Pattern[str]:
    return re.compile(rf"(?:[、和及与]\d+(?:\.\d+)?)+(?P<magnitude>万|亿)?(?P<unit>{either(_sorts())})")


_HUNDREDTH = re.compile(r"百分之(?P<number>[一二三四五六七八九十百点零〇]+|\d+(?:\.\d+)?)(?P<after>左右|以上|以下)?")
_WRITTEN = re.compile(
    rf"(?<![第\d“])(?P<number>{_CHINESE}{{1,6}}[万亿]{_CHINESE}{{0,4}})(?P<unit>[人户元亩吨]|公里|人次|平方米|公顷)"
)
_ROUND = re.compile(r"(?<=[超逾过近])(?P<number>[千百十]?[亿万])(?P<unit>元|人|亩|吨)")
_UNITLESS = re.compile(
    "(?:收入比|差距比|人口比|比值|倍差|系数|指数)(?:[由从][^，。；]{0,6}?[\\d.]+)?(?:达到?|为|是|控制在|保持在|缩小为|缩小到|缩小至|降为|下降到|下降至|降到|降至|提高到|稳定在|不超过|低于)+$"
)
_MONEY_NOUN = re.compile("(的)?[\u3400-\u9fff]{0,6}(资金|投资|贷款|产值|收入|税收|债券|融资|经费|财政)")
_PEOPLE_NOUN = re.compile("(名)?(的)?[\u3400-\u9fff]{0,8}(人口|居民|群众|农民|学生|职工|党员|干部|劳动力|老人|儿童)")
_NAMED = re.compile("《[^》]*》?|〔[^〕]*〕|“[^”]{0,9}”")
_ANY = re.compile("[0-9]|分之|成|半|番|倍|[一二两三四五六七八九十百千][万亿]|[超逾过近][千百十]?[亿万]")
_RATIO = re.compile(r"(?<![\d.:：])(\d+(?:\.\d+)?)[:：](\d+(?:\.\d+)?)(?:[:：](\d+(?:\.\d+)?))?(?![\d.:：])")


def numbers(text: str, start: int, end: int) -> Iterator[Number]:
    """Yield the quantities of ``text[start:end]`` in order; numbers that only name something are left out.

    >>> [str(found.amount.value) + found.amount.unit for found in numbers("到2017年达到52.2%，新增42万人", 0, 20)]
    ['52.2%', '420000persons']
    """
    stretch = text[start:end]
    if not _ANY.search(stretch):
        return
    for number in _found(stretch):
        yield Number(start + number.start, start + number.end, number.amount, number.sort)


@lru_cache(maxsize=4096)
def _found(stretch: str) -> tuple[Number, ...]:
    in_words = (Number(*found) for found in worded(stretch))
    found = [*_digits(stretch), *_hundredths(stretch), *in_words, *_written(stretch), *_round(stretch)]
    return tuple(sorted(found, key=lambda number: number.start))


def _digits(stretch: str) -> Iterator[Number]:
    if not any(char.isdigit() for char in stretch):
        return
    titles = [match.span() for match in _NAMED.finditer(stretch)]
    for match in _pattern().finditer(stretch):
        if any(first <= match.start() < last for first, last in titles):
            continue
        if not _only_names(stretch, match):
            yield _number(stretch, match)
        elif not match["unit"] and "分别" in stretch[: match.start()]:
            yield from _shared_unit(stretch, match)


def _shared_unit(stretch: str, match: re.Match[str]) -> Iterator[Number]:
    """Yield a bare number of a list whose unit stands at the end (分别回落2.16和1.66个百分点)."""
    rest = _unit_later().match(stretch, match.end())
    if rest:
        amount = _amount(
            (Decimal(match["low"].replace("，", "")), None), rest["magnitude"] or "", rest["unit"], match[0], "eq"
        )
        yield Number(match.start(), match.end(), amount, _sort(rest["unit"]))


def _only_names(stretch: str, match: re.Match[str]) -> bool:
    word = match["unit"] or ""
    if not word and not match["magnitude"]:
        return not _UNITLESS.search(stretch[: match.start()])
    after, before = stretch[match.end() :], stretch[: match.start()]
    if (
        before.endswith(("第", "〔", "[", ".", "年第", "电话", "热线", "邮编", "“", "+"))
        or _sorts().get(word) == "session"
    ):
        return True
    if word in ("年", "级", "类", "期", "次", "部", "条", "组", "名", "口", "位") and _is_label(
        word, match, before, after
    ):
        return True
    return (word == "天" and match["low"] in ("24", "365")) or (word == "小时" and match["low"] in ("24", "48"))


def _is_label(word: str, match: re.Match[str], before: str, after: str) -> bool:
    if word == "年":
        return (match["magnitude"] is None and len(match["low"]) == 4) or after.startswith(("级", "代", "来"))
    if word in ("级", "类"):
        return (before[-1:].isalpha() and before[-1:].isascii()) or match["low"] == "1"
    if word == "次":
        return after.startswith(
            ("会议", "全会", "全体", "常务", "党代会", "产业", "代表大会", "集体")
        ) or before.endswith("届")
    return word in ("部", "条", "组") and before.endswith("第")


def _number(stretch: str, match: re.Match[str]) -> Number:
    unit_word, magnitude = match["unit"] or "", match["magnitude"] or ""
    low = Decimal(match["low"].replace("，", ""))
    high = Decimal(match["high"].replace("，", "")) if match["high"] else None
    own = match["lowunit"] or ""
    if high is None and own:
        unit_word, magnitude = (own, "") if own not in ("万", "亿") else (unit_word, own)
    if not unit_word and not magnitude and _UNITLESS.search(stretch[: match.start()]):
        unit_word = "倍"
    if not unit_word:
        unit_word = _implied_unit(stretch[match.end() :])
    before, signal = _BEFORE.search(stretch[: match.start()]), match["after"] or match["more"] or match["more2"] or ""
    comparator = "range" if high is not None else _BY_AFTER.get(signal) or (_BY_BEFORE[before[1]] if before else "eq")
    return Number(
        match.start(), match.end(), _amount((low, high), magnitude, unit_word, match[0], comparator), _sort(unit_word)
    )


def _implied_unit(after: str) -> str:
    """Return the unit that the noun after a bare magnitude implies (30亿社会资金, 42万农业转移人口)."""
    if _MONEY_NOUN.match(after):
        return "元"
    return "人" if _PEOPLE_NOUN.match(after) else ""


def _sort(word: str) -> str:
    return _sorts().get(word, "count")


def _amount(values: tuple[Decimal, Decimal | None], magnitude: str, word: str, raw: str, comparator: str) -> Amount:
    """Return the amount in the base unit of its dimension; counting words become ``count``, other units stay."""
    low, high = values
    times = Decimal(_MAGNITUDE[magnitude])
    symbol, exact = magnitude + word, None
    if word and is_unit(symbol):
        exact = unit(symbol)
    if exact is not None and exact.dimension in _CANONICAL:
        most = None if high is None else _times(high, exact.factor)
        return Amount(_times(low, exact.factor), exact.dimension, raw, most, comparator)
    sort = _sort(word) if word else "count"
    name = (
        "count"
        if sort == "count"
        else {
            "年": "year",
            "级": "level",
            "类": "level",
            "天": "day",
            "工作日": "day",
            "个工作日": "day",
            "分钟": "minute",
        }.get(word, word)
    )
    return Amount(low * times, name, raw, None if high is None else high * times, comparator)


def _times(value: Decimal, factor: Fraction) -> Decimal:
    """Return an exact product as the shortest decimal there is."""
    product = Fraction(value) * factor
    return Decimal(product.numerator) / Decimal(product.denominator)


def _hundredths(stretch: str) -> Iterator[Number]:
    for match in _HUNDREDTH.finditer(stretch) if "百分之" in stretch else ():
        value = _chinese(match["number"])
        if value is not None:
            comparator = _BY_AFTER.get(match["after"] or "", "eq")
            yield Number(match.start(), match.end(), Amount(value, "%", match[0], None, comparator), "share")


def _written(stretch: str) -> Iterator[Number]:
    for match in _WRITTEN.finditer(stretch):
        value = _chinese(match["number"])
        if value is not None:
            yield Number(
                match.start(),
                match.end(),
                _amount((value, None), "", match["unit"], match[0], "eq"),
                _sort(match["unit"]),
            )


def _round(stretch: str) -> Iterator[Number]:
    """Yield magnitudes that stand for a number (超千亿元, 逾百万人)."""
    for match in _ROUND.finditer(stretch):
        times = Decimal(1)
        for magnitude in match["number"]:
            times *= _MAGNITUDE[magnitude]
        amount = _amount(
            (times, None), "", match["unit"], match[0], "approx" if stretch[match.start() - 1] == "近" else "gt"
        )
        yield Number(match.start(), match.end(), amount, _sort(match["unit"]))


def _chinese(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text[0].isdigit() else Decimal(str(cn2an.cn2an(text.replace("〇", "零"), "smart")))
    except (ValueError, ArithmeticError):
        return None


def ratios(text: str) -> Iterator[tuple[int, int, tuple[Decimal, ...]]]:
    """Yield the ratios ``a:b`` and ``a:b:c`` with their places; times of day are none."""
    for match in _RATIO.finditer(text):
        if re.search("[时间午晚早]", text[max(0, match.start() - 6) : match.start()]) is None:
            yield match.start(), match.end(), tuple(Decimal(part) for part in match.groups() if part)
