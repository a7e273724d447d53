"""Papers of an assessment: the public bulletin (通报), notices of talks and rectification, changes of a register.

Everything is taken from frozen results, so that a paper written again later says the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tongchou.assess import Card, Difference, Following, Result, gaps
from tongchou.assess.consequences import MEASURES
from tongchou.packs.rows import Designation
from tongchou.packs.scheme import Measures
from tongchou.report.model import Block, Document, Heading, Number, Paragraph, Table, paragraph, table
from tongchou.terms import Period

_NUMERALS = "一二三四五六七八九十"
_MOST_ITEMS = 5
EVENTS = {
    "candidate": "申报",
    "designated": "列入",
    "rectifying": "限期整改",
    "restored": "恢复",
    "revoked": "撤销",
    "replaced": "由其他地区递补",
}
"""What an event of a register is called in a notice."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Who issues a paper, on which day, under which number, and the line that says what it was made from."""

    issuer: str
    day: date
    version: str
    number: str = ""
    synthetic: bool = False

    def paper(self, title: str, blocks: Sequence[Block], addressee: str = "", *more: Table) -> Document:
        """Return a paper of this issue."""
        return Document(
            title, self.issuer, said(self.day), tuple(blocks), self.version, self.number, addressee,
            self.synthetic, tuple(more),
        )  # fmt: skip


def said(day: date) -> str:
    """Return a day as official papers write it.

    >>> said(date(2016, 3, 1))
    '2016年3月1日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A published edition with all that a bulletin tells of it: names by unit code, what follows, what changed."""

    result: Result
    period: Period
    edition: int
    names: Mapping[str, str]
    following: tuple[Following, ...] = ()
    changed: tuple[Difference, ...] = ()
    reason: str = ""
    objections_until: date | None = None


def bulletin(outcome: Outcome, issue: Issue) -> Document:
    """Return the public bulletin of an edition of results."""
    parts = [
        ("考核结果", list(_results(outcome))),
        ("结果运用", list(_following(outcome))),
        ("更正情况", list(_changed(outcome))),
        ("异议", list(_window(outcome))),
    ]
    blocks: list[Block] = [_opening(outcome)]
    for numeral, (name, inside) in zip(_NUMERALS, [one for one in parts if one[1]], strict=False):
        blocks += [Heading(1, f"{numeral}、{name}"), *inside]
    corrected = "" if outcome.edition == 1 else f"（第 {outcome.edition} 版）"
    title = f"关于{outcome.period.say()}{_short(outcome.result.title)}结果的通报{corrected}"
    return issue.paper(title, blocks, "", _items(outcome))


def _short(title: str) -> str:
    """Return what a scheme assesses: its title without the word for a scheme.

    >>> _short("云泽市县城乡融合考核办法（虚构）")
    '云泽市县城乡融合考核（虚构）'
    """
    return title.replace("办法", "").replace("试行", "").replace("（）", "")


def _opening(outcome: Outcome) -> Paragraph:
    ranked = [card for card in outcome.result.cards if card.rank]
    waiting = len(outcome.result.cards) - len(ranked)
    more = f"；{waiting} 个单位已定分值不足，不排名、不定等次" if waiting else ""
    return paragraph(
        f"按照《{outcome.result.title}》，对 {len(outcome.result.cards)} 个单位{outcome.period.say()}的工作进行了考核"
        f"{more}。现将结果通报如下。"
    )


def _results(outcome: Outcome) -> Iterator[Block]:
    cards = outcome.result.cards
    groups = len({card.group for card in cards}) > 1
    drawn = any(card.low is not None for card in cards)
    head = ["位次", "单位", "基础分", "加分", "扣分", "总分", "等次"]
    head += (["组别"] if groups else []) + (["位次区间"] if drawn else [])
    rows = []
    for card in cards:
        numbers = [_number(value) for value in (card.base, card.bonus, card.deductions)]
        tier = (card.tier or "—") + ("（一票否决）" if card.vetoes else "")
        row = [str(card.rank or "—"), outcome.names.get(card.unit, card.unit), *numbers, _total(card), tier]
        rows.append(row + ([card.group] if groups else []) + ([_interval(card)] if drawn else []))
    note = "位次区间：按数据误差重复计算所得的 5%—95% 位次；等次把握不足 80% 的注明不可区分。" if drawn else ""
    yield table(f"{outcome.period.say()}考核结果", head, rows, note, "考核结果")


def _number(value: float) -> Number:
    return Number(f"{value:.2f}")


def _total(card: Card) -> Number | str:
    return _number(card.total) if card.rank else "—"


def _interval(card: Card) -> str:
    if card.low is None or card.high is None:
        return "—"
    span = f"{card.low}" if card.low == card.high else f"{card.low}—{card.high}"
    return span if card.firm else f"{span}（等次不可区分）"


def _following(outcome: Outcome) -> Iterator[Block]:
    for measure in dict.fromkeys(one.measure for one in outcome.following):
        units = [
            outcome.names.get(one.unit, one.unit) + (f"（{said(one.due)}前完成）" if one.due else "")
            for one in outcome.following
            if one.measure is measure
        ]
        yield paragraph(f"{MEASURES[measure].zh}：{'、'.join(units)}。")


def _changed(outcome: Outcome) -> Iterator[Block]:
    if outcome.edition == 1:
        return
    yield paragraph(f"本版更正了此前公布的结果。理由：{outcome.reason}。")
    words = {"total": "总分", "rank": "位次", "tier": "等次"}
    rows = [
        (outcome.names.get(one.unit, one.unit), words.get(one.what, one.what), one.before or "—", one.after or "—")
        for one in outcome.changed
    ]
    if rows:
        yield table("与上一版的差别", ("单位", "考核项", "原为", "现为"), rows, name="更正")


def _window(outcome: Outcome) -> Iterator[Block]:
    if outcome.objections_until:
        yield paragraph(f"对结果有异议的，请于{said(outcome.objections_until)}前书面提出并附依据，逾期不予受理。")


def _items(outcome: Outcome) -> Table:
    rows = [
        (
            outcome.names.get(card.unit, card.unit),
            line.code,
            line.name,
            _points(line.full),
            _points(line.points),
            line.reason,
        )
        for card in outcome.result.cards
        for line in card.lines
    ]
    return table("各单位逐项得分及理由", ("单位", "编号", "考核项", "满分", "得分", "理由"), rows, name="逐项得分")


def _points(value: float | None) -> Number | str:
    return "—" if value is None else Number(f"{value:.2f}".rstrip("0").rstrip("."))


def talk_notice(outcome: Outcome, one: Following, issue: Issue) -> Document:
    """Return the notice that asks a unit's head to a talk (约谈通知)."""
    name = outcome.names.get(one.unit, one.unit)
    asked = "请就上述失分事项说明原因，提出改进措施、责任人和完成时限，并于约谈时提交书面材料。约谈时间、地点另行通知。"
    blocks = [
        paragraph(f"{_ground(outcome, one, '你单位')}决定约谈你单位主要负责人。"),
        Heading(1, "一、约谈内容"), *_worst(outcome.result.card(one.unit)),
        Heading(1, "二、要求"), paragraph(asked),
    ]  # fmt: skip
    return issue.paper(f"关于约谈{name}的通知", blocks, name)


def rectification_notice(outcome: Outcome, one: Following, issue: Issue) -> Document:
    """Return the notice that orders a unit to put things right by a day (整改通知书)."""
    name = outcome.names.get(one.unit, one.unit)
    until = f"于{said(one.due)}前" if one.due else "按规定期限"
    asked = f"请{until}完成整改，逐项提交证明材料。期满组织复核；复核仍不合格的，按办法进一步处理。"
    blocks = [
        paragraph(f"{_ground(outcome, one, '你单位')}责令限期整改。"),
        Heading(1, "一、需整改的事项"), *_worst(outcome.result.card(one.unit)),
        Heading(1, "二、整改要求"), paragraph(asked),
    ]  # fmt: skip
    return issue.paper(f"{name}整改通知书", blocks, name)


def letter(outcome: Outcome, one: Following, issue: Issue) -> Document:
    """Return the notice of any other consequence: commendation, criticism, reward."""
    name, word = outcome.names.get(one.unit, one.unit), MEASURES[one.measure].zh
    return issue.paper(f"关于对{name}{word}的通知", [paragraph(f"{_ground(outcome, one, name)}决定予以{word}。")], name)


def notice(outcome: Outcome, one: Following, issue: Issue) -> Document:
    """Return the notice of a consequence in the form it has."""
    return _FORMS.get(one.measure, letter)(outcome, one, issue)


_FORMS = {Measures.TALK: talk_notice, Measures.RECTIFY: rectification_notice}


def _ground(outcome: Outcome, one: Following, whom: str) -> str:
    total = f"总分 {outcome.result.card(one.unit).total:.2f} 分，{one.reason.zh}"
    return f"{outcome.period.say()}考核中，{whom}{total}。按照《{outcome.result.title}》，"


def _worst(card: Card) -> Iterator[Block]:
    worst = gaps(card, _MOST_ITEMS)
    rows = [(gap.item.name, _points(gap.item.full), _points(gap.item.points), gap.item.reason) for gap in worst]
    if rows:
        yield table("失分最多的事项", ("考核项", "满分", "得分", "情况"), rows, name="失分事项")
    else:
        yield paragraph("考核项没有失分。")


def register_notice(title: str, events: Sequence[Designation], names: Mapping[str, str], issue: Issue) -> Document:
    """Return the notice of changes to a register (名录调整通知), in the order of their days."""
    rows = [
        (names.get(one.place, one.place), EVENTS[one.event], said(one.date), one.note or "—")
        for one in sorted(events, key=lambda one: one.date)
    ]
    blocks: list[Block] = [
        paragraph(f"经研究，决定对{title}作如下调整，自所列日期起施行。"),
        table(f"{title}调整", ("地区", "调整", "日期", "说明"), rows, name="调整"),
    ]
    return issue.paper(f"关于调整{title}的通知", blocks)
