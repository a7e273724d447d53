"""The grammar of an official clause: connective, doer, modal, adverbs, verb, object."""

import re
from dataclasses import dataclass
from functools import cache

from tongchou.reading.lexicon import either, words
from tongchou.reading.offices import is_unit

_CONNECTIVE = (
    r"(?:(?:同时|并且|并|另外|此外|其中|首先|其次|再次|最后|一方面|另一方面|为此|因此|所以|"
    r"下一步|下步|今后|今年|明年|年内|年前|目前|当前|近期|"
    r"第[一二三四五六七八九十]|[一二三四五六七八九]是|(?:[一二两三四五六]|\d{1,2})年内|\d{1,2}个月内|期间|"
    r"“?十[一二三四五]五”?期间|会议(?:要求|强调|指出)|要求|到20\d\d年(?:底|末)?|20\d\d年(?:\d{1,2}月)?(?:底|末)?前?|"
    r"\d{1,2}月(?:底|\d{1,2}日)?之?前|(?:月底|年底)之?前|"
    r"于[^，。；]{2,12}?前|关键是|重点是|就是|主要是|尤其是|特别是|而且|而|且|但|还|也|又|以及|及)，?){0,4}"
)
_LED = re.compile(f"^{_CONNECTIVE}")
_MODAL = (
    r"(?:要|应当|应该|应(?!急|届|用|对|收|税)|必须|务必|须|需要|需|得以|负责|希望|"
    r"不得|不能|可以|可(?!持|行|能|靠)|将(?=全部|逐步|继续|陆续|进一步|加快|加大|加强|持续|深入|全面|大力|重点|着力|聚焦|坚持|统筹|积极|以))"
)
_OPENER = re.compile(
    r"(?:对(?!接|标|口|外|内)|将|把(?!握)|在|从(?!严)|向|由|以(?!便|免)|为(?!了)|通过|与|和|同(?!步)|就(?!业|近|地)|每|凡)"
)
_IDLE_OPENER = re.compile(
    r"(?:按照|按(?!时|期)|根据|围绕|结合|依托|立足|针对|着眼|借鉴|遵循|经(?!营)|"
    r"为(?:了|此|进一步|深入|加快|切实|全面|扎实|认真|贯彻|推进|推动|促进|加强|落实|有效|充分|规范|做好|保障|确保|实现|解决|适应|顺应)|"
    r"用(?!好|足)|利用|因(?!地)|随着|鉴于|由于|如果|假如|"
    r"若|虽然|尽管|即使|这|那么?|有的|你们|他们|它|大家|更重要)"
)
_HOLDING = re.compile(r"(?:对(?!于)|将|把|由)")
_SETTING_END = re.compile(
    "(方面|过程中|基础上|前提下|同时|之际|领域|等方式|等形式|"
    "为(载体|抓手|核心|重点|目标|契机|导向|中心|主线|突破口|龙头)|[上中下时后前])$"
)
_GROUND = re.compile(
    "(?:按照|根据|围绕|结合|依托|立足|针对|按)[^，。；]{2,40}?(?:要求|原则|思路|部署|精神|规定|标准|需要|实际|能力|方式|办法|目标|职责|分工)"
)
_WITH = "按照?|根据|结合|依托|围绕|针对|会同|联合"
_MANNER = f"(?:{_WITH})[^，。；]{{2,16}}?"
_OUTCOME = re.compile(
    "^[^，。；]{3,40}?(?:建成(?:通车|投用|使用|投产|运营)?|竣工|完工|开工(?:建设)?|通车|投产|投用|投入(?:使用|运营|运行)|开通|启用|"
    "揭牌|挂牌|封顶|贯通|应保尽保|(?:上线|试)运行|通过[^，。；]{0,10}验收|清零|销号|全覆盖|(?:全面|全部|基本|如期|顺利|圆满)(?:完成|推开|铺开|启动|展开|结束|落实|到位))$|"
    "^[^，。；]{3,30}?(?:已|全部|全面|基本|均|成功)?(?:完成|创成|建成|覆盖到?|获评|获批|升格为|入选|荣获|实现|升级为)了?"
    "[^，。；]{2,40}$"
)
_LACKING = re.compile("不[严够足力实准高强]|跟不上|滞后|不到位|差距|短板|薄弱|突出$|欠缺|缺乏|只有|仅有|仅为")
_MEMBERSHIP = re.compile("组成$|(任|担任)[^，]{0,4}(组长|召集人|主任|总指挥|成员)$|为成员$|办公室设在|同志主持$")
_CONDITION = re.compile("的$|[^目过同随]时$|(?<!今)后$|的(事项|单位|人员|乡镇|企业|部门|情况|问题|工作任务)$")
_PURPOSE = re.compile("^(?:为了?|以便|以免|从而|进而|使得?|让|有利于|不断满足)")
_GAIN = re.compile("(质量|效率|效能|成本|效益|满意度|形象|品质|感)$")
_POWER = re.compile("(能力|水平|力|功能|度|优势)$")
_PRINCIPLE = re.compile("^坚持[^，。；]*(原则|理念|方针|”)$|^坚持以人为本")
_LONGEST_DOER = 45


@dataclass(frozen=True, slots=True)
class Act:
    """A clause that acts: who, where the action begins in the clause, the verb, and whether a modal orders it."""

    doer: str
    begin: int
    verb: str
    ordered: bool


@cache
def _verb_phrase() -> str:
    return f"(?:{either(words('adverbs'))}){{0,5}}(?P<verb>{either(words('verbs'))})"


@cache
def _begins() -> re.Pattern[str]:
    return re.compile(f"(?P<lead>{_CONNECTIVE}(?P<modal>{_MODAL})?){_verb_phrase()}")


@cache
def _ordered() -> re.Pattern[str]:
    return re.compile(
        f"(?P<doer>[^，。；]{{2,{_LONGEST_DOER}}}?)(?:都|均|也|还|则|既|一定)?(?P<modal>{_MODAL}){_verb_phrase()}"
    )


@cache
def _called() -> re.Pattern[str]:
    return re.compile(
        f"(?P<doer>[^，。；]{{0,{_LONGEST_DOER}}}?)(?:都|均|也|还|则|既|一定)?(?P<modal>要(?!素|求|点|道|件|害)|必须|务必|希望|应当|不能(?=产生|搞|走|以)|一定要|将(?=对|把|会同|组织))"
    )


@cache
def _doer_acts() -> re.Pattern[str]:
    return re.compile(f"(?P<doer>[^，。；]{{2,{_LONGEST_DOER}}}?){_verb_phrase()}")


@cache
def _doer_acts_so() -> re.Pattern[str]:
    return re.compile(f"(?P<doer>[^，。；]{{2,{_LONGEST_DOER}}}?){_MANNER}{_verb_phrase()}")


@cache
def _opened_after_adverbs() -> re.Pattern[str]:
    return re.compile(f"(?:{either(words('adverbs'))}){{1,5}}{_OPENER.pattern}")


@cache
def _adverbs_at_end() -> re.Pattern[str]:
    return re.compile(f"(?:{either(words('adverbs'))}){{1,5}}$")


@cache
def _any_verb() -> re.Pattern[str]:
    return re.compile(either(word for word in words("verbs") if len(word) >= 2))


def act_of(clause: str) -> Act | None:
    """Return the action a clause takes; ``None`` where it takes none (a phrase, a state, a bare opening).

    >>> act_of("市财政局要加大投入力度").doer, act_of("产业支撑能力显著增强")
    ('市财政局', None)
    """
    direct = _begins().match(clause)
    if _CONDITION.search(clause) or _equates(clause) or _MEMBERSHIP.search(clause) or _PRINCIPLE.search(clause):
        return None
    if direct:
        return Act(
            "",
            len(direct["lead"]) if not direct["modal"] else direct.start("modal"),
            direct["verb"],
            bool(direct["modal"]),
        )
    lead = _LED.match(clause)
    start = lead.end() if lead else 0
    bare = clause[start:]
    if bare.startswith("为") and _begins().match(bare, 1):
        return None
    if _IDLE_OPENER.match(bare):
        return _after_ground(bare, start)
    return _opened(bare, start) or _by_doer(bare, start)


def _after_ground(bare: str, start: int) -> Act | None:
    """Return the action that follows its ground in one clause (按照……要求推进……)."""
    ground = _GROUND.match(bare)
    act = _begins().match(bare, ground.end()) if ground else None
    return None if act is None else Act("", start + act.start(), act["verb"], bool(act["modal"]))


def _equates(clause: str) -> bool:
    """Whether a clause says that something is something (科学规划是……的依据)."""
    return bool(
        re.search(
            "(?<!首先)(?<!其次)(?<!再次)(?<!关键)(?<!重点)(?<![但而就凡于还都一二三四五六七八九十别其只能])是(?!否|要|把|抓|实|加)|就成了|取得[^，。]{0,8}成[绩效]|体会到",
            clause,
        )
    ) and not re.search("(?<![主重必需])要(?!素|求|点)|关键是|重点是", clause)


def _opened(bare: str, start: int) -> Act | None:
    """Return the action inside a clause that opens with a preposition (对……给予支持)."""
    opener = _OPENER.match(bare) or _opened_after_adverbs().match(bare)
    if opener is None or _SETTING_END.search(bare):
        return None
    modal = re.search("要|必须|应当|须", bare)
    verbs = [verb for verb in _any_verb().finditer(bare, opener.end() + 1) if not _nominal(bare, verb)]
    if not verbs:
        return None
    doer = bare[1 : verbs[0].start()] if bare[0] == "由" and is_unit(bare[1 : verbs[0].start()]) else ""
    return Act(doer, start, verbs[-1][0], modal is not None)


def _nominal(bare: str, verb: re.Match[str]) -> bool:
    """Whether a verb inside a phrase is used as a noun (农村公路建设的要求)."""
    after = bare[verb.end() : verb.end() + 2]
    return (
        after[:1]
        in (
            "的",
            "、",
            "方",
            "过",
            "中",
            "者",
            "区",
            "期",
            "和",
            "与",
            "力",
            "工",
            "上",
            "下",
            "时",
            "后",
            "前",
            "器",
            "员",
            "站",
            "所",
            "园",
            "厂",
            "户",
            "人",
            "对",
        )
        and after != "和引"
    )


def _by_doer(bare: str, start: int) -> Act | None:
    ordered = _ordered().match(bare) or _called().match(bare)
    if ordered and not re.search("[。；]", ordered["doer"]):
        doer = ordered["doer"]
        if _IDLE_OPENER.match(doer):
            return None
        verb = ordered.groupdict().get("verb") or "要"
        return Act(doer if is_unit(doer) else "", start, verb, True)
    patterns = (_doer_acts(), _doer_acts_so()) if re.search(_WITH, bare) else (_doer_acts(),)
    for pattern in patterns:
        acting = pattern.match(bare)
        if acting and is_unit(acting["doer"]):
            return Act(acting["doer"], start, acting["verb"], False)
    return _by_short_doer(bare, start)


def _by_short_doer(bare: str, start: int) -> Act | None:
    """Return the action of the longest unit name that a verb follows."""
    for verb in _any_verb().finditer(bare, 2):
        doer = _adverbs_at_end().sub("", bare[: verb.start()])
        if is_unit(doer) and not _OPENER.match(doer):
            return Act(doer, start, verb[0], False)
    return None


def outcome_of(clause: str) -> Act | None:
    """Return what a clause of a report says came about, its subject before it (东环路建成通车).

    >>> outcome_of("县城东环路建成通车") is None, outcome_of("综合实力显著增强") is None
    (False, True)
    """
    reported = _OUTCOME.match(clause) and not lacking(clause)
    return Act("", 0, "建成", ordered=False) if reported else None


def lacking(clause: str) -> bool:
    """Whether a clause of a report tells of a shortcoming (规划管控不严), which is nothing done."""
    return bool(_LACKING.search(clause))


def holds(clause: str) -> bool:
    """Whether a clause without a verb of its own opens the next one (对……等问题，)."""
    return bool(_HOLDING.match(_LED.sub("", clause, count=1)))


def is_purpose(clause: str, act: Act, last: bool) -> bool:
    """Whether a clause after an action only says what the action is for."""
    if _PURPOSE.match(clause):
        return True
    if act.ordered or act.verb not in words("effects"):
        return False
    if act.verb in ("提高", "提升"):
        return bool(_GAIN.search(clause) or (last and _POWER.search(clause)))
    return True


def states_only(clause: str) -> bool:
    """Whether a clause describes a state (……更加完善，……明显提高)."""
    return (
        bool(re.search("(更加|显著|明显|不断|进一步|日趋|逐步|基本|普遍)[\u3400-\u9fff]{2,4}$", clause))
        and _begins().match(clause) is None
    )
