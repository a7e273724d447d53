"""Notices about tasks say who, what, by when and what follows; their tables hold one line a task."""

from datetime import date

import pytest

from tongchou.plan import Light
from tongchou.report.notices import Errand, Letter, assignment, card, minutes, urging

LETTER = Letter("城乡一体化", "市统筹办", "市住建局", date(2015, 3, 31), "台账 2015")
ONE = Errand(
    "R1", "新社区建设", "市住建局", ("市财政局",), date(2015, 2, 28), "社区 3 个", "开展", light=Light.RED, late=31
)
OTHER = Errand("R2", "道路改造", "市交通局", (), date(2015, 3, 21), "", "报告", light=Light.YELLOW, late=10)


def text(document):
    return "".join(getattr(block, "text", "") for block in document.blocks)


def test_an_assignment_lists_every_task_and_says_by_when_to_sign():
    document = assignment(LETTER, [ONE, OTHER], 5)
    assert (document.title, document.addressee, document.date) == ("城乡一体化任务交办单", "市住建局", "2015年3月31日")
    assert all(part in text(document) for part in ("2项", "5日内签收"))
    assert document.attachments[0].rows[0] == ("1", "新社区建设", "市住建局", "市财政局", "2015-02-28", "社区 3 个")


def test_a_chasing_notice_puts_the_latest_first():
    document = urging(LETTER, [OTHER, ONE], 5)
    assert [row[1] for row in document.attachments[0].rows] == ["新社区建设", "道路改造"]
    assert document.attachments[0].rows[0][4:] == ("31", "红牌", "开展")


@pytest.mark.parametrize(
    ("light", "follows"), [(Light.YELLOW, "转为红牌"), (Light.RED, "提级督办"), (Light.ESCALATED, "到会说明")]
)
def test_a_card_says_what_follows(light, follows):
    errand = Errand("R1", "新社区建设", "市住建局", deadline=date(2015, 2, 28), state="开展", light=light, late=31)
    document = card(LETTER, errand, 30)
    assert document.title == f"{light.words.zh}通知"
    assert all(part in text(document) for part in ("已逾期 31 天", "2015年2月28日", follows))


def test_minutes_hold_the_meetings_decisions():
    document = minutes(LETTER, "领导小组第三次会议", date(2015, 3, 5), "张、李", [ONE])
    assert all(part in text(document) for part in ("2015年3月5日", "议定事项1项", "出席：张、李"))
    assert "出席" not in text(minutes(LETTER, "会", date(2015, 3, 5), "", []))
