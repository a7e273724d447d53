"""Who answers for work: lead and partner units as a clause or a note in brackets names them."""

import re
from functools import cache, lru_cache

from tongchou.reading.lexicon import either, words

_NOTE = re.compile(
    r"[(（【\[]?(?P<role>牵头(?:责任)?(?:单位|部门)|责任(?:单位|部门)|配合(?:单位|部门)|负责单位|主办单位|协办单位|参与单位)[：:\s]\s*(?P<names>[^)）】\]。；\n]{2,160})"
)
_NO_UNIT = re.compile(
    "(?<!各)(地|社(?!区居)|辖|城|景|灾|小|牧|山|库|片|居住|功能|保护|特色|禁养|主城|规划|连片|集聚|示范)区$|社会$|机会$|全会$|(?<!责任)(?<!成员)"
    "(?<!牵头)(?<!各)(?<!有关)(?<!级)(?<!下属)(?<!事业)(?<!两)单位$|^(要|应|须|继续|在|以|对|将|把|从)|(农|乡)村$|(小|集)镇$"
)
_BODY = "[\u3400-\u9fff]{2,20}(?:局|委|办|厅|部|院|会|政府|公司|中心|镇|乡|街道|办公室|部门|单位)"
_IN_CHARGE = re.compile(
    rf"[(（](?P<lead>{_BODY}(?:、[\u3400-\u9fff（）()]{{2,30}})*)(?:等)?(?:按职责分工)?(?:负责|牵头)"
    rf"(?:[，、](?P<more>[\u3400-\u9fff、]{{2,120}}?)(?:等)?(?:配合|参与|协办|按职责分工负责|分工负责|负责))?"
)
_SIGNED = re.compile("[(（【]([\u3400-\u9fff、，]{3,120})[)）】]。?$")
_WHOLE_NOTE = re.compile(r"[(（][^()（）]{2,160}(?:牵头|负责|配合)[^()（）]{0,12}[)）]$")


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(f"(?:{either(words('unit_words'))})(?:委、政府|党委和政府|主要负责人|的领导|领导班子|党组织)?$")


def is_unit(phrase: str) -> bool:
    """Whether a phrase names an organisation.

    >>> is_unit("各区县和市级有关部门"), is_unit("农业现代化")
    (True, False)
    """
    return 2 <= len(phrase) <= 40 and bool(_ending().search(phrase)) and not _NO_UNIT.search(phrase)


def units(phrase: str) -> tuple[str, ...]:
    """Return the organisations of a list, each by itself.

    >>> units("市财政局、市发展改革委和各区县")
    ('市财政局', '市发展改革委', '各区县')
    """
    parts = re.split(r"[、，,；;]|以及|和(?=[各市县区有])|与(?=[各市县区])|及(?=[各市县区试有])", phrase)
    return tuple(part.strip(" 。（）()") for part in parts if part.strip(" 。（）()"))


@lru_cache(maxsize=256)
def named(passage: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lead and the partner units that a note in a passage names (牵头单位：…；责任单位：…)."""
    lead: list[str] = []
    partners: list[str] = []
    for note in _NOTE.finditer(passage):
        names = units(note["names"])
        if note["role"].startswith(("牵头", "主办", "负责")) or (note["role"].startswith("责任") and not lead):
            lead += names
        else:
            partners += names
    charge = _IN_CHARGE.search(passage)
    if charge and not lead:
        lead, partners = list(units(charge["lead"])), list(units(charge["more"] or ""))
    if not lead and not partners:
        lead, partners = _signed(passage)
    return tuple(lead), tuple(partners)


def _signed(passage: str) -> tuple[list[str], list[str]]:
    """Return the units of a bracket at the end that names nothing else (……。(市财政局、市金融办))."""
    signed = _SIGNED.search(passage)
    names = list(units(signed[1])) if signed else []
    return (names[:1], names[1:]) if names and all(map(is_unit, names)) else ([], [])


def is_note(passage: str) -> bool:
    """Whether a passage only names the units that answer."""
    bare = passage.strip()
    signed = _SIGNED.fullmatch(bare)
    return bool(_NOTE.match(bare.strip("（( ")) or _WHOLE_NOTE.fullmatch(bare) or (signed and _signed(bare)[0]))
