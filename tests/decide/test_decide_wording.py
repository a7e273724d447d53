"""What an answer says stands in both languages: every heading, unit, label and explanation of every model."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from tongchou.decide import MODELS, Result, national_book, parse_inputs, run, template
from tongchou.decide.wording import heading, term
from tongchou.terms import AsOf

CHINESE = re.compile(r"[\u4e00-\u9fff]")
IN_THE_LAW = re.compile(r"〔\d{4}〕|条例|预算法|国务院令|办法")
DAYS = {"old-compensation": date(2018, 6, 30)}


def _texts(result: Result) -> Iterator[str]:
    for figure in result.answer.figures:
        yield from (figure.unit, figure.how, *([figure.value] if isinstance(figure.value, str) else []))
    for table in result.answer.tables:
        yield table.how
        yield from (cell for row in table.rows for cell in row if isinstance(cell, str))


@pytest.mark.parametrize("code", MODELS)
def test_an_answer_has_english_for_all_that_is_not_typed(code: str) -> None:
    model, typed = MODELS[code], template(MODELS[code])
    when = AsOf(DAYS.get(code, date(2020, 6, 30)))
    result = run(model, parse_inputs(model, typed), national_book(), when, "510500")
    texts = {one for one in _texts(result) if CHINESE.search(one) and not IN_THE_LAW.search(one)}
    ours = {one for one in texts if not all(part in typed or term(part).en for part in re.split("[、·]", one))}
    heads = {one for table in result.answer.tables for one in table.headings}
    assert not {one for one in ours if not term(one).en}
    assert not {one for one in heads if CHINESE.search(heading(one).say("en"))}


def test_what_was_typed_stays_as_typed() -> None:
    assert term("玄滩镇").say("en") == "玄滩镇"
    assert heading("缺口（万元）").say("en") == "gap (10 000 yuan)"
    assert term("2018年资金“市级财政”缺 2400").say("en") == "money “city budget” 2018, short by 2400"
