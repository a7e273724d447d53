"""Whether a passage tells what was, orders what shall be, or does neither; and how firmly it says so."""

import re
from enum import StrEnum

from tongchou.reading.lexicon import expressions


class Genre(StrEnum):
    """The kinds of document, as far as they are read differently."""

    PLAN = "plan"
    REPORT = "report"
    WORK_REPORT = "work_report"
    BULLETIN = "bulletin"
    SPEECH = "speech"
    NEWS = "news"
    SCHEME = "scheme"
    STATUTE = "statute"


class Mood(StrEnum):
    """How a passage speaks."""

    PAST = "past"
    PLAN = "plan"
    GOAL = "goal"
    CALL = "call"
    NONE = "none"


_GENRES = (
    (Genre.WORK_REPORT, "政府工作报告"),
    (Genre.BULLETIN, "统计公报|公报$|经济运行|统计数据|普查.{0,6}公报"),
    (
        Genre.SCHEME,
        "(考核|评分|评价|考评|测评|验收).{0,12}(细则|标准|评分表|指标|办法|方案|评分)|评分细则|计分办法|考核表",
    ),
    (Genre.SPEECH, "讲话|致辞|发言"),
    (Genre.REPORT, "报告|总结|汇报|情况|经验|纪实|进程|成效|做法"),
    (Genre.PLAN, "纪要|通知|意见|方案|规划|计划|要点|办法|制度|决定|纲要|细则|规定|通告|工作安排"),
)
_MODALITY = (
    ("原则上", "原则上"),
    ("力争", "力争"),
    ("争取", "争取"),
    ("探索", "探索"),
    ("鼓励|提倡", "鼓励"),
    ("支持", "支持"),
    ("可以|可考虑|可(?!持|行|能|靠|再|研)", "可以"),
    ("努力", "努力"),
    ("不得|严禁|禁止|必须|务必|一律", "必须"),
    ("应当?(?!急|用|对)|要(?!素|求|点|道)|须", "应当"),
)
_ANY_MODALITY = re.compile("|".join(pattern for pattern, _ in _MODALITY))


_LOOKING_BACK = re.compile("^\\s*(今年|去年|近年|近几年|[一二三四五]年|[^，。]{2,14})以?来，", re.MULTILINE)
_STATISTICAL = re.compile(
    "据[^，。]{0,30}(统计|调查|核算|普查|监测)[^，。]{0,6}，|初步核算|(同比|比上年|较上年)(增长|下降|提高|减少)\\d"
)
_ARTICLES = re.compile("^第[一二三四五六七八九十]{1,3}条", re.MULTILINE)
_REGULATION = re.compile("(办法|规定|细则|条例|规则|规程)(\\(.{2,8}\\))?$")


def genre_of(title: str, opening: str) -> Genre:
    """Return the genre that a title shows; where it shows none, the opening decides between news and plan.

    >>> genre_of("2015年国民经济和社会发展统计公报", "")
    <Genre.BULLETIN: 'bulletin'>
    """
    for genre, pattern in _GENRES[:3]:
        if re.search(pattern, title):
            return genre
    if _REGULATION.search(title) and len(_ARTICLES.findall(opening)) >= 2:
        return Genre.STATUTE
    if re.search("(本报讯|记者|通讯员|日讯|信息来源)", opening) or re.search(
        "(主持召开|强调|：.*(要|是)|召开|举行)", title
    ):
        return Genre.NEWS
    for genre, pattern in _GENRES[3:]:
        if re.search(pattern, title):
            return genre
    return Genre.REPORT if _LOOKING_BACK.search(opening) or _STATISTICAL.search(opening) else Genre.PLAN


def mood_of(section: str, genre: Genre, sentence: str, year: int | None, document_year: int | None) -> Mood:
    """Return how a sentence speaks, from its section, its document's genre, its words and the year it states."""
    if section == "principle":
        return _among_principles(sentence)
    if expressions("issue_heads").search(sentence) or re.match("(但|而)?(如果|假如|若)", sentence):
        return Mood.NONE
    base = Mood.PAST if _JUDGED.match(sentence) else _base(section, genre)
    if (base is Mood.CALL and genre is Genre.NEWS and _NEXT.search(sentence)) or (
        base is Mood.PAST and genre is Genre.REPORT and _THEN.match(sentence)
    ):
        return Mood.PLAN
    past = bool(expressions("past").search(sentence))
    if year is not None and document_year is not None and year != document_year and base is not Mood.NONE:
        if year > document_year:
            return base if base in (Mood.GOAL, Mood.CALL) else Mood.PLAN
        if past or base is Mood.PAST or "达" in sentence or "为" in sentence:
            return Mood.PAST
    return base


def _among_principles(sentence: str) -> Mood:
    """Return how a sentence speaks whose section orders nothing: figures it aims at or looks back on still count."""
    if not _MEASURED.search(sentence):
        return Mood.NONE
    if _AIMS.search(sentence):
        return Mood.GOAL
    return Mood.PAST if _SO_FAR.match(sentence) else Mood.NONE


def looks_back(sentence: str) -> bool:
    """Whether a sentence opens an account of what has been, which the next ones go on with until one orders.

    >>> looks_back("会议指出，上半年各项改革稳步推进"), looks_back("今年以来的经验要推广")
    (True, False)
    """
    return bool(_ACCOUNT.match(sentence) or _SINCE.search(sentence[:60])) and not orders(sentence)


def orders(sentence: str) -> bool:
    """Whether a sentence orders or plans, so that an account of the past ends before it."""
    return bool(_ORDERS.search(sentence))


_ACCOUNT = re.compile(
    "(?:[^，。；]{0,16}(?:指出|认为|介绍|通报|表示|说)[，：])?"
    "(?:近年来|近几年来?|过去[^，。；]{1,6}|(?:今年)?(?:上半年|前[一二三]季度)|[一二三四五两]年来|[^，。；]{0,10}以来)(?=[，全各我市县区])"
)
_SINCE = re.compile(
    "[，市县区镇乡村州](?:近年来|今年以来|去年以来)|(?:^|，)该[市县区镇乡村局]|^(?:截至)?目前，|^截[至止][^，。]{1,12}，"
)
_ORDERS = re.compile(
    "(?<![只需重主首])要(?!素|求|点|道|件|害|闻)|必须|务必|应当|下一步|下半年|今后|强调|会议(?:要求|议定|决定|确定)|议定|力争|确保"
)
_THEN = re.compile("(下一?步|下一?阶段|接下来|下半年|明年|今后)[，,][^。]*((?<![主重必需])要|(?<!即)将)")
_MEASURED = re.compile("\\d[^，。；]{0,3}(%|[万亿]|元|人|户|亩|公里|吨|个|家|项|分|倍|[:：]1)|比[^，。；]{0,12}\\d")
_AIMS = re.compile("(到|至)20\\d\\d年[^，。；]{0,3}[，底末]|“?十[三四五六]五”?(期)?末|力争[^。；]*\\d")
_SO_FAR = re.compile("[^，。；]{0,14}(以来|截至|目前)[^。；]*")
_NEXT = re.compile("^[^。；]{0,30}(下一步|接下来|下阶段|下一阶段|今后)[，,]?[^。；]{0,20}(?<!即)将")
_JUDGED = re.compile("会议(认为|指出|听取|肯定)")
_FIRMLY_PLANNED = re.compile(
    "力争|下一步|明年|预期|(?<!既)(?<!日)(?<![即就])将(?!.{1,20}(纳入|列入|作为|分解|其|把).*了)(全部|在|于|达|建|实|完|继|进|按|有)|到20\\d\\d年.{0,6}(，|达|实|完|建|力)|拟新|(全年|今年|年内)计划(?![的任目数内外完])"
)
_LOOKS_BACK = re.compile("已|(?<!为)了(?!解|的)|累计")


def _base(section: str, genre: Genre) -> Mood:
    if genre is Genre.BULLETIN:
        return Mood.PAST
    if section in ("goal", "past", "plan"):
        return {"goal": Mood.GOAL, "past": Mood.PAST, "plan": Mood.PLAN}[section]
    if genre is Genre.REPORT:
        return Mood.PAST
    if genre in (Genre.SPEECH, Genre.NEWS):
        return Mood.CALL
    return Mood.PLAN


def modality_of(clause: str) -> str:
    """Return how firmly a clause binds, in the word of the document; empty where it says nothing of it."""
    if not _ANY_MODALITY.search(clause):
        return ""
    return next(word for pattern, word in _MODALITY if re.search(pattern, clause))


def plans(clause: str) -> bool:
    """Whether a clause by itself tells what shall be, also in a report of the past.

    >>> plans("卫生院年底前将全部回归公益性"), plans("建成了120公里")
    (True, False)
    """
    return bool(_FIRMLY_PLANNED.search(clause)) and not _LOOKS_BACK.search(clause)


def tells_past(clause: str) -> bool:
    """Whether a clause by itself tells what has been done."""
    return bool(
        re.search(
            "(?<!为)了(?!解|然|望|断|结|的)|^.{0,8}已(经|于|有|将|形成|建|完|达|成|纳|基|初|全|列)|相继|先后|荣获|获批|截至|累计",
            clause,
        )
    )
