"""What a number counts or measures: the name of its indicator, out of the words around it."""

import re
from dataclasses import dataclass, replace

from tongchou.reading.clauses import Clause
from tongchou.reading.lexicon import words
from tongchou.reading.numerals import Number

_TIME = re.compile(
    r"^(?:(?:到|至|截至|截止|从|自)?(?:20\d\d|19\d\d)年?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末|初|上半年|下半年|前|以前|期末|以来|间)?(?:，|(?=[\u3400-\u9fff]))"
    r"|\d{1,2}月(?:底|初|末|中旬|上旬|下旬|\d{1,2}日)?之?以?前|(?:到|至)?(?:今年|明年|去年|年)(?:底|末|内|初)?前?|(?:到)?“?十[一二三四五]五”?(?:期间|时期|末|期末)?|全年|年内|年末|年底前?|期末|五年来|几年来|近年来|目前|累计|其中[：，]?|全年实现)"
)
_PLACE = re.compile(
    r"^(?:全(?:市|县|区|镇|乡|州|省|年|面|村)|我(?:市|县|区|镇|州|省)|各(?:区县|县区|县|区|镇|乡)|市级|县级|共|也|还|并|且|将|要|使|让|达到?|有|约|在|对|以|按|向|为|了|的|和|与|及|、)+(?=.)"
)
_PREDICATE = re.compile(
    r"(?:(?:率先|基本|稳定|一直|累计|总共|一共|均|都|已经?|分别|要|力争|确保|全部|全面|同比|比上年(?:同期|末)?|较上年(?:同期|末)?|比年初|较年初|比去年末|比去年同?期?|比\d{4}年|环比|年均|平均|名义|实际|预计|大幅|逐步|不断|再|约|超额)*"
    r"(?:提高到|提升到|增加到|扩大到|发展到|下降到|降低到|降到|减少到|控制在|稳定在|保持在|维持在|达到?|突破|超过|超|接近|为|是|有|完成|实现|增长|增加|提高|提升|上升|扩大|新增|下降|减少|降低|回落|增产|减产|增收|减收|减|增|降|占|到|至|逾|近|约|不低于|不少于|不高于|不超过|低于|高于|成为|安排|投入)了?)+$"
)
_GROWTH = {"增长": "增长", "增加": "增加", "提高": "提高", "提升": "提高", "上升": "上升", "扩大": "增加", "增": "增长"}
_FALL = {"下降": "下降", "减少": "减少", "降低": "降低", "回落": "回落", "减": "减少", "降": "下降"}
_CHANGE = re.compile(
    "(增长|增加|提高|提升|上升|扩大|增|下降|减少|降低|回落|减|降)(?:率|了|幅)?(?:约|近|超过|不低于|达到?|为|至少|控制在|保持在)*$"
)
_NOUN_END = re.compile(r"(?:以上|以下|左右|余|多)?(?:的|，|。|；|、|和|及|以及|$)")
_COUNTED = re.compile(
    r"^(?:以上|左右|以下|余|多)?(?:的)?(?!\d+(?:\.\d+)?[万亿]?(?:人|户|元|亩))([\u3400-\u9fff“”A-Za-z0-9·()（）]{2,24})"
)
_VERB_TAIL = re.compile(
    r"(?:全部|相继|全面(?!小康)|已(?=[经建完实列纳成])|均(?=[已实完达])|都(?=[要能])|实现|达到|纳入|获得|获批|竣工|覆盖|辐射|成为|列入|投产|得到|"
    r"进入(?!口)|享受|共同|累计|正在|要(?!素)|在(?!校|建|册|岗|线)|的(?:建设|发展|投入))"
)
_KEPT_VERB = re.compile(
    "新增|新建|改造|新改|改扩|扩建|改建|淘汰|关闭|拆除|维修|安装|转移|培训|建成|创建|引进|培育|规划|完成|整治"
)
_SINCE = re.compile(
    "(由|从|(提高|提升|增加|增长|上升|扩大|下降|降低|降|减少|缩小|缩短)[到至])(去年|上年|前年|今年|20\\d\\d年|现在|目前|原来)(底|末)?的?$"
)
_HEDGED = re.compile("^(预计|确保|力争|努力|争取|实现|到?年底之?前|年内|全年|完成)+(?=.{3})")
_HEADLESS = re.compile("(首家|首个|一[批个座条]|了)[超近逾约]?$")
_BY_THEN = re.compile("到?(今年|明年|20\\d\\d年)?(\\d{1,2}月|年|月)?(底|末)?之?以?前")
_EMPTY_VERB = re.compile("着眼|立足|包含|包括|涉及|围绕|面对|拥有|具有|占地|按|由|从|以")
_COUNTED_SORTS = {"count", "people"}


@dataclass(frozen=True, slots=True)
class Name:
    """The name of an indicator, where it begins in the text, and the direction of a change."""

    text: str
    start: int
    end: int
    change: str = ""


@dataclass(frozen=True, slots=True)
class SoFar:
    """What a sentence has said so far: where its last number ends, of what it spoke, for which year."""

    bound: int
    subject: str
    year: int | None
    last: "Name | None" = None


def name_of(text: str, clause: Clause, number: Number, so_far: SoFar) -> Name:
    """Return the name of what ``number`` says inside a clause of the text."""
    begin = max(clause.start, so_far.bound)
    left, right = text[begin : number.start], text[number.end : clause.end]
    if so_far.last is not None and re.fullmatch("[、和及与]+", left):
        return replace(so_far.last, start=number.start, end=number.end)
    change = _direction(left, number)
    if change:
        return _changed(left, number, change, Name(so_far.subject, begin, begin))
    counted = _counted(right) if number.sort in _COUNTED_SORTS else ""
    before = _subject(left)
    if counted and not _measured(left):
        verb = _verb_before(left)
        return Name(verb + counted, number.start - len(verb), number.end + right.find(counted) + len(counted))
    if before.startswith("占") and so_far.subject:
        return Name(f"{so_far.subject}{before}", begin, number.end)
    if before and _HEADLESS.search(left) and _following(right):
        return Name(_following(right), number.start, number.end + len(_following(right)))
    if before:
        return Name(before, number.start - len(left) + left.rfind(before), number.end)
    if counted:
        return Name(counted, number.start, number.end + right.find(counted) + len(counted))
    return Name(_following(right) or _tidy(so_far.subject), number.start, number.end)


def shared_names(name: str, count: int) -> list[str]:
    """Return the names that one phrase gives to several numbers; empty where it does not.

    >>> shared_names("城镇、农村居民人均可支配收入增长", 2)
    ['城镇居民人均可支配收入增长', '农村居民人均可支配收入增长']
    """
    parts = re.split("[、和及与]", name)
    if count < 2 or len(parts) != count:
        return []
    last = parts[-1]
    return [part + last[len(part) :] if len(part) < len(last) else part for part in parts]


def subject_of(left: str) -> str:
    """Return the subject that the words before a number name, without time, place and predicate."""
    return _subject(left)


def _direction(left: str, number: Number) -> str:
    found = _CHANGE.search(re.sub(r"(约|近|超过|不低于|至少|左右)$", "", left))
    if found is None or (
        number.sort not in ("share", "points", "ratio") and not re.search("(比|较)(上年|去年|20)", left)
    ):
        return ""
    return found[1]


def _changed(left: str, number: Number, change: str, inherited: Name) -> Name:
    subject, at = _subject(left) or _tidy(inherited.text), inherited.start
    word = _GROWTH.get(change) or _FALL[change]
    direction = "increase" if change in _GROWTH else "decrease"
    start = at + left.find(subject) if subject and subject in left else at
    return Name(f"{subject}{word}", start, number.end, direction)


def _subject(left: str) -> str:
    """Return the noun phrase that ends before the predicate."""
    bare = left
    for _ in range(4):
        shorter = _PLACE.sub("", _TIME.sub("", bare))
        if shorter == bare:
            break
        bare = shorter
    bare = _PREDICATE.sub("", _SINCE.sub("", _HEDGED.sub("", bare).rstrip("：: ")))
    bare = re.sub(r"(?:^|.*[，；：])", "", bare, count=1)
    empty = bare in words("verbs") or _EMPTY_VERB.fullmatch(bare) or _BY_THEN.fullmatch(bare)
    return "" if empty else _tidy(bare)


def _tidy(name: str) -> str:
    name = re.sub(r"^(?:和|与|及|以及|、|了|的|等|其中|并|是|共|其)+", "", name.strip("、，： “”"))
    name = re.sub(r"(?:的|了|和|与|及|等|由|从|按|达|将|要|力争|分别|均|都|各|共|比|较|总共|累计)+$", "", name)
    return name if len(name) <= 40 else name[-40:]


def _measured(left: str) -> bool:
    """Whether the words before a number end in a predicate or a noun that it measures, not in a bare verb."""
    return (
        bool(re.search("(达到?|为|(?<!尤其)(?<!特别)(?<!就)是|至|到|增加到|发展到|有|约|超过|突破|共|完成)$", left))
        and len(_subject(left)) >= 3
    )


def _counted(right: str) -> str:
    found = _COUNTED.match(right)
    if found is None:
        return ""
    became = re.match(
        "^[\u3400-\u9fff]{0,4}(?:成为|列入|入选|被评为|获评|创成|被列为|荣获)([\u3400-\u9fff“”A-Z0-9]{2,24})", right
    )
    noun = became[1] if became else found[1]
    cut = _VERB_TAIL.search(noun, 2)
    noun = noun[: cut.start()] if cut else noun
    bare = noun.strip("的“”")
    return "" if len(bare) < 2 or re.match("(以上|左右|以下|以内|时间|之内|的)", bare) else bare


def _verb_before(left: str) -> str:
    """Return the verb that governs a counted noun (新建|改造……), as part of its name."""
    last = re.split("[、“”和及与，（(]|等|了|的|全市|全县|全区|相继|先后|已", left)[-1]
    return last if re.fullmatch("[\u3400-\u9fff]{2,8}", last) and _KEPT_VERB.match(last) else ""


def _following(right: str) -> str:
    found = re.match(r"(?:以上|左右|以下)?的?\d*[个项]?([\u3400-\u9fff]{2,16})", right)
    return found[1] if found else ""
