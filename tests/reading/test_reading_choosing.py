"""A damaged place offers its readings; choosing one changes what stands there and nothing else."""

import datetime

import pytest

from tongchou.reading import ItemClass, accept, choose, doubts, prediction, read_text, reject
from tongchou.terms import Refusal

TEXT = "关于港口建设情况的报告\n港口建成了105万吨泊位,新建道路12公里。我在工作中还发现3个问题。"
LEDGER = read_text(TEXT, "港口")


def test_nothing_undecidable_is_settled_and_all_readings_are_offered() -> None:
    assert [(doubt.before, doubt.after, doubt.readings) for doubt in doubts(LEDGER)] == [
        ("105", "105", ("10个5", "105")),
        ("我", "我", ("我市", "我们", "我")),
    ]
    berth = next(item for item in LEDGER.of(ItemClass.FACT) if "泊位" in item.quote)
    assert berth.confidence <= 0.2
    assert [problem.code for problem in LEDGER.problems] == ["reading.text.undecided"] * 2


def test_the_number_follows_the_reading_and_the_rest_stays() -> None:
    when = datetime.datetime(2026, 3, 1, 9, 30, tzinfo=datetime.UTC)
    doubt = doubts(LEDGER)[0]
    after = choose(reject(LEDGER, "F02"), doubt.code, "10个5", "王敏", when)
    facts = {item.id: item for item in after.of(ItemClass.FACT)}
    assert (facts["F01"].amount.value, facts["F01"].name) == (10, "5万吨泊位")
    assert str(facts["F02"].review) == "rejected"
    assert after.passage(facts["F01"].span) == "105万吨泊位"
    assert [one.code for one in doubts(after)] == [doubts(LEDGER)[1].code]
    edit = next(one for one in prediction(after)["edits"] if one.get("chosen_by"))
    assert (edit["code"], edit["after"], edit["chosen_by"], edit["chosen_on"]) == (
        doubt.code,
        "10个5",
        "王敏",
        "2026-03-01T09:30:00+00:00",
    )


def test_as_printed_is_a_reading_too() -> None:
    after = choose(LEDGER, doubts(LEDGER)[0].code, "105", "王敏")
    item = next(item for item in after.items if item.id == "F01")
    assert item.amount.raw == "105万吨"
    assert accept(after, "F01") != after


@pytest.mark.parametrize(
    ("code", "reading", "kind"),
    [("D9999", "105", "unknown_doubt"), ("", "105", "unknown_doubt"), (doubts(LEDGER)[0].code, "7", "not_offered")],
)
def test_what_is_not_offered_is_refused(code: str, reading: str, kind: str) -> None:
    with pytest.raises(Refusal) as refused:
        choose(LEDGER, code, reading, "王敏")
    assert refused.value.problems[0].code == f"reading.review.{kind}"


def test_an_item_on_an_undecided_place_cannot_be_signed() -> None:
    with pytest.raises(Refusal) as refused:
        accept(LEDGER, "F01")
    assert "10个5" in refused.value.problems[0].say()
