"""Tasks and measures: what is ordered, and what is reported as done or going on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tongchou.reading.actions import Act, act_of, holds, is_purpose, lacking, outcome_of, states_only
from tongchou.reading.clauses import Clause
from tongchou.reading.domains import domain_of
from tongchou.reading.model import Item, ItemClass
from tongchou.reading.mood import Genre, Mood, modality_of, plans, tells_past
from tongchou.reading.numerals import numbers
from tongchou.reading.offices import is_note, named, units
from tongchou.reading.setting import Setting
from tongchou.reading.text import Span

_DEADLINE = re.compile(
    r"((?:20\d\d年|今年|明年)?(?:\d{1,2}月(?:\d{1,2}日|底|初|中旬|上旬)?|年|上半年|月)?(?:底|末|年底)?之?以?前|到20\d\d年(?:底|末)?|20\d\d年(?:底|年底)(?:前)?|年内|\d{1,2}个?(?:工作日|月)内)"
)
_DELIVERABLE = re.compile(
    "(?:制定|出台|编制|建立|成立|组建|设立|印发|构建|搭建|形成)(?:出台|印发|完善|健全|并实施)*(?:了)?(?:一批|一个)?([^，。；]{2,30})$"
)
_CALLS = re.compile("要(?!素|求|点|道|件|害)|必须|务必|希望|应当|需要|须")
_TO_DO = re.compile("突出重点|抓(好|紧|实)|抓落实|各项(任务|工作)|重点(任务|工作)")
_BELIEF = re.compile(
    "^(我[市县区省州]|我们)?(始终|一直)?坚持|(理念|宗旨)$|贯彻(落实)?[^，。]{0,40}(精神|意见》?|要求|方针|部署)$|目的(就?是|在于)|核心(就?是|在于)"
)
_TITLED = re.compile("关于[^，。；]{4,50}(报告|通知|意见|方案|汇报|情况|总结)$")
_STRIVING = re.compile(
    "(促进|推动|推进|加快|带动|撬动|激发|增强|巩固|破题|破解)了?[^，。；]{0,24}(发展|一体化|步伐|进程|活力|动力|重点领域改革|配套改革)$"
)
_EXPECTED = re.compile("预计|有望|预期")
_QUOTED = re.compile("强调|要求|指出|提出|表示")
_IDLE = re.compile(
    "(现|特)?(就|将)[^。；]{0,60}(通知|提出|公布|报告|通报|汇报)如下|请认真(贯彻|遵照|组织)|现印发|现予|制定本|特制定|按(此|照)执行|^如下|(提出|制定)(如下|以下)[^，。；]{0,4}(意见|方案|措施|办法)|"
    "^[^。]{0,60}(主持召开|组织召开)[^。]{0,60}(会议?|座谈|听取)|会议的(主要)?任务是|请(大家|予)?(审议|指正|学习)|欢迎|感谢|谢谢|同志们|提(几|三|四|五)点|讲几点|具有[^，。]{2,20}(作用|意义)|本(办法|方案|细则|通知|意见)(由|自)|自[^，。]{2,12}(起施行|之日起)|^附件|解释$"
)
_ATTENDS = re.compile(
    "(参加|出席|列席)(了)?(此次|本次)?(会议|座谈会?|活动|调研|仪式)$|^(会议|会上|会后)[^，]{0,6}(由|以)"
)
_SAID = re.compile(
    "^[^，。；]{0,6}要(清醒地?|充分)?(看到|认识到)$|(长|书记|主任|人|员)[^，。；的]{0,4}(介绍|表示|说|称|告诉记者)(道|说)?$|^自[^，。；]{2,24}以来$"
)
_LED_BY = re.compile("^由(?P<doer>[^，。；]{2,40}?)(?:负责)?牵头(?:负责)?$")
_SHORT = 5
_SHARE = re.compile(r"\d%")
_ASIDE = re.compile("你们|大家|要(强调|说明|指出|看到)的?是?|要像|一定可以|还将作|随着")
_WILL_DONE = re.compile("^(完成|建成|实现|新增|新建)")


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of clauses that is one action."""

    start: int
    end: int
    act: Act
    told: bool


def deeds(setting: Setting) -> Iterator[Item]:
    """Yield the tasks and measures of a sentence."""
    if setting.mood in (Mood.NONE, Mood.GOAL) or setting.genre in (Genre.BULLETIN, Genre.SCHEME):
        return
    if _IDLE.search(setting.words) or is_note(setting.words):
        return
    lead, partners = _answering(setting)
    doer: tuple[str, ...] = ()
    for step in _steps(setting):
        doer = units(step.act.doer) if step.act.doer else doer
        item = _item(setting, step, doer)
        yield replace(item, lead=lead or item.lead, partners=partners)


def _answering(setting: Setting) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the units that a note names, in the sentence or at the end of its paragraph."""
    lead, partners = named(setting.words)
    return (lead, partners) if lead or partners else named(setting.text[setting.paragraph[0] : setting.paragraph[1]])


def _steps(setting: Setting) -> Iterator[Step]:
    """Yield the actions of a sentence; a short clause goes on with the action before it."""
    step: Step | None = None
    for clause, start, act in _acting(setting):
        told = _told(setting, clause)
        if step is not None and step.told == told and _goes_on(step, clause, act):
            step = replace(step, end=clause.end)
            continue
        if step is not None and _is_purpose(setting, clause, act, told):
            step = _with_purpose(step, clause)
            continue
        if step is not None:
            yield step
        step = Step(start, clause.end, act, told)
    if step is not None:
        yield step


def _acting(setting: Setting) -> Iterator[tuple[Clause, int, Act]]:
    """Yield the clauses that act, where each action begins, and the action."""
    open_at: int | None = None
    led_by = ""
    called = setting.genre is Genre.SPEECH and any(
        _CALLS.search(heading) or _TO_DO.search(heading) for heading in setting.headings
    )
    for clause in setting.sentence.clauses:
        called = called or bool(_CALLS.search(clause.text))
        led = _LED_BY.match(clause.text)
        if led and clause != setting.sentence.clauses[-1]:
            open_at, led_by = clause.start, led["doer"]
            continue
        act = act_of(clause.text) or (outcome_of(clause.text) if setting.mood is Mood.PAST else None)
        if act is None or states_only(clause.text):
            open_at = (clause.start if open_at is None else open_at) if holds(clause.text) else None
            continue
        if _counts(setting, clause, act, called):
            act = replace(act, doer=act.doer or led_by)
            yield clause, clause.start + act.begin if open_at is None else open_at, act
        open_at, led_by = None, ""


def _goes_on(step: Step, clause: Clause, act: Act) -> bool:
    return (
        not act.doer
        and min(clause.end - clause.start, step.end - step.start) <= _SHORT
        and clause.start - step.end <= 2
    )


def _with_purpose(step: Step, clause: Clause) -> Step:
    """Return the action with what it is for, as long as that is not longer than the action."""
    near = clause.start - step.end <= 2 and clause.end - step.end <= step.end - step.start
    return replace(step, end=clause.end) if near else step


def _is_purpose(setting: Setting, clause: Clause, act: Act, told: bool) -> bool:
    planned = setting.mood is Mood.PAST and not told
    return not planned and is_purpose(clause.text, act, clause == setting.sentence.clauses[-1])


def _told(setting: Setting, clause: Clause) -> bool:
    return (setting.mood is Mood.PAST and not plans(clause.text)) or tells_past(clause.text)


def _counts(setting: Setting, clause: Clause, act: Act, called: bool) -> bool:
    """Whether an action is one that the document orders or reports, by the way the passage speaks."""
    if len(clause.text) < 4 or act.verb in ("为", "使") or _ATTENDS.search(clause.text) or _SAID.search(clause.text):
        return False
    if setting.genre is Genre.STATUTE and not act.doer:
        return False
    if setting.mood is Mood.PAST and (_vague(clause.text) or lacking(clause.text)):
        return False
    if act.doer and not act.ordered and _SHARE.search(clause.text):
        return False
    if setting.mood is Mood.CALL and (_ASIDE.search(clause.text) or (act.doer and not act.ordered)):
        return False
    if setting.mood is Mood.CALL:
        if setting.genre is Genre.NEWS:
            return _quoted(setting)
        return called or tells_past(clause.text)
    return True


def _vague(words: str) -> bool:
    """Whether a clause of a report only says what one believes in, strives for or expects, not what was done."""
    return bool(_BELIEF.search(words) or _TITLED.match(words) or _EXPECTED.match(words)) or (
        bool(_STRIVING.search(words)) and not re.search(r"\d", words)
    )


def _quoted(setting: Setting) -> bool:
    return bool(_QUOTED.search(setting.text[setting.paragraph[0] : setting.sentence.end])) and not re.search(
        "^[^。]{0,30}(召开|举行|出席|参加|主持)", setting.words
    )


def _item(setting: Setting, step: Step, doer: tuple[str, ...]) -> Item:
    words = setting.text[step.start : step.end]
    spoken = words.replace(step.act.doer, "", 1) if step.act.doer else words
    domain, second = domain_of(spoken, setting.headings, (*doer, setting.title))
    deadline, product = _DEADLINE.search(words), _DELIVERABLE.search(words)
    return Item(
        id="",
        group=ItemClass.MEASURE if step.told else ItemClass.TASK,
        span=Span(step.start, step.end),
        quote="",
        domain=domain,
        runner_up=second,
        status=_status(words) if step.told else "planned",
        lead=doer,
        deadline=deadline[0] if deadline and not step.told else "",
        deliverable=product[1] if product else "",
        modality="" if step.told else modality_of(words),
        quantities=tuple(number.amount.raw for number in numbers(setting.text, step.start, step.end)),
        heading=setting.heading_id,
        confidence=0.85 if step.act.ordered or setting.mood is Mood.PLAN else 0.65,
        fired=f"deed.{'ordered' if step.act.ordered else 'verb'}.{setting.mood}",
    )


def _status(words: str) -> str:
    return "done" if tells_past(words) or _WILL_DONE.search(words) else "ongoing"
