"""Notices about tasks in the official layout: 交办单, 督办通知, 黄牌 and 红牌, the tasks of a meeting's minutes.

A notice holds what it is told and nothing else: who issues it, to whom, on which day, and the tasks as lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tongchou.plan import Light
from tongchou.report.model import Block, Document, Heading, Table, paragraph, table


@dataclass(frozen=True, slots=True)
class Errand:
    """One task of a notice, every code already a name."""

    code: str
    title: str
    lead: str
    partners: tuple[str, ...] = ()
    deadline: date | None = None
    deliverable: str = ""
    state: str = ""
    clause: str = ""
    light: Light = Light.GREEN
    late: int = 0


@dataclass(frozen=True, slots=True)
class Letter:
    """What every notice says of itself."""

    programme: str
    issuer: str
    addressee: str
    day: date
    version: str
    number: str = ""
    synthetic: bool = False


def assignment(letter: Letter, errands: Sequence[Errand], sign_within: int) -> Document:
    """Return a 交办单: what is assigned, to be signed for within so many days."""
    opening = (
        f"现将{letter.programme}任务{_many(errands)}交办给你们。请在{sign_within}日内签收，"
        "牵头单位负总责，配合单位按分工办理，按期报告并附佐证材料；核验由其他单位作出，通过后销号。"
    )
    title = f"{letter.programme}任务交办单"
    return _document(letter, title, [paragraph(opening)], _tasks("交办任务清单", errands))


def urging(letter: Letter, errands: Sequence[Errand], answer_within: int) -> Document:
    """Return a 督办通知 over tasks that are late, the latest first, answered within so many days."""
    late = sorted(errands, key=lambda one: -one.late)
    opening = (
        f"截至{say(letter.day)}，你们牵头的下列{_many(late)}任务已经逾期。请查明原因、提出措施和完成时限，"
        f"在{answer_within}日内书面答复，并在系统中报告进展。"
    )
    return _document(letter, "督办通知", [paragraph(opening)], _late("逾期任务清单", late))


def card(letter: Letter, errand: Errand, red_after: int) -> Document:
    """Return the notice of a yellow or red card over one task, and what follows where it stays late."""
    words = errand.light.words.zh
    facts = f"“{errand.title}”（编号 {errand.code}），由{errand.lead}牵头，期限{say(errand.deadline)}，"
    follows = {
        Light.YELLOW: f"逾期满 {red_after} 天仍未报告的，转为红牌。",
        Light.RED: "仍未报告的，提请领导小组提级督办，并列入考核扣分事项。",
        Light.ESCALATED: "已提请领导小组提级督办，请主要负责人到会说明。",
    }
    blocks: list[Block] = [
        paragraph(
            f"{facts}截至{say(letter.day)}已逾期 {errand.late} 天，现处于“{errand.state}”环节，特予{words}提示。"
        ),
        Heading(1, "一、要求"),
        paragraph("请在收到本通知后 5 日内报告进展、原因和完成时限，并附佐证材料。"),
        Heading(1, "二、后续"),
        paragraph(follows.get(errand.light, "请按期办理。")),
    ]
    return _document(letter, f"{words}通知", blocks)


def minutes(letter: Letter, meeting: str, held: date, attended: str, errands: Sequence[Errand]) -> Document:
    """Return the task list of a meeting's minutes."""
    blocks: list[Block] = [paragraph(f"{say(held)}，{meeting}召开。会议议定事项{_many(errands)}，任务分工如下。")]
    if attended:
        blocks.append(paragraph(f"出席：{attended}"))
    return _document(letter, f"{meeting}议定事项任务清单", blocks, _tasks("议定事项任务清单", errands))


def say(day: date | None) -> str:
    """Return a day as a document writes it.

    >>> say(date(2024, 3, 5))
    '2024年3月5日'
    """
    return f"{day.year}年{day.month}月{day.day}日" if day else "未定"


def _many(errands: Sequence[Errand]) -> str:
    return f"{len(errands)}项"


def _document(letter: Letter, title: str, blocks: Sequence[Block], *attachments: Table) -> Document:
    return Document(
        title=title, issuer=letter.issuer, date=say(letter.day), blocks=tuple(blocks), version=letter.version,
        number=letter.number, addressee=letter.addressee, synthetic=letter.synthetic, attachments=attachments,
    )  # fmt: skip


def _tasks(title: str, errands: Sequence[Errand]) -> Table:
    rows = [
        (str(number), one.title, one.lead, "、".join(one.partners), _day(one.deadline), one.deliverable)
        for number, one in enumerate(errands, 1)
    ]
    return table(title, ("序号", "任务", "牵头单位", "配合单位", "期限", "成果"), rows)


def _late(title: str, errands: Sequence[Errand]) -> Table:
    rows = [
        (str(number), one.title, one.lead, _day(one.deadline), str(one.late), one.light.words.zh, one.state)
        for number, one in enumerate(errands, 1)
    ]
    return table(title, ("序号", "任务", "牵头单位", "期限", "逾期天数", "牌", "环节"), rows)


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""
