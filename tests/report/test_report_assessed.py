"""Papers of an assessment, from frozen results: what they say, in every form."""

from datetime import date
from io import BytesIO

import docx
import pytest

from tongchou.assess import Card, Difference, Following, Line, Result
from tongchou.packs.rows import Designation
from tongchou.packs.scheme import Measures
from tongchou.report import page, word
from tongchou.report.assessed import Issue, Outcome, bulletin, notice, register_notice
from tongchou.report.csv_form import csv_form
from tongchou.terms import Period, Words

ISSUE = Issue("云泽市城乡融合办公室", date(2025, 1, 10), "版本 1", "云融办〔2025〕1号")
NAMES = {"a": "甲县", "b": "=乙县"}


def card(unit: str, rank: int, total: float, **more: object) -> Card:
    line = Line("A1", "城镇化率", "urban share", 100, total, 100 - total, "目标 100", "target 100")
    facts = {"vetoes": (), "pending": (), "lines": (line,), "low": rank, "high": rank, "chance": 1.0, **more}
    return Card(unit, rank, 2, total, 0, 0, total, 1, "全部", "all", "优秀", "excellent", True, **facts)  # type: ignore[arg-type]


def outcome(**more: object) -> Outcome:
    cards = (card("a", 1, 90.0), card("b", 2, 50.0, low=1, high=2, chance=0.6, vetoes=("事故",)))
    result = Result("s", "县考核办法", "scheme", "2024", 7, cards)
    following = (Following("b", Measures.RECTIFY, Words("等次为不合格"), date(2025, 4, 10), ""),)
    facts = {"following": following, "objections_until": date(2025, 1, 17), **more}
    return Outcome(result, Period.year(2024), facts.pop("edition", 1), NAMES, **facts)  # type: ignore[arg-type]


def words_of(document: object) -> str:
    opened = docx.Document(BytesIO(word(document)))  # type: ignore[arg-type]
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


def test_the_bulletin_tells_ranks_what_follows_and_how_to_object() -> None:
    text = words_of(bulletin(outcome(), ISSUE))
    assert "关于2024年县考核结果的通报" in text
    assert "云融办〔2025〕1号" in text
    assert "限期整改：=乙县（2025年4月10日前完成）。" in text
    assert "请于2025年1月17日前书面提出" in text
    assert "1—2（等次不可区分）" in text
    assert "优秀（一票否决）" in text


def test_a_corrected_edition_says_what_changed_and_why() -> None:
    changed = (Difference("a", "total", "80", "90"), Difference("a", "A1", "", "90"))
    text = words_of(bulletin(outcome(edition=2, changed=changed, reason="异议成立"), ISSUE))
    assert "通报（第 2 版）" in text
    assert "理由：异议成立。" in text
    assert "总分\n80\n90" in text


@pytest.mark.parametrize(("measure", "title", "said"), [
    (Measures.TALK, "关于约谈甲县的通知", "决定约谈你单位主要负责人"),
    (Measures.RECTIFY, "甲县整改通知书", "请于2025年4月10日前完成整改"),
    (Measures.COMMEND, "关于对甲县通报表扬的通知", "决定予以通报表扬"),
])  # fmt: skip
def test_each_consequence_has_its_notice(measure: Measures, title: str, said: str) -> None:
    one = Following("a", measure, Words("全部第 1 名（共 2）"), date(2025, 4, 10), "")
    document = notice(outcome(), one, ISSUE)
    assert document.title == title
    assert said in words_of(document)
    assert "甲县总分 90.00 分" in words_of(document) or "你单位总分 90.00 分" in words_of(document)


def test_a_table_for_machines_runs_nothing() -> None:
    rows = csv_form(bulletin(outcome(), ISSUE)).decode("utf-8-sig").splitlines()
    assert rows[0].startswith("位次,单位,基础分")
    assert rows[1].startswith("1,甲县,90.00,0.00,0.00,90.00,优秀")
    assert rows[2].startswith("2,'=乙县")
    with pytest.raises(ValueError, match="no table"):
        csv_form(ISSUE.paper("空", []))


def test_changes_of_a_register_in_order_of_their_days() -> None:
    events = [Designation(registry="r", place=place, date=day, event=event, note="试")
              for place, day, event in (("b", "2025-02-01", "revoked"), ("a", "2025-01-01", "designated"))]  # fmt: skip
    text = page(register_notice("重点镇名录", events, NAMES, ISSUE))
    assert text.index("甲县") < text.index("乙县")
    assert "撤销" in text
