"""The offset map: whatever is repaired, a passage of the original can be read again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongchou.reading import Span, read_text
from tongchou.reading.mend import mend
from tongchou.reading.text import Change, Text

OFFICIAL = st.text(
    alphabet="一二三、(）。,，;：到2017年达到52.2%新建公路推进加快发展著發（fā）\n 〔〕?県亩元万", max_size=200
)


def test_a_removed_bracket_keeps_the_place_of_what_follows() -> None:
    text = Text.of("發(fā)展").change([Change(1, 5, "", "trad_pinyin")])
    assert text.clean == "發展"
    assert text.origin(1, 2) == Span(5, 6)
    assert text.edits[0].before == "(fā)"


def test_an_inserted_mark_stands_nowhere_in_the_original() -> None:
    text = Text.of("1800公里11条").change([Change(6, 6, ",", "lost_char")])
    assert text.clean == "1800公里,11条"
    assert text.origin(6, 7) == Span(6, 6)
    assert text.origin(7, 10) == Span(6, 9)


def test_of_two_changes_that_overlap_the_earlier_stays() -> None:
    text = Text.of("abcdef").change([Change(1, 4, "X", "a"), Change(2, 5, "Y", "b")])
    assert text.clean == "aXef"


@settings(deadline=None)
@given(OFFICIAL)
def test_every_span_reads_again_to_its_quote(original: str) -> None:
    ledger = read_text(original)
    text = mend(original)
    for item in ledger.items:
        assert 0 <= item.span.start <= item.span.end <= len(original)
        again = "".join(text.reading(item.span).split())
        assert again.startswith(item.quote.rstrip("…")[:39]) or item.quote.rstrip("…") in again


@settings(deadline=None)
@given(OFFICIAL)
def test_digits_of_an_amount_stand_in_the_clean_text(original: str) -> None:
    ledger = read_text(original)
    for item in ledger.items:
        if item.amount and item.amount.raw[0].isdigit():
            assert item.amount.raw.replace("，", "") in ledger.clean.replace(",", "").replace("，", "")


@settings(deadline=None)
@given(OFFICIAL)
def test_reading_twice_gives_the_same(original: str) -> None:
    assert read_text(original) == read_text(original)


@pytest.mark.parametrize(
    "line", ["并" * 3000, "同时" * 2000, "一、" * 2000, " " * 6000 + "x", "(" * 6000, "占5%" * 2000]
)
def test_a_line_without_end_is_read_to_its_end(line: str) -> None:
    assert read_text(line).clean.replace(" ", "").startswith(line.strip()[:1])
