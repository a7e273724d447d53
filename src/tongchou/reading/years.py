"""The year a figure is of, and why we think so."""

import re
from dataclasses import dataclass

_YEAR = re.compile(r"(?<![\d〔\[(（-])((?:19|20)\d\d)年?(?!\d)(?!.{0,3}[〕\]）》)])")
_STATED = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年")
_PLANS = {"一": 2010, "二": 2015, "三": 2020, "四": 2025, "五": 2030}
_PLAN = re.compile("(?:“?十([一二三四五])五”?)(?:末|期末|期间|时期|规划期)")
_RELATIVE = (
    ("去年", -1),
    ("上年末", -1),
    ("前年", -2),
    ("明年", 1),
    ("今年", 0),
    ("年底", 0),
    ("年内", 0),
    ("本年", 0),
    ("全年", 0),
)
_NOT_A_DATE = re.compile("(比|较)(去年|上年|前年|20\\d\\d年)(同期|末)?")
_HORIZON = re.compile(
    r"(?:通过|经过|用|力争|利用)?((?:\d{1,2}(?:[—\-~至到]\d{1,2})?|[一二三两四五]到?[一二三四五]?)年(?:左右)?(?:的?时间|内|的努力))"
)


@dataclass(frozen=True, slots=True)
class When:
    """A year with its basis: ``stated`` in the sentence, ``implied`` by the document; ``horizon`` as printed."""

    year: int | None
    basis: str = ""
    horizon: str = ""


def when(passage: str, carried: int | None, document_year: int | None) -> When:
    """Return the year that the words before a figure state, else the carried one, else none.

    >>> when("到2017年，全市常住人口城镇化率", None, 2015)
    When(year=2017, basis='stated', horizon='')
    """
    horizon = _HORIZON.search(passage)
    if horizon:
        return When(None, "", horizon[1])
    own = stated(passage, document_year)
    if own is not None:
        return When(own, "stated")
    if carried is not None:
        return When(carried, "stated")
    return When(None)


def stated(passage: str, document_year: int | None) -> int | None:
    """Return the last year a passage states, outright or relative to the document; ``None`` where it states none."""
    if "年" not in passage and "五" not in passage:
        return None
    bare = _NOT_A_DATE.sub("", re.sub(r"《[^》]*》|\([^)]*\)", "", passage))
    years = _STATED.findall(bare)
    if years:
        return int(years[-1])
    plan = _PLAN.search(bare)
    if plan:
        return _PLANS[plan[1]]
    if document_year is not None:
        for word, offset in _RELATIVE:
            if word in bare:
                return document_year + offset
    return None
