"""Targets and facts: a quantity with its indicator, place and year."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from tongchou.reading.clauses import Clause
from tongchou.reading.lexicon import either, words
from tongchou.reading.model import Amount, Item, ItemClass
from tongchou.reading.mood import Genre, Mood, modality_of, plans, tells_past
from tongchou.reading.naming import Name, SoFar, name_of, shared_names, subject_of
from tongchou.reading.numerals import Number, numbers, ratios
from tongchou.reading.setting import Setting
from tongchou.reading.text import Span
from tongchou.reading.years import When, stated, when

_ACTION = re.compile(
    "(新建|改建|扩建|改造|建设|建成|完成|培育|新增|增加|达到?|提高到|提升到|增长|下降|降低|减少|控制|实现|引进|安排|投入|打造|创建|"
    "培训|转移|发展到?|种植|整治|修复|建立|设立|新改建|维修|整修|治理|新植|造林|流转|盘活|争取|筹集|发放|拨付|开工|竣工|投产|落实|"
    "配备|配置|招聘|选派|扶持|认定|评选|储备|开发|安置|搬迁|脱贫|减排|压减|突破|保持|稳定|力争|确保|到|为|超|过|入库|招引|组织|举办|铺设|启动|实施|"
    "覆盖|推进|推广|解决|帮扶|救助|打通|取得|提升|提高|创成|辐射|带动|吸纳|纳入|开展|支持|成为|是|至|约)"
)
_REFERENCE = re.compile(
    "(在|对|把|将|给|从|由|向|全(市|县|区|镇|乡|州|省)|这|该|其|上述|各|每|现有|共有|已有|原有)(的)?$"
)
_STRUCTURE = re.compile(
    "^(个)?(部门|单位|方面|成员|小组|阶段|环节|步骤|层面|原则|要求|部分|统筹|一体化|层次|领域|工作组|专项组|人组成|一)"
)
_DURATION_OR_RANK = {"time", "session"}
_RESPECTIVELY = re.compile("(比上年|较上年|同比|按可比口径)?分别")
_LASTS = re.compile(
    "天数$|(年限|寿命|年龄|时间|时长|周期|工期|时限|天数)(为|达到?|提高到|缩短到|缩短至|压缩到|压缩至|控制在|增加到)$"
)
_CLASSED = re.compile("的?[^，。；\\d]{1,10}?(占比|比例|比重|达到?|增加到|发展到|超过|突破|实现|[数总]量|\\d)")
_BOUNDS = ("ge", "gt", "le", "lt")
_PLANNED_SIZE = re.compile("(总投资|投资总额|(估算|概算)(总)?投资|投资(估算|概算))[^，。；\\d]{0,4}$")
_BUDGETED = re.compile(
    "今年[^，。]{0,6}(安排|计划|拟|要|将)|(下一步|明年|下半年)[^。]{0,8}(要|将|计划)|(?:^|[^需主重])要(?![素求点闻])"
)
_BEFORE_LATER = re.compile("(由|从)[^，。；]{0,12}$")
_FROM = re.compile("(由|从)(去年|上年|20\\d\\d年)(底|末)?的?")
_AS_IT_STANDS = re.compile(
    "(目前|现有|去年|上年|截至|比重由|基础上)(?!.*\\d.*(提高|提升|增加|增长|扩大|上升|下降|降低|降|压减|缩小|缩短)[到至])"
)
_SHARES = ("第一产业占比", "第二产业占比", "第三产业占比")


def figures(setting: Setting, claimed: Collection[Number]) -> Iterator[Item]:
    """Yield the targets and facts of a sentence; numbers that a rule has ``claimed`` are left out."""
    if setting.mood is Mood.NONE or setting.genre in (Genre.SCHEME, Genre.STATUTE):
        return
    taken = {(number.start, number.end) for number in claimed}
    so_far = SoFar(setting.sentence.start, "", setting.carried_year)
    spoken: list[str] = []
    for clause in setting.sentence.clauses:
        own = stated(_FROM.sub("", clause.text), setting.document_year)
        so_far = SoFar(clause.start, so_far.subject, so_far.year if own is None else own)
        found = [
            number for number in numbers(setting.text, clause.start, clause.end) if _counts(setting, clause, number)
        ]
        figured: list[Item] = []
        for number in found:
            if _bounds_class(setting, clause, number, ruled=bool(taken)):
                continue
            if (number.start, number.end) not in taken and not _idle(setting, clause, number):
                item, name = _figure(setting, clause, number, so_far)
                figured.append(item)
                so_far = SoFar(number.end, so_far.subject if name.change else item.name, so_far.year, name)
            so_far = SoFar(number.end, so_far.subject, so_far.year, so_far.last)
        shared = shared_out(clause.text, figured, spoken)
        spoken += [item.name for item in shared if item.amount and not item.amount.change]
        yield from shared
        if not found:
            so_far = SoFar(so_far.bound, _topic(clause, so_far.subject), so_far.year)
        yield from _of_ratios(setting, clause, so_far.year)


def shared_out(words: str, figured: list[Item], spoken: Sequence[str] = ()) -> list[Item]:
    """Return the figures of a clause with 分别 each under its own name (城镇、农村居民收入分别增长8%、9%).

    A clause that begins with 分别 speaks of the ``spoken`` names before it (粮食5吨，油料2吨，分别增长3%、1%).
    """
    if 1 < len(figured) <= len(spoken) and _RESPECTIVELY.match(words) and figured[0].amount:
        word = "下降" if figured[0].amount.change == "decrease" else "增长"
        return [replace(one, name=name + word) for name, one in zip(spoken[-len(figured) :], figured, strict=True)]
    names = shared_names(figured[0].name, len(figured)) if figured and "分别" in words else []
    return [replace(item, name=name) for item, name in zip(figured, names, strict=True)] if names else figured


def _counts(setting: Setting, clause: Clause, number: Number) -> bool:
    """Whether a number is a quantity; a time is one only where it is measured (平均受教育年限达到11年)."""
    lasting = number.sort == "time" and _LASTS.search(setting.text[clause.start : number.start])
    return bool(lasting) or number.sort not in _DURATION_OR_RANK


def _topic(clause: Clause, subject: str) -> str:
    topic = subject_of(clause.text)
    fits = 2 <= len(topic) <= 20 and (not subject or _measured().search(topic) is not None)
    return topic if fits else subject


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(either(word for word in words("verbs") if len(word) >= 2))


@cache
def _measured() -> re.Pattern[str]:
    return re.compile(f"{either(words('indicators'))}$")


def _bounds_class(setting: Setting, clause: Clause, number: Number, ruled: bool) -> bool:
    """Whether a number only bounds the class of which something is said (年收入50万元以上的村占比达80%)."""
    after = setting.text[number.end : clause.end]
    bounds = number.amount.comparator in _BOUNDS
    return bounds and bool(_CLASSED.match(after) or (ruled and re.fullmatch("的[^，。；\\d]{0,12}", after)))


def _idle(setting: Setting, clause: Clause, number: Number) -> bool:
    """Whether a number says nothing that an official enters: an enumeration, a reference in an order."""
    after, before = setting.text[number.end : clause.end], setting.text[clause.start : number.start]
    if re.search("如果|假如|不能(只|仅)", before):
        return True
    if setting.mood is Mood.PAST:
        return False
    if number.sort == "level" or _STRUCTURE.match(after) or (number.amount.raw.endswith("方面")):
        return True
    return (
        not tells_past(clause.text)
        and setting.mood is not Mood.CALL
        and not (_ACTION.search(before) or _verbs().search(before) or _states(before, number))
    )


def _states(before: str, number: Number) -> bool:
    """Whether a number stands right after the noun it measures (户籍人口城镇化率55%)."""
    return len(before) >= 2 and not _REFERENCE.search(before) and number.sort != "count"


def _figure(setting: Setting, clause: Clause, number: Number, so_far: SoFar) -> tuple[Item, Name]:
    name = name_of(setting.text, clause, number, so_far)
    before = setting.text[clause.start : number.start]
    moment = _moment(setting, before, so_far.year)
    group = _group(setting, clause, number, moment)
    if group is ItemClass.FACT and moment == When(None) and setting.document_year is not None:
        moment = When(setting.document_year, "implied")
    amount = replace(number.amount, change=name.change or ("increase" if re.search("新增|净增", before) else ""))
    item = Item(
        id="",
        group=group,
        span=Span(min(max(name.start, clause.start), number.start), max(number.end, min(name.end, clause.end))),
        quote="",
        name=f"{name.text}人口" if number.amount.raw.endswith("人口") else name.text,
        amount=replace(amount, per="year" if re.search("年均|每年", before) else ""),
        place=setting.region,
        year=moment.year,
        year_basis=moment.basis,
        horizon=moment.horizon,
        modality=modality_of(setting.words) if group is ItemClass.TARGET else "",
        heading=setting.heading_id,
        confidence=_confidence(name.text, moment, setting),
        fired=f"figure.{setting.mood}",
    )
    return item, name


def _moment(setting: Setting, before: str, year: int | None) -> When:
    moment = when(_FROM.sub("", before), year, setting.document_year)
    if moment.horizon:
        return moment
    last = re.search("(由|从)?(去年|上年|20\\d\\d年)(底|末)?的?[^，\\d]{0,6}$", before)
    if last and last[1] and setting.document_year is not None:
        return When(stated(_last_year(last[2]), setting.document_year), "stated")
    return moment


def _last_year(words: str) -> str:
    """Return words with 上年, where it names the year a figure starts from, as 去年."""
    return words.replace("上年", "去年")


def _group(setting: Setting, clause: Clause, number: Number, moment: When) -> ItemClass:
    before = setting.text[clause.start : number.start]
    if re.search("(由|从)(去年|上年|前年|20\\d\\d年(底|末)?|现在|目前|原来)的?[^到至]{0,8}$", before):
        return ItemClass.FACT
    if setting.mood is Mood.PAST:
        return ItemClass.TARGET if plans(clause.text) else ItemClass.FACT
    if _PLANNED_SIZE.search(before):
        return ItemClass.FACT
    if setting.mood is Mood.CALL:
        return ItemClass.TARGET if _called_for(before, setting) else ItemClass.FACT
    if (tells_past(clause.text) and not _sums_up(setting, clause)) or _AS_IT_STANDS.search(before):
        return ItemClass.FACT
    if (
        moment.basis == "stated"
        and moment.year is not None
        and setting.document_year is not None
        and moment.year < setting.document_year
    ):
        return ItemClass.FACT
    return ItemClass.TARGET


def _sums_up(setting: Setting, clause: Clause) -> bool:
    """Whether 累计 in a section of goals speaks of what will have been done by then."""
    return setting.mood is Mood.GOAL and "累计" in clause.text and not re.search("了|已|截至", clause.text)


def _called_for(before: str, setting: Setting) -> bool:
    words = setting.text[setting.sentence.start : setting.sentence.start + len(setting.words)]
    if _BUDGETED.search(words[: words.find(before) + len(before)]) and not tells_past(before):
        return True
    return bool(
        re.search("力争|争取|努力|达到|增加到|提高到|成为|发展成|建设成|实现|完成|要|确保|新建|新增", before)
        or re.search("力争|通过[^，。]{1,12}时间", words)
    ) and not re.search("全市|现有|共|有$|介绍|过去", before)


def _confidence(name: str, moment: When, setting: Setting) -> float:
    score = 0.9 if len(name) >= 3 else 0.4
    score -= 0.0 if moment.basis == "stated" else 0.1
    return round(score - (0.2 if setting.mood is Mood.CALL else 0.0), 2)


def _of_ratios(setting: Setting, clause: Clause, year: int | None) -> Iterator[Item]:
    """Yield the ratio of two (收入比2.1:1) and the shares of the three industries (8.1:45.2:46.7)."""
    stretch = setting.text[clause.start : setting.sentence.end]
    if "：" not in stretch and ":" not in stretch:
        return
    for start, end, parts in ratios(stretch):
        if start > clause.end - clause.start:
            return
        before, span = stretch[:start], Span(clause.start + start, clause.start + end)
        if len(parts) == 3 and re.search("三次产业|产业结构|三产", before):
            last = _FROM.search(before)
            of = stated(_last_year(last[0]), setting.document_year) if last and before.endswith(last[0]) else year
            for name, part in zip(_SHARES, parts, strict=True):
                yield _ratio(setting, span, name, Amount(part, "%", str(part)), of)
        elif len(parts) == 2 and parts[1] == Decimal(1) and len(subject_of(before)) >= 2:
            yield _ratio(setting, span, subject_of(before), Amount(parts[0], "x", stretch[start:end]), year)


def _ratio(setting: Setting, span: Span, name: str, amount: Amount, year: int | None) -> Item:
    moment = When(year, "stated") if year else When(setting.document_year, "implied")
    return Item(
        id="",
        group=ItemClass.FACT if setting.mood is Mood.PAST else ItemClass.TARGET,
        span=span,
        quote="",
        name=name,
        amount=amount,
        place=setting.region,
        year=moment.year,
        year_basis=moment.basis,
        heading=setting.heading_id,
        confidence=0.6,
        fired="figure.ratio",
    )
